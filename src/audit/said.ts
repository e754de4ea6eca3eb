import { stripVTControlCharacters } from "node:util";
import { redact } from "../inventory/secrets.js";
import { clipped } from "../report/text.js";

/** Of one message of another program. */
const LONGEST = 300;
/** A shorter value may stand in any sentence. */
const SHORTEST_SECRET = 6;
const SECRET_NAME = /^TF_VAR_|^TF_TOKEN_|SECRET|TOKEN|PASSWORD|PASSWD|CREDENTIAL|API_?KEY|PRIVATE_KEY/i;

/** Values that may not be shown: of variables given by hand, and of what the environment calls a secret. */
export function secretsOf(environment: NodeJS.ProcessEnv, variables: readonly string[]): string[] {
  const named = Object.entries(environment).flatMap(([name, value]) =>
    SECRET_NAME.test(name) && value !== undefined ? [value] : [],
  );
  const given = variables.map((variable) => variable.slice(variable.indexOf("=") + 1));
  return [...named, ...given].filter(({ length }) => length >= SHORTEST_SECRET);
}

/** What an app said before it stopped: the line of its error, else its last one. */
export function errorOfApp(said: string, secrets: readonly string[]): string {
  const lines = linesOf(said).filter((line) => !/^(?:at |Node\.js v|npm (?:warn|notice|error) )/i.test(line));
  const error = lines.findIndex((line) => /^(?:Uncaught )?[\w.]*(?:Error|Exception)\b[^:]*: /.test(line));
  // Compilers say on the next line what it is.
  const [first = "", next = ""] = error < 0 ? lines.slice(-1) : lines.slice(error, error + 2);
  return shownSafely(/\berror\b/i.test(next) ? `${first} ${next}` : first, secrets);
}

/** What Terraform said first: the summary, where it is, and the first sentence about it; no line of the source. */
export function errorOfTerraform(said: string, secrets: readonly string[]): string {
  const lines = linesOf(said);
  const at = lines.findIndex((line) => line.startsWith("Error: "));
  if (at < 0) return shownSafely(lines.at(-1) ?? "", secrets);
  const summary = (lines[at] ?? "").slice("Error: ".length);
  const next = lines.findIndex((line, index) => index > at && /^(?:Error|Warning): /.test(line));
  const rest = lines.slice(at + 1, next < 0 ? undefined : next);
  const place = rest.map((line) => /^on (\S+) line (\d+)/.exec(line)).find((match) => match !== null);
  // What follows the frame is prose, until the next heading: lines of the source carry their number.
  const prose = rest.filter((line) => !/^(?:on \S+ line \d+|with \S+,|\d+:|├|│)/.test(line)).join(" ");
  const sentence = /^.+?[.:](?= |$)/.exec(prose)?.[0] ?? "";
  const where = place == null ? "" : ` (${place[1]}:${place[2]})`;
  const told = [`${summary}${where}`, sentence].filter(Boolean).join(": ");
  return shownSafely(told, secrets);
}

/** Root variables that have no value, by name. */
export function missingVariables(said: string): string[] {
  const text = linesOf(said).join(" ");
  const names = [...text.matchAll(/root module input variable "([^"]+)" is not set/g)].map(
    ([, name = ""]) => name,
  );
  return [...new Set(names)].sort();
}

/** Lines without colours, blanks around them, or the frame that Terraform draws. */
function linesOf(said: string): string[] {
  return stripVTControlCharacters(said)
    .split(/\r?\n/)
    .map((line) => line.replace(/^[\s╷│╵|]+/, "").trim())
    .filter(Boolean);
}

function shownSafely(text: string, secrets: readonly string[]): string {
  let safe = text;
  for (const secret of secrets) safe = safe.replaceAll(secret, "(secret)");
  if (redact(safe, "message", new Set()) !== safe) return "its message holds a secret and is not shown";
  return clipped(safe, LONGEST).replace(/[.:]$/, "");
}
