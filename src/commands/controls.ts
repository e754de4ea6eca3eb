import * as Flags from "@oclif/core/flags";
import { jsonText } from "../json.js";
import { BaseCommand, frameworkFlag } from "./base.js";

export default class Controls extends BaseCommand {
  static override summary = "List the controls of the HIPAA Security Rule, and how many policies show each.";
  static override flags = {
    framework: frameworkFlag,
    json: Flags.boolean({ description: "as JSON, with rationales" }),
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(Controls);
    const { readFramework } = await import("../check/judge.js");
    const { controls } = readFramework(flags.framework);
    if (flags.json) {
      this.log(jsonText(controls, 2));
      return;
    }
    const width = Math.max(0, ...controls.map(({ id }) => id.length));
    for (const { id, title, designation, policies } of controls) {
      const count = policies.length === 0 ? "-" : String(policies.length);
      this.log(`${id.padEnd(width)}  ${kind(designation, flags.framework)}${count.padStart(3)}  ${title}`);
    }
  }
}

function kind(designation: string | null, framework: string): string {
  return framework === "hipaa" ? `${(designation ?? "standard").padEnd("addressable".length)}  ` : "";
}
