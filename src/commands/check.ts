import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join, relative, resolve } from "node:path";
import * as Args from "@oclif/core/args";
import * as Flags from "@oclif/core/flags";
import { assessmentDate } from "../check/date.js";
import { ConfigError } from "../errors.js";
import { BaseCommand, frameworkFlag } from "./base.js";

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

  static override args = {
    input: Args.string({
      description: "plan, state, cdktf.out, folder, glob, or - for standard input",
      required: true,
      ignoreStdin: true,
    }),
  };

  static override flags = {
    source: Flags.string({
      description:
        "Terraform configuration the plan was made from (default: the input's folder, then this one)",
      helpValue: "DIR",
    }),
    config: Flags.string({
      description: "configuration (default: safeguard.config.yaml here or in a folder above)",
      helpValue: "FILE",
    }),
    parameter: Flags.string({
      description: "threshold of a policy, over what the configuration sets; repeatable",
      helpValue: "POLICY.NAME=VALUE",
      multiple: true,
      multipleNonGreedy: true,
    }),
    waivers: Flags.string({
      description: "accepted failures (default: the file that the configuration names)",
      helpValue: "FILE",
    }),
    attestations: Flags.string({
      description: "what the organisation states of its controls (default: likewise)",
      helpValue: "FILE",
    }),
    format: Flags.string({
      description: "terminal, json, sarif, junit or markdown, to standard output or to a file; repeatable",
      helpValue: "NAME[=FILE]",
      multiple: true,
      multipleNonGreedy: true,
    }),
    framework: frameworkFlag,
    "fail-on": Flags.option({
      description: "least severity of a failure that fails the gate",
      options: ["critical", "high", "medium", "low", "never"] as const,
      default: "medium",
    })(),
    "on-unknown": Flags.option({
      description: "what an unknown verdict does to the gate",
      options: ["warn", "fail"] as const,
      default: "warn",
    })(),
    policy: Flags.string({
      description: "only this policy; repeatable",
      helpValue: "ID",
      multiple: true,
      multipleNonGreedy: true,
    }),
    service: Flags.string({
      description: "only policies of this service; repeatable",
      helpValue: "NAME",
      multiple: true,
      multipleNonGreedy: true,
    }),
    control: Flags.string({
      description: "only policies of this control; repeatable",
      helpValue: "ID",
      multiple: true,
      multipleNonGreedy: true,
    }),
    "changed-only": Flags.boolean({ description: "judge only what the plan changes" }),
    date: Flags.string({
      description: "date of the assessment, ISO 8601 (default: SOURCE_DATE_EPOCH, then now)",
      helpValue: "DATE",
    }),
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
    const { report, failures } = await check(
      {
        inputs: argv as string[],
        source: flags.source ?? null,
        config: flags.config ?? null,
        parameters: flags.parameter ?? [],
        framework: flags.framework,
        waivers: flags.waivers ?? null,
        attestations: flags.attestations ?? null,
        gate: { failOn: flags["fail-on"], onUnknown: flags["on-unknown"] },
        selection: {
          policies: flags.policy ?? [],
          services: flags.service ?? [],
          controls: flags.control ?? [],
        },
        changedOnly: flags["changed-only"],
        assessedAt: assessmentDate(flags.date, process.env.SOURCE_DATE_EPOCH, Date.now()),
      },
      this.surroundings(),
    );
    const options = {
      ...terminalOptions(process.stdout, flags.color),
      verbose: flags.verbose,
      quiet: flags.quiet,
      ...(flags.source === undefined ? {} : { fallbackUri: mainFile(flags.source) }),
    };
    for (const { name, file } of targets) {
      const text = findFormat(name)?.render(report, file === null ? options : { ...options, color: 0 }) ?? "";
      if (file === null) process.stdout.write(text.endsWith("\n") ? text : `${text}\n`);
      else await writeReport(file, text);
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

async function writeReport(file: string, text: string): Promise<void> {
  try {
    await writeFile(resolve(file), text);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new ConfigError(
      "unwritable",
      `${file} cannot be written (${code}).`,
      "Name a file in a folder that exists.",
      {
        cause,
      },
    );
  }
}
