/**
 * Writes docs/policies/ and the generated parts of README.md: what stands between `<!-- generated: NAME … -->` and `<!-- end: NAME -->`.
 *
 * Usage: npm run docs
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { assets } from "../src/assets.js";
import { readFramework } from "../src/check/judge.js";
import Check from "../src/commands/check.js";
import { readCatalogue } from "../src/engine/bundle.js";
import { formats } from "../src/report/formats.js";
import { readExamples } from "./examples.js";
import { fenced, table } from "./markdown.js";
import { policyPages, servicesTable } from "./policy-pages.js";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const BLOCK = /(<!-- generated: (\w+) ?(.*?) -->\n).*?( *<!-- end: \2 -->)/gs;
const CUT = "[…]";
const FINDINGS = 2;
const CONTROLS = 6;

const blocks: Record<string, (argument: string) => string> = {
  output: (argument) => fenced("text", excerpt(...outputOf(argument))),
  gate: (argument) => fenced("text", outputOf(argument)[0].trimEnd().split("\n\n").at(-1) ?? ""),
  policies: () => servicesTable(readCatalogue(assets.policies).policies, "docs/policies/"),
  flags: flagsTable,
  formats: () =>
    table(
      ["format", "for"],
      formats.map(({ name, description }) => [`\`${name}\``, description]),
    ),
};

/** The text with its generated parts as they should be. */
export function refreshed(text: string): string {
  return text.replace(BLOCK, (_, begin: string, name: string, argument: string, end: string) => {
    const make = blocks[name];
    if (make === undefined) throw new Error(`README.md: nothing generates ${name}.`);
    const indented = end.startsWith(" ");
    return indented ? `${begin}${make(argument)}\n${end}` : `${begin}\n${make(argument)}\n\n${end}`;
  });
}

/** `npx safeguard ARGUMENTS [of ADDRESS, ADDRESS]`: what the command prints, and the resources to show of it. */
function outputOf(argument: string): [output: string, resources: string[]] {
  const [command = "", resources = ""] = argument.split(" of ");
  const [npx, safeguard, ...args] = command.split(" ");
  if (npx !== "npx" || safeguard !== "safeguard")
    throw new Error(`README.md: ${command} is no npx safeguard.`);
  const { bin } = JSON.parse(readFileSync(assets.package, "utf8")) as { bin: { safeguard: string } };
  const env = { ...process.env, NO_COLOR: "1" };
  const { stdout, stderr } = spawnSync(process.execPath, [bin.safeguard, ...args], {
    cwd: ROOT,
    env,
    encoding: "utf8",
  });
  if (stdout === "") throw new Error(`${command} printed nothing.\n${stderr}`);
  return [stdout, resources.split(", ")];
}

/** The first findings of some resources, the first controls and the verdict; what is left out is marked. */
function excerpt(output: string, resources: readonly string[]): string {
  const parts = output.trimEnd().split("\n\n");
  const controls = parts.findIndex((part) => part.startsWith("HIPAA "));
  const shown: string[] = [];
  for (const part of parts.slice(0, controls)) {
    const [address = "", ...lines] = part.split("\n");
    if (resources.includes(address)) shown.push([address, ...firstFindings(lines)].join("\n"));
    else if (shown.at(-1) !== CUT) shown.push(CUT);
  }
  const missing = resources.filter((address) => !shown.some((part) => part.startsWith(`${address}\n`)));
  if (missing.length > 0) throw new Error(`The report shows no ${missing.join(", ")}.`);
  const [title = "", ...rows] = (parts[controls] ?? "").split("\n");
  const sum = rows.findIndex((row) => row.startsWith("  Of "));
  const cut = sum > CONTROLS ? [`  ${CUT}`] : [];
  shown.push([title, ...rows.slice(0, Math.min(CONTROLS, sum)), ...cut, ...rows.slice(sum)].join("\n"));
  return [...shown, ...parts.slice(controls + 1)].join("\n\n");
}

function firstFindings(lines: readonly string[]): string[] {
  const starts = lines.flatMap((line, index) => (/^ {2}\S/.test(line) ? [index] : []));
  const end = starts[FINDINGS];
  return end === undefined ? [...lines] : [...lines.slice(0, end), `  ${CUT}`];
}

interface FlagShape {
  readonly description?: string;
  readonly char?: string;
  readonly helpValue?: string | string[];
  readonly options?: readonly string[];
  readonly default?: unknown;
  readonly allowNo?: boolean;
  readonly type: string;
}

function flagsTable(): string {
  const flags = Object.entries(Check.flags as Record<string, FlagShape>);
  return table(
    ["flag of `check`", ""],
    flags.map(([name, flag]) => {
      const value =
        flag.type === "option" ? ` ${flag.options?.join("\\|") ?? flag.helpValue ?? "VALUE"}` : "";
      const names = [
        `--${name}${value}`,
        ...(flag.char ? [`-${flag.char}`] : []),
        ...(flag.allowNo ? [`--no-${name}`] : []),
      ];
      const standard = typeof flag.default === "string" ? ` (default: ${flag.default})` : "";
      return [names.map((text) => `\`${text}\``).join(", "), `${flag.description ?? ""}${standard}`];
    }),
  );
}

/** The files of `docs/policies/` as they should be. */
export function pages(): ReadonlyMap<string, string> {
  return policyPages({
    policies: readCatalogue(assets.policies).policies,
    framework: readFramework("hipaa"),
    examples: readExamples(ROOT),
  });
}

function writePages(): void {
  const folder = `${ROOT}docs/policies`;
  rmSync(folder, { recursive: true, force: true });
  for (const [path, text] of pages()) {
    mkdirSync(join(folder, path, ".."), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const file = `${ROOT}README.md`;
  writeFileSync(file, refreshed(readFileSync(file, "utf8")));
  writePages();
}
