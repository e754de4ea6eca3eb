import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider/index.js";
import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue/index.js";
import { App, TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { describe, expect, it, onTestFinished } from "vitest";
import { guard, type InlineWaiver, waive } from "../../src/cdktf/index.js";
import type { Report } from "../../src/report/report.js";

const WAIVER: InlineWaiver = {
  policy: "sqs/encryption-at-rest",
  reason: "Public timetables.",
  owner: "ada",
  until: "9999-12-31",
};

function reportOn(build: (stack: TerraformStack) => void): Report {
  const outdir = mkdtempSync(join(tmpdir(), "safeguard-waive-"));
  onTestFinished(() => rmSync(outdir, { recursive: true, force: true }));
  const app = new App({ outdir });
  const stack = new TerraformStack(app, "production");
  new AwsProvider(stack, "aws", { region: "us-east-1" });
  build(stack);
  const reports: Report[] = [];
  guard(app, { failOn: "never", onReport: (report) => reports.push(report) });
  app.synth();
  return reports[0] as Report;
}

const plain = (scope: Construct, id: string) =>
  new SqsQueue(scope, id, { name: id, sqsManagedSseEnabled: false });
const waivers = ({ findings }: Report) =>
  findings.flatMap(({ policy, waiver, resource }) =>
    waiver === null ? [] : [[policy, resource.construct, waiver]],
  );

describe("waive", () => {
  it("accepts failures of a resource, with the place where it is written", () => {
    const report = reportOn((stack) => {
      const queue = plain(stack, "times");
      waive(queue, { ...WAIVER, ticket: "SEC-1" });
      waive(queue, {
        ...WAIVER,
        policy: ["sqs/tls-only", "sqs/dead-letter-queue"],
        rationale: "r",
        alternative: "a",
      });
      plain(stack, "other");
    });
    const common = { owner: "ada", reason: "Public timetables.", expires: "9999-12-31" };
    const place = expect.stringMatching(/cdk\.tf\.json:\d+$/);
    const both = { ...common, ticket: null, rationale: "r", alternative: "a", place };
    expect(waivers(report)).toEqual([
      ["sqs/dead-letter-queue", "production/times", both],
      [
        "sqs/encryption-at-rest",
        "production/times",
        { ...common, ticket: "SEC-1", rationale: null, alternative: null, place },
      ],
      ["sqs/tls-only", "production/times", both],
    ]);
    expect(report.diagnostics.filter(({ code }) => code.startsWith("waiver"))).toEqual([]);
  });

  it("of a construct is one waiver for all resources in it", () => {
    const report = reportOn((stack) => {
      const pair = new Construct(stack, "pair");
      plain(pair, "a");
      new SqsQueue(pair, "b", { name: "b", sqsManagedSseEnabled: true });
      waive(pair, WAIVER);
      const fine = new Construct(stack, "fine");
      new SqsQueue(fine, "c", { name: "c", sqsManagedSseEnabled: true });
      new SqsQueue(fine, "d", { name: "d", sqsManagedSseEnabled: true });
      waive(fine, WAIVER);
    });
    expect(waivers(report).map(([policy, construct]) => [policy, construct])).toEqual([
      ["sqs/encryption-at-rest", "production/pair/a"],
    ]);
    expect(report.diagnostics.filter(({ code }) => code === "waiver-unused")).toHaveLength(1);
  });

  it("refuses a construct that holds no resource, and what is no waiver", () => {
    const stack = new TerraformStack(new App(), "empty");
    expect(() => waive(stack, WAIVER)).toThrow(/found no resource in empty\. Call it after/);
    expect(() => reportOn((one) => waive(plain(one, "x"), { ...WAIVER, policy: "sqs/encryption" }))).toThrow(
      /cdk\.tf\.json:\d+: there is no policy sqs\/encryption; did you mean sqs\/encryption-at-rest\?/,
    );
  });
});
