import { basename, dirname, resolve } from "node:path";
import { assets } from "../assets.js";
import { type Config, NO_CONFIG } from "./config.js";
import { findConfig } from "./find.js";
import { isShipped } from "./framework.js";
import { readYaml, type YamlFile } from "./yaml.js";

export interface FoundConfig {
  readonly config: Config;
  /** `safeguard.config.yaml:12`, for messages. */
  readonly lineOf: YamlFile["lineOf"];
}

export const NOTHING_FOUND: FoundConfig = { config: NO_CONFIG, lineOf: () => "" };

/**
 * Reads the named configuration, or the one that holds for the folder.
 * Throws {@link ConfigError}, which names line and key of what is wrong.
 */
export async function readConfig(named: string | null, cwd: string): Promise<FoundConfig> {
  const file = named === null ? findConfig(cwd) : resolve(cwd, named);
  if (file === null) return NOTHING_FOUND;
  const { value, lineOf } = await readYaml(file, cwd, {
    schema: assets.configSchema,
    what: "the configuration",
    hint: "docs/configuration.md describes every key.",
  });
  const {
    parameters = {},
    overrides = [],
    waivers,
    attestations,
    baseline,
    framework,
  } = value as Partial<Config>;
  const beside = (path: string | null | undefined) => (path == null ? null : resolve(dirname(file), path));
  const config = {
    // Without its folder, so that a report does not depend on where it was made.
    path: basename(file),
    file,
    parameters,
    overrides,
    waivers: beside(waivers),
    attestations: beside(attestations),
    baseline: beside(baseline),
    framework: framework != null && isShipped(framework) ? framework : beside(framework),
  };
  return { config, lineOf };
}
