import { resolve } from "node:path";
import * as Flags from "@oclif/core/flags";
import type { CheckResult } from "../check/check.js";
import { ConfigError } from "../errors.js";
import { assessmentArgs, assessmentFlags, checkOptions, unreadInput } from "./assessment.js";
import { BaseCommand } from "./base.js";
import type { FormatTarget } from "./formats.js";
import { repositoryPlaces } from "./places.js";
import { progressOn } from "./progress.js";
import { writeReport } from "./write.js";

export default class Check extends BaseCommand {
  static override summary = "Decide whether a Terraform plan keeps patients' data safe.";
  static override description =
    "Reads plans, states or synthesized CDKTF stacks, evaluates every policy, maps the verdicts to the HIPAA Security Rule and gates on them.\nExit code 0: the gate passed. 1: it failed. 2: the input could not be assessed.";
  static override strict = false;
  static override examples = [
    "<%= config.bin %> check plan.json",
    "<%= config.bin %> check",
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
    "update-baseline": Flags.boolean({ description: "take what is fixed out of the baseline" }),
    verbose: Flags.boolean({ char: "v", description: "show passes and notes too", exclusive: ["quiet"] }),
    quiet: Flags.boolean({ char: "q", description: "show the verdict only" }),
    color: Flags.boolean({ description: "colour the terminal report", allowNo: true }),
  };

  async run(): Promise<void> {
    const { argv, flags } = await this.parse(Check);
    const { check } = await import("../check/check.js");
    const { findFormat, parseFormats } = await import("./formats.js");
    const targets = parseFormats(flags.format ?? ["terminal"]);
    const account = awsAccount(flags.account, flags.region);
    const progress = progressOn(process.stderr, process.env);
    const around = { ...this.surroundings(), progress: progress.say };
    const result = await check(checkOptions(argv as string[], flags), around).finally(progress.done);
    const { report, failures, baseline, source } = result;
    if (flags["update-baseline"]) await updateBaseline(baseline, failures.length > 0, around.cwd);
    const unread = unreadInput(argv as string[]);
    if (unread !== null) this.logToStderr(unread);
    const options = {
      ...(await optionsOfTerminal(targets, flags.color)),
      verbose: flags.verbose,
      quiet: flags.quiet,
      ...account,
      ...repositoryPlaces(process.cwd(), source, process.env),
    };
    for (const { name, file } of targets) {
      const { links: _, ...plain } = options;
      const text = findFormat(name)?.render(report, file === null ? options : { ...plain, color: 0 }) ?? "";
      if (file === null) process.stdout.write(text.endsWith("\n") ? text : `${text}\n`);
      else writeReport(resolve(file), text, file);
    }
    process.exitCode = failures.length > 0 ? 2 : report.gate.result === "passed" ? 0 : 1;
  }
}

/** What the terminal can show; other formats know none, and need not wait for what asks it. */
async function optionsOfTerminal(targets: readonly FormatTarget[], color: boolean | undefined) {
  if (!targets.some(({ name }) => name === "terminal")) return {};
  const { terminalOptions } = await import("./terminal.js");
  return terminalOptions(process.stdout, color);
}

/** What could not be evaluated looks neither fixed nor the same. */
async function updateBaseline(
  baseline: CheckResult["baseline"],
  failed: boolean,
  cwd: string,
): Promise<void> {
  if (baseline === null) {
    throw new ConfigError(
      "no-baseline",
      "--update-baseline needs a baseline, and none is named.",
      "Name it: --baseline safeguard.baseline.json",
    );
  }
  const { writeBaseline } = await import("../check/baseline.js");
  if (!failed) await writeBaseline(baseline.file, baseline.updated, cwd);
}

/** Account and region of ASFF findings. Throws {@link ConfigError} for what Security Hub would refuse. */
function awsAccount(account: string | undefined, region: string | undefined) {
  if (account !== undefined && !/^\d{12}$/.test(account)) {
    throw new ConfigError(
      "bad-account",
      `--account ${account} is no AWS account; expected 12 digits.`,
      "Find it: aws sts get-caller-identity --query Account",
    );
  }
  if (region !== undefined && !/^[a-z]{2,4}(-[a-z]+){1,3}-\d{1,2}$/.test(region)) {
    throw new ConfigError(
      "bad-region",
      `--region ${region} is no AWS region.`,
      "Write it as AWS does: --region us-east-1",
    );
  }
  return { ...(account === undefined ? {} : { account }), ...(region === undefined ? {} : { region }) };
}
