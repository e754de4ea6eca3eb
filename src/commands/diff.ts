import * as Args from "@oclif/core/args";
import * as Flags from "@oclif/core/flags";
import { jsonText } from "../json.js";
import { BaseCommand } from "./base.js";

export default class Diff extends BaseCommand {
  static override summary = "Compare two reports: what is new, fixed or changed, and which controls moved.";
  static override description =
    "Takes packages of evidence, or reports as JSON. Exit code 1 when failures appeared.";
  static override examples = ["<%= config.bin %> diff evidence/2026-01-31 evidence/2026-02-28"];
  static override args = {
    before: Args.string({
      description: "the earlier package or report.json",
      required: true,
      ignoreStdin: true,
    }),
    after: Args.string({ description: "the later one", required: true, ignoreStdin: true }),
  };
  static override flags = { json: Flags.boolean({ description: "as JSON" }) };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Diff);
    const { readReport } = await import("../evidence/read-report.js");
    const { diffReports } = await import("../report/diff.js");
    const { renderDiff } = await import("../report/render-diff.js");
    const diff = diffReports(readReport(args.before), readReport(args.after));
    this.log(flags.json ? jsonText(diff, 2) : renderDiff(diff));
    process.exitCode = diff.appeared.length > 0 ? 1 : 0;
  }
}
