import { jsonValue } from "../json.js";
import { isUnknown, type PolicyDocument, UNKNOWN, type Value } from "./inventory.js";
import { isRecord } from "./values.js";

/** The arguments of a resource whose text is JSON, parsed. */
export function documentsIn(values: Readonly<Record<string, Value>>): Record<string, PolicyDocument> {
  const documents: Record<string, PolicyDocument> = {};
  for (const argument of Object.keys(values)) {
    const value = values[argument];
    const parsed = typeof value === "string" ? parse(value) : undefined;
    if (parsed !== undefined) documents[argument] = { value: parsed, from: "argument" };
  }
  return documents;
}

function parse(text: string): Value | undefined {
  if (!/^\s*[{[]/.test(text)) return undefined;
  try {
    return jsonValue(text) as Value;
  } catch {
    return undefined;
  }
}

type Block = { readonly [key: string]: Value };

/**
 * The document that an `aws_iam_policy_document` will produce, from its arguments: a data source that is read during
 * apply has them in the plan although its `json` is not known. Null when another document may replace statements.
 * @see https://registry.terraform.io/providers/hashicorp/aws/5.100.0/docs/data-sources/iam_policy_document
 */
export function documentOfDataSource(values: Readonly<Record<string, Value>>): Value | null {
  if (isWritten(values.override_policy_documents) || isWritten(values.override_json)) return null;
  const statement = values.statement;
  if (isUnknown(statement)) return null;
  const statements: Value[] = list(statement).map((item) =>
    isUnknown(item) || !isRecord(item) ? UNKNOWN : statementOf(item as Block),
  );
  for (const source of [...list(values.source_policy_documents), values.source_json ?? null]) {
    if (source === null) continue;
    const parsed = typeof source === "string" ? parse(source) : undefined;
    const more = isRecord(parsed) ? parsed.Statement : undefined;
    if (more === undefined) statements.push(UNKNOWN);
    else statements.push(...((Array.isArray(more) ? more : [more]) as Value[]));
  }
  return { Statement: statements };
}

function statementOf(block: Block): Value {
  const statement: Record<string, Value> = { Effect: block.effect ?? "Allow" };
  if (isWritten(block.sid)) statement.Sid = block.sid ?? null;
  const plain = {
    actions: "Action",
    not_actions: "NotAction",
    resources: "Resource",
    not_resources: "NotResource",
  };
  for (const [argument, name] of Object.entries(plain)) {
    if (isWritten(block[argument])) statement[name] = block[argument] ?? null;
  }
  const principals = { principals: "Principal", not_principals: "NotPrincipal" };
  for (const [argument, name] of Object.entries(principals)) {
    if (isWritten(block[argument])) statement[name] = principalsOf(block[argument] ?? null);
  }
  if (isWritten(block.condition)) statement.Condition = conditionsOf(block.condition ?? null);
  return statement;
}

function principalsOf(blocks: Value): Value {
  if (isUnknown(blocks)) return UNKNOWN;
  const byType: Record<string, Value[]> = {};
  for (const block of list(blocks)) {
    if (isUnknown(block) || !isRecord(block)) return UNKNOWN;
    const { type, identifiers } = block as Block;
    if (typeof type !== "string") return UNKNOWN;
    byType[type] = [...(byType[type] ?? []), ...list(identifiers)];
  }
  // The provider writes type "*" as the bare "*".
  return byType["*"] === undefined ? byType : "*";
}

function conditionsOf(blocks: Value): Value {
  if (isUnknown(blocks)) return UNKNOWN;
  const byTest: Record<string, Record<string, Value[]>> = {};
  for (const block of list(blocks)) {
    if (isUnknown(block) || !isRecord(block)) return UNKNOWN;
    const { test, variable, values } = block as Block;
    if (typeof test !== "string" || typeof variable !== "string") return UNKNOWN;
    byTest[test] ??= {};
    const variables = byTest[test];
    variables[variable] = [...(variables[variable] ?? []), ...list(values)];
  }
  return byTest;
}

/** A set of which nothing is known is one unknown member. */
function list(value: Value | undefined): readonly Value[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

function isWritten(value: Value | undefined): boolean {
  return (
    value !== undefined && value !== null && value !== "" && !(Array.isArray(value) && value.length === 0)
  );
}
