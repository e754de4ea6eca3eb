import { resolve } from "node:path";
import { quantity } from "../assessment/order.js";
import { BaseCommand } from "./base.js";
import { opaFlag, policyFolderArg } from "./policy.js";

export default class PolicyTest extends BaseCommand {
  static override summary = "Check policies of your own and run their tests.";
  static override description =
    "The compiler's strict rules, what the METADATA has to say, and opa test, with the library at hand.\nExit code 0: all is well. 1: something is wrong, and is named with file and line. 2: it could not be checked.";
  static override examples = ["<%= config.bin %> policy test safeguard-policies"];
  static override args = { dir: policyFolderArg };
  static override flags = { opa: opaFlag };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(PolicyTest);
    const { faultText } = await import("../rego/module.js");
    const { findOpa } = await import("../rego/opa.js");
    const { testFolder } = await import("../rego/test.js");
    const opa = await findOpa(flags.opa ?? this.surroundings().opa ?? "opa");
    const { policies, tests, faults, notes } = await testFolder(opa, resolve(args.dir), args.dir);
    for (const note of notes) this.logToStderr(`Note: ${faultText(note)}`);
    for (const fault of faults) this.log(faultText(fault));
    const what = `${quantity(policies, "policy", "policies")}, ${quantity(tests, "test", "tests")}`;
    this.log(
      `${what}: ${faults.length === 0 ? "all is well" : `${quantity(faults.length, "fault", "faults")}`}.`,
    );
    process.exitCode = faults.length === 0 ? 0 : 1;
  }
}
