import { ConfigError } from "../errors.js";

/**
 * The date of an assessment, ISO 8601 in UTC: the flag, then `SOURCE_DATE_EPOCH` (seconds,
 * https://reproducible-builds.org/specs/source-date-epoch/), then the clock (milliseconds).
 * Throws {@link ConfigError} for what is no date.
 */
export function assessmentDate(flag: string | undefined, epoch: string | undefined, now: number): string {
  if (flag !== undefined) {
    const valid =
      /^\d{4}-\d{2}-\d{2}(T[\d:.]+(Z|[+-]\d{2}:\d{2}))?$/.test(flag) && !Number.isNaN(Date.parse(flag));
    if (valid) return seconds(Date.parse(flag));
    throw new ConfigError(
      "bad-date",
      `--date ${flag} is no date; expected ISO 8601.`,
      "Write 2026-01-31 or 2026-01-31T12:00:00Z.",
    );
  }
  if (epoch !== undefined && epoch !== "") {
    if (/^\d{1,12}$/.test(epoch)) return seconds(Number(epoch) * 1000);
    throw new ConfigError(
      "bad-epoch",
      `SOURCE_DATE_EPOCH is ${JSON.stringify(epoch)}; expected whole seconds.`,
      "Unset it, or set it to $(git log -1 --format=%ct).",
    );
  }
  return seconds(now);
}

function seconds(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;
}
