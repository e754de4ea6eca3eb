import { existsSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, isAbsolute, posix, relative, resolve } from "node:path";
import { didYouMean } from "../check/closest.js";
import { ConfigError } from "../errors.js";
import type { ConfigFile } from "./config.js";

const HINT =
  "extends takes a path relative to the file, or one in a package: @org/hipaa-config/safeguard.config.yaml.";
const READABLE = /\.(ya?ml|json)$/i;

/**
 * The file that `extends` means, as it is written in another. Throws {@link ConfigError}.
 * @param place Where it is written.
 */
export function extendedFile(written: string, by: ConfigFile, root: ConfigFile, place: string): ConfigFile {
  const what = `${place}: extends ${written}`;
  if (/^[a-z]+:\/\//i.test(written)) {
    throw wrong(`${what}: a configuration is not fetched from the network.`);
  }
  const folder = dirname(by.file);
  const beside = resolve(folder, written);
  if (isAbsolute(written)) {
    const name = relative(dirname(root.file), beside).replaceAll("\\", "/");
    return { file: existing(beside, what), name };
  }
  // `base.yaml` is a file beside this one, as everywhere else in the file; only what is not there may be of a package.
  if (/^\.\.?[\\/]/.test(written) || existsSync(beside)) {
    return {
      file: existing(beside, what),
      name: posix.join(dirname(by.name), written.replaceAll("\\", "/")),
    };
  }
  return { file: inPackage(written, by.file, what), name: written };
}

function existing(file: string, what: string): string {
  if (existsSync(file)) return file;
  throw wrong(`${what}: there is no such file${nearby(file)}`);
}

function nearby(file: string): string {
  try {
    const names = readdirSync(dirname(file)).filter((name) => READABLE.test(name));
    return didYouMean(basename(file), names);
  } catch {
    return ".";
  }
}

/** As Node finds a module from the file's folder: https://nodejs.org/api/modules.html#all-together */
function inPackage(written: string, from: string, what: string): string {
  let found: string;
  try {
    found = createRequire(from).resolve(written);
  } catch (cause) {
    const hidden = (cause as NodeJS.ErrnoException).code === "ERR_PACKAGE_PATH_NOT_EXPORTED";
    throw wrong(
      hidden
        ? `${what}: the package does not export that file.`
        : `${what}: there is no such file, and no package in node_modules has it${nearby(resolve(dirname(from), written))}`,
    );
  }
  // A builtin of Node, such as `path`, is found too.
  if (isAbsolute(found) && READABLE.test(found)) return found;
  throw wrong(`${what}: that is ${basename(found)}, which is neither YAML nor JSON.`);
}

function wrong(message: string): ConfigError {
  return new ConfigError("extends", message, HINT);
}
