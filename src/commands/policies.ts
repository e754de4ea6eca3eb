import { Flags } from "@oclif/core";
import { BaseCommand } from "./base.js";

export default class Policies extends BaseCommand {
  static override summary = "List the policies.";
  static override flags = {
    service: Flags.string({ description: "only policies of this service" }),
    json: Flags.boolean({ description: "as JSON, with everything that is known of each" }),
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(Policies);
    const { assets } = await import("../assets.js");
    const { readCatalogue } = await import("../engine/bundle.js");
    const all = readCatalogue(assets.policies).policies;
    const policies = all.filter(({ service }) => flags.service === undefined || service === flags.service);
    if (flags.json) {
      this.log(JSON.stringify(policies, null, 2));
      return;
    }
    const width = Math.max(0, ...policies.map(({ id }) => id.length));
    for (const { id, severity, title } of policies)
      this.log(`${id.padEnd(width)}  ${severity.padEnd(8)}  ${title}`);
  }
}
