import { readFileSync } from "node:fs";
import { relative, resolve } from "node:path";
import type { Baseline } from "../assessment/baseline/baseline.js";
import { assets } from "../assets.js";
import { ConfigError } from "../errors.js";
import { jsonText, jsonValue } from "../json.js";

const HINT = "Write it anew: safeguard baseline --help";

/** The baseline in a file. Throws {@link ConfigError} for what is none. */
export async function readBaseline(file: string, cwd: string): Promise<Baseline> {
  const path = resolve(cwd, file);
  const shown = relative(cwd, path).replaceAll("\\", "/") || file;
  const value = parsed(textOf(path, shown), shown);
  const { Ajv2020 } = await import("ajv/dist/2020.js");
  const fits = new Ajv2020().compile(JSON.parse(readFileSync(assets.baselineSchema, "utf8")) as object);
  if (fits(value)) return value as Baseline;
  const [error] = fits.errors ?? [];
  const where = error?.instancePath === "" ? "it" : error?.instancePath.slice(1).replaceAll("/", ".");
  throw new ConfigError("baseline-shape", `${shown} is no baseline: ${where} ${error?.message}.`, HINT);
}

function textOf(path: string, shown: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    const found = code === "ENOENT" ? "there is no such file" : `it cannot be read (${code})`;
    throw new ConfigError(
      "no-baseline",
      `${shown}: ${found}; expected a baseline.`,
      `Write it: safeguard baseline INPUT --output ${shown}`,
      { cause },
    );
  }
}

function parsed(text: string, shown: string): unknown {
  try {
    return jsonValue(text);
  } catch (cause) {
    const conflict = /^(<{7}|>{7}) /m.test(text);
    const found = conflict ? "holds conflicts of a merge" : "is not JSON";
    const hint = conflict
      ? "Keep the lines of both sides, mend the commas, and check with --update-baseline."
      : HINT;
    throw new ConfigError("baseline-syntax", `${shown} ${found}; expected a baseline.`, hint, { cause });
  }
}

/** A baseline as it is written: an entry a line, so that a change of one is a change of one line. */
export function baselineText({ schema, policyBundle, inputs, entries }: Baseline): string {
  const head = { schema, policyBundle, inputs };
  const lines = Object.entries(head).map(([key, value]) => ` ${JSON.stringify(key)}: ${jsonText(value)},`);
  const list = entries.map((entry) => `  ${jsonText(entry)}`).join(",\n");
  return `{\n${lines.join("\n")}\n "entries": [${list === "" ? "" : `\n${list}\n `}]\n}\n`;
}
