import { describe, expect, it } from "vitest";
import { documentOfDataSource } from "../../src/inventory/documents.js";
import { at, inventoryOf } from "./support.js";

const UNKNOWN = { $unknown: true };
const DENY_PLAIN_HTTP = {
  Effect: "Deny",
  Principal: "*",
  Condition: { Bool: { "aws:SecureTransport": expect.anything() } },
};

describe("policy documents", () => {
  it("whose text names their own queue are unknown to plan JSON and read from the source", async () => {
    const address = 'module.sqs["production"].aws_sqs_queue_policy.main["orders"]';
    const alone = at(await inventoryOf("seed-wired"), address);
    expect(alone.values.policy).toEqual(UNKNOWN);
    expect(alone.documents.policy).toBeUndefined();
    const read = at(await inventoryOf("seed-wired", "fixtures/hcl/seed-wired"), address);
    expect(read.documents.policy).toEqual({
      from: "source",
      value: {
        Version: "2012-10-17",
        Statement: [
          {
            Sid: "AllowEKSAccess",
            Effect: "Allow",
            Principal: { AWS: ["arn:aws:iam::123456789012:role/orion-production"] },
            Action: ["sqs:SendMessage", "sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"],
            Resource: UNKNOWN,
          },
        ],
      },
    });
  });

  it("are read from a heredoc with unknown parts inside of its strings", async () => {
    const policy = at(
      await inventoryOf("wiring-for-each", "fixtures/hcl/wiring-for-each"),
      "aws_sqs_queue_policy.heredoc",
    );
    expect(policy.documents.policy?.value).toMatchObject({
      Statement: [{ ...DENY_PLAIN_HTTP, Resource: UNKNOWN }],
    });
  });

  it("are read from a data source that is read during apply, without any source", async () => {
    const policy = at(await inventoryOf("wiring-for-each"), 'aws_sqs_queue_policy.main["claims"]');
    expect(policy.documents.policy?.from).toBe('data.aws_iam_policy_document.main["claims"]');
    expect(policy.documents.policy?.value).toMatchObject({
      Statement: [{ ...DENY_PLAIN_HTTP, Resource: [UNKNOWN] }],
    });
  });

  it("are read from known text", async () => {
    const policy = at(await inventoryOf("wiring-applied"), 'aws_sqs_queue_policy.main["claims"]');
    expect(policy.documents.policy?.value).toMatchObject({ Statement: [DENY_PLAIN_HTTP] });
  });

  it("keep the numbers of a redrive policy whose target is not known", async () => {
    const queue = at(
      await inventoryOf("seed-wired", "fixtures/hcl/seed-wired"),
      'module.sqs["production"].aws_sqs_queue.main["orders"]',
    );
    expect(queue.documents.redrive_policy?.value).toEqual({
      deadLetterTargetArn: UNKNOWN,
      maxReceiveCount: 5,
    });
  });
});

describe("a data source's document", () => {
  const statement = { actions: ["sqs:*"], resources: ["*"] };

  it("allows where no effect is written", () => {
    expect(documentOfDataSource({ statement: [{ ...statement, effect: null }] })).toEqual({
      Statement: [{ Effect: "Allow", Action: ["sqs:*"], Resource: ["*"] }],
    });
  });

  it("names everyone by the bare star, and joins principals of one type", () => {
    const principals = [
      { type: "AWS", identifiers: ["a"] },
      { type: "AWS", identifiers: ["b"] },
    ];
    expect(documentOfDataSource({ statement: [{ ...statement, principals }] })).toMatchObject({
      Statement: [{ Principal: { AWS: ["a", "b"] } }],
    });
    const everyone = [{ type: "*", identifiers: ["*"] }];
    expect(documentOfDataSource({ statement: [{ ...statement, principals: everyone }] })).toMatchObject({
      Statement: [{ Principal: "*" }],
    });
  });

  it("with a statement that is none has one that is not known", () => {
    expect(documentOfDataSource({ statement: [null, { ...statement, condition: [null] }] })).toMatchObject({
      Statement: [UNKNOWN, { Condition: UNKNOWN }],
    });
  });

  it("is not known where another document may override it", () => {
    expect(documentOfDataSource({ statement: [statement], override_policy_documents: [UNKNOWN] })).toBeNull();
  });

  it("has a statement that is not known for every source document that is not", () => {
    expect(
      documentOfDataSource({ statement: [statement], source_policy_documents: [UNKNOWN] }),
    ).toMatchObject({
      Statement: [{ Effect: "Allow" }, UNKNOWN],
    });
  });

  it("takes the statements of a known source document, and survives one that is no JSON", () => {
    const source = JSON.stringify({ Statement: { Effect: "Deny" } });
    expect(documentOfDataSource({ source_policy_documents: [source, "{"] })).toEqual({
      Statement: [{ Effect: "Deny" }, UNKNOWN],
    });
  });
});
