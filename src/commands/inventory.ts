import * as Args from "@oclif/core/args";
import * as Flags from "@oclif/core/flags";
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
    const { inventoryTexts } = await import("../check/inventory-text.js");
    const options = { inputs: argv as string[], source: flags.source ?? null };
    for (const text of await inventoryTexts(options, this.surroundings(), flags.address ?? null))
      this.log(text);
  }
}
