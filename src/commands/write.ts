import { writeFileSync } from "node:fs";
import { unwritable } from "../errors.js";

/** Writes what the user asked for. Throws {@link ConfigError}. */
export function writeReport(file: string, text: string | Uint8Array, shown: string): void {
  try {
    writeFileSync(file, text);
  } catch (cause) {
    throw unwritable(shown, cause);
  }
}
