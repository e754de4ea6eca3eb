import { describe, expect, it } from "vitest";
import { assets } from "../../src/assets.js";
import { readCatalogue } from "../../src/engine/bundle.js";
import { findingsOn, plans, policiesThat } from "./support.js";

const existing = new Set(readCatalogue(assets.policies).policies.map(({ id }) => id));
/** What the fixtures promise, of policies that exist. */
const promised = (policies: readonly string[] = []) => policies.filter((id) => existing.has(id)).sort();

/** The queue's own account and region are known after apply, so that the other ARN is elsewhere may be unknown too. */
const ELSEWHERE = "sqs-broken-dead-letters-elsewhere";

const table = Object.entries(plans).filter(([name, { fails }]) => fails !== undefined && name !== ELSEWHERE);

describe("with the source at hand", () => {
  it("there are plans with something wrong to judge", () => {
    expect(table.filter(([, { fails }]) => promised(fails).length > 0).length).toBeGreaterThan(10);
  });

  it.each(table)("%s fails exactly what is wrong with it", async (name, { fails, unknown }) => {
    const findings = await findingsOn(name, "with source");
    expect(policiesThat("fail", findings)).toEqual(promised(fails));
    expect(policiesThat("unknown", findings)).toEqual(promised(unknown));
    expect(policiesThat("pass", findings).length).toBeGreaterThan(0);
  });

  it(`${ELSEWHERE}: no dead-letter target passes, and nothing else is wrong`, async () => {
    const findings = await findingsOn(ELSEWHERE, "with source");
    const targets = findings.filter(({ policy }) => policy === "sqs/dead-letter-target");
    expect(targets.length).toBeGreaterThan(0);
    expect(targets.every(({ verdict }) => verdict === "fail" || verdict === "unknown")).toBe(true);
    expect(
      findings.filter(({ verdict, policy }) => verdict !== "pass" && policy !== "sqs/dead-letter-target"),
    ).toEqual([]);
  });

  it("sqs-broken-dead-letters-to-itself: a queue is no dead-letter queue of its own", async () => {
    const findings = await findingsOn("sqs-broken-dead-letters-to-itself", "with source");
    expect(policiesThat("fail", findings)).toContain("sqs/dead-letter-target");
  });
});

describe("without the source", () => {
  const judged = Object.keys(plans).filter((name) => !["errored", "no-resources"].includes(name));

  // A pass may drop out: with the source, the queue turns out to be one that the policy does not concern.
  it.each(judged)("%s: nothing fails that passes with the source, and the other way round", async (name) => {
    const [without, withSource] = [
      await findingsOn(name, "without source"),
      await findingsOn(name, "with source"),
    ];
    const key = ({ policy, resource }: (typeof without)[number]) => `${policy} ${resource.address}`;
    const after = new Map(withSource.map((finding) => [key(finding), finding.verdict]));
    const changed = without.filter((finding) => {
      const verdict = after.get(key(finding));
      if (finding.verdict === "unknown" || finding.verdict === verdict) return false;
      return finding.verdict === "fail" || verdict !== undefined;
    });
    expect(
      changed.map((finding) => `${key(finding)}: ${finding.verdict}, then ${after.get(key(finding))}`),
    ).toEqual([]);
  });
});
