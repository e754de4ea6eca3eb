import { execFile } from "node:child_process";
import { readFile, stat } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { promisify } from "node:util";
import { InputError } from "../errors.js";
import { isBinaryPlan } from "./decode.js";
import type { Document } from "./document.js";
import { parseDocument } from "./parse.js";

/** What reading needs of the outside; the command line gives the real ones. */
export interface Surroundings {
  readonly cwd: string;
  /** Standard input, read to its end. */
  readonly stdin: () => Promise<Uint8Array>;
  /** The Terraform executable that shows binary plans. */
  readonly terraform: string;
}

const IGNORED = ["**/node_modules/**", "**/.terraform/**", "**/.git/**"];

/** Documents of every input: a file, `-`, a glob, or a folder. Throws {@link InputError}. */
export async function readDocuments(inputs: readonly string[], around: Surroundings): Promise<Document[]> {
  const documents: Document[] = [];
  for (const input of inputs) documents.push(...(await readInput(input, around)));
  return documents;
}

async function readInput(input: string, around: Surroundings): Promise<Document[]> {
  if (input === "-") return [await parseBytes(await around.stdin(), "-", around)];
  const path = resolve(around.cwd, input);
  const stats = await stat(path).catch(() => null);
  if (stats?.isDirectory()) return readFolder(input, path, around);
  if (stats !== null) return [await readOne(input, around)];
  if (/[*?[\]{}]/.test(input)) return readGlob(input, around);
  throw new InputError(
    "no-such-file",
    `${input} does not exist.`,
    "Give a plan: terraform show -json plan.tfplan > plan.json",
  );
}

async function readOne(input: string, around: Surroundings): Promise<Document> {
  return parseBytes(await bytesOf(input, around), input, around);
}

async function bytesOf(input: string, around: Surroundings): Promise<Uint8Array> {
  try {
    return await readFile(resolve(around.cwd, input));
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new InputError(
      "unreadable",
      `${input} cannot be read (${code ?? "unknown error"}).`,
      "Check the file and its permissions.",
      { cause },
    );
  }
}

async function parseBytes(bytes: Uint8Array, path: string, around: Surroundings): Promise<Document> {
  if (!isBinaryPlan(bytes)) return parseDocument(bytes, path);
  return parseDocument(await showPlan(path, around), path);
}

/** `terraform show` needs the folder that the plan was made in: its providers are there. */
async function showPlan(path: string, around: Surroundings): Promise<Uint8Array> {
  const advice = `Show it where it was made: ${around.terraform} show -json ${path} > plan.json`;
  if (path === "-") {
    throw new InputError("binary-plan", "Standard input is a binary plan; expected JSON.", advice);
  }
  const file = resolve(around.cwd, path);
  try {
    const { stdout } = await promisify(execFile)(around.terraform, ["show", "-json", "-no-color", file], {
      cwd: dirname(file),
      encoding: "buffer",
      maxBuffer: 2 ** 30,
    });
    return stdout;
  } catch (cause) {
    const missing = (cause as NodeJS.ErrnoException).code === "ENOENT";
    const why = missing
      ? `showing it needs ${around.terraform}, which is not on the PATH`
      : `${around.terraform} show could not read it there`;
    throw new InputError("binary-plan", `${path} is a binary plan, and ${why}.`, advice, { cause });
  }
}

async function readGlob(pattern: string, around: Surroundings): Promise<Document[]> {
  const { glob } = await import("tinyglobby");
  const files = (await glob(pattern, { cwd: around.cwd, ignore: IGNORED })).sort();
  if (files.length === 0) {
    throw new InputError(
      "no-match",
      `${pattern} matches no file.`,
      "Check the pattern, and quote it so that the shell leaves it alone.",
    );
  }
  return Promise.all(files.map((file) => readOne(file, around)));
}

/** A folder is a synthesized CDKTF output (it has a manifest), or holds plans somewhere below. */
async function readFolder(input: string, path: string, around: Surroundings): Promise<Document[]> {
  const manifest = await readFile(join(path, "manifest.json"), "utf8").catch(() => null);
  if (manifest !== null) {
    const stacks = stacksOf(manifest);
    if (stacks !== null) return Promise.all(stacks.map((stack) => readOne(join(input, stack), around)));
  }
  const { glob } = await import("tinyglobby");
  const patterns = ["**/*.json", "**/*.json.gz", "**/*.tfplan"];
  const files = (await glob(patterns, { cwd: path, ignore: IGNORED })).sort();
  const documents: Document[] = [];
  for (const file of files) {
    const name = join(input, file);
    const bytes = await bytesOf(name, around);
    if (!mayBePlan(bytes)) continue;
    const document = await parseBytes(bytes, name, around);
    if (document.kind === "terraform-plan") documents.push(document);
  }
  if (documents.length > 0) return documents;
  throw new InputError(
    "no-plans",
    `${input} holds no Terraform plan and no synthesized CDKTF stack.`,
    "Give a plan: terraform show -json plan.tfplan > plan.json",
  );
}

function stacksOf(manifest: string): string[] | null {
  try {
    const { stacks } = JSON.parse(manifest) as {
      stacks?: Record<string, { synthesizedStackPath?: string }>;
    };
    if (typeof stacks !== "object" || stacks === null) return null;
    return Object.values(stacks).flatMap((stack) => stack.synthesizedStackPath ?? []);
  } catch {
    return null;
  }
}

/** A folder also holds package.json and the like. Terraform writes the version first. */
function mayBePlan(bytes: Uint8Array): boolean {
  if (isBinaryPlan(bytes) || bytes[0] === 0x1f) return true;
  return Buffer.from(bytes.subarray(0, 512))
    .toString("latin1")
    .replaceAll("\0", "")
    .includes('"format_version"');
}
