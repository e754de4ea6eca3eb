import { Chalk, type ChalkInstance } from "chalk";
import type { RenderOptions } from "./format.js";
import { clipped, plain, wrap } from "./text.js";

const NARROWEST = 40;
/** Of one text, in characters; the JSON report holds the whole. */
export const LONGEST = 4000;

export type Style = (text: string) => string;

export const same: Style = (text) => text;

/** Lines for a terminal; text is wrapped before it is coloured. */
export class Page {
  private readonly lines: string[] = [];
  readonly chalk: ChalkInstance;
  readonly width: number;

  constructor({ color, width, links }: RenderOptions) {
    this.chalk = new Chalk({ level: color ?? 0 });
    this.width = Math.max(width ?? 80, NARROWEST);
    this.links = links;
  }

  private readonly links: RenderOptions["links"];

  /** Writes `text` after `lead`; what does not fit goes on below, indented. */
  write(text: string, indent = 0, style: Style = same, lead = ""): void {
    const pad = " ".repeat(indent);
    const [first = "", ...rest] = wrap(clipped(plain(text), LONGEST), this.width - indent);
    this.lines.push(`${lead === "" ? pad : lead}${style(lead === "" ? noCommand(first) : first)}`);
    for (const line of rest) this.lines.push(`${pad}${style(noCommand(line))}`);
  }

  /** Writes a line of code as it is. */
  code(line: string, indent: number): void {
    this.lines.push(`${" ".repeat(indent)}${this.chalk.dim(line)}`);
  }

  gap(): void {
    if (this.lines.length > 0) this.lines.push("");
  }

  text(): string {
    return `${this.lines.join("\n")}\n`;
  }

  /** What `words` in a text lead to, where the terminal takes links. */
  linked(target: Parameters<NonNullable<RenderOptions["links"]>>[0], words: string): Style {
    const url = this.links?.(target) ?? null;
    if (url === null || !/^[!-~]+$/.test(url)) return same;
    return (text) => text.replace(words, (found) => linkTo(url, found));
  }
}

/** Text that leads to a URL, for a terminal: https://gist.github.com/egmontkob/eb114294efbcd5adb1944c9f3cb5feda */
export function linkTo(url: string, text: string): string {
  return `\u001b]8;;${url}\u001b\\${text}\u001b]8;;\u001b\\`;
}

/** GitHub runs a line that begins with `::command::`, after blanks too. */
function noCommand(line: string): string {
  return line.replace(/^(\s*):(?=:)/, "$1∶");
}
