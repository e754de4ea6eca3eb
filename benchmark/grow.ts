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
  const resource_changes = keys.flatMap((key) => inModule.map((change) => renamed(change, key)));
  const values = (plan.planned_values ?? {}) as { root_module?: PlannedModule };
  const child_modules = (values.root_module?.child_modules ?? []).flatMap((child) =>
    child.address === "module.sqs" ? keys.map((key) => renamed(child, key)) : [child],
  );
  const planned_values = { ...values, root_module: { ...values.root_module, child_modules } };
  return { ...plan, planned_values, resource_changes: [...outside, ...resource_changes] } as Plan;
}

interface PlannedModule {
  readonly address?: string;
  readonly child_modules?: readonly PlannedModule[];
}

/** The same for another key of the module's `for_each`. */
function renamed<T>(part: T, key: string): T {
  const text = JSON.stringify(part)
    .replaceAll("orion-production", `orion-production-${key}`)
    .replaceAll('"module.sqs.', `"module.sqs[\\"${key}\\"].`)
    .replaceAll('"module.sqs"', `"module.sqs[\\"${key}\\"]"`);
  return JSON.parse(text) as T;
}

export function sizeOf(plan: Plan): number {
  return Buffer.byteLength(JSON.stringify(plan as unknown as Json));
}
