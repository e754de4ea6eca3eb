import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { compare } from "../assessment/order.js";
import type { MadeDocument } from "../check/judge.js";
import { InputError } from "../errors.js";
import { parseDocument } from "../input/parse.js";
import type { App } from "./find.js";
import { CommandError, run } from "./run.js";
import { errorOfApp, secretsOf } from "./said.js";
import { inWords, shownFolder, type Task } from "./task.js";

interface StackManifest {
  readonly name?: unknown;
  readonly synthesizedStackPath?: unknown;
  readonly annotations?: readonly { readonly level?: unknown; readonly message?: unknown }[];
}

/**
 * Runs the app as `cdktf synth` does, into a temporary folder, and reads its stacks. Throws {@link InputError}.
 * @see https://developer.hashicorp.com/terraform/cdktf/create-and-deploy/configuration-file
 * @see https://developer.hashicorp.com/terraform/cdktf/create-and-deploy/environment-variables
 */
export async function synthesize(app: App, task: Task): Promise<MadeDocument[]> {
  const shown = shownFolder(task.cwd, app.folder);
  // Named as the app's own would be, so that positions are those in what cdktf synth writes.
  const outdir = join(task.temporary, "cdktf.out");
  task.progress(`${shown === "." ? "" : `${shown}: `}${app.command}`);
  await runApp(app, shown, outdir, task);
  const manifest = await readFile(join(outdir, "manifest.json"), "utf8").catch(() => null);
  if (manifest === null) {
    throw new InputError(
      "no-manifest",
      `The app of ${inWords(shown)} ended well and wrote no stacks to the folder in CDKTF_OUTDIR.`,
      "It has to call app.synth(), and new App() must not name an outdir of its own.",
    );
  }
  const stacks = Object.values(
    (JSON.parse(manifest) as { stacks?: Record<string, StackManifest> }).stacks ?? {},
  );
  refuseErrors(stacks, task);
  const documents: MadeDocument[] = [];
  for (const { name, synthesizedStackPath } of stacks) {
    if (typeof synthesizedStackPath !== "string" || typeof name !== "string") continue;
    if (!synthesizedStackPath.endsWith(".json")) {
      throw new InputError(
        "hcl-output",
        `The app of ${inWords(shown)} synthesizes HCL; expected JSON.`,
        "Leave hclOutput and SYNTH_HCL_OUTPUT out.",
      );
    }
    const file = join(outdir, synthesizedStackPath);
    const path = shown === "." ? name : `${shown}/${name}`;
    documents.push({
      document: parseDocument(await readFile(file), path),
      place: { path: file, base: task.temporary },
    });
  }
  if (documents.length === 0) {
    throw new InputError(
      "no-stacks",
      `The app of ${inWords(shown)} has no stacks.`,
      "Add one before app.synth().",
    );
  }
  return documents.sort((a, b) => compare(a.document.path, b.document.path));
}

async function runApp(app: App, shown: string, outdir: string, task: Task): Promise<void> {
  const environment = {
    // Values of Terraform's variables are for Terraform alone; an app that read them would synthesize them in clear.
    ...Object.fromEntries(Object.entries(task.environment).filter(([name]) => !name.startsWith("TF_VAR_"))),
    // Generated bindings of a whole provider take more memory than Node has by default.
    NODE_OPTIONS: task.environment.NODE_OPTIONS ?? "--max-old-space-size=4096",
    CDKTF_OUTDIR: outdir,
    // guard() leaves it to the audit to judge.
    SAFEGUARD_AUDIT: outdir,
    CDKTF_CONTEXT_JSON: JSON.stringify(app.context),
    // Errors that the app's own checks found stand in the manifest then.
    CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS: "true",
  };
  const { timeout, signal } = task;
  try {
    await run({ program: app.command, args: null, cwd: app.folder, environment, timeout, signal });
  } catch (cause) {
    if (!(cause instanceof CommandError) || cause.failure === "aborted") throw cause;
    const again = `Run it by itself to see all: ${shown === "." ? "" : `cd ${shown} && `}${app.command}`;
    if (cause.failure === "timeout") {
      const message = `The app of ${inWords(shown)} did not end within ${timeout / 1000} seconds.`;
      throw new InputError("synth-timeout", message, `${again}. --timeout gives it more.`, { cause });
    }
    const said = errorOfApp(cause.said, secretsOf(task.environment, task.variables));
    const why = said === "" ? "." : `: ${said}.`;
    throw new InputError(
      "synth-failed",
      `The app of ${inWords(shown)} could not be synthesized${why}`,
      again,
      {
        cause,
      },
    );
  }
}

function refuseErrors(stacks: readonly StackManifest[], task: Task): void {
  for (const { name, annotations = [] } of stacks) {
    const error = annotations.find(({ level }) => level === "@cdktf/error");
    if (error === undefined) continue;
    const said = errorOfApp(String(error.message), secretsOf(task.environment, task.variables));
    throw new InputError(
      "synth-annotation",
      `The app says of its stack ${String(name)} that it is in error: ${said}.`,
      "Mend it; cdktf synth refuses the stack too.",
    );
  }
}
