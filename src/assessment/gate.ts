import type { Severity } from "../engine/verdict.js";
import type { Diagnostic } from "../inventory/inventory.js";
import type { Finding, Gate, ReportInput } from "../report/report.js";
import { quantity, severityRank } from "./order.js";

export interface GateSettings {
  /** Default `medium`. */
  readonly failOn?: Severity | "never" | undefined;
  /** Default `warn`. */
  readonly onUnknown?: "warn" | "fail" | undefined;
}

/** What makes a gate say less than it seems to. */
export interface Adjustments {
  /** How many policies the configuration excluded, and how many it weighs otherwise. */
  readonly excluded: number;
  readonly severityChanges: number;
  /** Whether only what a plan changes was judged. */
  readonly changedOnly: boolean;
}

/**
 * Decides whether the change may go on. An unwaived failure at or above `failOn` fails it; an unknown verdict there does
 * so with `onUnknown: "fail"` only. What is known from before fails nothing. A plan that stopped at an error or covers a
 * part only, and any error of the run itself, fail it whatever the settings: what was not assessed must not look safe.
 * @param adjusted What was left out or is weighed otherwise; the reasons say so.
 */
export function decideGate(
  settings: GateSettings,
  inputs: readonly ReportInput[],
  findings: readonly Finding[],
  diagnostics: readonly Diagnostic[],
  adjusted: Adjustments = { excluded: 0, severityChanges: 0, changedOnly: false },
): Gate {
  const { failOn = "medium", onUnknown = "warn" } = settings;
  const reasons: string[] = [];
  let failed = false;
  const fails = (reason: string) => {
    failed = true;
    reasons.push(reason);
  };

  for (const input of inputs) {
    if (input.errored) fails(`${input.path} stopped at an error, so resources may be missing.`);
    else if (!input.complete) fails(`${input.path} covers only a part of the configuration.`);
  }
  const errors = diagnostics.filter((diagnostic) => diagnostic.level === "error").length;
  if (errors > 0) fails(`The assessment met ${quantity(errors, "error")}; see the diagnostics.`);

  const counts = (finding: Finding) =>
    failOn !== "never" && severityRank[finding.severity] <= severityRank[failOn];
  const range = failOn === "critical" ? "critical" : `${failOn} or above`;

  const unwaived = findings.filter((finding) => finding.verdict === "fail" && finding.waiver === null);
  const failures = unwaived.filter(({ baseline }) => baseline !== "known");
  const known = unwaived.length - failures.length;
  const counted = failures.filter(counts).length;
  const ignored = failures.length - counted;
  if (counted > 0) fails(`${quantity(counted, "failure")} of severity ${range}.`);
  if (ignored > 0)
    reasons.push(
      failOn === "never"
        ? `${quantity(ignored, "failure")}, but no severity is set to fail.`
        : `${quantity(ignored, "failure")} below ${failOn} ${ignored === 1 ? "does" : "do"} not count.`,
    );

  if (known > 0) reasons.push(`${quantity(known, "known failure")} did not fail the gate.`);

  const unknown = findings.filter((finding) => finding.verdict === "unknown");
  const news = unknown.filter(({ baseline }) => baseline !== "known");
  const open = onUnknown === "fail" ? news.filter(counts).length : 0;
  const warned = unknown.length - open;
  if (open > 0) fails(`${quantity(open, "unknown verdict")} of severity ${range}.`);
  if (warned > 0) reasons.push(`${quantity(warned, "unknown verdict")} did not fail the gate.`);

  // No failure among nothing is no good news.
  if (findings.length === 0)
    reasons.push(
      adjusted.changedOnly
        ? "Nothing was judged: no policy that was asked is about what the plan changes."
        : "Nothing was judged: no policy that was asked is about any of these resources.",
    );
  else if (adjusted.changedOnly) reasons.push("Only what the plan changes was judged.");
  const policies = (count: number) => quantity(count, "policy", "policies");
  if (adjusted.excluded > 0)
    reasons.push(`The configuration excludes ${policies(adjusted.excluded)} from the assessment.`);
  if (adjusted.severityChanges > 0)
    reasons.push(`The configuration changes the severity of ${policies(adjusted.severityChanges)}.`);

  return { result: failed ? "failed" : "passed", failOn, onUnknown, reasons };
}
