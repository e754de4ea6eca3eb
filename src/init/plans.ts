import { posix } from "node:path";
import type { Found } from "./detect.js";

/** Where the plan of a root is written, for `inputs` of the configuration. */
export function planOf(root: string): string {
  return posix.join(root, "plan.json");
}

/** The roots to plan: those that were found, else the folder itself, so that there is something to change. */
export function rootsToPlan({ roots, cdktf }: Found): readonly string[] {
  return roots.length === 0 && cdktf.length === 0 ? ["."] : roots;
}

/** What is checked: plans of the roots, and what the apps are synthesized to. */
export function inputsOf(found: Found): string[] {
  return [...rootsToPlan(found).map(planOf), ...found.cdktf.map(({ output }) => output)];
}

/** Where the package of Safeguard lies for CI. */
export function tarballOf({ tarball }: Found, version: string): string {
  return tarball ?? `tools/safeguard-${version}.tgz`;
}

/** Text in a file of YAML: bare where it can be nothing else. */
export function scalar(text: string): string {
  const bare =
    /^[A-Za-z_./]([\w ./=>&-]*[\w./-])?$/.test(text) && !/^(true|false|null|yes|no|on|off|y|n)$/i.test(text);
  return bare ? text : JSON.stringify(text);
}

/** A path as a word of a shell. Names that hold a quote are not set up (`detect.ts`). */
export function word(text: string): string {
  const path = text.startsWith("-") ? `./${text}` : text;
  return /^[\w./@%+=:,-]+$/.test(path) ? path : `'${path}'`;
}

/** Synthesizes an app of CDKTF. */
export function synthesis(npm: boolean): string[] {
  return [...(npm ? ["npm ci"] : []), "npx --yes cdktf-cli synth"];
}
