import { resolve } from "node:path";
import * as Args from "@oclif/core/args";
import * as Flags from "@oclif/core/flags";
import { ConfigError } from "../errors.js";
import { BaseCommand, policiesFlag } from "./base.js";

export default class Waive extends BaseCommand {
  static override summary = "Accept a failure for a time, with a reason; it stays in every report.";
  static override examples = [
    "<%= config.bin %> waive sqs/tls-only --address aws_sqs_queue.legacy \\\n  --owner ada --reason 'Plain HTTP until March' --expires 2027-03-31",
  ];
  static override args = {
    policy: Args.string({ description: "id of the policy, or a glob", required: true, ignoreStdin: true }),
  };
  static override flags = {
    address: Flags.string({ description: "only resources of this address; a glob", helpValue: "GLOB" }),
    module: Flags.string({ description: "only resources of this module; a glob", helpValue: "GLOB" }),
    type: Flags.string({ description: "only resources of this type; a glob", helpValue: "GLOB" }),
    tag: Flags.string({
      description: "only resources with this tag; repeatable",
      helpValue: "NAME=GLOB",
      multiple: true,
      multipleNonGreedy: true,
    }),
    owner: Flags.string({ description: "who accepts the failure", required: true }),
    reason: Flags.string({ description: "why", required: true }),
    expires: Flags.string({ description: "last day it counts", helpValue: "YYYY-MM-DD", required: true }),
    ticket: Flags.string({ description: "where the work on it is tracked" }),
    rationale: Flags.string({
      description: "addressable specifications: why they are not reasonable and appropriate here",
    }),
    alternative: Flags.string({ description: "addressable specifications: the measure in their place" }),
    policies: policiesFlag,
    file: Flags.string({
      description: "file to write to (default: the one that the configuration names, else waivers.yaml)",
    }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Waive);
    const { readAllPolicies } = await import("../check/bundles.js");
    const { readConfig } = await import("../config/read.js");
    const { readWaivers } = await import("../config/waivers.js");
    const { checkedWaiver, writeWaiver } = await import("../config/write-waiver.js");
    const cwd = process.cwd();
    const config = await readConfig(null, cwd);
    const shown = flags.file ?? config.waivers ?? "waivers.yaml";
    const file = resolve(cwd, shown);
    const { address, module, type, owner, reason, expires, ticket, rationale, alternative } = flags;
    const tags = Object.fromEntries((flags.tag ?? []).map(tagOf));
    const selector = {
      ...(address === undefined ? {} : { address }),
      ...(module === undefined ? {} : { module }),
      ...(type === undefined ? {} : { type }),
      ...(Object.keys(tags).length === 0 ? {} : { tags }),
    };
    const paths = [...config.policies, ...(flags.policies ?? [])];
    const catalogue = await readAllPolicies(paths, this.surroundings());
    const waiver = checkedWaiver(
      { policy: args.policy, for: selector, owner, reason, expires, ticket, rationale, alternative },
      catalogue,
    );
    await writeWaiver(file, shown, waiver);
    await readWaivers(file, cwd, catalogue);
    this.log(`Waived in ${shown} until ${expires}.`);
    if (config.waivers === null && flags.file === undefined)
      this.log("Name it in safeguard.config.yaml (waivers: waivers.yaml), or with --waivers.");
  }
}

function tagOf(text: string): [string, string] {
  const [, name, value] = /^([^=]+)=(.+)$/s.exec(text) ?? [];
  if (name !== undefined && value !== undefined) return [name, value];
  throw new ConfigError(
    "tag-flag",
    `--tag ${text} is not NAME=GLOB.`,
    "As in --tag Environment=development.",
  );
}
