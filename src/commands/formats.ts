import { relative, resolve } from "node:path";
import { didYouMean } from "../check/closest.js";
import { ConfigError } from "../errors.js";
import { formats } from "../report/formats.js";

export { findFormat } from "../report/formats.js";

/** Where a report goes: a format, and a file or standard output. */
export interface FormatTarget {
  readonly name: string;
  readonly file: string | null;
}

/** Reads `NAME[=FILE]` values. Throws {@link ConfigError} for unknown names and for two reports at one place. */
export function parseFormats(values: readonly string[]): FormatTarget[] {
  const names = formats.map(({ name }) => name);
  const targets = values.map((value) => {
    const at = value.indexOf("=");
    const name = at < 0 ? value : value.slice(0, at);
    if (!names.includes(name)) {
      throw new ConfigError(
        "unknown-format",
        `There is no format ${name}${didYouMean(name, names)}`,
        `Formats: ${names.join(", ")}.`,
      );
    }
    const file = at < 0 ? null : value.slice(at + 1);
    if (file === "")
      throw new ConfigError("no-file", `--format ${value} names no file.`, `Write --format ${name}=FILE.`);
    return { name, file };
  });
  if (targets.filter(({ file }) => file === null).length > 1) {
    throw new ConfigError(
      "two-reports",
      "Two formats would both go to standard output.",
      "Give all but one a file: --format sarif=FILE.",
    );
  }
  const files = targets.flatMap(({ file }) => (file === null ? [] : resolve(file)));
  const twice = files.find((file, index) => files.indexOf(file) !== index);
  if (twice !== undefined) {
    throw new ConfigError(
      "same-file",
      `Two reports would both be written to ${relative("", twice)}.`,
      "Give each a file of its own.",
    );
  }
  return targets;
}
