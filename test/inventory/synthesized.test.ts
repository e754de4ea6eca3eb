import { existsSync, readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { assets } from "../../src/assets.js";
import { readInventories } from "../../src/check/judge.js";
import { readBundle } from "../../src/engine/bundle.js";
import { evaluate } from "../../src/engine/evaluate.js";
import type { Status } from "../../src/engine/verdict.js";
import type { Inventory } from "../../src/inventory/inventory.js";
import { around, at, inventoryOf, root } from "./support.js";

const bundle = readBundle(assets.policies);
/** Some are synthesized only. */
const stacks = readdirSync(`${root}fixtures/stacks`).filter((name) =>
  existsSync(`${root}fixtures/plans/${name}.json`),
);

async function synthesized(name: string): Promise<Inventory> {
  const [only] = await readInventories(
    { inputs: [`fixtures/stacks/${name}/cdk.tf.json`], source: null },
    around,
  );
  if (only === undefined) throw new Error("no inventory");
  return only.inventory;
}

async function verdictsOf(inventory: Inventory): Promise<Map<string, Status>> {
  const { verdicts } = await evaluate(inventory, bundle);
  // Agreements with providers stand in the configuration, and there is none.
  const judged = verdicts.filter(({ policy }) => policy !== "vendor/business-associate");
  return new Map(judged.map(({ policy, address, status }) => [`${policy} ${address}`, status]));
}

describe("a synthesized stack", () => {
  it.each(stacks)("%s gives the verdicts of its plan, or unknown", async (name) => {
    const fromPlan = await verdictsOf(await inventoryOf(name, `fixtures/stacks/${name}`));
    const fromStack = await verdictsOf(await synthesized(name));
    expect([...fromStack.keys()].sort()).toEqual([...fromPlan.keys()].sort());
    for (const [key, status] of fromStack) {
      if (status !== "unknown") expect(`${key} ${status}`).toBe(`${key} ${fromPlan.get(key)}`);
    }
  });

  it("decides most of what its plan decides", async () => {
    const statuses = [...(await verdictsOf(await synthesized("sqs-production"))).values()];
    expect(statuses.filter((status) => status === "fail")).toEqual([]);
    expect(statuses.filter((status) => status === "pass").length).toBeGreaterThan(statuses.length * 0.8);
  });

  it("says which construct made a resource, and where it stands", async () => {
    const inventory = await synthesized("sqs-production");
    const [queue] = Object.values(inventory.resources.aws_sqs_queue ?? {});
    expect(queue?.construct).toMatch(/^sqs-production\/sqs\//);
    expect(queue?.source?.file).toBe("fixtures/stacks/sqs-production/cdk.tf.json");
    const [line] = [queue?.source?.line ?? 0];
    expect(line).toBeGreaterThan(1);
  });
});

describe("positions", () => {
  it("are those of the blocks in .tf files, also in local modules", async () => {
    const inventory = await inventoryOf("seed-sqs", "fixtures/hcl/seed-sqs");
    expect(at(inventory, 'module.sqs.aws_sqs_queue.main["orders"]').source).toEqual({
      file: "fixtures/hcl/seed-sqs/modules/sqs/main.tf",
      line: 14,
    });
    expect(at(inventory, "aws_kms_key.queues").source?.file).toBe("fixtures/hcl/seed-sqs/main.tf");
  });

  it("are none without the source", async () => {
    expect(at(await inventoryOf("seed-sqs"), "aws_kms_key.queues").source).toBeNull();
  });
});

describe("a source that was not planned", () => {
  it("is not used, and a source that was named says so", async () => {
    const inventory = await inventoryOf("seed-sqs", "fixtures/hcl/webshop");
    expect(inventory.diagnostics.map(({ code }) => code)).toEqual(["source-mismatch"]);
    expect(inventory.resources).toEqual((await inventoryOf("seed-sqs")).resources);
  });

  it("is found beside the plan when none is named", async () => {
    const [beside] = await readInventories(
      { inputs: ["../../plans/seed-sqs.json"], source: null },
      { ...around, cwd: `${root}fixtures/hcl/seed-sqs` },
    );
    expect(
      beside?.inventory.resources.aws_sqs_queue?.['module.sqs.aws_sqs_queue.main["orders"]']?.source,
    ).toEqual({
      file: "modules/sqs/main.tf",
      line: 14,
    });
  });
});

describe("the same module", () => {
  it("has the same verdicts before and after its first apply", async () => {
    const source = "fixtures/hcl/wiring-applied";
    const before = await verdictsOf(await inventoryOf("wiring-first-apply", source));
    const after = await verdictsOf(await inventoryOf("wiring-applied", source));
    expect([...after]).toEqual([...before]);
    const alone = await verdictsOf(await inventoryOf("wiring-first-apply"));
    // What is no subject afterwards (a dead-letter queue that was only possibly one) has no verdict there.
    for (const [key, status] of alone)
      if (status !== "unknown" && after.has(key)) expect(after.get(key)).toBe(status);
  });
});

describe("the first designs wired together", () => {
  it("leave nothing unknown that their source settles", async () => {
    const verdicts = await verdictsOf(await inventoryOf("seed-wired", "fixtures/hcl/seed-wired"));
    const unknown = [...verdicts].filter(([, status]) => status === "unknown").map(([key]) => key);
    expect(unknown).toEqual([]);
    for (const environment of ["production", "development"]) {
      expect(verdicts.get(`sqs/tls-only module.sqs["${environment}"].aws_sqs_queue.main["orders"]`)).toBe(
        "fail",
      );
    }
  });
});
