import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { assets } from "../../src/assets.js";
import { readBundle } from "../../src/engine/bundle.js";
import { evaluate } from "../../src/engine/evaluate.js";
import type { Status } from "../../src/engine/verdict.js";
import { SafeguardError } from "../../src/errors.js";
import type { Json, JsonObject, Plan } from "../../src/input/plan.js";
import { inventoryOfPlan, readPlan } from "./support.js";

const bundle = readBundle(assets.policies);
const PLANS = [
  "seed-sqs",
  "webshop",
  "elasticache",
  "alarms",
  "wiring-for-each",
  "wiring-applied",
  "sqs-development",
];

/** Verdicts by policy and address. */
async function verdictsOf(plan: unknown): Promise<Map<string, Status>> {
  const { verdicts, failures } = await evaluate(await inventoryOfPlan(plan), bundle);
  expect(failures).toEqual([]);
  return new Map(verdicts.map(({ policy, address, status }) => [`${policy} ${address}`, status]));
}

interface Leaf {
  readonly change: number;
  readonly path: readonly (string | number)[];
}

/**
 * Leaves that may turn out to be unknown. A null is left alone where the configuration writes it and the provider does
 * not compute it: Terraform would not call that unknown, and such an unknown proves that there is a value.
 */
function leavesOf(plan: Plan): Leaf[] {
  const leaves: Leaf[] = [];
  const visit = (value: Json, change: number, path: (string | number)[]) => {
    if (Array.isArray(value) && value.length > 0) {
      for (const [index, item] of value.entries()) visit(item, change, [...path, index]);
    } else if (typeof value === "object" && value !== null && Object.keys(value).length > 0) {
      for (const [key, item] of Object.entries(value)) visit(item, change, [...path, key]);
    } else if (value !== null) leaves.push({ change, path });
  };
  for (const [index, { change }] of (plan.resource_changes ?? []).entries()) {
    if (change.after) visit(change.after, index, []);
  }
  return leaves;
}

/** As Terraform writes it: gone from `after`, true in `after_unknown`. */
function mask(plan: Plan, { change, path }: Leaf): Plan {
  const copy = structuredClone(plan);
  const target = copy.resource_changes?.[change]?.change;
  if (!target?.after) throw new Error("no such change");
  const last = path.at(-1) as string;
  const parent = path.slice(0, -1).reduce<Json>((at, step) => (at as JsonObject)[step] as Json, target.after);
  if (Array.isArray(parent)) parent[Number(last)] = null;
  else delete (parent as JsonObject)[last];
  if (typeof target.after_unknown !== "object" || target.after_unknown === null) target.after_unknown = {};
  let at: Json = target.after_unknown;
  for (const [depth, step] of path.entries()) {
    const record = at as JsonObject;
    if (depth === path.length - 1) record[step] = true;
    else {
      if (typeof record[step] !== "object" || record[step] === null) {
        record[step] = typeof path[depth + 1] === "number" ? [] : {};
      }
      at = record[step] as Json;
    }
  }
  return copy;
}

describe("a value that becomes unknown", () => {
  it.each(PLANS)("turns verdicts of %s into unknown and into nothing else", async (name) => {
    const plan = readPlan(name);
    const before = await verdictsOf(plan);
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...leavesOf(plan)), async (leaf) => {
        const after = await verdictsOf(mask(plan, leaf));
        for (const [key, status] of after) {
          const old = before.get(key);
          if (old !== undefined && status !== "unknown") expect(`${key} ${status}`).toBe(`${key} ${old}`);
        }
      }),
      { numRuns: 25 },
    );
  });
});

describe("the order of a document's parts", () => {
  const shuffled = (value: Json, random: () => number): Json => {
    if (Array.isArray(value)) return value.map((item) => shuffled(item, random));
    if (typeof value !== "object" || value === null) return value;
    const entries = Object.entries(value).map(([key, item]): [number, string, Json] => [
      random(),
      key,
      shuffled(item, random),
    ]);
    return Object.fromEntries(entries.sort(([a], [b]) => a - b).map(([, key, item]) => [key, item]));
  };

  it.each(PLANS)("changes nothing in %s", async (name) => {
    const plan = readPlan(name);
    const { resources } = await inventoryOfPlan(plan);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 50, maxLength: 50 }),
        async (seeds) => {
          let next = 0;
          const random = () => seeds[next++ % seeds.length] ?? 0;
          const turned = shuffled(plan as unknown as Json, random) as unknown as Plan;
          turned.resource_changes?.sort(() => random() - 0.5);
          turned.configuration?.root_module?.resources?.sort(() => random() - 0.5);
          expect(JSON.stringify((await inventoryOfPlan(turned)).resources)).toBe(JSON.stringify(resources));
        },
      ),
      { numRuns: 5 },
    );
  });
});

describe("a damaged document", () => {
  const nodes = (value: Json, path: (string | number)[] = []): (string | number)[][] => {
    if (typeof value !== "object" || value === null) return [path];
    const inner = Object.entries(value).flatMap(([key, item]) =>
      nodes(item as Json, [...path, Array.isArray(value) ? Number(key) : key]),
    );
    return [path, ...inner];
  };
  const replaced = (value: Json, path: readonly (string | number)[], by: Json): Json => {
    const [step, ...rest] = path;
    if (step === undefined) return by;
    const copy = Array.isArray(value) ? [...value] : { ...(value as JsonObject) };
    (copy as JsonObject)[step] = replaced((value as JsonObject)[step] as Json, rest, by);
    return copy as Json;
  };

  it.each(["seed-sqs", "webshop", "wiring-modules", "changes"])(
    "%s with any value in any place gives an inventory or an error of ours",
    async (name) => {
      const plan = readPlan(name) as unknown as Json;
      const places = nodes(plan);
      await fc.assert(
        fc.asyncProperty(fc.constantFrom(...places), fc.jsonValue({ maxDepth: 2 }), async (path, value) => {
          try {
            await evaluate(await inventoryOfPlan(replaced(plan, path, value as Json)), bundle);
          } catch (error) {
            if (!(error instanceof SafeguardError)) throw error;
          }
        }),
        { numRuns: 150 },
      );
    },
  );
});
