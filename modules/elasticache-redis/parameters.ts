import { InvalidPropError, requireMatch, requireOneOf } from "../shared/validation.js";
import type { RedisParameter } from "./props.js";

/**
 * Parameters that take effect when the nodes are restarted; all others do at once.
 * https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/ParameterGroups.Engine.html
 */
const AFTER_REBOOT = new Set(["activerehashing", "databases"]);

/** Parameters, sorted by name, so that the order in which they are written changes nothing. */
export function checkedParameters(parameters: readonly RedisParameter[]): RedisParameter[] {
  const names = new Set<string>();
  for (const { name, applyMethod } of parameters) {
    requireMatch("parameters.name", name, /^[a-z][a-z0-9-]*$/, "the name of a Redis parameter");
    if (names.has(name)) throw new InvalidPropError("parameters", name, "no parameter twice");
    names.add(name);
    if (name === "cluster-enabled") throw new InvalidPropError("parameters", name, "no cluster mode");
    if (applyMethod === undefined) continue;
    const prop = `parameters.${name}.applyMethod`;
    requireOneOf(prop, applyMethod, ["immediate", "pending-reboot"]);
    const actual = isPendingReboot(name) ? "pending-reboot" : "immediate";
    if (applyMethod !== actual) throw new InvalidPropError(prop, applyMethod, `${actual}, as AWS does`);
  }
  return [...parameters].sort((one, other) => (one.name < other.name ? -1 : 1));
}

export function isPendingReboot(name: string): boolean {
  return AFTER_REBOOT.has(name);
}
