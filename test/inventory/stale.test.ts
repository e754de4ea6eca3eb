import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Plan } from "../../src/input/plan.js";
import { instancesOfPlan } from "../../src/inventory/instances.js";
import { inFixtures, report } from "../check/support.js";

const plan = () => JSON.parse(readFileSync(inFixtures("plans/ratchet.json"), "utf8")) as Plan;
const POLICY = "aws_sqs_queue_policy.orders";

function staleWith(change: (plan: Plan) => void): readonly string[] {
  const changed = plan();
  change(changed);
  const { instances } = instancesOfPlan(changed);
  return instances.flatMap(({ address, stale }) => [...(stale ?? [])].map((name) => `${address} ${name}`));
}

describe("an argument that another resource sets", () => {
  it.each([
    ["delete", ["aws_sqs_queue.orders policy"]],
    ["update", ["aws_sqs_queue.orders policy"]],
    ["no-op", []],
    ["forget", []],
  ])("is not what it was when that resource has %s", (action, expected) => {
    const found = staleWith(({ resource_changes }) => {
      const change = resource_changes?.find(({ address }) => address === POLICY)?.change;
      if (change !== undefined) change.actions = [action];
    });
    expect(found).toEqual(expected);
  });

  it("does not keep a queue from failing whose policy is deleted", async () => {
    const selection = { policies: ["sqs/tls-only"], services: [], controls: [] };
    const { findings } = await report(["plans/ratchet.json"], { selection });
    const orders = findings.find(({ resource }) => resource.address === "aws_sqs_queue.orders");
    expect(orders?.verdict).toBe("fail");
  });
});
