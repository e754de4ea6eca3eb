/** A `count` index or a `for_each` key. */
export type Key = string | number;

/** One step of a traversal: an attribute name or an index. */
export type Step = { readonly attribute: string } | { readonly index: Key };

/** One module call on the way to a module instance. */
export interface ModuleStep {
  readonly name: string;
  readonly key: Key | null;
}

/**
 * Steps of a traversal such as `module.a["x.y"].aws_sqs_queue.main[0].arn`. Keys may hold dots, brackets and quotes, so
 * the text is read, never split. Text that is no traversal gives null.
 */
export function parseTraversal(text: string): Step[] | null {
  const steps: Step[] = [];
  let at = 0;
  while (at < text.length) {
    if (text[at] === "[") {
      const read = readIndex(text, at);
      if (read === null) return null;
      steps.push({ index: read.key });
      at = read.end;
    } else {
      if (text[at] === "." && steps.length > 0) at += 1;
      let end = at;
      while (end < text.length && text[end] !== "." && text[end] !== "[") end += 1;
      if (end === at) return null;
      const name = text.slice(at, end);
      // Older syntax writes an index as an attribute: `aws_instance.a.0.id`.
      steps.push(/^\d+$/.test(name) ? { index: Number(name) } : { attribute: name });
      at = end;
    }
  }
  return steps;
}

function readIndex(text: string, open: number): { key: Key; end: number } | null {
  if (text[open + 1] !== '"') {
    const close = text.indexOf("]", open);
    const digits = text.slice(open + 1, close);
    return close > 0 && /^\d+$/.test(digits) ? { key: Number(digits), end: close + 1 } : null;
  }
  let end = open + 2;
  while (end < text.length && text[end] !== '"') end += text[end] === "\\" ? 2 : 1;
  if (text[end + 1] !== "]") return null;
  return { key: unquote(text.slice(open + 1, end + 1)), end: end + 2 };
}

/** Terraform writes keys as HCL strings: JSON's escapes, and `$${`, `%%{` for template markers. */
function unquote(quoted: string): string {
  const plain = quoted.replaceAll("$${", "${").replaceAll("%%{", "%{");
  try {
    return JSON.parse(plain) as string;
  } catch {
    return plain.slice(1, -1);
  }
}

/** The module steps at the head of an address, and how many traversal steps they take. */
export function moduleSteps(steps: readonly Step[]): { modules: ModuleStep[]; length: number } {
  const modules: ModuleStep[] = [];
  let at = 0;
  while (attribute(steps[at]) === "module") {
    const name = attribute(steps[at + 1]);
    if (name === null) break;
    const next = steps[at + 2];
    const key = next !== undefined && "index" in next ? next.index : null;
    modules.push({ name, key });
    at += key === null ? 2 : 3;
  }
  return { modules, length: at };
}

export function attribute(step: Step | undefined): string | null {
  return step !== undefined && "attribute" in step ? step.attribute : null;
}

/** An instance key as Terraform writes it: `["a"]`, `[0]`, or nothing. */
export function formatKey(key: Key | null): string {
  if (key === null) return "";
  if (typeof key === "number") return `[${key}]`;
  // A function, for "$$" in a replacement string means one dollar.
  return `[${JSON.stringify(key).replaceAll(/[$%]\{/g, (marker) => marker.charAt(0) + marker)}]`;
}

export function joinAddress(module: string, rest: string): string {
  return module === "" ? rest : `${module}.${rest}`;
}
