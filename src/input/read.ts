import { readdirSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { promisify } from "node:util";
import { didYouMean } from "../check/closest.js";
import { InputError } from "../errors.js";
import { isBinaryPlan, mentions } from "./decode.js";
import type { Document } from "./document.js";
import { parseDocument } from "./parse.js";

/** What reading needs of the outside; the command line gives the real ones. */
export interface Surroundings {
  readonly cwd: string;
  /** Standard input, read to its end. */
  readonly stdin: () => Promise<Uint8Array>;
  /** The Terraform executable that shows binary plans. */
  readonly terraform: string;
  /** Is told what is being done, for work that takes long. */
  readonly progress?: (text: string) => void;
  /** The OPA executable that compiles policies of one's own; default: `opa`. */
  readonly opa?: string;
  /** Folder that keeps what was compiled; null or absent: it is compiled each time. */
  readonly cache?: string | null;
}

/** What a stack is synthesized to. */
const STACK = "cdk.tf.json";
const IGNORED = ["**/node_modules/**", "**/.terraform/**", "**/.git/**"];

/**
 * Documents of every input: a file, `-`, a glob, or a folder. There is at least one, and none twice.
 * Throws {@link InputError}.
 */
export async function readDocuments(inputs: readonly string[], around: Surroundings): Promise<Document[]> {
  if (inputs.length === 0) throw noInput("There is no input");
  const documents = new Map<string, Document>();
  for (const input of new Set(inputs)) {
    for (const document of await readInput(input, around)) {
      const file = document.path === "-" ? "-" : resolve(around.cwd, document.path);
      if (!documents.has(file)) documents.set(file, document);
    }
  }
  return [...documents.values()];
}

/** An empty name would mean the working directory: an unset variable in CI must not pass for a plan. */
function noInput(what: string): InputError {
  return new InputError(
    "no-input",
    `${what}; expected a plan, a state, a folder, a glob, or - for standard input.`,
    "Name the plan, safeguard check plan.json, or list inputs in safeguard.config.yaml.",
  );
}

async function readInput(input: string, around: Surroundings): Promise<Document[]> {
  if (input.trim() === "") throw noInput("An input has an empty name");
  if (input === "-") return [await parseBytes(await around.stdin(), "-", around)];
  const path = resolve(around.cwd, input);
  const stats = orNull(() => statSync(path));
  if (stats?.isDirectory()) return readFolder(input, path, around);
  if (stats !== null) return [await readOne(input, around)];
  if (/[*?[\]{}]/.test(input)) return readGlob(input, around);
  throw new InputError(
    "no-such-file",
    `${input} does not exist${nearTo(input, path)}`,
    "Give a plan: terraform show -json plan.tfplan > plan.json",
  );
}

function orNull<T>(read: () => T): T | null {
  try {
    return read();
  } catch {
    return null;
  }
}

/** The end of a sentence about a file that is not there: another of its folder may be meant. */
function nearTo(input: string, path: string): string {
  const names = orNull(() => readdirSync(dirname(path))) ?? [];
  const plans = names.filter((name) => /\.(?:json|json\.gz|tfplan)$/.test(name)).sort();
  const suggestion = didYouMean(basename(path), plans);
  const folder = input.slice(0, input.length - basename(input).length);
  return suggestion.replace("did you mean ", () => `did you mean ${folder}`);
}

async function readOne(input: string, around: Surroundings): Promise<Document> {
  return parseBytes(bytesOf(input, around), input, around);
}

function bytesOf(input: string, around: Surroundings): Uint8Array {
  try {
    return readFileSync(resolve(around.cwd, input));
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
  const { execFile } = await import("node:child_process");
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
      : `${around.terraform} show could not read it${reasonOf(cause)}`;
    throw new InputError("binary-plan", `${path} is a binary plan, and ${why}.`, advice, { cause });
  }
}

/** What Terraform says first, without the frame that it draws around errors. */
function reasonOf(cause: unknown): string {
  const { stderr } = cause as { stderr?: Uint8Array };
  const said = /Error: (.+)/.exec(Buffer.from(stderr ?? []).toString("utf8"))?.[1];
  return said === undefined ? "" : ` (${said.trim()})`;
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

/** A folder is a synthesized CDKTF output (it has a manifest), holds plans somewhere below, or is one stack. */
async function readFolder(input: string, path: string, around: Surroundings): Promise<Document[]> {
  const manifest = orNull(() => readFileSync(join(path, "manifest.json"), "utf8"));
  const stacks = manifest === null ? [] : stacksOf(manifest);
  if (stacks.length > 0) return Promise.all(stacks.map((stack) => readOne(join(input, stack), around)));
  const { glob } = await import("tinyglobby");
  const patterns = ["**/*.json", "**/*.json.gz", "**/*.tfplan"];
  const files = (await glob(patterns, { cwd: path, ignore: IGNORED })).sort();
  const documents: Document[] = [];
  for (const file of files) {
    const plan = await planIn(join(input, file), around);
    if (plan !== null) documents.push(plan);
  }
  if (documents.length > 0) return withoutCopies(documents);
  if (files.includes(STACK)) return [await readOne(join(input, STACK), around)];
  throw new InputError(
    "no-plans",
    `${input} holds no Terraform plan and no synthesized CDKTF stack.`,
    "Give a plan: terraform show -json plan.tfplan > plan.json",
  );
}

/** `plan.tfplan` says the same as the `plan.json` that was shown of it: one plan, which is not judged twice. */
function withoutCopies(documents: readonly Document[]): Document[] {
  const shown = new Set(documents.filter(({ path }) => !isTfplan(path)).map(shownFrom));
  return documents.filter((document) => !isTfplan(document.path) || !shown.has(shownFrom(document)));
}

/** Plans of two folders may be alike and are two. */
function shownFrom({ path, digest }: Document): string {
  return `${dirname(path)}\n${digest}`;
}

function isTfplan(path: string): boolean {
  return path.endsWith(".tfplan");
}

/** Stacks of the manifest that `cdktf synth` writes; of any other file of that name, none. */
function stacksOf(manifest: string): string[] {
  try {
    const { stacks } = JSON.parse(manifest) as {
      stacks?: Record<string, { synthesizedStackPath?: unknown }>;
    };
    return Object.values(stacks ?? {})
      .map((stack) => stack.synthesizedStackPath)
      .filter((stack) => typeof stack === "string");
  } catch {
    return [];
  }
}

/**
 * The plan in a file of a folder; null where it is something else, such as package.json or a state. What may be a plan
 * and cannot be read is an error: leaving it out would let it pass.
 */
async function planIn(name: string, around: Surroundings): Promise<Document | null> {
  const bytes = bytesOf(name, around);
  if (!isBinaryPlan(bytes) && !mentions(bytes, name, '"format_version"')) return null;
  try {
    const document = await parseBytes(bytes, name, around);
    return document.kind === "terraform-plan" ? document : null;
  } catch (error) {
    if (error instanceof InputError && error.code === "not-a-plan") return null;
    throw error;
  }
}
