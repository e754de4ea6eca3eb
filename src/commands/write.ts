import { writeFile } from "node:fs/promises";
import { ConfigError } from "../errors.js";

/** Writes what the user asked for. Throws {@link ConfigError}. */
export async function writeReport(file: string, text: string, shown: string): Promise<void> {
  try {
    await writeFile(file, text);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new ConfigError(
      "unwritable",
      `${shown} cannot be written (${code}).`,
      "Name a file in a folder that exists.",
      { cause },
    );
  }
}
