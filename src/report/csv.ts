import { jsonText } from "../json.js";
import type { Finding, Report } from "./report.js";
import { clipped, outcome, plain } from "./text.js";

/** One finding, flat: the columns of CSV, the keys of NDJSON. */
interface Row {
  readonly id: string;
  readonly assessed_at: string;
  readonly policy: string;
  readonly title: string;
  readonly verdict: string;
  readonly severity: string;
  readonly input: string;
  readonly address: string;
  readonly type: string;
  readonly module: string;
  readonly change: string;
  readonly file: string;
  readonly line: number | null;
  readonly message: string;
  readonly fix: string;
  /** Control ids, with blanks between. */
  readonly controls: string;
  readonly waived_by: string;
  readonly waived_until: string;
  readonly waiver_reason: string;
  readonly parameters: string;
  /** `new` or `known`, where findings were compared with what was there before. */
  readonly baseline: string;
  /** Where the waiver is written, if beside the resource. */
  readonly waiver_place: string;
}

/** For spreadsheets (RFC 4180): a header, then a finding a line. Cells that a spreadsheet would run begin with `'`. */
export function renderCsv(report: Report): string {
  const rows = report.findings.map((finding) => rowOf(finding, report));
  const head = Object.keys(rowOf(EMPTY, report));
  return [head.join(","), ...rows.map((row) => Object.values(row).map(cell).join(","))]
    .map((line) => `${line}\r\n`)
    .join("");
}

/** For DuckDB, Athena and Spark: a finding a line, as JSON. */
export function renderNdjson(report: Report): string {
  return report.findings.map((finding) => `${jsonText(rowOf(finding, report))}\n`).join("");
}

function rowOf(finding: Finding, { assessedAt }: Report): Row {
  const { id, policy, title, severity, input, resource, location, message, remediation, controls, waiver } =
    finding;
  return {
    id,
    assessed_at: assessedAt,
    policy,
    title,
    verdict: outcome(finding),
    severity,
    input,
    address: resource.address,
    type: resource.type,
    module: resource.module,
    change: resource.change,
    file: location?.file ?? "",
    line: location?.line ?? null,
    message,
    fix: remediation.text,
    controls: controls.join(" "),
    waived_by: waiver?.owner ?? "",
    waived_until: waiver?.expires ?? "",
    waiver_reason: waiver?.reason ?? "",
    parameters: Object.entries(finding.parameters)
      .map(([name, { value }]) => `${name}=${JSON.stringify(value)}`)
      .join(" "),
    baseline: finding.baseline ?? "",
    waiver_place: waiver?.place ?? "",
  };
}

const EMPTY: Finding = {
  id: "",
  policy: "",
  title: "",
  verdict: "pass",
  severity: "low",
  input: "",
  resource: { address: "", type: "", module: "", change: "none", construct: null, tags: {} },
  message: "",
  evidence: [],
  controls: [],
  location: null,
  parameters: {},
  waiver: null,
  baseline: null,
  remediation: { text: "" },
};

/** Excel takes no longer cell: https://support.microsoft.com/office/1672b34d-7043-467e-8e27-269d656771c3. */
const LONGEST = 32_000;

/** https://owasp.org/www-community/attacks/CSV_Injection */
function cell(value: string | number | null): string {
  if (typeof value === "number") return String(value);
  const text = clipped(plain(value ?? ""), LONGEST);
  const inert = /^[=+\-@＝＋－＠]/.test(text.trimStart()) ? `'${text}` : text;
  return /[",\n\r;]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
}
