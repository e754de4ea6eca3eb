import { type Assessment, type AssessmentInput, assess } from "../assessment/assess.js";
import type { Baseline } from "../assessment/baseline/baseline.js";
import type { GateSettings } from "../assessment/gate.js";
import type { InlineWaiver } from "../config/inline-waivers.js";
import type { EngineFailure } from "../engine/evaluate.js";
import { ConfigError, InputError } from "../errors.js";
import { type Document, shownPath } from "../input/document.js";
import type { Surroundings } from "../input/read.js";
import type { Diagnostic, Inventory } from "../inventory/inventory.js";
import type { Report } from "../report/report.js";
import { readAccepted } from "./accepted.js";
import { readBefore } from "./before.js";
import { type Judged, type Judgement, type JudgeOptions, judge, readVersion } from "./judge.js";

export interface CheckOptions extends JudgeOptions {
  /** Files of waivers and of attestations; null: those that the configuration names. */
  readonly waivers: string | null;
  readonly attestations: string | null;
  /** File of what is known from before; null: the one that the configuration names; false: none. Default: null. */
  readonly baseline?: string | null | false;
  /** Over what the configuration says. */
  readonly gate: GateSettings;
  /** Judge only what the plan changes; needs plans. */
  readonly changedOnly: boolean;
}

export interface CheckResult {
  readonly report: Report;
  /** Policies that could not be evaluated; with any, the result does not count as an assessment. */
  readonly failures: readonly EngineFailure[];
  /** Where the baseline is and what it would be without what is fixed; null without one. */
  readonly baseline: { readonly file: string; readonly updated: Baseline } | null;
  /** The Terraform configuration that was named, by the options or by the configuration. */
  readonly source: string | null;
}

/**
 * Reads, resolves, evaluates and assesses. Throws {@link InputError} for what cannot be assessed, and only the errors of
 * `errors.ts` besides.
 */
export async function check(options: CheckOptions, around: Surroundings): Promise<CheckResult> {
  return assessJudged(await judge(options, around), options, around.cwd);
}

/** What stands in for something that would be read. */
export interface Instead {
  /** Is given the findings in place of the baseline. */
  readonly compare?: NonNullable<Assessment["compare"]>;
  /** Waivers in place of those in the source. */
  readonly inline?: readonly InlineWaiver[];
}

/** The second half of {@link check}. */
export async function assessJudged(
  judgement: Judgement,
  options: CheckOptions,
  cwd: string,
  instead: Instead = {},
): Promise<CheckResult> {
  const { judged, bundle, framework, config, adjusted } = judgement;
  refuseContradiction(options);
  const accepted = await readAccepted(judgement, options, cwd, instead.inline);
  const inputs: AssessmentInput[] = [];
  for (const { document, inventory, evaluation, prior } of judged) {
    refuseUnassessable(document, inventory, options.changedOnly);
    const verdicts = options.changedOnly
      ? evaluation.verdicts.filter(({ type, address }) => isChanged(inventory, type, address))
      : evaluation.verdicts;
    inputs.push({
      path: document.path,
      inventory,
      verdicts,
      diagnostics: failuresOf({ evaluation, prior }).map(failureDiagnostic),
    });
  }
  const before = await readBefore(judgement, options, cwd);
  const comparer = instead.compare ?? before.compare;
  const report = assess({
    inputs,
    ...(comparer === null ? {} : { compare: comparer }),
    catalogue: bundle.catalogue,
    framework,
    ...adjusted,
    changedOnly: options.changedOnly,
    gate: {
      failOn: options.gate.failOn ?? config.failOn ?? undefined,
      onUnknown: options.gate.onUnknown ?? config.onUnknown ?? undefined,
    },
    assessedAt: options.assessedAt,
    tool: { version: readVersion() },
    ...accepted,
  });
  const failures = judged.flatMap(failuresOf);
  return { report, failures, baseline: before.baseline(), source: judgement.source };
}

/** What cannot be judged as it was before cannot be compared either. */
function failuresOf({ evaluation, prior }: Pick<Judged, "evaluation" | "prior">): readonly EngineFailure[] {
  return [...evaluation.failures, ...(prior?.evaluation.failures ?? [])];
}

function isChanged(inventory: Inventory, type: string, address: string): boolean {
  const change = inventory.resources[type]?.[address]?.change;
  return change === "create" || change === "update" || change === "replace" || change === "import";
}

/** What makes another resource worse is not among what changes. */
function refuseContradiction({ ratchet, changedOnly }: CheckOptions): void {
  if (!ratchet || !changedOnly) return;
  throw new ConfigError(
    "ratchet-changed-only",
    "--ratchet judges everything, to see what a change makes worse elsewhere; --changed-only leaves that out.",
    "Give one of them.",
  );
}

function refuseUnassessable({ path, kind }: Document, inventory: Inventory, changedOnly: boolean): void {
  const name = shownPath(path);
  if (inventory.source.errored) {
    throw new InputError(
      "errored-plan",
      `${name} is a plan that stopped at an error; resources are missing from it.`,
      "Mend the error that terraform plan shows, plan again, and check that plan.",
    );
  }
  if (changedOnly && kind !== "terraform-plan") {
    const what = kind === "terraform-state" ? "a state" : "a synthesized stack";
    throw new InputError(
      "needs-plan",
      `${name} is ${what}, which has no changes; --changed-only needs a plan.`,
      "Give a plan, or leave --changed-only out.",
    );
  }
  const removesOnly = inventory.diagnostics.some(({ code }) => code === "only-removals");
  if (Object.keys(inventory.resources).length === 0 && !removesOnly) {
    throw new InputError(
      "no-resources",
      `${name} holds no resources; there is nothing to assess.`,
      "Check that it is the plan of the right folder and workspace.",
    );
  }
}

function failureDiagnostic({ policy, message }: EngineFailure): Diagnostic {
  return { level: "error", code: "policy-failed", message: `${policy} could not be evaluated: ${message}` };
}
