import fc from "fast-check";
import { expect, it } from "vitest";
import { readBundle } from "../../src/engine/bundle.js";
import { evaluate } from "../../src/engine/evaluate.js";
import type { Inventory, Value } from "../../src/inventory/inventory.js";
import { inventoryOf, root } from "./support.js";

const PLANS = ["alarms", "elasticache", "seed-sqs", "webshop", "sqs-development"];
const bundle = readBundle(new URL(`file://${root}policies/dist/`));

type Path = readonly (string | number)[];

/** Every value of a tree but the tree itself, and nothing below what is not known already. */
function* pathsIn(value: Value, path: Path = []): Generator<Path> {
  if (path.length > 0) yield path;
  if (typeof value !== "object" || value === null || "$unknown" in value) return;
  for (const [key, item] of Object.entries(value)) {
    yield* pathsIn(item as Value, [...path, Array.isArray(value) ? Number(key) : key]);
  }
}

/** A copy in which one value is not known. */
function hide(value: Value, path: Path): Value {
  const [first, ...rest] = path;
  if (first === undefined) return { $unknown: true };
  if (Array.isArray(value)) return value.map((item: Value, at) => (at === first ? hide(item, rest) : item));
  return {
    ...(value as Record<string, Value>),
    [first]: hide((value as Record<string, Value>)[first] ?? null, rest),
  };
}

async function statuses(inventory: Inventory): Promise<Map<string, string>> {
  const { verdicts, failures } = await evaluate(inventory, bundle);
  expect(failures).toEqual([]);
  return new Map(verdicts.map(({ policy, address, status }) => [`${policy} ${address}`, status]));
}

it.each(PLANS)(
  "a value of %s that is not known any more settles nothing and passes nothing",
  async (plan) => {
    const inventory = (await inventoryOf(plan)) as Inventory;
    const before = await statuses(inventory);
    const hidden = Object.entries(inventory.resources).flatMap(([type, resources]) =>
      Object.entries(resources).flatMap(([address, resource]) =>
        [...pathsIn(resource.values as Value)].map((path) => ({ type, address, path })),
      ),
    );
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...hidden), async ({ type, address, path }) => {
        const resource = inventory.resources[type]?.[address];
        if (resource === undefined) throw new Error("the inventory has lost a resource");
        const argument = String(path[0]);
        const { [argument]: _, ...documents } = resource.documents;
        const vague = {
          ...resource,
          values: hide(resource.values as Value, path) as Record<string, Value>,
          documents,
          presence: { ...resource.presence, [argument]: "possible" as const },
        };
        const after = await statuses({
          ...inventory,
          resources: { ...inventory.resources, [type]: { ...inventory.resources[type], [address]: vague } },
        });
        for (const [verdict, status] of after) {
          // A subject that was none before may only be one that passes, or is not decided.
          expect([before.get(verdict) ?? "pass", "unknown"], verdict).toContain(status);
        }
        for (const [verdict, status] of before) {
          if (status === "fail") expect(["fail", "unknown"], verdict).toContain(after.get(verdict));
        }
      }),
      { numRuns: 120, seed: 45164 },
    );
  },
);
