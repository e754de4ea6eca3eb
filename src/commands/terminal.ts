import chalk from "chalk";
import type { RenderOptions } from "../report/format.js";
import { linksFrom, showsLinks } from "./links.js";

const WIDEST = 120;

/**
 * Width, colours and links of the terminal at hand; `NO_COLOR`, `FORCE_COLOR` and `FORCE_HYPERLINK` are honoured, the flag
 * wins.
 */
export function terminalOptions(stream: NodeJS.WriteStream, color: boolean | undefined): RenderOptions {
  const noColor = process.env.NO_COLOR !== undefined && process.env.NO_COLOR !== "";
  const automatic = noColor ? 0 : chalk.level;
  const level = color === undefined ? automatic : color ? Math.max(chalk.level, 1) : 0;
  const links = color !== false && showsLinks(stream.isTTY === true, process.env);
  return {
    width: Math.min(stream.columns || 80, WIDEST),
    color: level as 0 | 1 | 2 | 3,
    ...(links ? { links: linksFrom(process.cwd()) } : {}),
  };
}
