import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import { assets } from "../assets.js";
import type { Finding, Report } from "../report/report.js";

export { type InlineWaiver, waive } from "./waive.js";

/** How a stack is judged at synthesis. */
export interface GuardOptions {
  /** Least severity of a failure that stops the synthesis; `never` stops nothing. Default: the configuration's, then `medium`. */
  readonly failOn?: Finding["severity"] | "never";
  /** Configuration file. Default: the nearest `safeguard.config.yaml`, from the working directory upwards. */
  readonly config?: string;
  /** Called with the report of each stack: to print it, or to keep it. Default: nothing. */
  readonly onReport?: (report: Report, stack: TerraformStack) => void;
}

/**
 * Judges every stack of a CDKTF app at `cdktf synth`: what fails stops the synthesis, with the path of the construct. What
 * only a plan can tell is unknown here and stops nothing. To be called after the stacks are made; throws when there is none.
 * Under `safeguard audit`, which judges the same stacks, it stops nothing, so that there is a report.
 *
 *     const app = new App();
 *     new MyStack(app, "production");
 *     guard(app);
 *     app.synth();
 */
export function guard(scope: IConstruct, options: GuardOptions = {}): void {
  const stacks = scope.node.findAll().filter((node) => TerraformStack.isStack(node));
  if (stacks.length === 0) {
    throw new Error("guard() found no stack. Call it after the stacks are made and before app.synth().");
  }
  for (const stack of stacks) stack.node.addValidation({ validate: () => violations(stack, options) });
}

/** What fails in a stack, a sentence each. Throws where the stack could not be assessed. */
function violations(stack: TerraformStack, options: GuardOptions = {}): string[] {
  if (isAudit(process.env)) return [];
  const report = assess(stack, options);
  options.onReport?.(report, stack);
  if (report.gate.result === "passed") return [];
  const counted = SEVERITIES.slice(0, SEVERITIES.indexOf(report.gate.failOn) + 1);
  return report.findings
    .filter(
      ({ verdict, waiver, severity, baseline }) =>
        verdict === "fail" && waiver === null && baseline !== "known" && counted.includes(severity),
    )
    .map(
      ({ resource, title, policy, severity, message, remediation }) =>
        `${resource.construct ?? resource.address}: ${title} (${policy}, ${severity}). ${message} Fix: ${remediation.text}`,
    );
}

/** Whether what is synthesized goes to the folder of an audit, and nowhere else. */
function isAudit({ SAFEGUARD_AUDIT, CDKTF_OUTDIR }: NodeJS.ProcessEnv): boolean {
  return SAFEGUARD_AUDIT !== undefined && SAFEGUARD_AUDIT === CDKTF_OUTDIR;
}

const SEVERITIES: readonly string[] = ["critical", "high", "medium", "low"];
const FAILED_GATE = 1;

/** CDKTF asks for violations at once and waits for nobody, so the command line does the work in a process of its own. */
function assess(stack: TerraformStack, { failOn, config }: GuardOptions): Report {
  const folder = mkdtempSync(join(tmpdir(), "safeguard-synth-"));
  try {
    const file = join(folder, "cdk.tf.json");
    writeFileSync(file, JSON.stringify(stack.toTerraform()));
    const named = config === undefined ? [] : ["--config", config];
    const severe = failOn === undefined ? [] : ["--fail-on", failOn];
    const args = ["check", file, "--format", "json", ...severe, ...named];
    return JSON.parse(run(args, (text) => text.replaceAll(file, `stack ${stack.node.path}`))) as Report;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function run(args: readonly string[], named: (text: string) => string): string {
  try {
    return execFileSync(process.execPath, [fileURLToPath(assets.command), ...args], {
      encoding: "utf8",
      maxBuffer: 1 << 30,
      stdio: ["ignore", "pipe", "pipe"],
    });
  } catch (error) {
    const { status, stdout, stderr } = error as { status?: number; stdout?: string; stderr?: string };
    if (status === FAILED_GATE && stdout !== undefined) return stdout;
    throw new Error(`Safeguard could not assess the stack. ${named(stderr?.trim() ?? String(error))}`);
  }
}
