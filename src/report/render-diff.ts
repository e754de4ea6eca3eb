import { quantity } from "../assessment/order.js";
import type { FindingChange, ReportDiff } from "./diff.js";
import { plain } from "./text.js";

/** What changed, for people. */
export function renderDiff({ before, after, appeared, fixed, changed, controls }: ReportDiff): string {
  const sections = [
    `From ${before} to ${after}: ${quantity(appeared.length, "new failure")}, ${fixed.length} fixed, ${changed.length} otherwise changed, ${quantity(controls.length, "control")} moved.`,
    section("New failures", appeared.map(line)),
    section("Fixed", fixed.map(line)),
    section("Changed", changed.map(line)),
    section(
      "Controls",
      controls.map(
        ({ id, title, before: from, after: to }) => `${id} ${title}: ${from ?? "-"} -> ${to ?? "-"}`,
      ),
    ),
  ];
  return sections.filter((text) => text !== "").join("\n\n");
}

function line({ severity, title, policy, address, before, after }: FindingChange): string {
  return `${severity}  ${title} (${policy}): ${address}: ${before ?? "not judged"} -> ${after ?? "not judged"}`;
}

function section(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? "" : `${title}:\n${lines.map((text) => `  ${plain(text)}`).join("\n")}`;
}
