import * as Args from "@oclif/core/args";
import * as Flags from "@oclif/core/flags";
import { jsonText } from "../json.js";
import { BaseCommand } from "./base.js";

export default class InventoryCommand extends BaseCommand {
  static override summary = "Print the resources of a document, what is unknown, what refers to what.";
  static override strict = false;
  static override args = {
    input: Args.string({
      description: "plan, state, cdktf.out, folder, glob, or -",
      required: true,
      ignoreStdin: true,
    }),
  };
  static override flags = {
    source: Flags.string({ description: "Terraform configuration the plan was made from", helpValue: "DIR" }),
    address: Flags.string({ description: "only this resource, with its references both ways" }),
  };

  async run(): Promise<void> {
    const { argv, flags } = await this.parse(InventoryCommand);
    const { readInventories } = await import("../check/judge.js");
    const { published } = await import("../inventory/published.js");
    const { resourceAt } = await import("../check/resource-at.js");
    const options = { inputs: argv as string[], source: flags.source ?? null };
    const inventories = (await readInventories(options, this.surroundings())).map(({ inventory }) =>
      published(inventory),
    );
    const { address } = flags;
    const found = address === undefined ? inventories : [resourceAt(inventories, address)];
    for (const item of found) this.log(jsonText(item, 2));
  }
}
