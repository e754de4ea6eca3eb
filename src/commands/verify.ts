import { dirname, resolve } from "node:path";
import * as Args from "@oclif/core/args";
import * as Flags from "@oclif/core/flags";
import { BaseCommand } from "./base.js";

export default class Verify extends BaseCommand {
  static override summary = "Check a package of evidence: digests, signature, replay, chain.";
  static override description =
    "Says which of them it proved. Exit code 0: everything asked for holds. 1: something does not, and is named. 2: it could not be checked.";
  static override examples = [
    "<%= config.bin %> verify evidence/2026-01-31 --key public.pem",
    "<%= config.bin %> verify evidence/2026-01-31 --replay plan.json --source infra/",
    "<%= config.bin %> verify evidence/2026-02-28 --chain",
  ];
  static override args = {
    package: Args.string({
      description: "folder that safeguard report wrote",
      required: true,
      ignoreStdin: true,
    }),
  };
  static override flags = {
    key: Flags.string({ description: "public key that it has to be signed by", helpValue: "FILE|env:NAME" }),
    replay: Flags.string({
      description: "assess this document again, and see that the same comes out; repeatable",
      helpValue: "PLAN",
      multiple: true,
      multipleNonGreedy: true,
    }),
    source: Flags.string({
      description: "Terraform configuration the plan was made from",
      helpValue: "DIR",
      dependsOn: ["replay"],
    }),
    chain: Flags.boolean({ description: "follow the packages before it, in the folder it lies in" }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Verify);
    const { readPublicKey } = await import("../evidence/keys.js");
    const { readPackage } = await import("../evidence/folder.js");
    const { verifyPackage } = await import("../evidence/verify.js");
    const folder = resolve(args.package);
    const files = readPackage(folder, args.package);
    const key = flags.key === undefined ? null : readPublicKey(flags.key, process.env);
    const { problems, signature, manifest } = verifyPackage(files, key);
    for (const { file, message } of problems) this.log(`WRONG  ${file}: ${message}.`);
    if (problems.length > 0) {
      this.log(`Not as it was sealed: ${problems.length} of ${files.size} files.`);
      process.exitCode = 1;
      return;
    }
    this.log(`PROVED  digests: all ${files.size} files are as they were sealed.`);
    if (signature === "checked") this.log("PROVED  signature: by the key given.");
    else if (signature === "present") this.log("OPEN    signature: present; --key checks it.");
    else this.log("OPEN    signature: the package is not signed.");
    const replayed =
      flags.replay === undefined || (await this.replay(folder, files, flags.replay, flags.source));
    const chained = !flags.chain || (await this.chain(folder, files));
    if (!flags.chain && manifest?.previous != null)
      this.log("OPEN    chain: it has a package before it; --chain follows them.");
    process.exitCode = replayed && chained ? 0 : 1;
  }

  private async replay(
    folder: string,
    files: ReadonlyMap<string, Uint8Array>,
    inputs: readonly string[],
    source: string | undefined,
  ): Promise<boolean> {
    const { replay } = await import("../check/evidence.js");
    const { same, differences } = await replay(files, folder, inputs, source ?? null, this.surroundings());
    if (same) this.log("PROVED  replay: the same findings, controls and gate come out.");
    for (const difference of differences) this.log(`WRONG  replay: ${difference}`);
    return same;
  }

  private async chain(folder: string, files: ReadonlyMap<string, Uint8Array>): Promise<boolean> {
    const { readChain } = await import("../evidence/chain.js");
    const { names, broken, missing } = readChain(folder, files, dirname(folder));
    for (const name of broken) this.log(`WRONG  chain: ${name} is not as it was sealed.`);
    if (missing !== null)
      this.log(`WRONG  chain: the package before ${names.at(-1)} is missing (${missing}).`);
    const whole = broken.length === 0 && missing === null;
    if (whole) this.log(`PROVED  chain: ${names.join(" <- ")}, back to its beginning.`);
    return whole;
  }
}
