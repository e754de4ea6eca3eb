import { writeFile } from "node:fs/promises";
import { relative, resolve } from "node:path";
import { type Baseline, makeBaseline } from "../assessment/baseline/baseline.js";
import { baselineText } from "../config/baseline.js";
import { ConfigError, unwritable } from "../errors.js";
import type { Surroundings } from "../input/read.js";
import { scopeOf } from "./before.js";
import { assessJudged, type CheckOptions } from "./check.js";
import { judge } from "./judge.js";

const DEFAULT_FILE = "safeguard.baseline.json";

export interface NewBaseline {
  readonly baseline: Baseline;
  /** Where it belongs: the file that the configuration names, else `safeguard.baseline.json`; absolute. */
  readonly file: string;
  /** Whether the configuration names it. */
  readonly configured: boolean;
  /** Failures whose waiver has expired: they are left out. */
  readonly lapsed: number;
}

/**
 * Takes down all failures and unknown verdicts that are not waived, so that `check` lets them pass until they get worse.
 * Throws the errors of `errors.ts`.
 */
export async function baselineOf(options: CheckOptions, around: Surroundings): Promise<NewBaseline> {
  const whole = { ...options, baseline: false as const, ratchet: false };
  const judgement = await judge(whole, around);
  let baseline: Baseline | null = null;
  let lapsed = 0;
  const { failures } = await assessJudged(judgement, whole, around.cwd, {
    compare: (judged) => {
      lapsed = judged.filter((one) => one.lapsed).length;
      baseline = makeBaseline(judged, scopeOf(judgement, whole));
      return { known: new Set(), reasons: [], diagnostics: [] };
    },
  });
  const [failure] = failures;
  if (failure !== undefined || baseline === null) {
    throw new ConfigError(
      "policy-failed",
      `${failure?.policy} could not be evaluated: ${failure?.message}; no baseline was made.`,
      "This is a defect of the policy or of Safeguard; safeguard check shows the rest.",
    );
  }
  const { config } = judgement;
  return {
    baseline,
    file: config.baseline ?? resolve(around.cwd, DEFAULT_FILE),
    configured: config.baseline !== null,
    lapsed,
  };
}

/** Writes a baseline. Throws {@link ConfigError} where that is not possible. */
export async function writeBaseline(file: string, baseline: Baseline, cwd: string): Promise<void> {
  try {
    await writeFile(file, baselineText(baseline));
  } catch (cause) {
    throw unwritable(relative(cwd, file) || file, cause);
  }
}
