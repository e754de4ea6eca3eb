import type { Framework } from "../assessment/framework.js";
import { assets } from "../assets.js";
import { findFramework } from "../config/framework.js";
import { readConfig } from "../config/read.js";
import { readCatalogue } from "../engine/bundle.js";

export const DEFAULT_FRAMEWORK = "hipaa";

/**
 * The framework that a command without inputs tells of: the named one, the configuration's, the HIPAA Security Rule.
 * Throws {@link ConfigError}.
 */
export async function frameworkFor(
  named: string | null,
  config: string | null,
  cwd: string,
): Promise<Framework> {
  const chosen = named ?? (await readConfig(config, cwd)).framework ?? DEFAULT_FRAMEWORK;
  return findFramework(
    chosen,
    cwd,
    readCatalogue(assets.policies).policies.map(({ id }) => id),
  );
}
