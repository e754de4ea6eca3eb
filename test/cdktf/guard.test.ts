import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider/index.js";
import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue/index.js";
import { App, TerraformStack } from "cdktf";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { cases } from "../../fixtures/cases/index.js";
import { type GuardOptions, guard } from "../../src/cdktf/index.js";
import type { Report } from "../../src/report/report.js";

function synthesized(build: (stack: TerraformStack) => void, options: GuardOptions = {}): void {
  const outdir = mkdtempSync(join(tmpdir(), "safeguard-guard-"));
  onTestFinished(() => rmSync(outdir, { recursive: true, force: true }));
  const app = new App({ outdir });
  const stack = new TerraformStack(app, "production");
  new AwsProvider(stack, "aws", { region: "us-east-1" });
  build(stack);
  guard(app, options);
  app.synth();
}

const sound = cases["sqs-shared-key"]?.build ?? (() => {});
const broken = (stack: TerraformStack) => {
  sound(stack);
  new SqsQueue(stack, "results", { name: "results", sqsManagedSseEnabled: false });
};

describe("guard", () => {
  it("lets a stack pass of which nothing fails, and hands over its report", () => {
    const reports: Report[] = [];
    synthesized(sound, { onReport: (report) => reports.push(report) });
    expect(reports.map(({ gate, inputs }) => [gate.result, inputs[0]?.kind])).toEqual([
      ["passed", "cdktf-synth"],
    ]);
  });

  it("stops the synthesis with the construct, the policy and how to mend it", () => {
    expect(() => synthesized(broken)).toThrow(
      /\[production\] production\/results: Queues are encrypted at rest \(sqs\/encryption-at-rest, high\)\. .+ Fix: /,
    );
  });

  it("stops for what is severe enough", () => {
    expect(() => synthesized(broken, { failOn: "never" })).not.toThrow();
    expect(() => synthesized(broken, { failOn: "critical" })).not.toThrow();
    expect(() => synthesized(broken, { failOn: "high" })).toThrow(/sqs\/encryption-at-rest/);
  });

  it("stops for what the configuration says, unless it is told otherwise", () => {
    const folder = mkdtempSync(join(tmpdir(), "safeguard-guard-config-"));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const config = join(folder, "safeguard.config.yaml");
    writeFileSync(config, "failOn: never");
    expect(() => synthesized(broken, { config })).not.toThrow();
    expect(() => synthesized(broken, { config, failOn: "high" })).toThrow(/sqs\/encryption-at-rest/);
  });

  it("leaves it to an audit to judge what goes into its folder, and nothing else", () => {
    vi.stubEnv("SAFEGUARD_AUDIT", "/tmp/audit/cdktf.out");
    onTestFinished(() => void vi.unstubAllEnvs());
    vi.stubEnv("CDKTF_OUTDIR", "cdktf.out");
    expect(() => synthesized(broken)).toThrow(/sqs\/encryption-at-rest/);
    vi.stubEnv("CDKTF_OUTDIR", "/tmp/audit/cdktf.out");
    expect(() => synthesized(broken)).not.toThrow();
  });

  it("says so when there is no stack to guard, and when it cannot judge", () => {
    expect(() => guard(new App())).toThrow(/found no stack\. Call it after the stacks are made/);
    expect(() => synthesized(sound, { config: "none.yaml" })).toThrow(
      /could not assess the stack\. Error: none\.yaml: there is no such file\./,
    );
    expect(() => synthesized(() => {})).toThrow(/ Error: stack production holds no resources; /);
  });
});
