import * as Flags from "@oclif/core/flags";
import { jsonText } from "../json.js";
import { BaseCommand, frameworkFlag, policiesFlag } from "./base.js";

export default class Controls extends BaseCommand {
  static override summary = "List the controls of a framework, and how many policies show each.";
  static override flags = {
    framework: frameworkFlag,
    policies: policiesFlag,
    json: Flags.boolean({ description: "as JSON, with rationales" }),
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(Controls);
    const { frameworkFor } = await import("../check/framework.js");
    const {
      framework: { controls },
    } = await frameworkFor(flags.framework ?? null, null, flags.policies ?? [], this.surroundings());
    if (flags.json) {
      this.log(jsonText(controls, 2));
      return;
    }
    const designated = controls.some(({ designation }) => designation !== null);
    const width = Math.max(0, ...controls.map(({ id }) => id.length));
    for (const { id, title, designation, policies } of controls) {
      const count = policies.length === 0 ? "-" : String(policies.length);
      this.log(`${id.padEnd(width)}  ${designated ? kind(designation) : ""}${count.padStart(3)}  ${title}`);
    }
  }
}

function kind(designation: string | null): string {
  return `${(designation ?? "standard").padEnd("addressable".length)}  `;
}
