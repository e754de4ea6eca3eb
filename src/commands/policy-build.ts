import { resolve } from "node:path";
import * as Flags from "@oclif/core/flags";
import { quantity } from "../assessment/order.js";
import { ConfigError } from "../errors.js";
import { BaseCommand } from "./base.js";
import { opaFlag, policyFolderArg } from "./policy.js";
import { writeReport } from "./write.js";

export default class PolicyBuild extends BaseCommand {
  static override summary = "Compile policies of your own into one file, for machines without OPA.";
  static override description =
    "The file is an OPA bundle too. The same policies, OPA and Safeguard give the same digest.\nExit code 0: it was written. 1: the policies are wrong, and it is named how. 2: it could not be written.";
  static override examples = [
    "<%= config.bin %> policy build safeguard-policies --output acme.tar.gz",
    "<%= config.bin %> check plan.json --policies acme.tar.gz",
  ];
  static override args = { dir: policyFolderArg };
  static override flags = {
    output: Flags.string({ description: "file to write, .tar.gz", helpValue: "FILE", required: true }),
    opa: opaFlag,
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(PolicyBuild);
    const { buildBundle } = await import("../rego/build.js");
    const { faultText, RegoError } = await import("../rego/module.js");
    const { findOpa } = await import("../rego/opa.js");
    const { output } = flags;
    if (!/\.(?:tar\.gz|tgz)$/.test(output))
      throw new ConfigError(
        "bundle-name",
        `${output} does not end in .tar.gz.`,
        "As in --output acme.tar.gz: it is one file.",
      );
    const opa = await findOpa(flags.opa ?? this.surroundings().opa ?? "opa");
    try {
      const { bytes, digest, policies, notes } = await buildBundle(opa, resolve(args.dir), args.dir);
      writeReport(resolve(output), bytes, output);
      for (const note of notes) this.logToStderr(`Note: ${faultText(note)}`);
      this.log(`Wrote ${quantity(policies.length, "policy", "policies")} to ${output}.`);
      this.log(digest);
    } catch (error) {
      if (!(error instanceof RegoError)) throw error;
      for (const fault of error.faults) this.logToStderr(faultText(fault));
      this.logToStderr(`Nothing was written: ${quantity(error.faults.length, "fault", "faults")}.`);
      process.exitCode = 1;
    }
  }
}
