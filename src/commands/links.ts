import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { assets } from "../assets.js";
import type { LinkTarget } from "../report/format.js";

/** First versions that show links, by TERM_PROGRAM. */
const PROGRAMS: Readonly<Record<string, readonly [major: number, minor: number]>> = {
  "iTerm.app": [3, 1],
  vscode: [1, 72],
  WezTerm: [20200620, 0],
  ghostty: [0, 0],
  zed: [0, 0],
  rio: [0, 0],
};
const TERMINALS = new Set(["alacritty", "foot", "xterm-ghostty", "xterm-kitty"]);
/** VTE 0.50, as an environment variable says it. */
const FIRST_VTE = 5001;

/**
 * Whether a terminal shows OSC 8 links; `FORCE_HYPERLINK` decides where it is set.
 * @see https://github.com/Alhadis/OSC8-Adoption
 */
export function showsLinks(isTerminal: boolean, environment: NodeJS.ProcessEnv): boolean {
  const { FORCE_HYPERLINK: forced, TERM = "", TERM_PROGRAM = "" } = environment;
  if (forced !== undefined && forced !== "") return forced !== "0" && forced !== "false";
  if (!isTerminal || TERM === "dumb" || isSet(environment.NO_COLOR) || isSet(environment.CI)) return false;
  if (TERMINALS.has(TERM) || isSet(environment.WT_SESSION) || isSet(environment.KITTY_WINDOW_ID)) return true;
  if (Number(environment.VTE_VERSION) >= FIRST_VTE) return true;
  const first = PROGRAMS[TERM_PROGRAM];
  if (first === undefined) return false;
  const [major = 0, minor = 0] = (environment.TERM_PROGRAM_VERSION ?? "").split(/\D+/).map(Number);
  return major > first[0] || (major === first[0] && minor >= first[1]);
}

/** URLs of places in the source, and of the page of a policy: our own where it is at hand, else what it cites. */
export function linksFrom(cwd: string): (target: LinkTarget) => string | null {
  return (target) => {
    if ("policy" in target) {
      const page = new URL(`${target.policy}.md`, assets.policyPages);
      return existsSync(page) ? page.href : (target.references[0] ?? null);
    }
    const file = resolve(cwd, target.file);
    return existsSync(file) ? `${pathToFileURL(file).href}#L${target.line}` : null;
  };
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== "";
}
