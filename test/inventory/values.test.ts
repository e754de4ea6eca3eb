import { describe, expect, it } from "vitest";
import type { Plan } from "../../src/input/plan.js";
import type { Value } from "../../src/inventory/inventory.js";
import { markValues } from "../../src/inventory/values.js";
import { findingsOn } from "../check/support.js";
import { at, inventoryOf, inventoryOfPlan, readPlan } from "./support.js";

const UNKNOWN = { $unknown: true };

describe("values", () => {
  it.each<[what: string, after: object, unknown: unknown, expected: Value]>([
    ["a whole argument", {}, { a: true }, { a: UNKNOWN }],
    ["one element of a list", { a: ["x", null] }, { a: [false, true] }, { a: ["x", UNKNOWN] }],
    ["an element behind the known ones", { a: ["x"] }, { a: [false, true] }, { a: ["x", UNKNOWN] }],
    ["one key of a map", { a: { x: 1 } }, { a: { y: true } }, { a: { x: 1, y: UNKNOWN } }],
    ["a leaf of a block", { a: [{ x: 1 }] }, { a: [{ y: true }] }, { a: [{ x: 1, y: UNKNOWN }] }],
    ["a block as a whole", {}, { a: true }, { a: UNKNOWN }],
    ["an empty mask of an absent argument", {}, { tags: {} }, {}],
    [
      "null, empty and false",
      { a: null, b: "", c: [], d: false, e: {} },
      {},
      { a: null, b: "", c: [], d: false, e: {} },
    ],
    ["an argument that is not there", { a: 1 }, {}, { a: 1 }],
  ])("%s", (_, after, unknown, expected) => {
    expect(markValues(after as never, unknown as never, false)).toEqual(expected);
  });

  it("of a resource of which nothing is known are markers for all that it can have", async () => {
    const plan = readPlan("wiring-keys") as Plan;
    const changes = plan.resource_changes ?? [];
    const first = changes.find(({ address }) => address === "aws_sqs_queue.by_local");
    if (first === undefined) throw new Error("no such queue");
    const rest = changes.filter((change) => change !== first);
    // Made by hand: Terraform does so for deferred resources alone.
    const blank = { ...first, change: { ...first.change, after: {}, after_unknown: true } };
    const inventory = await inventoryOfPlan({ ...plan, resource_changes: [blank, ...rest] });
    expect(at(inventory, first.address).values.kms_master_key_id).toEqual(UNKNOWN);
  });

  it("of a sensitive leaf say no more than that there is something", () => {
    const marked = markValues(
      { token: "hunter2", empty: "", none: null, list: ["a", "b"] },
      {},
      { token: true, empty: true, none: true, list: [false, true] },
    );
    expect(marked).toEqual({
      token: { $sensitive: true },
      empty: "",
      none: null,
      list: ["a", { $sensitive: true }],
    });
  });
});

describe("two inline blocks", () => {
  it("stay two", async () => {
    const group = at(await inventoryOf("wiring-rules"), "aws_security_group.cache");
    expect(group.values.ingress).toHaveLength(2);
    expect(group.values.ingress).toContainEqual(
      expect.objectContaining({ cidr_blocks: ["10.0.0.0/8"], from_port: 6379 }),
    );
  });
});

describe("inline and separate rules of one security group", () => {
  it("are both there on an update", async () => {
    const plan = readPlan("wiring-rules");
    const changes = plan.resource_changes ?? [];
    const group = changes.find(({ address }) => address === "aws_security_group.cache");
    const rule = changes.find(({ address }) => address === "aws_vpc_security_group_ingress_rule.separate");
    if (group?.change.after == null || rule?.change.after == null) throw new Error("no such resources");
    // Made by hand: after the first apply the group lists the separate rule among its own, and ids are known.
    const separate = { cidr_blocks: ["10.1.0.0/16"], from_port: 6380, to_port: 6380, protocol: "tcp" };
    const after = {
      ...group.change.after,
      id: "sg-1",
      ingress: [...(group.change.after.ingress as []), separate],
    };
    group.change = { actions: ["update"], before: after, after, after_unknown: {} };
    const ruleAfter = { ...rule.change.after, security_group_id: "sg-1" };
    rule.change = { actions: ["update"], before: ruleAfter, after: ruleAfter, after_unknown: {} };
    const inventory = await inventoryOfPlan(plan);
    const updated = at(inventory, "aws_security_group.cache");
    expect(updated.change).toBe("update");
    expect(updated.values.ingress).toHaveLength(3);
    expect(updated.referenced_by.aws_vpc_security_group_ingress_rule?.security_group_id).toEqual([
      rule.address,
    ]);
  });
});

describe("what the source tells of nested blocks", () => {
  const told = async (address: string) =>
    at(await inventoryOf("wiring-blocks", "fixtures/hcl/wiring-blocks"), address);

  it("is how long a list of new resources is", async () => {
    const { values } = await told("module.open.aws_msk_cluster.this");
    const unknown = { $unknown: true };
    expect(values.broker_node_group_info).toMatchObject([{ client_subnets: [unknown, unknown, unknown] }]);
  });

  it("is not how long a set is in which two may be the same", async () => {
    const { values } = await told("module.twice.aws_msk_cluster.this");
    expect(values.broker_node_group_info).toMatchObject([{ client_subnets: { $unknown: true } }]);
  });

  it("is what one of several blocks holds, whatever their order", async () => {
    const { documents } = await told("module.topic.data.aws_iam_policy_document.this");
    expect(documents.json?.value).toMatchObject({
      Statement: [
        { Sid: "publish", Principal: { Service: ["events.amazonaws.com"] } },
        { Sid: "subscribe", Condition: { ArnEquals: { "sns:Endpoint": [{ $unknown: true }] } } },
      ],
    });
    const topic = (await findingsOn("wiring-blocks", "with source")).filter(
      ({ policy }) => policy === "sns/no-public-access",
    );
    expect(topic.map(({ verdict }) => verdict)).toEqual(["pass"]);
  });

  it("is whether a dynamic block is there, over an attribute that a variable may not have", async () => {
    const { presence } = await told("module.there.aws_elasticache_user.this");
    expect(presence.authentication_mode).toBe("unset");
    const { values } = await told("module.here.aws_elasticache_user.this");
    expect(values.authentication_mode).toMatchObject([{ type: "iam" }]);
  });
});

describe("presence of an unknown argument", () => {
  const presence = async (plan: string, address: string, path: string, source: string | null = null) =>
    at(await inventoryOf(plan, source), address).presence[path];

  it("is proven where the provider does not compute it", async () => {
    expect(await presence("wiring-keys", "aws_sqs_queue.by_output", "kms_master_key_id")).toBe("proven");
  });

  it("is possible where its expression may be null", async () => {
    expect(await presence("wiring-keys", "aws_sqs_queue.by_condition", "kms_master_key_id")).toBe("possible");
    const source = "fixtures/hcl/wiring-keys";
    expect(await presence("wiring-keys", "aws_sqs_queue.by_condition", "kms_master_key_id", source)).toBe(
      "possible",
    );
  });

  it("is possible where a local hides its expression, until the source shows it", async () => {
    const address = "aws_sqs_queue.by_local";
    expect(await presence("wiring-keys", address, "kms_master_key_id")).toBe("possible");
    expect(await presence("wiring-keys", address, "kms_master_key_id", "fixtures/hcl/wiring-keys")).toBe(
      "proven",
    );
  });

  it("is possible where the provider computes it, until the source shows the expression", async () => {
    const address = 'aws_sqs_queue.main["claims"]';
    expect(await presence("wiring-for-each", address, "redrive_policy")).toBe("possible");
    expect(await presence("wiring-for-each", address, "redrive_policy", "fixtures/hcl/wiring-for-each")).toBe(
      "proven",
    );
  });

  it("is unset where the condition that sets it is known to be false", async () => {
    const address = 'aws_sqs_queue.some["without"]';
    expect(await presence("wiring-for-each", address, "redrive_policy")).toBe("possible");
    expect(await presence("wiring-for-each", address, "redrive_policy", "fixtures/hcl/wiring-for-each")).toBe(
      "unset",
    );
  });

  it("is unset where nothing is written", async () => {
    expect(await presence("wiring-for-each", 'aws_sqs_queue.dlq["claims"]', "redrive_policy")).toBe("unset");
  });

  it("is possible in a dynamic block that plan JSON does not show, at whatever depth", async () => {
    const address = "module.open.aws_msk_cluster.this";
    const path = "broker_node_group_info.connectivity_info.public_access.type";
    expect(await presence("wiring-blocks", address, path)).toBe("possible");
    expect(await presence("wiring-blocks", address, path, "fixtures/hcl/wiring-blocks")).toBe("unset");
  });

  it("is unset where what is written is empty", async () => {
    const address = "aws_sqs_queue.empty";
    expect(await presence("wiring-blocks", address, "redrive_allow_policy")).toBe("unset");
    expect(await presence("wiring-blocks", address, "redrive_policy")).toBe("possible");
    expect(await presence("wiring-blocks", address, "redrive_policy", "fixtures/hcl/wiring-blocks")).toBe(
      "unset",
    );
  });

  it("is possible for an expression without references: plan JSON writes it as an empty record", async () => {
    const plan = readPlan("seed-sqs");
    const [queue] =
      plan.configuration?.root_module?.module_calls?.sqs?.module?.resources?.filter(
        ({ address }) => address === "aws_sqs_queue.dlq",
      ) ?? [];
    if (queue === undefined) throw new Error("no such queue");
    // What Terraform writes for `jsonencode({ … })` with a function such as timestamp() in it, and for a written null.
    queue.expressions = { ...queue.expressions, policy: {}, redrive_policy: { constant_value: null } };
    const dlq = at(await inventoryOfPlan(plan), 'module.sqs.aws_sqs_queue.dlq["orders"]');
    expect(dlq.presence).toMatchObject({ policy: "possible", redrive_policy: "unset" });
  });
});

describe("user data", () => {
  const source = "fixtures/hcl/nats";
  const textOf = async (address: string, from: string | null) =>
    at(await inventoryOf("nats", from), address).values.user_data;

  it("of which the plan has the hash is what the configuration says", async () => {
    expect(await textOf("aws_instance.open", null)).toBe("#!/bin/bash\nnohup nats-server -js -m 8222 &\n");
    expect(await textOf("aws_instance.good", source)).toMatch(/^#!\/bin\/bash\ncat > .*\nport: 4222\n/);
  });

  it("stays a hash where the configuration does not say it, or says something else", async () => {
    const plan = readPlan("nats") as Plan;
    const open = plan.resource_changes?.find(({ address }) => address === "aws_instance.open");
    const change = { ...open?.change, after: { user_data: "0".repeat(40) } };
    const other = await inventoryOfPlan({ ...plan, resource_changes: [{ ...open, change }] });
    expect(at(other, "aws_instance.open").values.user_data).toBe("0".repeat(40));
    const planned = await inventoryOfPlan(plan);
    expect(at(planned, "aws_instance.good").values.user_data).toMatch(/^[0-9a-f]{40}$/);
  });
});
