import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { type CheckOptions, check } from "../../src/check/check.js";
import type { Surroundings } from "../../src/input/read.js";
import type { Finding, Report } from "../../src/report/report.js";

const FIXTURES = join(import.meta.dirname, "../../fixtures");

/** What `fixtures/plans/index.json` says of a plan. */
export interface PlanEntry {
  /** Folder of its configuration below `fixtures/`. */
  readonly source: string;
  readonly fails?: readonly string[];
  readonly unknown?: readonly string[];
}

export const plans = JSON.parse(readFileSync(join(FIXTURES, "plans/index.json"), "utf8")) as Record<
  string,
  PlanEntry
>;

/** A folder without any configuration: none is found unless it is named. */
const elsewhere = mkdtempSync(join(tmpdir(), "safeguard-check-"));
process.once("exit", () => rmSync(elsewhere, { recursive: true, force: true }));

export const around: Surroundings = {
  cwd: elsewhere,
  stdin: async () => new Uint8Array(),
  terraform: "terraform-that-does-not-exist",
};

export const inFixtures = (path: string) => resolve(FIXTURES, path);

/** The report on inputs below `fixtures/`, which must come without engine failures. */
export async function report(
  inputs: readonly string[],
  { cwd = elsewhere, ...options }: Partial<CheckOptions> & { readonly cwd?: string } = {},
): Promise<Report> {
  const result = await check(
    {
      inputs: inputs.map(inFixtures),
      source: null,
      config: null,
      parameters: [],
      framework: "hipaa",
      waivers: null,
      attestations: null,
      gate: {},
      selection: { policies: [], services: [], controls: [] },
      changedOnly: false,
      assessedAt: "2026-01-31T12:00:00Z",
      ...options,
    },
    { ...around, cwd },
  );
  if (result.failures.length > 0) throw new Error(JSON.stringify(result.failures));
  return result.report;
}

/** Unknown wherever no agreement is listed, whatever the plan says. */
const NOT_OF_THE_PLAN = "vendor/business-associate";

/** Findings on a plan, with its configuration at hand or without. */
export async function findingsOn(
  name: string,
  source: "with source" | "without source",
): Promise<readonly Finding[]> {
  const entry = plans[name];
  if (entry === undefined) throw new Error(`there is no plan ${name}`);
  const folder = source === "with source" ? inFixtures(entry.source) : null;
  const { findings } = await report([`plans/${name}.json`], { source: folder });
  return findings.filter(({ policy }) => policy !== NOT_OF_THE_PLAN);
}

/** Policies with a finding of this verdict, sorted. */
export function policiesThat(verdict: Finding["verdict"], findings: readonly Finding[]): string[] {
  return [
    ...new Set(findings.filter((finding) => finding.verdict === verdict).map(({ policy }) => policy)),
  ].sort();
}
