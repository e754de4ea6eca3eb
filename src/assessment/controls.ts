import type { Attestation, ControlResult, ControlStatus, Counts, Finding, Waiver } from "../report/report.js";
import { type Designation, type Framework, type FrameworkControl, isSecurityRule } from "./framework.js";
import { compare, quantity } from "./order.js";

/** Outcome of the findings that speak to a control itself, in the order in which one outdoes the next. */
const WORST_FIRST: readonly ControlStatus[] = ["not-satisfied", "indeterminate", "accepted", "satisfied"];

/** Policies by what became of them; those in neither set were left out of the run. */
interface Policies {
  readonly assessed: ReadonlySet<string>;
  /** By the configuration. */
  readonly excluded: ReadonlySet<string>;
}

/** The state of every control of the framework. A standard sums up its own findings and its specifications. */
export function assessControls(
  framework: Framework,
  policies: Policies,
  findings: readonly Finding[],
  attestations: ReadonlyMap<string, Attestation>,
): ControlResult[] {
  const tallies = tallyByPolicy(findings);
  const part = (control: FrameworkControl): Part => {
    const mapped = control.policies.map((mapping) => mapping.policy);
    const assessed = mapped.filter((policy) => policies.assessed.has(policy));
    const excluded = mapped.filter((policy) => policies.excluded.has(policy));
    const attestation = attestations.get(control.id) ?? null;
    const tally = sum(assessed, tallies);
    return {
      control,
      policies: assessed,
      excluded,
      tally,
      attestation,
      ...judge({ control, policies: assessed, excluded, tally, attestation }, isSecurityRule(framework)),
    };
  };
  const parts = framework.controls.map(part);
  const specifications = new Map<string, Part[]>();
  for (const one of parts) {
    if (one.control.standard === null) continue;
    specifications.set(one.control.standard, [...(specifications.get(one.control.standard) ?? []), one]);
  }
  return parts.map((own) => {
    const below = specifications.get(own.control.id);
    return below === undefined ? specificationResult(own) : standardResult(own, below, tallies);
  });
}

interface Tally {
  readonly counts: Counts;
  readonly waivers: readonly Waiver[];
  /** Policies with findings. */
  readonly exercised: number;
  readonly resources: ReadonlySet<string>;
}

interface Part {
  readonly control: FrameworkControl;
  /** Assessed. */
  readonly policies: readonly string[];
  /** By the configuration. */
  readonly excluded: readonly string[];
  readonly tally: Tally;
  readonly attestation: Attestation | null;
  readonly status: ControlStatus;
  readonly statement: string;
}

function tallyByPolicy(findings: readonly Finding[]): ReadonlyMap<string, Tally> {
  const tallies = new Map<
    string,
    { counts: Counts; waivers: Waiver[]; exercised: number; resources: Set<string> }
  >();
  for (const finding of findings) {
    let tally = tallies.get(finding.policy);
    if (tally === undefined) {
      tally = { counts: NO_COUNTS, waivers: [], exercised: 1, resources: new Set() };
      tallies.set(finding.policy, tally);
    }
    tally.counts = count(tally.counts, finding);
    tally.resources.add(`${finding.input}\n${finding.resource.address}`);
    if (finding.waiver !== null) tally.waivers.push(finding.waiver);
  }
  return tallies;
}

const NO_COUNTS: Counts = { pass: 0, fail: 0, unknown: 0, waived: 0 };

/** Adds a finding to the counts. */
export function count(counts: Counts, { verdict, waiver }: Pick<Finding, "verdict" | "waiver">): Counts {
  const outcome = waiver === null ? verdict : "waived";
  return { ...counts, [outcome]: counts[outcome] + 1 };
}

function sum(policies: readonly string[], tallies: ReadonlyMap<string, Tally>): Tally {
  const total = { ...NO_COUNTS };
  const waivers: Waiver[] = [];
  const resources = new Set<string>();
  let exercised = 0;
  for (const policy of policies) {
    const tally = tallies.get(policy);
    if (tally === undefined) continue;
    for (const outcome of ["pass", "fail", "unknown", "waived"] as const)
      total[outcome] += tally.counts[outcome];
    waivers.push(...tally.waivers);
    for (const resource of tally.resources) resources.add(resource);
    exercised += 1;
  }
  return { counts: total, waivers, exercised, resources };
}

const LEFT_OUT = "Not assessed: its policies were left out of this run.";
const EXCLUDED = "Not assessed: the configuration excludes all of its policies.";
const PARTLY_EXCLUDED = "Not assessed: the configuration excludes policies that check what it asks for.";
const NOT_FOR_INFRASTRUCTURE =
  "Not assessed: infrastructure cannot show this; it takes people and procedures, and an attestation.";

type Judgement = Pick<Part, "status" | "statement">;

function judge(part: Omit<Part, keyof Judgement>, hipaa: boolean): Judgement {
  const { control, policies, excluded, tally, attestation } = part;
  const { counts, waivers } = tally;
  const extent = `as far as assessed: ${extentOf(tally)}`;
  if (counts.fail > 0) return { status: "not-satisfied", statement: `${failures(counts)}; ${extent}.` };
  const objection = objectionTo(waivers, control.designation, hipaa);
  if (objection !== null) return { status: "not-satisfied", statement: `${objection} ${capital(extent)}.` };
  if (counts.unknown > 0) {
    const accepted = waivers.length > 0 ? ` and ${quantity(waivers.length, "waived failure")}` : "";
    return {
      status: "indeterminate",
      statement: `No unwaived failure, but ${quantity(counts.unknown, "unknown verdict")}${accepted}; ${extent}.`,
    };
  }
  if (waivers.length > 0)
    return { status: "accepted", statement: `${allFailures(counts.waived)} accepted by waiver; ${extent}.` };
  const lacking = lacksWhatItAsksFor(part);
  if (counts.pass > 0 && !lacking) return { status: "satisfied", statement: `${capital(extent)}.` };
  if (attestation !== null) return { status: "attested", statement: attested(attestation) };
  if (policies.length > 0 && lacking)
    return {
      status: "not-assessed",
      statement: `Not assessed: the configuration excludes every policy that checks what it asks for; of what it depends on, ${extent}.`,
    };
  if (policies.length > 0)
    return {
      status: "not-exercised",
      statement: `The input holds no resource that its ${quantity(policies.length, "policy", "policies")} could judge.`,
    };
  return { status: "not-assessed", statement: unassessed(control.policies.length, excluded.length) };
}

function unassessed(mapped: number, excluded: number): string {
  if (mapped === 0) return NOT_FOR_INFRASTRUCTURE;
  return excluded === mapped ? EXCLUDED : LEFT_OUT;
}

/** Whether exclusions leave only policies that support the control: what they pass does not satisfy it. */
function lacksWhatItAsksFor({ control, policies, excluded }: Omit<Part, keyof Judgement>): boolean {
  const primary = control.policies.filter(({ role }) => role === "primary");
  const asked = (primary.length > 0 ? primary : control.policies).map(({ policy }) => policy);
  return (
    asked.some((policy) => excluded.includes(policy)) && !asked.some((policy) => policies.includes(policy))
  );
}

/**
 * Why waivers do not settle their failures, or null. 45 CFR 164.306(d) lets only addressable specifications give way; other
 * frameworks that tell the two apart are taken to mean the same.
 */
function objectionTo(
  waivers: readonly Waiver[],
  designation: Designation | null,
  hipaa: boolean,
): string | null {
  if (waivers.length === 0) return null;
  const waived = quantity(waivers.length, "waived failure");
  if (designation === "required")
    return `${waived}: a required specification has to be implemented${hipaa ? " (45 CFR 164.306(d)(2))" : ""}, so a waiver does not settle it.`;
  const bare = waivers.filter((waiver) => !waiver.rationale || !waiver.alternative).length;
  if (designation === "addressable" && bare > 0)
    return `${waived}, ${bare} of them without the rationale and the alternative that ${hipaa ? "45 CFR 164.306(d)(3)" : "an addressable specification"} asks for.`;
  return null;
}

function specificationResult(part: Part): ControlResult {
  const { policies, excluded, tally, status, statement } = part;
  return result(part, { policies, excluded, counts: tally.counts, status, statement });
}

function standardResult(
  own: Part,
  below: readonly Part[],
  tallies: ReadonlyMap<string, Tally>,
): ControlResult {
  const policies = [...new Set([...own.policies, ...below.flatMap((part) => part.policies)])].sort(compare);
  const tally = sum(policies, tallies);
  const all = own.policies.length > 0 ? [own, ...below] : below;
  const worst = WORST_FIRST.find((status) => all.some((part) => part.status === status));
  const { status, statement } =
    worst === undefined ? unassessedStandard(own, below) : assessedStandard(worst, own, below, tally);
  const excluded = [...new Set([own, ...below].flatMap((part) => part.excluded))].sort(compare);
  return result(own, { policies, excluded, counts: tally.counts, status, statement });
}

function assessedStandard(status: ControlStatus, own: Part, below: readonly Part[], tally: Tally): Judgement {
  const extent = `as far as assessed: ${extentOf(tally)}`;
  const causes = below.filter((part) => part.status === status).map((part) => part.control.id);
  const itself = own.status === status && own.policies.length > 0;
  const through =
    causes.length > 0 ? ` through ${itself ? "the standard itself and " : ""}${list(causes)}` : "";
  const missing = below.filter((part) => ["not-assessed", "not-exercised"].includes(part.status));
  const uncovered = [
    ...(own.excluded.length > 0 && own.status === "not-assessed" ? ["the standard itself"] : []),
    ...missing.map((part) => part.control.id),
  ];
  const rest = uncovered.length > 0 ? ` Not covered: ${list(uncovered)}.` : "";
  const opening = {
    "not-satisfied": `Not satisfied${through}; ${extent}.`,
    indeterminate: `Undecided${through}; ${extent}.`,
    accepted: `Waived failures accepted${through}; ${extent}.`,
  }[status as string];
  return { status, statement: `${opening ?? `${capital(extent)}.`}${rest}` };
}

function unassessedStandard(own: Part, below: readonly Part[]): Judgement {
  if (own.attestation !== null) return { status: "attested", statement: attested(own.attestation) };
  const all = own.policies.length > 0 ? [own, ...below] : below;
  const having = (status: ControlStatus) => all.filter((part) => part.status === status).length;
  if (having("attested") === all.length)
    return { status: "attested", statement: `All ${quantity(all.length, "specification")} attested.` };
  const some =
    having("attested") > 0
      ? ` ${having("attested")} of ${quantity(below.length, "specification")} attested.`
      : "";
  const parts = [own, ...below];
  const count = (policies: (part: Part) => readonly unknown[]) =>
    parts.reduce((total, part) => total + policies(part).length, 0);
  const mapped = count((part) => part.control.policies);
  const excluded = count((part) => part.excluded);
  const lacking = parts.some((part) => part.status === "not-assessed" && part.excluded.length > 0);
  if (lacking && excluded < mapped) return { status: "not-assessed", statement: `${PARTLY_EXCLUDED}${some}` };
  if (having("not-exercised") > 0)
    return {
      status: "not-exercised",
      statement: `The input holds no resource that its policies could judge.${some}`,
    };
  return { status: "not-assessed", statement: `${unassessed(mapped, excluded)}${some}` };
}

function result(
  { control, attestation }: Part,
  outcome: Pick<ControlResult, "policies" | "excluded" | "counts" | "status" | "statement">,
): ControlResult {
  const { policies, excluded, counts, status, statement } = outcome;
  const assessed = new Set(policies);
  return {
    id: control.id,
    title: control.title,
    standard: control.standard,
    designation: control.designation,
    status,
    nist80053r5: control.nist80053r5,
    statement:
      excluded.length === 0 ? statement : `${statement} Excluded by the configuration: ${list(excluded)}.`,
    rationale: control.policies
      .filter((mapping) => assessed.has(mapping.policy))
      .map(({ policy, role, rationale }) => ({ policy, role, text: rationale })),
    counts,
    policies,
    excluded,
    attestation,
    organisation: control.organisation,
  };
}

function extentOf({ exercised, resources }: Tally): string {
  return `${quantity(exercised, "policy", "policies")}, ${quantity(resources.size, "resource")}`;
}

function failures({ fail, waived }: Counts): string {
  return `${quantity(fail, "failure")}${waived > 0 ? ` and ${waived} waived` : ""}`;
}

function allFailures(count: number): string {
  return count === 1 ? "The only failure is" : `All ${count} failures are`;
}

function attested({ owner, date, reviewBy }: Attestation): string {
  return `Attested by ${owner} on ${date}, to be reviewed by ${reviewBy}.`;
}

function list(ids: readonly string[]): string {
  return ids.length < 2 ? ids.join("") : `${ids.slice(0, -1).join(", ")} and ${ids.at(-1)}`;
}

function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
