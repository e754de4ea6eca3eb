import * as Flags from "@oclif/core/flags";
import { BaseCommand } from "./base.js";

export default class Controls extends BaseCommand {
  static override summary = "List the controls of the HIPAA Security Rule, and how many policies show each.";
  static override flags = {
    json: Flags.boolean({ description: "as JSON, with rationales" }),
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(Controls);
    const { readFramework } = await import("../check/check.js");
    const { controls } = readFramework("hipaa");
    if (flags.json) {
      this.log(JSON.stringify(controls, null, 2));
      return;
    }
    const width = Math.max(0, ...controls.map(({ id }) => id.length));
    for (const { id, title, designation, policies } of controls) {
      const count = policies.length === 0 ? "-" : String(policies.length);
      this.log(
        `${id.padEnd(width)}  ${(designation ?? "standard").padEnd(11)}  ${count.padStart(3)}  ${title}`,
      );
    }
  }
}
