import { ConfigError } from "../errors.js";

/** The end of the year 9999: ISO 8601 writes later years in another way. */
const LAST_SECOND = 253_402_300_799;

/**
 * The date of an assessment, ISO 8601 in UTC: the flag, then `SOURCE_DATE_EPOCH` (seconds,
 * https://reproducible-builds.org/specs/source-date-epoch/), then the clock (milliseconds).
 * Throws {@link ConfigError} for what is no date.
 */
export function assessmentDate(flag: string | undefined, epoch: string | undefined, now: number): string {
  if (flag !== undefined) {
    const parsed = Date.parse(flag);
    const valid =
      /^\d{4}-\d{2}-\d{2}(T[\d:.]+(Z|[+-]\d{2}:\d{2}))?$/.test(flag) &&
      Math.abs(parsed) <= LAST_SECOND * 1000 &&
      isDay(flag.slice(0, 10));
    if (valid) return seconds(parsed);
    throw new ConfigError(
      "bad-date",
      `--date ${flag} is no date; expected ISO 8601.`,
      "Write 2026-01-31 or 2026-01-31T12:00:00Z.",
    );
  }
  if (epoch !== undefined && epoch !== "") {
    if (/^\d+$/.test(epoch) && Number(epoch) <= LAST_SECOND) return seconds(Number(epoch) * 1000);
    throw new ConfigError(
      "bad-epoch",
      `SOURCE_DATE_EPOCH is ${JSON.stringify(epoch)}; expected whole seconds.`,
      "Unset it, or set it to $(git log -1 --format=%ct).",
    );
  }
  return seconds(now);
}

/** Whether a text is a day, as `2026-01-31`. JavaScript takes February 30 for March 2. */
export function isDay(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return (
    /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)
  );
}

function seconds(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;
}
