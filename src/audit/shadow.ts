import { constants } from "node:fs";
import { copyFile, mkdir, readdir, readlink, symlink, writeFile } from "node:fs/promises";
import { basename, dirname, join, parse, relative, resolve } from "node:path";

/** A folder that Terraform takes for the user's, where it may write. */
export interface Shadow {
  readonly folder: string;
  /** Where a folder around it, or the folder itself, is found in the shadow. */
  readonly mapped: (folder: string) => string;
}

/** Comes last of the override files: a backend in one replaces that of the configuration, `cloud` blocks too. */
const OVERRIDE = "zzz_safeguard_override.tf.json";
const LOCK = ".terraform.lock.hcl";
/** State, and what Terraform keeps of a folder. */
const LEFT_OUT =
  /^(?:\.terraform|terraform\.tfstate\.d|.+\.tfstate(?:\..*)?|\.terraform\.tfstate\.lock\.info|\.safeguard)$/;
/** Never walked: one link will do. */
const AS_ONE = new Set(["node_modules", ".git", "cdktf.out"]);

/**
 * Makes a folder with the same files and no state, whose backend is local: planning there touches neither the user's
 * folder nor a state. Links stand for its files and for everything around it, so that every relative path leads where it
 * led.
 * @see https://developer.hashicorp.com/terraform/language/files/override#merging-terraform-blocks
 */
export async function shadowOf(folder: string, temporary: string): Promise<Shadow> {
  const { root } = parse(folder);
  const base = join(temporary, "root");
  let real = root;
  let shadow = base;
  await mkdir(base, { recursive: true });
  for (const name of relative(root, folder).split(/[\\/]/).filter(Boolean)) {
    await linkOthers(real, shadow, name);
    real = join(real, name);
    shadow = join(shadow, name);
    await mkdir(shadow);
  }
  await mirror(folder, shadow, temporary);
  await writeFile(join(shadow, OVERRIDE), JSON.stringify({ terraform: { backend: { local: {} } } }));
  return { folder: shadow, mapped: (path) => join(base, relative(root, path)) };
}

/** What stands beside the folder on its way from the root; what may not be listed is left out. */
async function linkOthers(real: string, shadow: string, without: string): Promise<void> {
  const entries = await readdir(real, { withFileTypes: true }).catch(() => []);
  for (const entry of entries) {
    if (entry.name === without) continue;
    await link(join(real, entry.name), join(shadow, entry.name), entry.isDirectory()).catch(() => {});
  }
}

/** Folders are made, since `fileset` does not follow links to them; files are linked. */
async function mirror(real: string, shadow: string, temporary: string): Promise<void> {
  for (const entry of await readdir(real, { withFileTypes: true })) {
    const [from, to] = [join(real, entry.name), join(shadow, entry.name)];
    if (LEFT_OUT.test(entry.name) || from === temporary) continue;
    // Terraform writes this one.
    if (entry.name === LOCK) await copyFile(from, to, constants.COPYFILE_FICLONE);
    else if (entry.isSymbolicLink()) await link(resolve(dirname(from), await readlink(from)), to, false);
    else if (!entry.isDirectory()) await linkFile(from, to);
    else if (AS_ONE.has(basename(from))) await link(from, to, true);
    else {
      await mkdir(to);
      await mirror(from, to, temporary);
    }
  }
}

/** On Windows files are linked by those alone who have a privilege. */
async function linkFile(from: string, to: string): Promise<void> {
  await symlink(from, to, "file").catch(() => copyFile(from, to, constants.COPYFILE_FICLONE));
}

async function link(from: string, to: string, isFolder: boolean): Promise<void> {
  await symlink(from, to, isFolder ? "junction" : null);
}
