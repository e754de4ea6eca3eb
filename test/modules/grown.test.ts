import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { findingsOn, policiesThat } from "../check/support.js";

const PLANS = join(import.meta.dirname, "../../fixtures/plans");

interface Change {
  readonly address: string;
  readonly mode: string;
  readonly change: { readonly actions: readonly string[] };
}

/** What the plan of a case does, by address. */
function actionsOf(name: string): Record<string, string> {
  const plan = JSON.parse(readFileSync(join(PLANS, `${name}.json`), "utf8"));
  const managed = (plan.resource_changes as Change[]).filter(({ mode }) => mode === "managed");
  return Object.fromEntries(managed.map(({ address, change }) => [address, change.actions.join()]));
}

describe.each([
  ["a queue", "sqs-grown", /admissions/],
  ["a topic and a tenant on Redis", "platform-grown", /admissions|clinic-000/],
  ["a tenant on NATS", "event-queue-nats-grown", /clinic-000/],
])("%s added to what is deployed", (_, name, added) => {
  const actions = Object.entries(actionsOf(name));
  const changed = actions.filter(([, action]) => action !== "no-op");

  it("is created, and nothing else changes", () => {
    expect(changed.length).toBeGreaterThan(0);
    expect(changed.filter(([address, action]) => action !== "create" || !added.test(address))).toEqual([]);
    expect(actions.length).toBeGreaterThan(20 + changed.length);
  });

  it("is safe beside what was there, of which the plan knows the values", async () => {
    expect(policiesThat("fail", await findingsOn(name, "without source"))).toEqual([]);
  });
});
