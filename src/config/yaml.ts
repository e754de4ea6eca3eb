import { readFileSync } from "node:fs";
import { relative } from "node:path";
import type { ErrorObject } from "ajv";
import { didYouMean } from "../check/closest.js";
import { ConfigError } from "../errors.js";

/** A place in a file: keys and indices from the top. */
export type Path = readonly (string | number)[];

export interface YamlFile {
  /** Relative to the working directory. */
  readonly shown: string;
  /** Fits the schema. */
  readonly value: unknown;
  /** `safeguard.config.yaml:12`, for messages. */
  readonly lineOf: (path: Path) => string;
}

export interface Expected {
  readonly schema: URL;
  /** What the file is to people: `the configuration`. */
  readonly what: string;
  /** What to do when it is wrong. */
  readonly hint: string;
  /** Of the schema, other schemas that it refers to. */
  readonly others?: readonly URL[];
}

/** Reads a YAML or JSON file and checks it. Throws {@link ConfigError}, which names line and key of what is wrong. */
export async function readYaml(file: string, cwd: string, expected: Expected): Promise<YamlFile> {
  const shown = relative(cwd, file).replaceAll("\\", "/") || file;
  const { LineCounter, parseDocument, isNode } = await import("yaml");
  const lines = new LineCounter();
  const document = parseDocument(textOf(file, shown, expected), { lineCounter: lines, uniqueKeys: true });
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
  const value = unfolded(document, shown);
  await validate(value, lineOf, expected);
  return { shown, value, lineOf };
}

/** An alias of nothing, or aliases that unfold without end, come to light here. */
function unfolded(document: { toJS(): unknown }, shown: string): unknown {
  try {
    return document.toJS() ?? {};
  } catch (cause) {
    const said = (cause as Error).message.split(/[\n:(]/)[0]?.trim() ?? "";
    throw new ConfigError(
      "config-syntax",
      `${shown}: ${said}.`,
      "Write the values out instead of the aliases (*name).",
      { cause },
    );
  }
}

function textOf(file: string, shown: string, { what }: Expected): string {
  try {
    return readFileSync(file, "utf8");
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    const found = code === "ENOENT" ? "there is no such file" : `it cannot be read (${code})`;
    throw new ConfigError("no-config", `${shown}: ${found}.`, `Name the file that holds ${what}.`, { cause });
  }
}

async function validate(value: unknown, lineOf: YamlFile["lineOf"], expected: Expected): Promise<void> {
  const { Ajv2020 } = await import("ajv/dist/2020.js");
  const { default: formats } = await import("ajv-formats");
  const read = (url: URL) => JSON.parse(readFileSync(url, "utf8")) as object;
  const ajv = new Ajv2020({
    allowUnionTypes: true,
    verbose: true,
    schemas: expected.others?.map(read) ?? [],
  });
  formats.default(ajv);
  const fits = ajv.compile(read(expected.schema));
  if (fits(value)) return;
  const error = mostTelling(fits.errors ?? []);
  if (error === undefined) return;
  const path = pathOf(error.instancePath);
  throw new ConfigError(
    "config-shape",
    `${lineOf(errorPath(error, path))}: ${explained(error, path, expected.what)}`,
    expected.hint,
  );
}

/** Where a value may take several forms, each form has its error: the deepest is of the form that was meant. */
function mostTelling(errors: readonly ErrorObject[]): ErrorObject | undefined {
  const own = errors.filter(({ keyword }) => keyword !== "anyOf" && keyword !== "if");
  const deepest = Math.max(...own.map(({ instancePath }) => pathOf(instancePath).length));
  const last = own.filter(({ instancePath }) => pathOf(instancePath).length === deepest);
  const isForm = ({ keyword }: ErrorObject) => keyword === "type" || keyword === "enum";
  const [first, ...others] = last;
  if (first === undefined || others.length === 0 || !last.every(isForm)) {
    return last.find((error) => !isForm(error)) ?? first;
  }
  const types = last.flatMap(({ params }) => (params as { type?: string | string[] }).type ?? []);
  return last.find(({ keyword }) => keyword === "enum") ?? { ...first, params: { type: types } };
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

function explained(error: ErrorObject, path: Path, what: string): string {
  const where = path.length === 0 ? what : shownPath(path);
  const { additionalProperty, missingProperty, propertyName } = error.params as Record<
    string,
    string | undefined
  >;
  if (additionalProperty !== undefined) {
    const known = Object.keys((error.parentSchema as { properties?: object })?.properties ?? {});
    return `${where} has no key ${additionalProperty}${didYouMean(additionalProperty, known)}`;
  }
  if (error.keyword === "enum") return noneOf(where, error);
  if (missingProperty !== undefined) return `${where} needs ${missingProperty}.`;
  if (propertyName !== undefined || error.propertyName !== undefined) {
    const found = propertyName ?? error.propertyName;
    const expected =
      path[0] === "severities"
        ? "neither a policy id (service/rule) nor a glob"
        : "no policy id (service/rule)";
    return `${where} has ${found}, which is ${expected}.`;
  }
  return `${where} ${inWords(error)}.`;
}

const TYPES: Readonly<Record<string, string>> = {
  string: "text",
  array: "a list",
  object: "a map of keys and values",
  integer: "a whole number",
  number: "a number",
  boolean: "true or false",
};

function inWords({ keyword, params, message = "is wrong" }: ErrorObject): string {
  const { type, limit, format } = params as { type?: string | string[]; limit?: number; format?: string };
  if (keyword === "type") {
    const types = [type ?? []].flat().map((one) => TYPES[one] ?? one);
    return `must be ${types.join(" or ")}`;
  }
  if (["minItems", "minProperties", "minLength"].includes(keyword) && limit === 1) return "is empty";
  if (keyword === "format" && format === "date") return "is no day of the calendar, as in 2027-03-31";
  return message;
}

function noneOf(where: string, { data, params }: ErrorObject): string {
  const allowed = (params as { allowedValues: readonly unknown[] }).allowedValues.map(String);
  const found = typeof data === "string" ? data : JSON.stringify(data);
  const near = didYouMean(found.toLowerCase(), allowed);
  return `${where} is ${found}, which is none of ${allowed.join(", ")}${near}`;
}

/** `overrides[0].for.tags`. */
export function shownPath(path: Path): string {
  return path.reduce<string>(
    (text, part) => (typeof part === "number" ? `${text}[${part}]` : text === "" ? part : `${text}.${part}`),
    "",
  );
}
