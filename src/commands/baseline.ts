import { relative, resolve } from "node:path";
import * as Flags from "@oclif/core/flags";
import { quantity } from "../assessment/order.js";
import { assessmentArgs, assessmentFlags, checkOptions } from "./assessment.js";
import { BaseCommand } from "./base.js";

const { source, config, parameter, waivers, date } = assessmentFlags;

export default class Baseline extends BaseCommand {
  static override summary = "Take down what fails today, so that only what is new or worse fails the gate.";
  static override description =
    "Failures and unknown verdicts that are not waived. They stay in every report, and no control is satisfied by them.\nRun it again to take down everything anew; check --update-baseline only takes out what is fixed.";
  static override strict = false;
  static override examples = [
    "<%= config.bin %> baseline plan.json --source infra/",
    "<%= config.bin %> check plan.json --source infra/ --baseline safeguard.baseline.json",
  ];
  static override args = assessmentArgs;
  static override flags = {
    source,
    config,
    parameter,
    waivers,
    date,
    output: Flags.string({
      description:
        "file to write (default: the one that the configuration names, else safeguard.baseline.json)",
      helpValue: "FILE",
    }),
  };

  async run(): Promise<void> {
    const { argv, flags } = await this.parse(Baseline);
    const { baselineOf, writeBaseline } = await import("../check/baseline.js");
    const around = this.surroundings();
    const { output, ...rest } = flags;
    const { baseline, file, configured, lapsed } = await baselineOf(
      checkOptions(argv as string[], rest),
      around,
    );
    const target = output === undefined ? file : resolve(around.cwd, output);
    await writeBaseline(target, baseline, around.cwd);
    const failures = baseline.entries.filter(({ verdict }) => verdict === "fail").length;
    const unknown = baseline.entries.length - failures;
    const shown = relative(around.cwd, target) || target;
    this.log(
      `Wrote ${quantity(failures, "failure")} and ${quantity(unknown, "unknown verdict")} to ${shown}.`,
    );
    if (lapsed > 0)
      this.log(
        `Left out ${quantity(lapsed, "failure")} whose waiver has expired: renew the waiver, or remove it.`,
      );
    if (!configured || target !== file)
      this.log(`Name it in safeguard.config.yaml (baseline: ${shown}), or with --baseline ${shown}.`);
  }
}
