import { expect, it } from "vitest";
import { flowsIn } from "../../src/inventory/flow.js";
import { inventoryOf } from "../policies/support.js";

async function flows(plan: string): Promise<string[]> {
  const found = flowsIn(await inventoryOf(plan));
  return found.map(({ from, to, kind, certain }) => `${from} ${kind} ${to}${certain ? "" : "?"}`);
}

it("messages are followed from bus to rule to queue to function, and into dead letters", async () => {
  const found = await flows("webshop");
  const queue = 'module.queue["invoices"].aws_sqs_queue.this';
  expect(found).toEqual(
    expect.arrayContaining([
      "aws_cloudwatch_event_bus.shop delivers aws_cloudwatch_event_rule.order_placed",
      `aws_cloudwatch_event_rule.order_placed delivers ${queue}`,
      `${queue} delivers aws_lambda_function.worker["invoices"]`,
      `${queue} dead-letters module.queue["invoices"].module.dead_letters.aws_sqs_queue.this`,
      `${queue} alerts module.alerts.aws_sns_topic.this`,
    ]),
  );
  expect(found).toEqual([...new Set(found)]);
  // Another queue's messages go nowhere near.
  expect(found.filter((flow) => flow.includes("invoices") && flow.includes("shipments"))).toEqual([]);
});

it("a plan without messages has no flows", async () => {
  expect(await flows("elasticache")).toEqual([]);
});
