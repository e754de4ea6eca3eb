import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { CheckOptions } from "../../src/check/check.js";
import type { Plan, StateResource } from "../../src/input/plan.js";
import type { Report } from "../../src/report/report.js";
import { folder } from "../commands/support.js";
import { inFixtures, report } from "./support.js";

const SOURCE = inFixtures("hcl/ratchet");
const only = (...policies: string[]) => ({ policies, services: [], controls: [] });

/** Address → `new` or `known` of what fails. */
const failing = ({ findings }: Report) =>
  Object.fromEntries(
    findings.flatMap(({ verdict, baseline, resource }) =>
      verdict === "fail" ? [[resource.address, baseline]] : [],
    ),
  );

async function ratchet(options: Partial<CheckOptions> = {}, plan = "plans/ratchet.json"): Promise<Report> {
  return report([plan], { ratchet: true, ...options });
}

/** A plan, changed. */
function changed(plan: string, change: (plan: Plan) => void): string {
  const copy = JSON.parse(readFileSync(inFixtures(plan), "utf8")) as Plan;
  change(copy);
  const file = join(folder(), "plan.json");
  writeFileSync(file, JSON.stringify(copy));
  return file;
}

describe("--ratchet", () => {
  it.each([null, SOURCE])(
    "fails on what the change makes worse, and on nothing else; source %s",
    async (source) => {
      const with_ = (policy: string) => ratchet({ source, selection: only(policy) });
      expect(failing(await with_("sqs/encryption-at-rest"))).toEqual({
        "aws_sqs_queue.export": "new",
        "aws_sqs_queue.legacy": "known",
        "aws_sqs_queue.renamed": "new",
        "aws_sqs_queue.reports": "known",
        "module.billing.aws_sqs_queue.invoices": "known",
      });
      expect(failing(await with_("sqs/message-retention"))).toEqual({
        "aws_sqs_queue.export": "new",
        "aws_sqs_queue.letters": "new",
      });
      // The queue is not changed: its policy is removed.
      expect(failing(await with_("sqs/tls-only"))).toMatchObject({
        "aws_sqs_queue.orders": "new",
        "aws_sqs_queue.letters": "known",
      });
    },
  );

  it("finds what --changed-only misses", async () => {
    const selection = only("sqs/tls-only");
    const { findings } = await report(["plans/ratchet.json"], { changedOnly: true, selection });
    expect(findings.map(({ resource }) => resource.address)).not.toContain("aws_sqs_queue.orders");
    await expect(ratchet({ changedOnly: true })).rejects.toThrow(/--changed-only leaves that out/);
  });

  it("finds the queue whose alarm is removed", async () => {
    const alarm = (name: string): StateResource => ({
      address: `aws_cloudwatch_metric_alarm.${name}`,
      mode: "managed",
      type: "aws_cloudwatch_metric_alarm",
      name,
      provider_name: "registry.terraform.io/hashicorp/aws",
      values: {
        id: name,
        alarm_name: name,
        namespace: "AWS/SQS",
        metric_name: "ApproximateNumberOfMessagesVisible",
        dimensions: { QueueName: name },
        statistic: "Maximum",
        comparison_operator: "GreaterThanThreshold",
        threshold: 100,
        period: 300,
        evaluation_periods: 1,
        actions_enabled: true,
        alarm_actions: ["arn:aws:sns:us-east-1:123456789012:alarms"],
        treat_missing_data: "missing",
      },
    });
    const plan = changed("plans/ratchet.json", ({ prior_state, resource_changes }) => {
      for (const name of ["orders", "legacy"]) {
        const { values = null, ...rest } = alarm(name);
        prior_state?.values?.root_module?.resources?.push({ ...rest, values });
        const kept = name === "legacy";
        resource_changes?.push({
          ...rest,
          change: { actions: [kept ? "no-op" : "delete"], before: values, after: kept ? values : null },
        });
      }
    });
    const found = failing(await ratchet({ selection: only("sqs/queue-depth-alarm") }, plan));
    expect(found).toMatchObject({ "aws_sqs_queue.orders": "new", "aws_sqs_queue.letters": "known" });
    expect(found).not.toHaveProperty(["aws_sqs_queue.legacy"]);
  });

  it("passes where nothing changes, whatever fails", async () => {
    for (const plan of ["plans/wiring-applied.json", "plans/refresh-only.json"]) {
      const result = await ratchet({ gate: { failOn: "low", onUnknown: "fail" } }, plan);
      expect([plan, result.gate.result]).toEqual([plan, "passed"]);
      expect(result.summary.fail).toBeGreaterThan(0);
    }
  });

  it("takes everything for new before the first apply, and says so", async () => {
    const result = await ratchet({}, "plans/seed-sqs.json");
    expect(result.gate.reasons.join(" ")).toMatch(
      /seed-sqs\.json has no prior state: nothing was there before/,
    );
    expect(Object.values(failing(result)).every((state) => state === "new")).toBe(true);
  });

  it.each([
    ["a state", "inputs/ratchet-state.json", /is a state, which changes nothing; --ratchet needs a plan\./],
    ["a synthesized stack", "stacks/sqs-production", /is a synthesized stack, which changes nothing/],
  ])("refuses %s", async (_, input, message) => {
    await expect(ratchet({}, input)).rejects.toThrow(message);
  });

  it("refuses a plan from which the prior state was taken", async () => {
    const plan = changed("plans/ratchet.json", (it) => Reflect.deleteProperty(it, "prior_state"));
    await expect(ratchet({}, plan)).rejects.toThrow(
      /changes what exists \(aws_sqs_queue\.archive\) and holds no prior/,
    );
  });
});
