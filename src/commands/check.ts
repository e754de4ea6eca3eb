import { existsSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import * as Flags from "@oclif/core/flags";
import { assessmentArgs, assessmentFlags, checkOptions } from "./assessment.js";
import { BaseCommand } from "./base.js";
import { progressOn } from "./progress.js";
import { writeReport } from "./write.js";

export default class Check extends BaseCommand {
  static override summary = "Decide whether a Terraform plan keeps patients' data safe.";
  static override description =
    "Reads plans, states or synthesized CDKTF stacks, evaluates every policy, maps the verdicts to the HIPAA Security Rule and gates on them.\nExit code 0: the gate passed. 1: it failed. 2: the input could not be assessed.";
  static override strict = false;
  static override examples = [
    "<%= config.bin %> check plan.json",
    "<%= config.bin %> check plan.json --source infra/ --format sarif=safeguard.sarif",
    "terraform show -json plan.tfplan | <%= config.bin %> check -",
  ];

  static override args = assessmentArgs;

  static override flags = {
    ...assessmentFlags,
    format: Flags.string({
      description:
        "asff, csv, github, gitlab, html, json, junit, markdown, ndjson, oscal, sarif or terminal, to standard output or to a file; repeatable",
      helpValue: "NAME[=FILE]",
      multiple: true,
      multipleNonGreedy: true,
    }),
    account: Flags.string({ description: "asff: the AWS account of the findings", helpValue: "ID" }),
    region: Flags.string({ description: "asff: their region", helpValue: "NAME" }),
    verbose: Flags.boolean({ char: "v", description: "show passes and notes too", exclusive: ["quiet"] }),
    quiet: Flags.boolean({ char: "q", description: "show the verdict only" }),
    color: Flags.boolean({ description: "colour the terminal report", allowNo: true }),
  };

  async run(): Promise<void> {
    const { argv, flags } = await this.parse(Check);
    const { check } = await import("../check/check.js");
    const { findFormat, parseFormats } = await import("./formats.js");
    const { terminalOptions } = await import("./terminal.js");
    const targets = parseFormats(flags.format ?? ["terminal"]);
    const progress = progressOn(process.stderr, process.env);
    const around = { ...this.surroundings(), progress: progress.say };
    const { report, failures } = await check(checkOptions(argv as string[], flags), around).finally(
      progress.done,
    );
    const options = {
      ...terminalOptions(process.stdout, flags.color),
      verbose: flags.verbose,
      quiet: flags.quiet,
      ...(flags.account === undefined ? {} : { account: flags.account }),
      ...(flags.region === undefined ? {} : { region: flags.region }),
      ...(flags.source === undefined ? {} : { fallbackUri: mainFile(flags.source) }),
    };
    for (const { name, file } of targets) {
      const { links: _, ...plain } = options;
      const text = findFormat(name)?.render(report, file === null ? options : { ...plain, color: 0 }) ?? "";
      if (file === null) process.stdout.write(text.endsWith("\n") ? text : `${text}\n`);
      else await writeReport(resolve(file), text, file);
    }
    process.exitCode = failures.length > 0 ? 2 : report.gate.result === "passed" ? 0 : 1;
  }
}

/** Where a finding is shown whose place in the source is not known. */
function mainFile(source: string): string {
  const path = relative("", source);
  if (/\.tf(\.json)?$/.test(path)) return path;
  return join(path, existsSync(join(path, "cdk.tf.json")) ? "cdk.tf.json" : "main.tf");
}
