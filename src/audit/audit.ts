import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { assessJudged, type CheckOptions, type CheckResult } from "../check/check.js";
import { judge, type MadeDocument } from "../check/judge.js";
import { findConfig } from "../config/find.js";
import type { Surroundings } from "../input/read.js";
import { findTargets, type Targets } from "./find.js";
import { plan } from "./plan.js";
import { CommandError } from "./run.js";
import { synthesize } from "./synthesize.js";
import { shownFolder, type Task } from "./task.js";

/** What is audited, and by what. */
export interface AuditOptions
  extends Omit<CheckOptions, "inputs" | "source" | "made" | "changedOnly" | "ratchet">,
    Pick<Task, "variables" | "variableFiles" | "timeout"> {
  /** Folder with a CDKTF app or Terraform configuration, or with folders of these. */
  readonly folder: string;
}

/** What an audit needs of the outside beside what a check does. */
export interface AuditSurroundings
  extends Omit<Surroundings, "terraform" | "progress">,
    Pick<Task, "environment" | "terraform" | "signal" | "progress"> {
  /** Folder for temporary ones. */
  readonly temporary: string;
  /** Milliseconds from anywhere, for {@link AuditResult.took}. */
  readonly clock: () => number;
}

export interface AuditResult extends CheckResult {
  /** Absolute. */
  readonly folder: string;
  /** What to know beside the report, a sentence each. */
  readonly notes: readonly string[];
  /** Milliseconds of synthesizing or planning, and of the assessment. */
  readonly took: { readonly making: number; readonly assessing: number };
}

/** The audit was ended from outside. */
export class Interrupted extends Error {}

/**
 * Synthesizes the CDKTF app of a folder, or plans its Terraform configuration, and checks what comes out. Nothing is
 * applied, no state is read, and nothing in the folder is written. Throws the errors of `errors.ts`, and
 * {@link Interrupted}.
 */
export async function audit(options: AuditOptions, around: AuditSurroundings): Promise<AuditResult> {
  const { cwd, clock } = around;
  const folder = resolve(cwd, options.folder);
  const targets = await findTargets(folder, shownFolder(cwd, folder));
  const temporary = await mkdtemp(join(around.temporary, "safeguard-audit-"));
  try {
    const started = clock();
    const made = await makeDocuments(targets, options, around, temporary);
    const between = clock();
    const config = options.config === null ? findConfig(folder) : options.config;
    const checked = { ...options, config, inputs: [], source: null, changedOnly: false, made };
    const judgement = await judge(checked, { ...around, terraform: around.terraform ?? "terraform" });
    const result = await assessJudged(judgement, checked, cwd);
    if (around.signal.aborted) throw new Interrupted();
    const took = { making: between - started, assessing: clock() - between };
    return { ...result, folder, notes: notesOn(targets, cwd), took };
  } catch (error) {
    throw error instanceof CommandError && error.failure === "aborted" ? new Interrupted() : error;
  } finally {
    await rm(temporary, { recursive: true, force: true, maxRetries: 3 });
  }
}

async function makeDocuments(
  { apps, roots }: Targets,
  options: AuditOptions,
  around: AuditSurroundings,
  temporary: string,
): Promise<MadeDocument[]> {
  const { variables, timeout } = options;
  const variableFiles = options.variableFiles.map((file) => resolve(around.cwd, file));
  const { cwd, environment, terraform, signal, progress } = around;
  const makers = [
    ...apps.map((app) => (task: Task) => synthesize(app, task)),
    ...roots.map((root) => async (task: Task) => [await plan(root, task)]),
  ];
  const made: MadeDocument[] = [];
  for (const [index, make] of makers.entries()) {
    const own = join(temporary, String(index + 1));
    await mkdir(own);
    made.push(
      ...(await make({
        cwd,
        environment,
        variables,
        variableFiles,
        terraform,
        timeout,
        signal,
        progress,
        temporary: own,
      })),
    );
  }
  return made;
}

function notesOn({ roots, left }: Targets, cwd: string): string[] {
  const notes: string[] = [];
  if (roots.length > 0) notes.push("Planned without a state, as if nothing were deployed yet.");
  const [first] = left;
  if (first !== undefined) {
    const others = left.length === 1 ? "" : ` and ${left.length - 1} more`;
    notes.push(
      `Not audited: ${shownFolder(cwd, first)}${others}, which nothing here calls. Name a folder to audit it.`,
    );
  }
  return notes;
}
