import { resolve } from "node:path";
import * as Args from "@oclif/core/args";
import * as Flags from "@oclif/core/flags";
import { BaseCommand } from "./base.js";

export default class PolicyNew extends BaseCommand {
  static override summary = "Begin a policy of your own: Rego that compiles, and a test that passes.";
  static override examples = [
    "<%= config.bin %> policy new acme/queue-names",
    "<%= config.bin %> policy new acme/bucket-owner --subject aws_s3_bucket --dir policies",
  ];
  static override args = {
    policy: Args.string({ description: "its id, SERVICE/RULE", required: true, ignoreStdin: true }),
  };
  static override flags = {
    dir: Flags.string({
      description: "folder of your policies",
      helpValue: "DIR",
      default: "safeguard-policies",
    }),
    subject: Flags.string({
      description: "resource type that it judges",
      helpValue: "TYPE",
      default: "aws_sqs_queue",
    }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(PolicyNew);
    const { newPolicy } = await import("../rego/scaffold.js");
    for (const file of newPolicy(args.policy, flags.subject, resolve(flags.dir), flags.dir))
      this.log(`Wrote ${file}`);
    this.log(`Next: safeguard policy test ${flags.dir}`);
  }
}
