import { existsSync, readFileSync } from "node:fs";
import { dirname, join, posix, relative } from "node:path";
import { findConfig } from "../config/find.js";

/** What a folder holds that Safeguard can check. Paths are relative to it, with `/`. */
export interface Found {
  /** Folders that Terraform is run in. */
  readonly roots: readonly string[];
  /** Of the roots, where a file says it and they agree. */
  readonly terraformVersion: string | null;
  readonly cdktf: readonly CdktfApp[];
  /** The package of Safeguard, to install in CI. */
  readonly tarball: string | null;
  /** The root of the repository, where it is a folder above. */
  readonly repository: string | null;
  /** The configuration of a folder above. */
  readonly above: string | null;
  /** The schema of the configuration, where an editor finds it. */
  readonly schema: string | null;
}

interface CdktfApp {
  readonly folder: string;
  /** Where it is synthesized to. */
  readonly output: string;
  /** Its dependencies are installed by `npm ci`. */
  readonly npm: boolean;
}

const IGNORED = ["**/node_modules/**", "**/.terraform/**", "**/.git/**", "**/cdktf.out/**"];
/** Folders of what is shown or tested, and of what others call; never run by themselves, unless nothing else is. */
const ASIDE = /(^|\/)(examples?|tests?|fixtures?|modules?)(\/|$)/i;
/** A name that means something to YAML, a shell or GitHub wherever it is written is no folder to set up. */
const SPECIAL = /["'`\\$\p{Cc}]/u;
const SCHEMA = "node_modules/safeguard/schemas/config.v1.schema.json";

/** Looks what there is to check in a folder. It reads text alone: nothing is run. */
export async function detect(folder: string): Promise<Found> {
  const { glob } = await import("tinyglobby");
  const files = (
    await glob(["**/*.tf", "**/*.tf.json", "**/cdktf.json", "**/safeguard-*.tgz"], {
      cwd: folder,
      ignore: IGNORED,
      dot: false,
      followSymbolicLinks: false,
      deep: 8,
    })
  )
    .filter((file) => !SPECIAL.test(file) && posix.basename(file) !== "cdk.tf.json")
    .sort();
  const roots = rootsOf(
    folder,
    files.filter((file) => /\.tf(\.json)?$/.test(file)),
  );
  const versions = new Set(roots.map((root) => versionOf(folder, root)));
  const above = findConfig(dirname(folder));
  return {
    roots,
    terraformVersion: versions.size === 1 ? ([...versions][0] ?? null) : null,
    cdktf: files
      .filter((file) => posix.basename(file) === "cdktf.json")
      .map((file) => cdktfApp(folder, file)),
    tarball: files.findLast((file) => file.endsWith(".tgz")) ?? null,
    repository: repositoryAbove(folder),
    above: above === null ? null : relative(folder, above).replaceAll("\\", "/"),
    schema: existsSync(join(folder, SCHEMA)) ? SCHEMA : null,
  };
}

function repositoryAbove(folder: string): string | null {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(join(at, ".git")))
      return at === folder ? null : relative(folder, at).replaceAll("\\", "/");
    if (dirname(at) === at) return null;
  }
}

/** Folders that no other calls as a module; of these, the ones that configure a provider or a backend, if any do. */
function rootsOf(folder: string, files: readonly string[]): string[] {
  const texts = new Map<string, string>();
  for (const file of files) {
    const at = posix.dirname(file);
    texts.set(at, `${texts.get(at) ?? ""}\n${readFileSync(join(folder, file), "utf8")}`);
  }
  const called = new Set(
    [...texts].flatMap(([at, text]) =>
      [...text.matchAll(/^\s*"?source"?\s*[=:]\s*"(\.\.?\/[^"]*)"/gm)].map(([, source = ""]) =>
        posix.join(at, source).replace(/(?<=.)\/$/, ""),
      ),
    ),
  );
  const uncalled = [...texts.keys()].filter((at) => !called.has(at));
  return ownRoots(
    folder,
    uncalled.map((at) => ({ at, text: texts.get(at) ?? "" })),
  );
}

/**
 * Of the configurations that no other calls, those that Terraform is run in; `at` is relative to `folder`, with `/`. Not what
 * is shown, tested or there to be called, and of the rest the ones that configure a provider or a backend, if any do.
 */
export function ownRoots(
  folder: string,
  uncalled: readonly { readonly at: string; readonly text: string }[],
): string[] {
  const main = uncalled.filter(({ at }) => !ASIDE.test(at));
  const candidates = main.length > 0 ? main : uncalled;
  const configured = candidates.filter(
    ({ at, text }) =>
      /^\s*(provider|backend)\s+"|^\s*cloud\s*\{/m.test(text) ||
      existsSync(join(folder, at, ".terraform.lock.hcl")),
  );
  return (configured.length > 0 ? configured : candidates).map(({ at }) => at);
}

/** As tfenv and others pin it: https://github.com/tfutils/tfenv#terraform-version-file */
function versionOf(folder: string, root: string): string | null {
  const file = [join(folder, root), folder]
    .map((at) => join(at, ".terraform-version"))
    .find((path) => existsSync(path));
  const text = file === undefined ? "" : readFileSync(file, "utf8").trim();
  return /^\d+\.\d+\.\d+$/.test(text) ? text : null;
}

/** `output` of cdktf.json: https://developer.hashicorp.com/terraform/cdktf/create-and-deploy/configuration-file */
function cdktfApp(folder: string, file: string): CdktfApp {
  const at = posix.dirname(file);
  const output = outputOf(readFileSync(join(folder, file), "utf8"));
  return {
    folder: at,
    output: posix.join(at, output),
    npm: existsSync(join(folder, at, "package-lock.json")),
  };
}

function outputOf(text: string): string {
  try {
    const { output } = JSON.parse(text) as { output?: unknown };
    return typeof output === "string" && !SPECIAL.test(output) ? output : "cdktf.out";
  } catch {
    return "cdktf.out";
  }
}
