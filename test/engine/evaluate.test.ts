import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { evaluate } from "../../src/engine/evaluate.js";
import type { Inventory, Resource } from "../../src/inventory/inventory.js";
import { inventoryOf, planOf, queuesAt, shipped, usually } from "./support.js";

const bundle = shipped();
const { policies } = bundle.catalogue;
const forQueues = policies.filter(({ subjects }) => subjects.includes("aws_sqs_queue"));

describe("the policies that ship", () => {
  it.each(["sqs-production", "sqs-broken-public", "webshop", "elasticache", "alarms", "changes"])(
    "judge %s without a failure, once for each policy and subject, sorted",
    async (name) => {
      const inventory = inventoryOf(planOf(name));
      const { verdicts, failures } = await evaluate(inventory, bundle);
      expect(failures).toEqual([]);
      const keys = verdicts.map(({ policy, address }) => `${policy}\0${address}`);
      expect(keys.length).toBeGreaterThan(0);
      expect(new Set(keys).size).toBe(keys.length);
      expect(keys).toEqual([...keys].sort());
      for (const { policy, type, address } of verdicts) {
        expect(policies.find(({ id }) => id === policy)?.subjects).toContain(type);
        expect(inventory.resources[type]?.[address]?.mode).toBe("managed");
      }
    },
  );

  it("say nothing of resources that no policy judges", async () => {
    const plan = JSON.parse(
      JSON.stringify(queuesAt(["aws_sqs_queue.a"])).replaceAll("aws_sqs_queue", "aws_made_up"),
    );
    expect(await evaluate(inventoryOf(plan), bundle)).toEqual({ verdicts: [], exemptions: [], failures: [] });
  });

  it("take parameters over the defaults", async () => {
    const inventory = inventoryOf(planOf("elasticache"));
    // The group keeps backups for a day; the default asks for seven.
    const status = async (minimum_days = 7) => {
      const settings = usually("elasticache/backup-retention", { minimum_days });
      const { verdicts } = await evaluate(inventory, bundle, settings);
      const group = verdicts.filter(({ address }) => address === "aws_elasticache_replication_group.users");
      return group.find(({ policy }) => policy === "elasticache/backup-retention")?.status;
    };
    expect(await status()).toBe("fail");
    expect(await status(1)).toBe("pass");
    expect(await status(2)).toBe("fail");
  });

  it("know the day of the assessment from outside", async () => {
    const inventory = inventoryOf(queuesAt(["aws_sqs_queue.a"]));
    const agreements = { aws: { since: "2024-01-01", until: "2026-01-31", document: "agreements/aws.pdf" } };
    const status = async (assessment?: { date: string }) => {
      const parameters = usually("vendor/business-associate", { agreements });
      const { verdicts } = await evaluate(inventory, bundle, parameters, assessment);
      return verdicts.find(({ policy }) => policy === "vendor/business-associate")?.status;
    };
    expect(await status({ date: "2026-01-31" })).toBe("pass");
    expect(await status({ date: "2026-02-01" })).toBe("fail");
    expect(await status()).toBe("unknown");
  });
});

/** The same resources, put in another order at both levels. */
function shuffled({ resources, ...inventory }: Inventory, ranks: readonly number[]): Inventory {
  let next = 0;
  const shuffle = <T>(record: Readonly<Record<string, T>>): Record<string, T> => {
    const ranked = Object.entries(record).map((entry) => ({
      entry,
      rank: ranks[next++ % ranks.length] ?? 0,
    }));
    return Object.fromEntries(ranked.sort((a, b) => a.rank - b.rank).map(({ entry }) => entry));
  };
  const types = Object.entries(resources).map(([type, ofType]) => [type, shuffle(ofType)] as const);
  return { ...inventory, resources: shuffle(Object.fromEntries(types)) };
}

describe("the order of resources", () => {
  it.each(["webshop", "sqs-broken-no-dead-letter-alarm"])("does not matter: %s", async (name) => {
    const inventory = inventoryOf(planOf(name));
    const expected = await evaluate(inventory, bundle);
    const ranks = fc.array(fc.nat(), { minLength: 50, maxLength: 50 });
    await fc.assert(
      fc.asyncProperty(ranks, async (numbers) => {
        expect(await evaluate(shuffled(inventory, numbers), bundle)).toEqual(expected);
      }),
      { numRuns: 15 },
    );
  });
});

describe("addresses", () => {
  const odd = [
    'aws_sqs_queue.q["a.b"]',
    'aws_sqs_queue.q["[0]"]',
    String.raw`aws_sqs_queue.q["say \"hi\""]`,
    String.raw`aws_sqs_queue.q["back\\slash"]`,
    'aws_sqs_queue.q["Zürich 東京 🏥"]',
    'aws_sqs_queue.q["%s $${x} {{y}}"]',
    'module.m["é"].module.n[3].aws_sqs_queue.q["__proto__"]',
    "aws_sqs_queue.q[10]",
    "aws_sqs_queue.q[9]",
  ];

  it("come back as they went in", async () => {
    const { verdicts, failures } = await evaluate(inventoryOf(queuesAt(odd)), bundle);
    expect(failures).toEqual([]);
    const judged = verdicts
      .filter(({ policy }) => policy === "sqs/encryption-at-rest")
      .map(({ address }) => address);
    expect(judged).toEqual([...odd].sort());
  });

  it("come back whatever the key is", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.string({ unit: "grapheme" }), { minLength: 1, maxLength: 5 }),
        async (keys) => {
          const addresses = keys.map((key) => `aws_sqs_queue.q[${JSON.stringify(key)}]`);
          const { verdicts, failures } = await evaluate(inventoryOf(queuesAt(addresses)), bundle);
          expect(failures).toEqual([]);
          const judged = verdicts.filter(({ policy }) => policy === "sqs/encryption-at-rest");
          expect(judged.map(({ address }) => address)).toEqual([...addresses].sort());
        },
      ),
      { numRuns: 50 },
    );
  });
});

describe("large inputs", () => {
  it("of many resources are judged to the last one", async () => {
    const [sample] = Object.values(
      inventoryOf(queuesAt(["aws_sqs_queue.q"], { name: "q" })).resources.aws_sqs_queue ?? {},
    );
    const queues: Record<string, Resource> = {};
    for (let index = 0; index < 5000; index += 1) {
      const address = `aws_sqs_queue.q[${index}]`;
      if (sample !== undefined) queues[address] = { ...sample, address, key: index };
    }
    const inventory = { ...inventoryOf(queuesAt([])), resources: { aws_sqs_queue: queues } };
    const { verdicts, failures } = await evaluate(inventory, bundle);
    expect(failures).toEqual([]);
    const failed = verdicts.filter(
      ({ policy, status }) => policy === "sqs/dead-letter-queue" && status === "fail",
    );
    expect(failed).toHaveLength(5000);
    expect(verdicts.length).toBeLessThanOrEqual(5000 * forQueues.length);
  });

  it("of one huge value are judged", async () => {
    const plan = queuesAt(["aws_sqs_queue.q"], { name: "q", policy: "x".repeat(20_000_000) });
    const { verdicts, failures } = await evaluate(inventoryOf(plan), bundle);
    expect(failures).toEqual([]);
    expect(verdicts.find(({ policy }) => policy === "sqs/dead-letter-queue")?.status).toBe("fail");
  });
});
