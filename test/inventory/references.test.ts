import { describe, expect, it } from "vitest";
import { at, inventoryOf } from "./support.js";

interface Case {
  readonly what: string;
  readonly plan: string;
  readonly address: string;
  readonly path: string;
  /** What plan JSON alone tells, and what it tells with the source at hand. */
  readonly alone: Expected;
  readonly withSource: Expected;
}
type Expected = { readonly targets: readonly string[]; readonly complete: boolean } | null;

const exactly = (...targets: string[]): Expected => ({ targets, complete: true });
const candidates = (...targets: string[]): Expected => ({ targets, complete: false });
const KEY = "kms_master_key_id";
const REDRIVE = "redrive_policy";

const cases: readonly Case[] = [
  {
    what: "a key through a local",
    plan: "wiring-keys",
    address: "aws_sqs_queue.by_local",
    path: KEY,
    alone: candidates(),
    withSource: exactly("aws_kms_key.shared"),
  },
  {
    what: "a key through a map in a local",
    plan: "wiring-keys",
    address: 'aws_sqs_queue.by_local_map["billing"]',
    path: KEY,
    alone: candidates(),
    withSource: exactly("aws_kms_key.other"),
  },
  {
    what: "a key through a module variable",
    plan: "seed-sqs",
    address: 'module.sqs.aws_sqs_queue.main["orders"]',
    path: KEY,
    alone: exactly("aws_kms_key.queues"),
    withSource: exactly("aws_kms_key.queues"),
  },
  {
    what: "a key through an object variable",
    plan: "wiring-keys",
    address: "module.by_object.aws_sqs_queue.this",
    path: KEY,
    alone: candidates(),
    withSource: exactly("aws_kms_key.shared"),
  },
  {
    what: "a key in a counted module",
    plan: "wiring-keys",
    address: "module.counted[1].aws_sqs_queue.this",
    path: KEY,
    alone: candidates(),
    withSource: exactly("aws_kms_key.shared"),
  },
  {
    what: "a key in a module with a dot in its key",
    plan: "wiring-keys",
    address: 'module.each["a.b"].aws_sqs_queue.this',
    path: KEY,
    alone: candidates(),
    withSource: exactly("aws_kms_key.shared"),
  },
  {
    what: "a key in a module with brackets and quotes in its key",
    plan: "wiring-keys",
    address: 'module.each["c[\\"d\\"]"].aws_sqs_queue.this',
    path: KEY,
    alone: candidates(),
    withSource: exactly("aws_kms_key.other"),
  },
  {
    what: "a key in a module with unicode in its key",
    plan: "wiring-keys",
    address: 'module.each["größe"].aws_sqs_queue.this',
    path: KEY,
    alone: candidates(),
    withSource: exactly("aws_kms_key.shared"),
  },
  {
    what: "a key through two levels of modules",
    plan: "wiring-keys",
    address: "module.nest.module.inner.aws_sqs_queue.this",
    path: KEY,
    alone: candidates(),
    withSource: exactly("aws_kms_key.shared"),
  },
  {
    what: "a key through fifteen levels of modules",
    plan: "wiring-modules",
    address: `${Array.from({ length: 14 }, (_, n) => (n === 0 ? "module.level" : "module.next")).join(".")}.module.next.aws_sqs_queue.this`,
    path: KEY,
    alone: exactly("aws_kms_key.deep"),
    withSource: exactly("aws_kms_key.deep"),
  },
  {
    what: "an output of a module",
    plan: "wiring-keys",
    address: "aws_sqs_queue.by_output",
    path: KEY,
    alone: exactly("module.made.aws_kms_key.this"),
    withSource: exactly("module.made.aws_kms_key.this"),
  },
  {
    what: "a member of an output",
    plan: "wiring-keys",
    address: "aws_sqs_queue.by_output_member",
    path: KEY,
    alone: exactly("module.made.aws_kms_key.this"),
    withSource: exactly("module.made.aws_kms_key.this"),
  },
  {
    what: "an output of a for_each module",
    plan: "wiring-keys",
    address: "aws_sqs_queue.by_output_of_each",
    path: KEY,
    alone: exactly('module.made_many["x.y"].aws_kms_key.this'),
    withSource: exactly('module.made_many["x.y"].aws_kms_key.this'),
  },
  {
    what: "an output of a counted module",
    plan: "wiring-keys",
    address: "aws_sqs_queue.by_output_of_counted",
    path: KEY,
    alone: exactly("module.made_counted[1].aws_kms_key.this"),
    withSource: exactly("module.made_counted[1].aws_kms_key.this"),
  },
  {
    what: "one element of a splat over modules",
    plan: "wiring-keys",
    address: "aws_sqs_queue.by_splat",
    path: KEY,
    alone: candidates("module.made_counted[0].aws_kms_key.this", "module.made_counted[1].aws_kms_key.this"),
    withSource: exactly("module.made_counted[0].aws_kms_key.this"),
  },
  {
    what: "a splat indexed by count.index",
    plan: "wiring-modules",
    address: "aws_sqs_queue.splat[1]",
    path: REDRIVE,
    alone: candidates("module.counted[1].aws_sqs_queue.dlq", "module.counted[1].aws_sqs_queue.this"),
    withSource: exactly("module.counted[1].aws_sqs_queue.dlq"),
  },
  {
    what: "a value behind functions",
    plan: "wiring-keys",
    address: "aws_sqs_queue.by_function",
    path: KEY,
    alone: exactly("aws_kms_key.shared"),
    withSource: exactly("aws_kms_key.shared"),
  },
  {
    what: "a value behind a condition that is known after apply",
    plan: "wiring-keys",
    address: "aws_sqs_queue.by_condition",
    path: KEY,
    alone: exactly("aws_kms_key.other", "aws_kms_key.shared"),
    withSource: candidates("aws_kms_key.shared"),
  },
  {
    what: "a dead-letter queue of the same key",
    plan: "wiring-for-each",
    address: 'aws_sqs_queue.main["lab.v2[0]"]',
    path: REDRIVE,
    alone: exactly('aws_sqs_queue.dlq["lab.v2[0]"]'),
    withSource: exactly('aws_sqs_queue.dlq["lab.v2[0]"]'),
  },
  {
    what: "a dead-letter queue where the keys differ",
    plan: "wiring-for-each",
    address: 'aws_sqs_queue.some["with"]',
    path: REDRIVE,
    alone: candidates('aws_sqs_queue.some_dlq["with"]'),
    withSource: exactly('aws_sqs_queue.some_dlq["with"]'),
  },
  {
    what: "a branch that names an instance which does not exist",
    plan: "wiring-for-each",
    address: 'aws_sqs_queue.some["without"]',
    path: REDRIVE,
    alone: candidates('aws_sqs_queue.some_dlq["with"]'),
    withSource: null,
  },
  {
    what: "each.value of a for_each over another resource",
    plan: "wiring-for-each",
    address: 'aws_cloudwatch_metric_alarm.dead_letters["claims"]',
    path: "dimensions",
    alone: exactly('aws_sqs_queue.dlq["claims"]'),
    withSource: exactly('aws_sqs_queue.dlq["claims"]'),
  },
  {
    what: "a member of an unknown object",
    plan: "wiring-for-each",
    address: 'aws_cloudwatch_metric_alarm.dead_letters["claims"]',
    path: "dimensions.QueueName",
    alone: null,
    withSource: exactly('aws_sqs_queue.dlq["claims"]'),
  },
  {
    what: "a dynamic block over a list",
    plan: "wiring-for-each",
    address: "aws_cloudwatch_event_target.written",
    path: "dead_letter_config.arn",
    alone: null,
    withSource: exactly('aws_sqs_queue.dlq["claims"]'),
  },
  {
    what: "an output keyed by a for expression, across modules with for_each",
    plan: "seed-wired",
    address: 'module.eventbridge["production"].aws_cloudwatch_event_target.main["orders"]',
    path: "arn",
    alone: candidates(
      'module.sqs["production"].aws_sqs_queue.dlq["orders"]',
      'module.sqs["production"].aws_sqs_queue.main["audit"]',
      'module.sqs["production"].aws_sqs_queue.main["orders"]',
    ),
    withSource: exactly('module.sqs["production"].aws_sqs_queue.main["orders"]'),
  },
  {
    what: "an equal name in a known value",
    plan: "seed-sqs",
    address: 'module.sqs.aws_cloudwatch_metric_alarm.queue_depth["audit"]',
    path: "dimensions.QueueName",
    alone: exactly('module.sqs.aws_sqs_queue.main["audit"]'),
    withSource: exactly('module.sqs.aws_sqs_queue.main["audit"]'),
  },
  {
    what: "an ARN in a JSON document after the first apply",
    plan: "wiring-applied",
    address: 'aws_sqs_queue.main["claims"]',
    path: "redrive_policy.deadLetterTargetArn",
    alone: exactly('aws_sqs_queue.dlq["claims"]'),
    withSource: exactly('aws_sqs_queue.dlq["claims"]'),
  },
  {
    what: "a security group of an inline rule",
    plan: "wiring-rules",
    address: "aws_security_group.cache",
    path: "ingress",
    alone: exactly("aws_security_group.workers"),
    withSource: exactly("aws_security_group.workers"),
  },
];

describe("references are followed", () => {
  it.each(cases)("$what", async ({ plan, address, path, alone, withSource }) => {
    for (const [source, expected] of [
      [null, alone],
      [`fixtures/hcl/${plan}`, withSource],
    ] as const) {
      const reference = at(await inventoryOf(plan, source), address).references[path];
      if (expected === null) expect(reference).toBeUndefined();
      else {
        expect(reference).toMatchObject(expected);
        expect(reference?.reasons.length === 0).toBe(expected.complete);
      }
    }
  });
});

describe("links", () => {
  it("never lead from one module instance to its sibling", async () => {
    for (const source of [null, "fixtures/hcl/wiring-modules"]) {
      const inventory = await inventoryOf("wiring-modules", source);
      for (const side of ["left", "right", "counted[0]", "counted[1]"]) {
        const { references } = at(inventory, `module.${side}.aws_sqs_queue.this`);
        expect(references.redrive_policy?.targets).toEqual([`module.${side}.aws_sqs_queue.dlq`]);
      }
      expect(at(inventory, "module.right.aws_sqs_queue.this").references.kms_master_key_id).toBeUndefined();
    }
  });

  it.each(["here", "there"])("are settled among resources that share a name: %s", async (module) => {
    const inventory = await inventoryOf("wiring-blocks");
    const group = at(inventory, `module.${module}.aws_elasticache_replication_group.this`);
    const subnets = `module.${module}.aws_elasticache_subnet_group.this`;
    // The other replication groups have the same name too, and which one is meant is in doubt.
    expect(group.references.subnet_group_name).toMatchObject({ complete: false, settled: [subnets] });
    const { referenced_by, maybe_referenced_by } = at(inventory, subnets);
    const backlink = { subnet_group_name: [group.address] };
    expect(referenced_by.aws_elasticache_replication_group).toEqual(backlink);
    expect(maybe_referenced_by.aws_elasticache_replication_group).toBeUndefined();
  });

  it("are found from the other end too, candidates apart", async () => {
    const alone = await inventoryOf("wiring-for-each");
    const dlq = at(alone, 'aws_sqs_queue.dlq["claims"]');
    expect(dlq.referenced_by.aws_sqs_queue?.redrive_policy).toEqual(['aws_sqs_queue.main["claims"]']);
    const some = at(alone, 'aws_sqs_queue.some_dlq["with"]');
    expect(some.referenced_by.aws_sqs_queue).toBeUndefined();
    expect(some.maybe_referenced_by.aws_sqs_queue?.redrive_policy).toEqual([
      'aws_sqs_queue.some["with"]',
      'aws_sqs_queue.some["without"]',
    ]);
  });

  it("say by which hops they were found", async () => {
    const inventory = await inventoryOf("wiring-keys", "fixtures/hcl/wiring-keys");
    const nested = at(inventory, "module.nest.module.inner.aws_sqs_queue.this");
    expect(nested.references.kms_master_key_id?.via).toEqual(
      expect.arrayContaining(["local.key", "var.key"]),
    );
  });

  it("say which attributes of the targets they take", async () => {
    for (const source of [null, "fixtures/hcl/seed-sqs"]) {
      const queue = at(await inventoryOf("seed-sqs", source), 'module.sqs.aws_sqs_queue.main["orders"]');
      expect(queue.references.kms_master_key_id?.attributes).toEqual(["arn"]);
    }
  });

  it("say why they are not complete", async () => {
    const inventory = await inventoryOf("wiring-keys");
    expect(at(inventory, "aws_sqs_queue.by_local").references.kms_master_key_id?.reasons).toEqual([
      "local.key cannot be seen in plan JSON; run with --source",
    ]);
  });

  it("of two hundred instances all reach the key", async () => {
    const inventory = await inventoryOf("wiring-modules");
    const many = at(inventory, "aws_kms_key.deep").referenced_by.aws_sqs_queue?.kms_master_key_id ?? [];
    expect(many.filter((address) => address.startsWith("aws_sqs_queue.many["))).toHaveLength(200);
  });
});
