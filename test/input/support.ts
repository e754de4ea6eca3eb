import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";
import { InputError } from "../../src/errors.js";
import type { Document } from "../../src/input/document.js";
import { readDocuments, type Surroundings } from "../../src/input/read.js";

const FIXTURES = join(import.meta.dirname, "../../fixtures");

/** A file of `fixtures/`, byte for byte. */
export function fixture(path: string): Buffer {
  return readFileSync(join(FIXTURES, path));
}

/** A folder with these files, gone after the test. */
export function folder(files: Readonly<Record<string, string | Uint8Array>>): string {
  const path = mkdtempSync(join(tmpdir(), "safeguard-input-"));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), content);
  }
  return path;
}

/** Surroundings in a folder, without Terraform and with this standard input. */
export function around(cwd: string, stdin: string | Uint8Array = ""): Surroundings {
  return { cwd, stdin: async () => Buffer.from(stdin), terraform: "terraform-that-does-not-exist" };
}

/** Reads what `files` hold by the name of the first, or by `input`. */
export function read(
  files: Readonly<Record<string, string | Uint8Array>>,
  input: string = Object.keys(files)[0] ?? ".",
): Promise<Document[]> {
  return readDocuments([input], around(folder(files)));
}

/** The InputError that reading ends in; anything else, and reading without an error, fails the test. */
export async function refusal(reading: Promise<unknown>): Promise<InputError> {
  const outcome = await reading.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
  if ("value" in outcome) throw new Error(`it was read: ${JSON.stringify(outcome.value).slice(0, 200)}`);
  if (outcome.error instanceof InputError) return outcome.error;
  throw outcome.error;
}
