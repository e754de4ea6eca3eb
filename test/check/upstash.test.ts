import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readInventories } from "../../src/check/judge.js";
import { around, inFixtures, report } from "./support.js";

const PLAN = "inputs/upstash/plan.json";

/** Read off `fixtures/inputs/upstash/main.tf` by hand. */
const EXPECTED: Record<string, { fails: string[]; passes: string[] }> = {
  // Says tls = false, and nothing else.
  "upstash_redis_database.no_tls": {
    fails: ["redis-encryption-at-rest", "redis-ip-allowlist", "redis-replication", "redis-tls"],
    passes: ["redis-eviction"],
  },
  // Says nothing: the provider plans tls = false, the service speaks TLS all the same.
  "upstash_redis_database.unsaid": {
    fails: ["redis-encryption-at-rest", "redis-ip-allowlist", "redis-replication"],
    passes: ["redis-eviction", "redis-tls"],
  },
  "module.upstash.upstash_redis_database.this[0]": {
    fails: ["redis-encryption-at-rest", "redis-eviction"],
    passes: ["redis-ip-allowlist", "redis-replication", "redis-tls"],
  },
  'module.upstash.upstash_qstash_schedule_v2.this["cleanup"]': {
    fails: ["qstash-destination-tls", "qstash-failure-callback", "qstash-retries"],
    passes: [],
  },
  'module.upstash.upstash_qstash_schedule_v2.this["daily-report"]': {
    fails: [],
    passes: ["qstash-destination-tls", "qstash-failure-callback", "qstash-retries"],
  },
  'module.upstash.upstash_qstash_topic_v2.this["analytics"]': {
    fails: [],
    passes: ["qstash-destination-tls"],
  },
  // One of its two endpoints is plain http.
  'module.upstash.upstash_qstash_topic_v2.this["notifications"]': {
    fails: ["qstash-destination-tls"],
    passes: [],
  },
};

const verdicts = async (options: Parameters<typeof report>[1]) => {
  const selection = { policies: [], services: ["upstash"], controls: [] };
  const { findings } = await report([PLAN], { ...options, selection });
  const of = (address: string, verdict: string) =>
    findings
      .filter((finding) => finding.resource.address === address && finding.verdict === verdict)
      .map(({ policy }) => policy.replace("upstash/", ""))
      .sort();
  expect(findings.filter(({ verdict }) => verdict === "unknown")).toEqual([]);
  return Object.fromEntries(
    findings.map(({ resource: { address } }) => [
      address,
      { fails: of(address, "fail"), passes: of(address, "pass") },
    ]),
  );
};

describe("a plan of Upstash's own provider", () => {
  it("is judged by what its configuration says", async () => {
    expect(await verdicts({})).toEqual(EXPECTED);
  });

  it("is judged alike when its configuration is named", async () => {
    expect(await verdicts({ source: inFixtures("inputs/upstash") })).toEqual(EXPECTED);
  });

  it("keeps the bearer token of a header to itself", async () => {
    const options = { inputs: [inFixtures(PLAN)], source: null };
    const told = JSON.stringify([await report([PLAN]), await readInventories(options, around)], keep);
    expect(readFileSync(inFixtures(PLAN), "utf8")).toContain("literal-secret-0001");
    expect(told).toContain('this[\\"cleanup\\"]');
    expect(told).not.toContain("literal-secret-0001");
  });
});

/** The document is the input itself. */
const keep = (key: string, value: unknown) => (key === "document" ? undefined : value);
