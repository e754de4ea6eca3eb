import { compare } from "../order.js";

/**
 * Names for inputs that hold on every machine: the last parts of each path, as many as tell them apart. One input is called
 * by its file, several `dev/plan.json` and `prod/plan.json`.
 */
export function inputNames(paths: readonly string[]): Map<string, string> {
  const parts = paths.map((path) => ({ path, steps: stepsOf(path) }));
  const most = Math.max(1, ...parts.map(({ steps }) => steps.length));
  for (let length = 1; length <= most; length += 1) {
    const names = parts.map(({ steps }) => steps.slice(-length).join("/"));
    if (new Set(names).size === names.length || length === most)
      return new Map(parts.map(({ path }, index) => [path, names[index] ?? path]));
  }
  return new Map();
}

/**
 * Which name of a baseline each input goes by. Where both are one, they belong together, whatever the file is called. Of
 * several, a name is for the input whose path ends with it, or with its folder alone: an audit names the root that a plan lies
 * in. A name that is for two inputs is for none, and so is a folder of two names.
 */
export function namedInputs(paths: readonly string[], names: readonly string[]): Map<string, string> {
  const [onlyPath] = paths;
  const [onlyName] = names;
  if (onlyPath !== undefined && onlyName !== undefined && paths.length === 1 && names.length === 1)
    return new Map([[onlyPath, onlyName]]);
  const found = new Map<string, string>();
  for (const path of paths) {
    const whole = `/${stepsOf(path).join("/")}`;
    const [name] = names
      .filter((it) => whole.endsWith(`/${it}`))
      .sort((a, b) => b.length - a.length || compare(a, b));
    const within = names.filter((it) => it.includes("/") && whole.endsWith(`/${folderOf(it)}`));
    const [only] = within.length === 1 ? within : [];
    const chosen = name ?? only;
    if (chosen !== undefined) found.set(path, chosen);
  }
  const taken = [...found.values()];
  return new Map([...found].filter(([, name]) => taken.filter((it) => it === name).length === 1));
}

function folderOf(name: string): string {
  return name.slice(0, name.lastIndexOf("/"));
}

function stepsOf(path: string): string[] {
  return path.split(/[\\/]/).filter((step) => step !== "" && step !== ".");
}
