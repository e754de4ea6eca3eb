import { resolve } from "node:path";
import * as Flags from "@oclif/core/flags";
import { ConfigError } from "../errors.js";
import { assessmentArgs, assessmentFlags, checkOptions, unreadInput } from "./assessment.js";
import { BaseCommand } from "./base.js";

export default class Report extends BaseCommand {
  static override summary = "Write a package of evidence: reports, inventory, policies, digests, signature.";
  static override description =
    "The same inputs give the same bytes. Exit code 0: the package was written and the gate passed. 1: it was written and the gate failed. 2: nothing was written.";
  static override strict = false;
  static override examples = [
    "<%= config.bin %> report plan.json --source infra/ --output evidence/2026-01-31",
    "<%= config.bin %> report plan.json --output evidence/2026-02-28 \\\n  --previous evidence/2026-01-31 --key key.pem",
  ];
  static override args = assessmentArgs;
  static override flags = {
    ...assessmentFlags,
    output: Flags.string({ description: "new folder for the package", helpValue: "DIR", required: true }),
    key: Flags.string({
      description: "private key that signs it: ed25519 or ECDSA P-256, PEM",
      helpValue: "FILE|env:NAME",
    }),
    previous: Flags.string({ description: "package before this one, to form a chain", helpValue: "DIR" }),
  };

  async run(): Promise<void> {
    const { argv, flags } = await this.parse(Report);
    const { makeEvidence } = await import("../check/evidence.js");
    const { readPrivateKey } = await import("../evidence/keys.js");
    const { readPackage, writePackage } = await import("../evidence/folder.js");
    const { linkTo } = await import("../evidence/manifest.js");
    const key = flags.key === undefined ? null : readPrivateKey(flags.key, process.env);
    const previous =
      flags.previous === undefined ? null : linkTo(readPackage(resolve(flags.previous), flags.previous));
    if (flags.previous !== undefined && previous === null) {
      throw new ConfigError(
        "no-package",
        `${flags.previous} is no package of evidence, or its manifest was changed.`,
        `Look at it: safeguard verify ${flags.previous}`,
      );
    }
    const { readReport } = await import("../evidence/read-report.js");
    const before = flags.previous === undefined ? null : readReport(flags.previous);
    const options = checkOptions(argv as string[], flags);
    const { report, failures, files } = await makeEvidence(
      options,
      { key, previous, before },
      this.surroundings(),
    );
    const unread = unreadInput(argv as string[]);
    if (unread !== null) this.logToStderr(unread);
    if (failures.length > 0) {
      const [first] = failures;
      throw new ConfigError(
        "policy-failed",
        `${first?.policy} could not be evaluated: ${first?.message}; no package was written.`,
        "This is a defect of the policy or of Safeguard; safeguard check shows the rest.",
      );
    }
    writePackage(resolve(flags.output), flags.output, files);
    const { fail, unknown, waived, pass } = report.summary;
    this.log(`Wrote ${files.size} files to ${flags.output}${key === null ? ", not signed" : ", signed"}.`);
    this.log(
      `Gate ${report.gate.result}: ${fail} failed, ${unknown} unknown, ${waived} waived, ${pass} passed.`,
    );
    process.exitCode = report.gate.result === "passed" ? 0 : 1;
  }
}
