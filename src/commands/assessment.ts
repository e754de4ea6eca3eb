import { fstatSync } from "node:fs";
import * as Args from "@oclif/core/args";
import * as Flags from "@oclif/core/flags";
import type { CheckOptions } from "../check/check.js";
import { assessmentDate } from "../check/date.js";
import { frameworkFlag, policiesFlag } from "./base.js";

/** What every command that assesses is given. */
export const assessmentArgs = {
  input: Args.string({
    description:
      "plan, state, cdktf.out, folder, glob, or - for standard input (default: inputs of the configuration)",
    ignoreStdin: true,
  }),
};

/** Flags of every command that assesses: what is judged, and by what. */
export const assessmentFlags = {
  source: Flags.string({
    description:
      "Terraform configuration the plan was made from (default: source of the configuration, then the input's folder, then this one)",
    helpValue: "DIR",
  }),
  config: Flags.string({
    description: "configuration (default: safeguard.config.yaml here or in a folder above)",
    helpValue: "FILE",
  }),
  parameter: Flags.string({
    description: "threshold of a policy, over what the configuration sets; repeatable",
    helpValue: "POLICY.NAME=VALUE",
    multiple: true,
    multipleNonGreedy: true,
  }),
  waivers: Flags.string({
    description: "accepted failures (default: the file that the configuration names)",
    helpValue: "FILE",
  }),
  attestations: Flags.string({
    description: "what the organisation states of its controls (default: likewise)",
    helpValue: "FILE",
  }),
  baseline: Flags.string({
    description: "what is known from before and fails no gate until it gets worse (default: likewise)",
    helpValue: "FILE",
  }),
  ratchet: Flags.boolean({ description: "fail only on what the plan makes worse than its prior state" }),
  framework: frameworkFlag,
  policies: policiesFlag,
  "fail-on": Flags.option({
    description:
      "least severity of a failure that fails the gate (default: failOn of the configuration, then medium)",
    options: ["critical", "high", "medium", "low", "never"] as const,
  })(),
  "on-unknown": Flags.option({
    description:
      "what an unknown verdict does to the gate (default: onUnknown of the configuration, then warn)",
    options: ["warn", "fail"] as const,
  })(),
  policy: Flags.string({
    description: "only this policy; repeatable",
    helpValue: "ID",
    multiple: true,
    multipleNonGreedy: true,
  }),
  service: Flags.string({
    description: "only policies of this service; repeatable",
    helpValue: "NAME",
    multiple: true,
    multipleNonGreedy: true,
  }),
  control: Flags.string({
    description: "only policies of this control; repeatable",
    helpValue: "ID",
    multiple: true,
    multipleNonGreedy: true,
  }),
  "changed-only": Flags.boolean({ description: "judge only what the plan changes" }),
  date: Flags.string({
    description: "date of the assessment, ISO 8601 (default: SOURCE_DATE_EPOCH, then now)",
    helpValue: "DATE",
  }),
};

/**
 * Says that something piped in was not read, because no input was named and the configuration has some: a plan that was
 * meant must not be taken for one that was assessed.
 */
export function unreadInput(inputs: readonly string[]): string | null {
  if (inputs.length > 0 || !isPiped()) return null;
  return "Standard input was not read: the inputs of the configuration were assessed. To assess it, name it: -";
}

function isPiped(): boolean {
  try {
    const stdin = fstatSync(0);
    return stdin.isFIFO() || stdin.isFile();
  } catch {
    return false;
  }
}

/** What the flags above are read to. */
interface Read {
  readonly source?: string | undefined;
  readonly config?: string | undefined;
  readonly parameter?: readonly string[] | undefined;
  readonly waivers?: string | undefined;
  readonly attestations?: string | undefined;
  readonly baseline?: string | undefined;
  readonly ratchet?: boolean | undefined;
  readonly framework?: string | undefined;
  readonly policies?: readonly string[] | undefined;
  // Without defaults of their own, so that the configuration can tell that they were not given.
  readonly "fail-on"?: CheckOptions["gate"]["failOn"];
  readonly "on-unknown"?: CheckOptions["gate"]["onUnknown"];
  readonly policy?: readonly string[] | undefined;
  readonly service?: readonly string[] | undefined;
  readonly control?: readonly string[] | undefined;
  readonly "changed-only"?: boolean | undefined;
  readonly date?: string | undefined;
}

/** The options that the flags amount to. Throws {@link ConfigError} for a date that is none. */
export function checkOptions(inputs: readonly string[], flags: Read): CheckOptions {
  return {
    inputs,
    source: flags.source ?? null,
    config: flags.config ?? null,
    parameters: flags.parameter ?? [],
    waivers: flags.waivers ?? null,
    attestations: flags.attestations ?? null,
    baseline: flags.baseline ?? null,
    ratchet: flags.ratchet ?? false,
    framework: flags.framework ?? null,
    policyPaths: flags.policies ?? [],
    gate: {
      ...(flags["fail-on"] === undefined ? {} : { failOn: flags["fail-on"] }),
      ...(flags["on-unknown"] === undefined ? {} : { onUnknown: flags["on-unknown"] }),
    },
    selection: {
      policies: flags.policy ?? [],
      services: flags.service ?? [],
      controls: flags.control ?? [],
    },
    changedOnly: flags["changed-only"] ?? false,
    assessedAt: assessmentDate(flags.date, process.env.SOURCE_DATE_EPOCH, Date.now()),
  };
}
