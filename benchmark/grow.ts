import { readFileSync } from "node:fs";
import type { Json, Plan } from "../src/input/plan.js";

/**
 * A large plan from a real one: `fixtures/plans/seed-sqs.json` with its module called once for each of `copies` keys, as
 * Terraform would write it for a `for_each`.
 */
export function grownPlan(copies: number): Plan {
  const plan = JSON.parse(
    readFileSync(new URL("../fixtures/plans/seed-sqs.json", import.meta.url), "utf8"),
  ) as Plan;
  const inModule = (plan.resource_changes ?? []).filter(({ address }) => address.startsWith("module.sqs."));
  const outside = (plan.resource_changes ?? []).filter(({ address }) => !address.startsWith("module.sqs."));
  const keys = Array.from({ length: copies }, (_, index) => `team-${index}`);
  const call = plan.configuration?.root_module?.module_calls?.sqs;
  if (call === undefined) throw new Error("seed-sqs has no module sqs");
  call.for_each_expression = { constant_value: Object.fromEntries(keys.map((key) => [key, key])) };
  const resource_changes = keys.flatMap((key) =>
    inModule.map((change) => {
      const renamed = JSON.stringify(change).replaceAll("orion-production", `orion-production-${key}`);
      const copy = JSON.parse(renamed) as typeof change;
      const module = `module.sqs["${key}"]`;
      return { ...copy, module_address: module, address: change.address.replace("module.sqs", module) };
    }),
  );
  return { ...plan, planned_values: {}, resource_changes: [...outside, ...resource_changes] } satisfies Plan;
}

export function sizeOf(plan: Plan): number {
  return Buffer.byteLength(JSON.stringify(plan as unknown as Json));
}
