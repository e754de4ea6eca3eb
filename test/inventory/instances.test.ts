import { describe, expect, it } from "vitest";
import { readInventories } from "../../src/check/judge.js";
import type { ResourceChange } from "../../src/input/plan.js";
import type { Inventory } from "../../src/inventory/inventory.js";
import { addresses, around, at, inventoryOf, inventoryOfPlan, readPlan } from "./support.js";

describe("what exists after apply", () => {
  it("is what is created, updated, replaced either way, imported, moved or left alone", async () => {
    const inventory = await inventoryOf("changes");
    const changes = Object.fromEntries(
      Object.values(inventory.resources.aws_sqs_queue ?? {}).map(({ name, key, change }) => [
        key === null ? name : `${name}[${key}]`,
        change,
      ]),
    );
    expect(changes).toEqual({
      argument_removed: "no-op",
      "counted[0]": "no-op",
      created: "create",
      dead_letters: "no-op",
      drifted: "update",
      imported: "import",
      new_name: "no-op",
      replaced: "replace",
      replaced_first: "replace",
      unchanged: "no-op",
      updated: "update",
      weakened: "update",
    });
  });

  it("is not what is deleted, forgotten or deposed", async () => {
    const found = addresses(await inventoryOf("changes"));
    expect(found).not.toContain("aws_sqs_queue.deleted");
    expect(found).not.toContain("aws_sqs_queue.forgotten");
    expect(found).not.toContain("aws_sqs_queue.counted[1]");
    const plan = readPlan("changes");
    const [first] = plan.resource_changes as [ResourceChange];
    // Made by hand: a deposed object is left when a create_before_destroy fails half way.
    const deposed = { ...first, deposed: "ab12cd34", change: { ...first.change, actions: ["delete"] } };
    const again = await inventoryOfPlan({
      ...plan,
      resource_changes: [...(plan.resource_changes ?? []), deposed],
    });
    expect(at(again, first.address).change).toBe("no-op");
  });

  it("keeps what the provider keeps of an argument that is no longer written", async () => {
    const removed = at(await inventoryOf("changes"), "aws_sqs_queue.argument_removed");
    expect(removed.configured).not.toContain("redrive_policy");
    expect(removed.documents.redrive_policy?.value).toMatchObject({ maxReceiveCount: expect.anything() });
    expect(removed.references.redrive_policy?.targets).toEqual(["aws_sqs_queue.dead_letters"]);
  });

  it("stands in the prior state of a refresh-only plan", async () => {
    const inventory = await inventoryOf("refresh-only");
    expect(at(inventory, "aws_sqs_queue.drifted").change).toBe("no-op");
  });

  it("holds data sources that are read during apply and those that were read before", async () => {
    const during = await inventoryOf("wiring-for-each");
    expect(at(during, 'data.aws_iam_policy_document.main["claims"]').mode).toBe("data");
    const before = await inventoryOf("sqs-production");
    expect(Object.values(before.resources.aws_partition ?? {}).every(({ mode }) => mode === "data")).toBe(
      true,
    );
  });

  it("of a plan that only removes is nothing, and says so", async () => {
    const plan = readPlan("changes");
    const gone = (plan.resource_changes ?? []).filter(({ change }) => change.actions.join() === "delete");
    expect(gone.length).toBeGreaterThan(0);
    const inventory = await inventoryOfPlan({
      ...plan,
      resource_changes: gone,
      planned_values: {},
      prior_state: undefined,
    });
    expect(addresses(inventory)).toEqual([]);
    expect(inventory.diagnostics).toContainEqual(
      expect.objectContaining({ code: "only-removals", level: "note" }),
    );
  });

  it("includes deferred changes, with a warning", async () => {
    const plan = readPlan("wiring-keys");
    const [first, ...rest] = plan.resource_changes as [ResourceChange, ...ResourceChange[]];
    // Made by hand after the format's documentation: deferral is an experiment of Terraform alpha releases.
    const deferred = { ...first, change: { ...first.change, after: {}, after_unknown: true } };
    const inventory = await inventoryOfPlan({
      ...plan,
      complete: false,
      resource_changes: rest,
      planned_values: {},
      deferred_changes: [{ reason: "resource_config_unknown", resource_change: deferred }],
    });
    expect(inventory.diagnostics.map(({ code }) => code)).toEqual(["deferred-change", "incomplete-plan"]);
    expect(at(inventory, first.address).change).toBe("create");
  });
});

describe("the document", () => {
  it("says when it covers a part only", async () => {
    const { source, diagnostics } = await inventoryOf("targeted");
    expect(source.complete).toBe(false);
    expect(diagnostics.map(({ code }) => code)).toContain("incomplete-plan");
  });

  it("says when planning stopped at an error", async () => {
    const { source, diagnostics } = await inventoryOf("errored");
    expect(source.errored).toBe(true);
    expect(diagnostics).toContainEqual(expect.objectContaining({ code: "errored-plan", level: "error" }));
  });

  it("shows what drifted, and not what merely went from null to empty", async () => {
    const { diagnostics } = await inventoryOf("changes");
    const drifted = diagnostics.filter(({ code }) => code === "drift");
    expect(drifted.map(({ address }) => address)).toEqual(["aws_sqs_queue.drifted"]);
    expect(drifted[0]?.message).toContain("sqs_managed_sse_enabled");
  });

  it("needs no relevant_attributes, no timestamp and no completeness", async () => {
    const full = readPlan("wiring-for-each");
    const { relevant_attributes, timestamp, applyable, complete, errored, ...older } =
      full as unknown as Record<string, unknown>;
    expect(relevant_attributes).toBeDefined();
    const inventory = await inventoryOfPlan({ ...older, format_version: "0.1", terraform_version: "0.13.7" });
    const newer = await inventoryOfPlan(full);
    expect(inventory.resources).toEqual(newer.resources);
    expect([timestamp, applyable, complete, errored]).not.toContain(undefined);
  });

  it("gives the same inventory whatever the order of its parts", async () => {
    const plan = readPlan("seed-wired");
    const turned = {
      ...Object.fromEntries(Object.entries(plan).reverse()),
      resource_changes: [...(plan.resource_changes ?? [])].reverse(),
    };
    const { resources } = await inventoryOfPlan(turned);
    expect(JSON.stringify(resources)).toBe(JSON.stringify((await inventoryOfPlan(plan)).resources));
  });
});

describe("a plan of OpenTofu", () => {
  it("gives the resources that Terraform's gives", async () => {
    const [opentofu] = await readInventories(
      { inputs: ["fixtures/inputs/opentofu-wiring-for-each.json"], source: null },
      around,
    );
    const terraform = await inventoryOf("wiring-for-each");
    const withoutProvider = (inventory: Inventory) =>
      JSON.stringify(inventory.resources).replaceAll(/registry\.(opentofu\.org|terraform\.io)/g, "registry");
    expect(opentofu?.inventory.source.terraformVersion).toMatch(/^1\.10\./);
    expect(withoutProvider(opentofu?.inventory as Inventory)).toBe(withoutProvider(terraform));
  });
});
