import * as Args from "@oclif/core/args";
import { BaseCommand } from "./base.js";

export default class Completion extends BaseCommand {
  static override summary = "Print a script that completes commands, flags and their values in a shell.";
  static override examples = [
    "source <(<%= config.bin %> completion bash)",
    "source <(<%= config.bin %> completion zsh)",
    "<%= config.bin %> completion fish > ~/.config/fish/completions/<%= config.bin %>.fish",
  ];
  static override args = {
    shell: Args.string({
      description: "bash, zsh or fish",
      options: ["bash", "zsh", "fish"],
      required: true,
      ignoreStdin: true,
    }),
  };

  async run(): Promise<void> {
    const { args } = await this.parse(Completion);
    const { COMMANDS } = await import("./index.js");
    const { completion } = await import("../completion/index.js");
    process.stdout.write(completion(args.shell as "bash" | "zsh" | "fish", this.config.bin, COMMANDS));
  }
}
