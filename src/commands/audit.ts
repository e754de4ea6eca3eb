import { mkdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import * as Args from "@oclif/core/args";
import * as Flags from "@oclif/core/flags";
import type { AuditOptions, AuditResult, AuditSurroundings } from "../audit/audit.js";
import type { RenderOptions } from "../report/format.js";
import type { Report } from "../report/report.js";
import { assessmentFlags, checkOptions } from "./assessment.js";
import { BaseCommand } from "./base.js";
import { progressOn } from "./progress.js";
import { writeReport } from "./write.js";

const INTERRUPTED = 130;
// An audit makes its own plans, as if nothing were deployed: there is no change in them.
const { source: _source, "changed-only": _changedOnly, ratchet: _ratchet, ...flagsOfAudit } = assessmentFlags;

export default class Audit extends BaseCommand {
  static override summary = "Synthesize a CDKTF app or plan Terraform here, and check what comes out.";
  static override description =
    "Runs the app of cdktf.json, or terraform plan on a copy without state, and checks every stack. Applies nothing, reads no state, and leaves the folder as it is but for the report.\nExit code 0: the gate passed. 1: it failed. 2: nothing could be assessed.";
  static override examples = [
    "<%= config.bin %> audit",
    "<%= config.bin %> audit --watch",
    "<%= config.bin %> audit infra/production --var-file production.tfvars",
  ];
  static override args = {
    folder: Args.string({
      name: "dir",
      description: "folder with a cdktf.json or Terraform configuration, or with folders of these",
      default: ".",
      ignoreStdin: true,
    }),
  };
  static override flags = {
    ...flagsOfAudit,
    output: Flags.string({
      description:
        "where the HTML report goes (default: .safeguard/report.html in the folder, which git ignores)",
      helpValue: "FILE",
    }),
    watch: Flags.boolean({ char: "w", description: "audit again after each change, until Ctrl-C" }),
    var: Flags.string({
      description: "value of a Terraform variable; repeatable",
      helpValue: "NAME=VALUE",
      multiple: true,
      multipleNonGreedy: true,
    }),
    "var-file": Flags.string({
      description: "values of Terraform variables; repeatable",
      helpValue: "FILE",
      multiple: true,
      multipleNonGreedy: true,
    }),
    timeout: Flags.integer({
      description: "seconds that the app, or each run of Terraform, may take",
      default: 900,
      min: 1,
    }),
    verbose: Flags.boolean({
      char: "v",
      description: "show every finding and control, as check does",
      exclusive: ["quiet"],
    }),
    quiet: Flags.boolean({ char: "q", description: "show the verdict only" }),
    color: Flags.boolean({ description: "colour the summary", allowNo: true }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Audit);
    const { Interrupted, audit } = await import("../audit/audit.js");
    const { terminalOptions } = await import("./terminal.js");
    const optionsNow = (): AuditOptions => ({
      ...checkOptions([], { ...flags, "changed-only": false }),
      folder: args.folder,
      variables: flags.var ?? [],
      variableFiles: flags["var-file"] ?? [],
      timeout: flags.timeout * 1000,
    });
    const shown = {
      ...terminalOptions(process.stdout, flags.color),
      verbose: flags.verbose,
      quiet: flags.quiet,
    };
    const output = flags.output === undefined ? null : resolve(flags.output);
    const controller = new AbortController();
    const stop = () => controller.abort();
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, stop);
    if (flags.watch) {
      await this.watch(optionsNow, output, shown, controller.signal);
      return;
    }
    try {
      const result = await this.pass(audit, optionsNow(), output, shown, null, controller.signal);
      const { failures, report } = result;
      process.exitCode = failures.length > 0 ? 2 : report.gate.result === "passed" ? 0 : 1;
    } catch (error) {
      if (!(error instanceof Interrupted)) throw error;
      process.exitCode = INTERRUPTED;
    }
  }

  /** One audit, its report, and what there is to say of it. */
  private async pass(
    audit: typeof import("../audit/audit.js").audit,
    options: AuditOptions,
    output: string | null,
    shown: RenderOptions,
    before: Report | null,
    signal: AbortSignal,
  ): Promise<AuditResult> {
    const progress = progressOn(process.stderr, shown.quiet ? { CI: "quiet" } : process.env);
    let result: AuditResult;
    try {
      result = await audit(options, this.outside(signal, progress.say));
    } finally {
      progress.done();
    }
    const file = output ?? join(result.folder, ".safeguard", "report.html");
    const { renderHtml } = await import("../report/html/index.js");
    if (output === null) makeOwnFolder(dirname(file));
    writeReport(file, renderHtml(result.report), relative("", file));
    process.stdout.write(await textOf(result.report, before, shown));
    if (!shown.quiet) {
      const { linkTo } = await import("../report/page.js");
      const path = relative("", file);
      this.log(`Report: ${shown.links === undefined ? path : linkTo(pathToFileURL(file).href, path)}`);
      for (const note of result.notes) this.logToStderr(note);
    }
    return result;
  }

  private async watch(
    optionsNow: () => AuditOptions,
    output: string | null,
    shown: RenderOptions,
    signal: AbortSignal,
  ): Promise<void> {
    const { Interrupted, audit } = await import("../audit/audit.js");
    const { watch } = await import("../audit/watch.js");
    const { errorText } = await import("./errors.js");
    let before: Report | null = null;
    const folder = resolve(optionsNow().folder);
    await watch({
      folder,
      written: output === null ? [] : [output],
      signal,
      pass: async (changed, ended) => {
        if (changed.length > 0) this.logToStderr(`\nChanged: ${changed.join(", ")}`);
        try {
          const { report, took } = await this.pass(audit, optionsNow(), output, shown, before, ended);
          before = report;
          this.logToStderr(`${inWords(took)} Watching; Ctrl-C ends it.`);
        } catch (error) {
          if (error instanceof Interrupted) return;
          // A change may mend an app or a configuration, and no flag.
          const { code = "" } = error as { code?: string };
          if (before === null && changed.length === 0 && !/^(?:synth|plan)-/.test(code)) throw error;
          this.logToStderr(errorText(error as Error, null));
        }
      },
    });
  }

  private outside(signal: AbortSignal, progress: (text: string) => void): AuditSurroundings {
    const { cwd, stdin } = this.surroundings();
    return {
      cwd,
      stdin,
      terraform: process.env.TERRAFORM ?? null,
      environment: process.env,
      signal,
      progress,
      temporary: tmpdir(),
      clock: () => performance.now(),
    };
  }
}

async function textOf(report: Report, before: Report | null, shown: RenderOptions): Promise<string> {
  const { renderTerminal } = await import("../report/terminal.js");
  if (shown.quiet) return renderTerminal(report, shown);
  const { renderChanges, renderSummary } = await import("../report/summary.js");
  if (before !== null) {
    const { diffReports } = await import("../report/diff.js");
    return renderChanges(report, diffReports(before, report), shown);
  }
  return shown.verbose ? renderTerminal(report, { ...shown, verbose: false }) : renderSummary(report, shown);
}

/** A folder that ignores itself: what is in it was made, and never belongs into a commit. */
function makeOwnFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch {
    // Writing into it says what is wrong.
  }
  writeReport(join(folder, ".gitignore"), "*\n", relative("", join(folder, ".gitignore")));
}

function inWords({ making, assessing }: AuditResult["took"]): string {
  const seconds = (milliseconds: number) => (milliseconds / 1000).toFixed(1);
  return `Made in ${seconds(making)} s, assessed in ${seconds(assessing)} s.`;
}
