import { readFileSync } from "node:fs";
import { relative, resolve } from "node:path";
import type { ErrorObject } from "ajv";
import { assets } from "../assets.js";
import { didYouMean } from "../check/closest.js";
import { ConfigError } from "../errors.js";
import { type Config, NO_CONFIG } from "./config.js";
import { findConfig } from "./find.js";

/** A place in the configuration: keys and indices from the top. */
export type Path = readonly (string | number)[];

export interface FoundConfig {
  readonly config: Config;
  /** `safeguard.config.yaml:12`, for messages. */
  readonly lineOf: (path: Path) => string;
}

/**
 * Reads the named configuration, or the one that holds for the folder.
 * Throws {@link ConfigError}, which names line and key of what is wrong.
 */
export async function readConfig(named: string | null, cwd: string): Promise<FoundConfig> {
  const file = named === null ? findConfig(cwd) : resolve(cwd, named);
  if (file === null) return { config: NO_CONFIG, lineOf: () => "" };
  const shown = relative(cwd, file).replaceAll("\\", "/") || file;
  const { LineCounter, parseDocument, isNode } = await import("yaml");
  const lines = new LineCounter();
  const document = parseDocument(textOf(file, shown), { lineCounter: lines, uniqueKeys: true });
  const [syntax] = document.errors;
  if (syntax !== undefined) {
    const { line } = lines.linePos(syntax.pos[0]);
    const said = syntax.message.split(/ at line \d+| \(/)[0]?.trim() ?? "";
    throw new ConfigError("config-syntax", `${shown}:${line}: ${said}.`, "Mend the YAML.");
  }
  const lineOf = (path: Path): string => {
    for (let end = path.length; end >= 0; end -= 1) {
      const node: unknown = document.getIn(path.slice(0, end), true);
      if (isNode(node) && node.range != null) return `${shown}:${lines.linePos(node.range[0]).line}`;
    }
    return shown;
  };
  const value: unknown = document.toJS() ?? {};
  await validate(value, lineOf);
  const { parameters = {}, overrides = [] } = value as Partial<Config>;
  return { config: { path: shown, parameters, overrides }, lineOf };
}

function textOf(file: string, shown: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    const found = code === "ENOENT" ? "there is no such file" : `it cannot be read (${code})`;
    throw new ConfigError("no-config", `--config ${shown}: ${found}.`, "Name a safeguard.config.yaml.", {
      cause,
    });
  }
}

async function validate(value: unknown, lineOf: FoundConfig["lineOf"]): Promise<void> {
  const { Ajv2020 } = await import("ajv/dist/2020.js");
  const schema = JSON.parse(readFileSync(assets.configSchema, "utf8")) as object;
  const fits = new Ajv2020({ allowUnionTypes: true, verbose: true }).compile(schema);
  if (fits(value)) return;
  const [error] = fits.errors ?? [];
  if (error === undefined) return;
  const path = pathOf(error.instancePath);
  throw new ConfigError(
    "config-shape",
    `${lineOf(errorPath(error, path))}: ${explained(error, path)}`,
    "docs/configuration.md describes every key.",
  );
}

function pathOf(pointer: string): Path {
  return pointer
    .split("/")
    .slice(1)
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"))
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part));
}

function errorPath({ keyword, params }: ErrorObject, path: Path): Path {
  const { additionalProperty, propertyName } = params as Record<string, string | undefined>;
  const key = keyword === "additionalProperties" ? additionalProperty : propertyName;
  return key === undefined ? path : [...path, key];
}

function explained(error: ErrorObject, path: Path): string {
  const where = path.length === 0 ? "the configuration" : shownPath(path);
  const { additionalProperty, missingProperty, propertyName } = error.params as Record<
    string,
    string | undefined
  >;
  if (additionalProperty !== undefined) {
    const known = Object.keys((error.parentSchema as { properties?: object })?.properties ?? {});
    return `${where} has no key ${additionalProperty}${didYouMean(additionalProperty, known)}`;
  }
  if (missingProperty !== undefined) return `${where} needs ${missingProperty}.`;
  if (propertyName !== undefined || error.propertyName !== undefined) {
    return `${where} has ${propertyName ?? error.propertyName}, which is no policy id (service/rule).`;
  }
  return `${where} ${error.message ?? "is wrong"}.`;
}

/** `overrides[0].for.tags`. */
export function shownPath(path: Path): string {
  return path.reduce<string>(
    (text, part) => (typeof part === "number" ? `${text}[${part}]` : text === "" ? part : `${text}.${part}`),
    "",
  );
}
