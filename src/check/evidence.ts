import { readFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { globSync } from "tinyglobby";
import { assets } from "../assets.js";
import type { Config, ConfigFile } from "../config/config.js";
import type { InlineWaiver } from "../config/inline-waivers.js";
import { ConfigError } from "../errors.js";
import { bytesOf, jsonBytes, type PackageFiles } from "../evidence/digest.js";
import { type Seal, sealPackage } from "../evidence/package.js";
import { customBundlePath } from "../evidence/statement.js";
import type { Surroundings } from "../input/read.js";
import { published } from "../inventory/published.js";
import { diffReports } from "../report/diff.js";
import { evidenceFormats } from "../report/formats.js";
import type { Report } from "../report/report.js";
import { waiversBeside } from "./accepted.js";
import { assessJudged, type CheckOptions, type CheckResult } from "./check.js";
import { type Judgement, judge } from "./judge.js";
import { differencesOf, placedAs } from "./replayed.js";

/** What a run was told, so that it can be repeated: `config/run.json` (`safeguard.run/v1`). */
export interface Run
  extends Pick<
    CheckOptions,
    "framework" | "selection" | "parameters" | "gate" | "changedOnly" | "ratchet" | "assessedAt"
  > {
  readonly schema: "safeguard.run/v1";
  /** The inputs whose Terraform configuration was at hand, by their names in the report. */
  readonly sources: readonly string[];
  /** The files of the configuration, in the package, and their names in the report; the base first. */
  readonly configuration: readonly ConfigFile[];
}

const RUN = "config/run.json";
const FRAMEWORK = "config/framework.yaml";
const CONFIG = "config/safeguard.config.yaml";
const WAIVERS = "config/waivers.yaml";
/** What is written beside the resources, as it was read. */
const INLINE_WAIVERS = "config/inline-waivers.json";
const BASELINE = "config/baseline.json";
const ATTESTATIONS = "config/attestations.yaml";
const REPORT = "report.json";
const CUSTOM_BUNDLE = /^policies\/custom\/[^/]+\.tar$/;

export interface Evidence extends CheckResult {
  readonly files: PackageFiles;
}

/** Assesses, and packs the report with everything that it rests on. Pure but for what it reads. */
export async function makeEvidence(
  options: CheckOptions,
  seal: Seal & { /** The report of the package before this one. */ readonly before?: Report | null },
  around: Surroundings,
): Promise<Evidence> {
  const { before = null } = seal;
  const judgement = await judge(options, around, "everything");
  const result = await assessJudged(judgement, options, around.cwd);
  const content = new Map<string, Uint8Array>([
    ...rendered(result.report, before, judgement),
    ...judgement.judged.map(({ inventory }, index): [string, Uint8Array] => [
      `inventory/${index + 1}.json`,
      jsonBytes(published(inventory)),
    ]),
    ...policyFiles(judgement),
    ...configFiles(judgement, options, result.report),
    ...inlineFile(judgement),
  ]);
  return { ...result, files: sealPackage(content, result.report, seal) };
}

function* rendered(
  report: Report,
  before: Report | null,
  { framework }: Judgement,
): Generator<[string, Uint8Array]> {
  const options = before === null ? {} : { changes: diffReports(before, report) };
  for (const { file, render } of evidenceFormats) yield [file, bytesOf(render(report, options, framework))];
}

/** The text of the policies, what they were built to, and the controls they are mapped to. */
function* policyFiles({ framework, bundles }: Judgement): Generator<[string, Uint8Array]> {
  const folder = fileURLToPath(assets.policySources);
  const texts = globSync(["*/*.rego"], { cwd: folder, ignore: ["**/*_test.rego", "lib/testing.rego"] });
  for (const path of texts.sort())
    yield [`policies/${path}`, readFileSync(new URL(path, assets.policySources))];
  yield ["policies/catalogue.json", readFileSync(new URL("catalogue.json", assets.policies))];
  yield ["policies/policy.wasm", readFileSync(new URL("policy.wasm", assets.policies))];
  for (const { name, tar, rego, catalogue } of bundles.custom) {
    yield [customBundlePath(name), tar];
    const files = new Set(catalogue.policies.map(({ id }) => `policies/${id}.rego`));
    for (const [path, text] of rego) if (files.has(path)) yield [path, text];
  }
  yield [`policies/${framework.id}.json`, bytesOf(`${JSON.stringify(framework, null, 1)}\n`)];
}

function* inlineFile(judgement: Judgement): Generator<[string, Uint8Array]> {
  const { waivers } = waiversBeside(judgement);
  if (waivers.length > 0) yield [INLINE_WAIVERS, jsonBytes(waivers)];
}

function* configFiles(
  { config, framework, frameworkFile, judged }: Judgement,
  options: CheckOptions,
  { gate }: Report,
): Generator<[string, Uint8Array]> {
  const { selection, parameters, changedOnly, ratchet = false, assessedAt } = options;
  const recorded = recordedAt(config);
  const run: Run = {
    schema: "safeguard.run/v1",
    framework: framework.id,
    selection,
    parameters,
    gate: { failOn: gate.failOn, onUnknown: gate.onUnknown },
    changedOnly,
    ratchet,
    assessedAt,
    sources: withSource(judged),
    configuration: recorded.map(({ at, name }) => ({ name, file: at })),
  };
  yield [RUN, jsonBytes(run)];
  for (const { at, file } of recorded) yield [at, readFileSync(file)];
  const files = {
    [FRAMEWORK]: frameworkFile,
    [WAIVERS]: options.waivers ?? config.waivers,
    [BASELINE]: options.baseline === false ? null : (options.baseline ?? config.baseline),
    [ATTESTATIONS]: options.attestations ?? config.attestations,
  };
  for (const [name, file] of Object.entries(files)) if (file !== null) yield [name, readFileSync(file)];
}

/** Where the files of the configuration stand in a package: the nearest by its name, what it extends by numbers. */
function recordedAt({ files }: Config): (ConfigFile & { readonly at: string })[] {
  return files.map((file, index) => ({
    ...file,
    at: index === files.length - 1 ? CONFIG : `config/extends/${index + 1}.yaml`,
  }));
}

/** Whether the same findings come out again. */
export interface Replay {
  readonly same: boolean;
  /** Why not, or what could not be the same; one sentence each. */
  readonly differences: readonly string[];
}

/**
 * Assesses the documents of a package again, by what the package says it was told.
 * @param folder Where the package lies.
 * @param inputs The documents, in any order: they are known by their digests.
 * @param source The configuration they were made from, if it was named then.
 */
export async function replay(
  files: PackageFiles,
  folder: string,
  inputs: readonly string[],
  source: string | null,
  around: Surroundings,
): Promise<Replay> {
  const before = JSON.parse(new TextDecoder().decode(files.get(REPORT))) as Report;
  const run = JSON.parse(new TextDecoder().decode(files.get(RUN))) as Run;
  const has = (name: string) => (files.has(name) ? `${folder}/${name}` : null);
  const options: CheckOptions = {
    ...run,
    inputs,
    source,
    framework: has(FRAMEWORK) ?? run.framework,
    config: run.configuration
      .filter(({ file }) => files.has(file))
      .map(({ name, file }) => ({ name, file: join(resolve(around.cwd, folder), file) })),
    waivers: has(WAIVERS),
    baseline: has(BASELINE) ?? false,
    attestations: has(ATTESTATIONS),
    policyPaths: [...files.keys()]
      .filter((path) => CUSTOM_BUNDLE.test(path))
      .map((path) => join(resolve(around.cwd, folder), path)),
  };
  const judgement = await judge(options, around, "everything");
  const judged = underRecordedNames(judgement.judged, before);
  const recorded = inlineWaiversOf(files);
  const { report } = await assessJudged({ ...judgement, judged }, options, around.cwd, { inline: recorded });
  const atHand = new Set(withSource(judged));
  return compareReports(before, { ...report, findings: placedAs(before, report, around.cwd) }, [
    ...(run.sources.every((path) => atHand.has(path) || !report.inputs.some((input) => input.path === path))
      ? []
      : ["A Terraform configuration was at hand then; name it with --source."]),
    ...(otherWaivers({ ...judgement, judged }, recorded, before)
      ? ["The source holds other waivers beside its resources than then."]
      : []),
  ]);
}

function withSource(judged: Judgement["judged"]): string[] {
  return judged.filter(({ inventory }) => inventory.notes !== undefined).map(({ document }) => document.path);
}

/** The documents by the names that they had then. Of several with the same content each has one of the names. */
function underRecordedNames(judged: Judgement["judged"], { inputs }: Report): Judgement["judged"] {
  const left = [...inputs];
  return judged.map((one) => {
    const index = left.findIndex(({ digest }) => digest === one.document.digest);
    const [recorded] = index < 0 ? [] : left.splice(index, 1);
    if (recorded === undefined) {
      throw new ConfigError(
        "other-input",
        `${basename(one.document.path)} is none of the documents that this package is about.`,
        `It is about ${inputs.map(({ path, digest }) => `${path} (${digest})`).join(", ")}.`,
      );
    }
    return { ...one, document: { ...one.document, path: recorded.path } };
  });
}

function inlineWaiversOf(files: PackageFiles): InlineWaiver[] {
  const bytes = files.get(INLINE_WAIVERS);
  return bytes === undefined ? [] : (JSON.parse(new TextDecoder().decode(bytes)) as InlineWaiver[]);
}

/** Whether the source at hand holds other waivers than the package; where some of it is missing, nobody can tell. */
function otherWaivers(judgement: Judgement, recorded: readonly InlineWaiver[], { inputs }: Report): boolean {
  const { judged } = judgement;
  const isWhole =
    judged.length === inputs.length && judged.every(({ inventory }) => inventory.notes !== undefined);
  // Places are relative to where somebody stood then.
  const bare = (waivers: readonly InlineWaiver[]) =>
    waivers.map(({ waiver: { place: _, ...waiver }, ...rest }) => JSON.stringify({ ...rest, waiver })).sort();
  return isWhole && JSON.stringify(bare(waiversBeside(judgement).waivers)) !== JSON.stringify(bare(recorded));
}

function compareReports(before: Report, after: Report, reasons: readonly string[]): Replay {
  const differences: string[] = [];
  const bundle = (report: Report) => report.tool.policyBundle.digest;
  if (bundle(before) !== bundle(after))
    differences.push(`The policies are others: ${bundle(before)} then, ${bundle(after)} now.`);
  if (after.inputs.length < before.inputs.length)
    differences.push(`${before.inputs.length - after.inputs.length} of its documents were not given.`);
  differences.push(...reasons, ...differencesOf(before, after));
  return { same: differences.length === 0, differences };
}
