import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Opa, opaOutput } from "./opa.js";

/** Something that is wrong with a file. */
export interface Fault {
  /** With `/`, as the author knows it. */
  readonly file: string;
  /** 1-based; null for the file as a whole. */
  readonly line: number | null;
  readonly message: string;
}

/** `acme/queue-names.rego:12: it has no title.` */
export function faultText({ file, line, message }: Fault): string {
  return line === null ? `${file}: ${message}` : `${file}:${line}: ${message}`;
}

/** Everything that is wrong with Rego at once, one fault a line. */
export class RegoError extends Error {
  constructor(
    readonly faults: readonly Fault[],
    what = "The policies are wrong",
  ) {
    super(`${what}:\n${faults.map((fault) => `- ${faultText(fault)}`).join("\n")}`);
    this.name = "RegoError";
  }
}

/** What `opa parse` gives, as far as it is read here. */
export interface Module {
  readonly file: string;
  readonly text: string;
  readonly package: { readonly path: readonly { readonly value: string }[] };
  readonly annotations?: readonly Annotation[];
  readonly rules?: readonly {
    readonly head: { readonly name?: string; readonly ref?: readonly { value: string }[] };
  }[];
}

export interface Annotation {
  readonly entrypoint?: boolean;
  readonly title?: string;
  readonly description?: string;
  readonly related_resources?: readonly { readonly ref: string }[];
  readonly custom?: Readonly<Record<string, unknown>>;
}

/** Reads one file below `root`. */
export async function parseModule(opa: Opa, root: string, file: string): Promise<Module> {
  const text = readFileSync(join(root, file), "utf8");
  const parsed = JSON.parse(await opaOutput(opa, ["parse", "--format", "json", file], root)) as Omit<
    Module,
    "file" | "text"
  >;
  return { ...parsed, file, text };
}

/** `safeguard/sqs/tls_only` */
export function packageOf(module: Module): string {
  return module.package.path
    .slice(1)
    .map(({ value }) => value)
    .join("/");
}

export function hasRule(module: Module, name: string): boolean {
  return (module.rules ?? []).some(({ head }) => (head.ref?.[0]?.value ?? head.name) === name);
}

/** The package of a policy, as OPA names entrypoints. */
export function packagePath(id: string): string {
  return `safeguard/${id.replaceAll("-", "_")}`;
}

/** Every string of the rules: resource types stand there as `input.resources.aws_sqs_queue` and as text. */
export function collectStrings(node: unknown, into: Set<string>): void {
  if (Array.isArray(node)) for (const item of node) collectStrings(item, into);
  else if (typeof node === "object" && node !== null) {
    const { type, value } = node as { type?: unknown; value?: unknown };
    if (type === "string" && typeof value === "string") into.add(value);
    for (const [key, item] of Object.entries(node)) {
      if (key !== "annotations" && key !== "comments") collectStrings(item, into);
    }
  }
}
