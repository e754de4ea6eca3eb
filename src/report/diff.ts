import { compare } from "../assessment/order.js";
import type { ControlStatus, Finding, Report } from "./report.js";
import { type Outcome, outcome } from "./text.js";

/** What changed from one report to the next. */
export interface ReportDiff {
  readonly before: string;
  readonly after: string;
  /** Failures that are in the later report alone. */
  readonly appeared: readonly FindingChange[];
  /** Failures that are in the earlier report alone. */
  readonly fixed: readonly FindingChange[];
  /** Any other change of a verdict, subjects that came and went included. */
  readonly changed: readonly FindingChange[];
  readonly controls: readonly ControlChange[];
}

export interface FindingChange {
  readonly policy: string;
  readonly severity: Finding["severity"];
  readonly title: string;
  readonly address: string;
  /** Null: not judged, or not there. */
  readonly before: Outcome | null;
  readonly after: Outcome | null;
}

export interface ControlChange {
  readonly id: string;
  readonly title: string;
  readonly before: ControlStatus | null;
  readonly after: ControlStatus | null;
}

/** Compares two reports. Findings are the same by policy and address, and by input where a report has several. */
export function diffReports(before: Report, after: Report): ReportDiff {
  const severalInputs = before.inputs.length > 1 || after.inputs.length > 1;
  const keyOf = ({ policy, resource, input }: Finding) =>
    JSON.stringify([policy, resource.address, severalInputs ? input : ""]);
  const old = new Map(before.findings.map((finding) => [keyOf(finding), finding]));
  const now = new Map(after.findings.map((finding) => [keyOf(finding), finding]));
  const changes: FindingChange[] = [];
  for (const key of [...new Set([...old.keys(), ...now.keys()])].sort(compare)) {
    const [was, is] = [old.get(key), now.get(key)];
    const finding = is ?? was;
    if (finding === undefined) continue;
    const { policy, severity, title, resource } = finding;
    const [from, to] = [was && outcome(was), is && outcome(is)];
    if (from === to) continue;
    changes.push({
      policy,
      severity,
      title,
      address: resource.address,
      before: from ?? null,
      after: to ?? null,
    });
  }
  const appeared = changes.filter(({ after: to }) => to === "fail");
  const fixed = changes.filter(({ before: from }) => from === "fail");
  return {
    before: before.assessedAt,
    after: after.assessedAt,
    appeared,
    fixed,
    changed: changes.filter((change) => !appeared.includes(change) && !fixed.includes(change)),
    controls: controlChanges(before, after),
  };
}

function controlChanges(before: Report, after: Report): ControlChange[] {
  const old = new Map(before.controls.map((control) => [control.id, control]));
  const now = new Map(after.controls.map((control) => [control.id, control]));
  return [...new Set([...old.keys(), ...now.keys()])].sort(compare).flatMap((id) => {
    const [was, is] = [old.get(id), now.get(id)];
    if (was?.status === is?.status) return [];
    return [{ id, title: (is ?? was)?.title ?? "", before: was?.status ?? null, after: is?.status ?? null }];
  });
}
