import * as Flags from "@oclif/core/flags";
import { jsonText } from "../json.js";
import { BaseCommand, policiesFlag } from "./base.js";

export default class Policies extends BaseCommand {
  static override summary = "List the policies.";
  static override flags = {
    service: Flags.string({ description: "only policies of this service", helpValue: "NAME" }),
    policies: policiesFlag,
    json: Flags.boolean({ description: "as JSON, with everything that is known of each" }),
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(Policies);
    const { frameworkFor } = await import("../check/framework.js");
    const { restrict } = await import("../check/selection.js");
    const { catalogue, framework } = await frameworkFor(
      null,
      null,
      flags.policies ?? [],
      this.surroundings(),
    );
    const { policies } = restrict(catalogue, framework, {
      policies: [],
      services: flags.service === undefined ? [] : [flags.service],
      controls: [],
    });
    if (flags.json) {
      this.log(jsonText(policies, 2));
      return;
    }
    const width = Math.max(0, ...policies.map(({ id }) => id.length));
    for (const { id, severity, title } of policies)
      this.log(`${id.padEnd(width)}  ${severity.padEnd(8)}  ${title}`);
  }
}
