import type { Framework } from "../assessment/framework.js";
import { findFramework } from "../config/framework.js";
import { readConfig } from "../config/read.js";
import type { Catalogue } from "../engine/verdict.js";
import type { Surroundings } from "../input/read.js";
import { readAllPolicies } from "./bundles.js";

export const DEFAULT_FRAMEWORK = "hipaa";

/**
 * The policies and the framework that a command without inputs tells of: what ships, what the configuration names and what is
 * named besides; of frameworks the named one, the configuration's, the HIPAA Security Rule. Throws {@link ConfigError}.
 */
export async function frameworkFor(
  named: string | null,
  config: string | null,
  policyPaths: readonly string[],
  around: Surroundings,
): Promise<{ framework: Framework; catalogue: Catalogue }> {
  const found = await readConfig(config, around.cwd);
  const catalogue = await readAllPolicies([...found.policies, ...policyPaths], around);
  const framework = await findFramework(
    named ?? found.framework ?? DEFAULT_FRAMEWORK,
    around.cwd,
    catalogue.policies.map(({ id }) => id),
  );
  return { framework, catalogue };
}
