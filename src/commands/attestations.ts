import { BaseCommand, frameworkFlag, policiesFlag } from "./base.js";

export default class Attestations extends BaseCommand {
  static override summary = "Print a file of attestations to begin with: every control that no policy shows.";
  static override examples = ["<%= config.bin %> attestations > attestations.yaml"];
  static override flags = { framework: frameworkFlag, policies: policiesFlag };

  async run(): Promise<void> {
    const { flags } = await this.parse(Attestations);
    const { frameworkFor } = await import("../check/framework.js");
    const { starter } = await import("../config/attestations.js");
    const { framework } = await frameworkFor(
      flags.framework ?? null,
      null,
      flags.policies ?? [],
      this.surroundings(),
    );
    this.log(starter(framework).trimEnd());
  }
}
