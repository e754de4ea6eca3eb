import type { AppliedParameter } from "../engine/parameters.js";
import type { Inventory, Reference, Resource } from "../inventory/inventory.js";
import type { Finding } from "../report/report.js";
import { evidenceText, outcome, plain } from "../report/text.js";

/** What is known of one resource: what the policies say of it and why they say nothing. */
export interface Explained {
  readonly resource: Resource;
  readonly inventory: Inventory;
  /** Findings on this resource. */
  readonly findings: readonly Finding[];
  readonly exemptions: readonly { readonly policy: string; readonly reason: string }[];
}

const RANKS = ["fail", "unknown", "waived", "pass"];
const MARKS = { violated: "-", undetermined: "?", satisfied: "+" };

/** Why a resource got its verdicts, step by step, along the references. */
export function explainResource({ resource, inventory, findings, exemptions }: Explained): string {
  const { address, change, source, construct } = resource;
  const where = [
    change === "none" ? "" : change,
    source === null ? "" : `${source.file}:${source.line}`,
    construct ?? "",
  ];
  const sections = [
    [plain(address), where.filter((text) => text !== "").join(", ")].filter((text) => text !== "").join("\n"),
    ...[...findings]
      .sort((a, b) => RANKS.indexOf(outcome(a)) - RANKS.indexOf(outcome(b)))
      .map((finding) => explainFinding(finding, resource)),
    list(
      "Not judged by",
      exemptions.map(({ policy, reason }) => `${policy}: ${reason}`),
    ),
    list(
      "Refers to",
      Object.entries(resource.references).flatMap(([path, it]) =>
        isInner(path, resource) ? [] : [`${path} ${way(it)}`],
      ),
    ),
    list("Is referred to by", referrers(resource, inventory)),
  ];
  return sections.filter((text) => text !== "").join("\n\n");
}

function explainFinding(finding: Finding, resource: Resource): string {
  const lines = [
    `${outcome(finding).toUpperCase()}  ${finding.severity}  ${finding.title}  (${finding.policy})`,
  ];
  for (const fact of finding.evidence) {
    lines.push(
      `  ${MARKS[fact.state]} ${evidenceText(fact)}`,
      ...fact.because.map((reason) => `      ${plain(reason)}`),
    );
    lines.push(...waysFrom(resource, fact.path).map((text) => `      ${text}`));
  }
  lines.push(
    ...Object.entries(finding.parameters).map(([name, parameter]) => `  ${parameterText(name, parameter)}`),
  );
  if (outcome(finding) === "fail") lines.push(`  Fix: ${plain(finding.remediation.text)}`);
  return lines.join("\n");
}

function parameterText(name: string, { value, from }: AppliedParameter): string {
  return plain(`Judged by ${name} = ${JSON.stringify(value)} (${from}).`);
}

/** The steps from an argument to what it refers to; of a document its deepest arguments say most. */
function waysFrom({ references }: Resource, path: string): string[] {
  if (path === "") return [];
  const below = Object.keys(references).filter(
    (key) => key === path || key.startsWith(`${path}.`) || path.startsWith(`${key}.`),
  );
  const deepest = below.filter((key) => !below.some((other) => other.startsWith(`${key}.`)));
  return deepest.flatMap((key) => {
    const reference = references[key];
    return reference === undefined ? [] : [`${key} ${way(reference)}`, ...reference.reasons.map(plain)];
  });
}

function way({ via, targets, complete }: Reference): string {
  const last = targets.length === 0 ? "something outside of this document" : targets.join(", ");
  return plain(["", ...via, complete ? last : `perhaps ${last}`].join(" -> ").trim());
}

/** A path of which a deeper one leads to the same says nothing more. */
function isInner(path: string, { references }: Resource): boolean {
  const same = JSON.stringify(references[path]?.targets);
  return Object.entries(references).some(
    ([other, { targets }]) => other.startsWith(`${path}.`) && JSON.stringify(targets) === same,
  );
}

function referrers(
  { referenced_by: certain, maybe_referenced_by: possible }: Resource,
  { resources }: Inventory,
): string[] {
  const lines = (links: Resource["referenced_by"], note: string) =>
    Object.entries(links).flatMap(([type, paths]) =>
      Object.entries(paths).flatMap(([path, addresses]) =>
        addresses.flatMap((address) => {
          const other = resources[type]?.[address];
          return other !== undefined && isInner(path, other) ? [] : [plain(`${address} (${path}${note})`)];
        }),
      ),
    );
  return [...lines(certain, ""), ...lines(possible, ", perhaps")];
}

function list(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? "" : `${title}:\n${lines.map((line) => `  ${line}`).join("\n")}`;
}
