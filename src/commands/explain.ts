import * as Args from "@oclif/core/args";
import { assessmentDate } from "../check/date.js";
import { assessmentFlags } from "./assessment.js";
import { BaseCommand, frameworkFlag, policiesFlag } from "./base.js";

export default class Explain extends BaseCommand {
  static override summary = "Explain a policy, a control, or why a resource got its verdicts.";
  static override strict = false;
  static override examples = [
    "<%= config.bin %> explain sqs/dead-letter-queue",
    "<%= config.bin %> explain '164.312(e)(1)'",
    "<%= config.bin %> explain aws_sqs_queue.orders plan.json --source infra/",
    "<%= config.bin %> explain 'module.queue[\"orders\"].aws_sqs_queue.this'",
  ];
  static override args = {
    subject: Args.string({
      description:
        "id of a policy or of a control, or the address of a resource with the inputs it stands in (default: inputs of the configuration)",
      required: true,
      ignoreStdin: true,
    }),
  };
  static override flags = {
    framework: frameworkFlag,
    source: assessmentFlags.source,
    config: assessmentFlags.config,
    policy: assessmentFlags.policy,
    policies: policiesFlag,
  };

  async run(): Promise<void> {
    const { argv, flags } = await this.parse(Explain);
    const [subject = "", ...inputs] = argv as string[];
    if (inputs.length > 0 || isAddress(subject)) {
      const options = {
        inputs,
        source: flags.source ?? null,
        config: flags.config ?? null,
        parameters: [],
        framework: flags.framework ?? null,
        policyPaths: flags.policies ?? [],
        selection: { policies: flags.policy ?? [], services: [], controls: [] },
        assessedAt: assessmentDate(undefined, process.env.SOURCE_DATE_EPOCH, Date.now()),
      };
      const { explainAddress } = await import("../check/explain-address.js");
      this.log(await explainAddress(subject, options, this.surroundings()));
      return;
    }
    const { frameworkFor } = await import("../check/framework.js");
    const { explain } = await import("../check/explain.js");
    const { framework, catalogue } = await frameworkFor(
      flags.framework ?? null,
      flags.config ?? null,
      flags.policies ?? [],
      this.surroundings(),
    );
    this.log(explain(subject, catalogue, framework));
  }
}

/** Neither an id of a policy, which has a slash, nor one of a control begins with a resource type or a module. */
function isAddress(subject: string): boolean {
  return /^(module\.|[a-z0-9]+_[a-z0-9_]*\.)\S/.test(subject);
}
