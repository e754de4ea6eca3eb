import { type CheckOptions, check } from "../../src/check/check.js";
import type { ConfigError } from "../../src/errors.js";
import type { Report } from "../../src/report/report.js";
import { around, inFixtures } from "../check/support.js";
import { folder } from "../commands/support.js";

export const CONFIG = "safeguard.config.yaml";
export const PLAN = inFixtures("plans/sqs-broken-public.json");

/** The report on a plan, by the configuration that holds in a folder. */
export async function reportIn(cwd: string, options: Partial<CheckOptions> = {}): Promise<Report> {
  const { report, failures } = await check(
    {
      inputs: [PLAN],
      source: null,
      config: null,
      parameters: [],
      framework: null,
      waivers: null,
      attestations: null,
      gate: {},
      selection: { policies: [], services: [], controls: [] },
      changedOnly: false,
      assessedAt: "2026-06-01T12:00:00Z",
      ...options,
    },
    { ...around, cwd },
  );
  if (failures.length > 0) throw new Error(JSON.stringify(failures));
  return report;
}

/** The same with these files, one of which is the configuration. */
export function reportWith(files: Readonly<Record<string, string>>, options: Partial<CheckOptions> = {}) {
  return reportIn(folder(files), options);
}

export const only = (...policies: string[]) => ({ selection: { policies, services: [], controls: [] } });

/** What is said of a wrong configuration, in two parts that are sentences. */
export async function refusalOf(
  files: Readonly<Record<string, string>>,
  options: Partial<CheckOptions> = {},
): Promise<string> {
  const error = await reportWith(files, options).catch((thrown: unknown) => thrown);
  const { message, hint, exitCode } = error as ConfigError;
  if (exitCode !== 2) throw error;
  if (!/[.?)]$/.test(message) || hint === "") throw new Error(`no sentence: ${message} ${hint}`);
  return message;
}
