import { dirname, resolve } from "node:path";
import type { GateSettings } from "../assessment/gate.js";
import { assets } from "../assets.js";
import type { Severity } from "../engine/verdict.js";
import { ConfigError } from "../errors.js";
import type { Globs, Selector } from "../inventory/selector.js";
import { classificationParameters, type WrittenClassification } from "./classification.js";
import {
  type Config,
  type ConfigFile,
  type ConfigInputs,
  NO_CONFIG,
  type PolicyParameters,
  type SetParameters,
} from "./config.js";
import { isShipped } from "./framework.js";
import { mergedParameters } from "./merge.js";
import { vendorsOf, type WrittenVendor } from "./vendors.js";
import { type Path, readYaml, type YamlFile } from "./yaml.js";

/** One file as it is written. */
interface Written {
  readonly extends?: string | readonly string[];
  readonly inputs?: string | readonly string[];
  readonly source?: string;
  readonly failOn?: NonNullable<GateSettings["failOn"]>;
  readonly onUnknown?: NonNullable<GateSettings["onUnknown"]>;
  readonly parameters?: PolicyParameters;
  readonly overrides?: readonly { for: Selector; reason: string; parameters: PolicyParameters }[];
  readonly severities?: Readonly<Record<string, Severity | { severity: Severity; reason?: string }>>;
  readonly exclude?: readonly { policy: Globs; reason: string }[];
  readonly vendors?: readonly WrittenVendor[];
  readonly classification?: WrittenClassification;
  readonly waivers?: string;
  readonly attestations?: string;
  readonly baseline?: string;
  readonly framework?: string;
  readonly policies?: readonly string[];
}

/** One file of the configuration by itself. */
export interface Layer {
  readonly file: ConfigFile;
  /** What it extends, as written. */
  readonly bases: readonly string[];
  readonly config: Config;
  readonly lineOf: YamlFile["lineOf"];
}

/** Reads one file, and not what it extends. Throws {@link ConfigError}, which names line and key of what is wrong. */
export async function readLayer(file: ConfigFile, cwd: string): Promise<Layer> {
  const { value, lineOf } = await readYaml(file.file, cwd, {
    schema: assets.configSchema,
    what: "the configuration",
    hint: "docs/configuration.md describes every key.",
  });
  const written = value as Written;
  const bases = [written.extends ?? []].flat();
  return { file, bases, config: configOf(written, file, lineOf), lineOf };
}

function configOf(written: Written, file: ConfigFile, lineOf: YamlFile["lineOf"]): Config {
  const { inputs, source, failOn, onUnknown, waivers, attestations, baseline, framework } = written;
  const beside = (path: string | undefined) =>
    path === undefined ? null : resolve(dirname(file.file), path);
  const parametersAt = (parameters: PolicyParameters, from: string, ...path: Path) =>
    placed(parameters, from, (inner) => lineOf([...path, ...inner]));
  return {
    ...NO_CONFIG,
    files: [file],
    inputs: inputs === undefined ? null : inputsOf(inputs, file, lineOf),
    source: source === undefined ? null : { value: beside(source) ?? source, place: lineOf(["source"]) },
    failOn: failOn ?? null,
    onUnknown: onUnknown ?? null,
    // Named policy by policy they say more than a classification for all.
    parameters: mergedParameters(
      classificationParameters(written.classification, (policies, key) =>
        placed(policies, `${file.name}, classification`, () => lineOf(["classification", key])),
      ),
      parametersAt(written.parameters ?? {}, file.name, "parameters"),
    ),
    overrides: (written.overrides ?? []).map(({ for: selector, reason, parameters }, index) => ({
      for: selector,
      parameters: parametersAt(
        parameters,
        `${file.name}, overrides[${index}]: ${reason}`,
        "overrides",
        index,
        "parameters",
      ),
    })),
    severities: Object.entries(written.severities ?? {}).map(([policies, set]) => ({
      policies,
      ...(typeof set === "string" ? { severity: set, reason: null } : { reason: null, ...set }),
      from: `${file.name}, severities`,
      place: lineOf(["severities", policies]),
    })),
    exclude: (written.exclude ?? []).map(({ policy, reason }, index) => ({
      policies: policy,
      reason,
      from: `${file.name}, exclude[${index}]`,
      place: lineOf(["exclude", index]),
    })),
    vendors: vendorsOf(written.vendors ?? [], file, (path) => lineOf(["vendors", ...path])),
    waivers: beside(waivers),
    attestations: beside(attestations),
    baseline: beside(baseline),
    framework: framework !== undefined && isShipped(framework) ? framework : beside(framework),
    policies: (written.policies ?? []).map((path) => resolve(dirname(file.file), path)),
  };
}

function placed(parameters: PolicyParameters, from: string, place: (path: Path) => string): SetParameters {
  return Object.fromEntries(
    Object.entries(parameters).map(([policy, values]) => [
      policy,
      Object.fromEntries(
        Object.entries(values).map(([name, value]) => [name, { value, from, place: place([policy, name]) }]),
      ),
    ]),
  );
}

function inputsOf(
  inputs: string | readonly string[],
  { file }: ConfigFile,
  lineOf: YamlFile["lineOf"],
): ConfigInputs {
  const list = [inputs].flat();
  const piped = list.indexOf("-");
  if (piped >= 0) {
    throw new ConfigError(
      "config-inputs",
      `${lineOf(["inputs", piped])}: - is standard input, which a file cannot name.`,
      "Name files, globs or folders; give - on the command line: safeguard check -",
    );
  }
  return { inputs: list, folder: dirname(file), place: lineOf(["inputs"]) };
}
