import { writeFile } from "node:fs/promises";
import { unwritable } from "../errors.js";

/** Writes what the user asked for. Throws {@link ConfigError}. */
export async function writeReport(file: string, text: string | Uint8Array, shown: string): Promise<void> {
  try {
    await writeFile(file, text);
  } catch (cause) {
    throw unwritable(shown, cause);
  }
}
