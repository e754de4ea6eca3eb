import * as Args from "@oclif/core/args";
import { BaseCommand } from "./base.js";

export default class Explain extends BaseCommand {
  static override summary = "Explain a policy or a control.";
  static override examples = [
    "<%= config.bin %> explain sqs/dead-letter-queue",
    "<%= config.bin %> explain '164.312(e)(1)'",
  ];
  static override args = {
    subject: Args.string({
      description: "id of a policy or of a control",
      required: true,
      ignoreStdin: true,
    }),
  };

  async run(): Promise<void> {
    const { args } = await this.parse(Explain);
    const { readFramework } = await import("../check/check.js");
    const { explain } = await import("../check/explain.js");
    const { assets } = await import("../assets.js");
    const { readCatalogue } = await import("../engine/bundle.js");
    this.log(explain(args.subject, readCatalogue(assets.policies), readFramework("hipaa")));
  }
}
