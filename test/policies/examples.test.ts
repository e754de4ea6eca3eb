import { describe, expect, it } from "vitest";
import { type Example, NOT_PLANNED } from "../../scripts/examples.js";
import type { Finding } from "../../src/report/report.js";
import { report } from "../check/support.js";
import { examples, inputOf, sourceOfExample } from "./examples.support.js";
import { catalogue } from "./support.js";

const findingsOn = async (example: Example, variant: "good" | "bad") =>
  (
    await report([await inputOf(example, variant)], {
      source: example.service === NOT_PLANNED ? null : sourceOfExample(example, variant),
      parameters: Object.entries(example.fact.parameters[variant] ?? {}).map(
        ([name, value]) => `${example.policy}.${name}=${JSON.stringify(value)}`,
      ),
    })
  ).findings;
const verdicts = (findings: readonly Finding[], policy: string) =>
  findings.filter((finding) => finding.policy === policy).map(({ verdict }) => verdict);
const failing = (findings: readonly Finding[]) =>
  new Set(findings.filter(({ verdict }) => verdict === "fail").map(({ policy }) => policy));

it("every policy has an example", () => {
  expect(examples.map(({ policy }) => policy)).toEqual(catalogue.policies.map(({ id }) => id));
});

describe.each(examples)("$policy", (example) => {
  const { policy, fact } = example;

  it("passes the good example", async () => {
    const judged = verdicts(await findingsOn(example, "good"), policy);
    expect([...new Set(judged)]).toEqual(["pass"]);
  });

  it.runIf(example.bad !== null)(
    "fails the bad example, which fails nothing more than the good one",
    async () => {
      const good = failing(await findingsOn(example, "good"));
      const bad = await findingsOn(example, "bad");
      expect(verdicts(bad, policy)).toContain("fail");
      expect([...failing(bad)].filter((id) => !good.has(id)).sort()).toEqual([policy, ...fact.also].sort());
    },
  );

  it.runIf(Object.keys(fact.hide).length > 0)("does not know where the fact is not known", async () => {
    const before = failing((await report([await inputOf(example, "good")])).findings);
    const { findings } = await report([await inputOf(example, "good", fact.hide)]);
    expect(verdicts(findings, policy)).toContain("unknown");
    expect([...failing(findings)].filter((id) => !before.has(id))).toEqual([]);
  });

  it.runIf(example.bad === null || Object.keys(fact.hide).length === 0)(
    "says why it cannot be otherwise",
    () => {
      expect(fact.because).toMatch(/\.$/);
    },
  );
});
