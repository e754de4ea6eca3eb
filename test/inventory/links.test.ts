import { describe, expect, it } from "vitest";
import type { Value } from "../../src/inventory/inventory.js";
import { type Linkable, linkValues } from "../../src/inventory/links.js";

function resource(
  address: string,
  values: Record<string, Value>,
  documents: Linkable["documents"] = {},
): Linkable {
  return { address, type: address.split(".")[0] ?? "", values, documents };
}

const orders = resource("aws_sqs_queue.orders", {
  name: "orders",
  arn: "arn:aws:sqs:us-east-1:123456789012:orders",
});
const redrive = (deadLetterTargetArn: string) =>
  resource(
    "aws_sqs_queue.main",
    { name: "main", redrive_policy: "{}" },
    {
      redrive_policy: { value: { deadLetterTargetArn } },
    },
  );

describe("values that name a resource", () => {
  it("link by an equal ARN, also inside of a document", () => {
    const links = linkValues([orders, redrive("arn:aws:sqs:us-east-1:123456789012:orders")]);
    expect(links.get("aws_sqs_queue.main")).toEqual([
      {
        path: "redrive_policy.deadLetterTargetArn",
        targets: ["aws_sqs_queue.orders"],
        attribute: "arn",
        doubt: null,
        isShared: false,
      },
    ]);
  });

  it("link by an equal name, whichever type has it", () => {
    const topic = resource("aws_sns_topic.orders", { name: "orders" });
    const alarm = resource("aws_cloudwatch_metric_alarm.depth", { dimensions: { QueueName: "orders" } });
    const links = linkValues([orders, topic, alarm]).get("aws_cloudwatch_metric_alarm.depth") ?? [];
    expect(links.map(({ targets, doubt }) => [...targets, doubt])).toEqual([
      ["aws_sns_topic.orders", null],
      ["aws_sqs_queue.orders", null],
    ]);
  });

  it("are in doubt when two of one type share them", () => {
    const twin = resource("aws_sqs_queue.twin", { name: "orders" });
    const alarm = resource("aws_cloudwatch_metric_alarm.depth", { dimensions: { QueueName: "orders" } });
    const [link] = linkValues([orders, twin, alarm]).get("aws_cloudwatch_metric_alarm.depth") ?? [];
    expect(link?.targets).toEqual(["aws_sqs_queue.orders", "aws_sqs_queue.twin"]);
    expect(link?.doubt).toContain("share");
  });

  it("are none where they name the account, of which every module may ask", () => {
    const account = (address: string) =>
      resource(address, { id: "111122223333", account_id: "111122223333" });
    const policy = resource("aws_sqs_queue_policy.p", { policy: "111122223333" });
    const links = linkValues([
      account("aws_caller_identity.here"),
      account("aws_caller_identity.there"),
      policy,
    ]);
    expect(links.get("aws_sqs_queue_policy.p")).toBeUndefined();
  });

  it("are in doubt when only the name at the end of an ARN is known", () => {
    const planned = resource("aws_sqs_queue.orders", { name: "orders", arn: { $unknown: true } });
    const [link] =
      linkValues([planned, redrive("arn:aws:sqs:eu-west-1:999999999999:orders")]).get("aws_sqs_queue.main") ??
      [];
    expect(link).toMatchObject({
      targets: ["aws_sqs_queue.orders"],
      doubt: expect.stringContaining("account"),
    });
  });

  it("of an ARN of another service link to nothing", () => {
    expect(linkValues([orders, redrive("arn:aws:sns:us-east-1:123456789012:orders")]).size).toBe(0);
  });

  it("in descriptions and tags are words", () => {
    const group = resource("aws_cloudwatch_log_group.x", {
      tags: { Queue: "orders" },
      description: "orders",
    });
    expect(linkValues([orders, group]).size).toBe(0);
  });

  it("say when a queue names itself", () => {
    const own = resource(
      "aws_sqs_queue.own",
      { name: "own", arn: "arn:aws:sqs:us-east-1:1:own" },
      {
        redrive_policy: { value: { deadLetterTargetArn: "arn:aws:sqs:us-east-1:1:own" } },
      },
    );
    const itself = { ...own, values: { ...own.values, redrive_policy: "{}" } };
    expect(linkValues([itself]).get("aws_sqs_queue.own")?.[0]?.targets).toEqual(["aws_sqs_queue.own"]);
  });
});
