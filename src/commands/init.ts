import * as Flags from "@oclif/core/flags";
import { BaseCommand } from "./base.js";

export default class Init extends BaseCommand {
  static override summary = "Write a configuration for this folder, and a workflow that checks it.";
  static override description =
    "Looks for Terraform configurations and CDKTF apps below this folder. Asks nothing, runs nothing, and writes over no file without --force.";
  static override examples = [
    "<%= config.bin %> init",
    "<%= config.bin %> init --ci github",
    "<%= config.bin %> init --ci gitlab --ci pre-commit",
  ];
  static override flags = {
    ci: Flags.option({
      description:
        "write a workflow of GitHub Actions, jobs for GitLab, or a hook of pre-commit too; repeatable",
      options: ["github", "gitlab", "pre-commit"] as const,
      multiple: true,
      multipleNonGreedy: true,
    })(),
    force: Flags.boolean({ description: "write over files that are there; a hook is added to its file" }),
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(Init);
    const { init } = await import("../init/init.js");
    const { PRE_COMMIT_FILE } = await import("../init/pre-commit.js");
    const { readVersion } = await import("../check/judge.js");
    const { found, wrote, kept, next } = await init(process.cwd(), {
      ci: flags.ci ?? [],
      force: flags.force,
      version: readVersion(),
    });
    const apps = found.cdktf.map(({ folder }) => folder);
    this.log(`Terraform configurations: ${listed(found.roots)}. CDKTF apps: ${listed(apps)}.`);
    for (const file of wrote) this.log(`Wrote ${file}.`);
    for (const file of kept) {
      const forced = file === PRE_COMMIT_FILE ? "puts the hook into it" : "writes it anew";
      this.log(`Kept ${file} as it is; --force ${forced}.`);
    }
    this.log("\nNext:");
    for (const [index, step] of next.entries()) {
      const [title = "", ...lines] = step.split("\n");
      this.log([`${index + 1}. ${title}`, ...lines.map((line) => `     ${line}`)].join("\n"));
    }
  }
}

const MOST = 5;

function listed(folders: readonly string[]): string {
  if (folders.length === 0) return "none found";
  const more = folders.length > MOST ? ` and ${folders.length - MOST} more` : "";
  return `${folders.slice(0, MOST).join(", ")}${more}`;
}
