import { type Inventory, isSensitive, isUnknown, type Resource, SENSITIVE, type Value } from "./inventory.js";
import { isRecord } from "./values.js";

/**
 * The inventory as it may leave Safeguard. Policies judge what programs are started with; nobody else reads it: values of
 * environments, user data and what it is made from are markers here, whether or not they look like secrets. Names stay.
 */
export function published(inventory: Inventory): Inventory {
  const resources = Object.entries(inventory.resources).map(([type, ofType]) => [
    type,
    Object.fromEntries(Object.entries(ofType).map(([at, resource]) => [at, publishedResource(resource)])),
  ]);
  return { ...inventory, resources: Object.fromEntries(resources) };
}

/** The same of one resource. */
function publishedResource(resource: Resource): Resource {
  const { type } = resource;
  const values: Record<string, Value> = {};
  const documents: Record<string, { value: Value; from: string }> = {};
  for (const [argument, document] of Object.entries(resource.documents)) {
    const value = isStarting(argument, type) ? hidden(document.value) : without(document.value, type);
    documents[argument] = value === document.value ? document : { ...document, value };
  }
  for (const [argument, value] of Object.entries(resource.values)) {
    const document = documents[argument];
    if (LABELS.has(argument)) values[argument] = value;
    else if (isStarting(argument, type)) values[argument] = started(value);
    else if (typeof value === "string" && document !== undefined && document !== resource.documents[argument])
      values[argument] = SENSITIVE;
    else values[argument] = member(argument, value, type);
  }
  return { ...resource, values, documents };
}

/** `Environment` is what most people call one of their tags. */
const LABELS: ReadonlySet<string> = new Set(["tags", "tags_all"]);

/** What a machine runs at its start. */
const USER_DATA = /^user_?data(?:_?base64)?$/i;
/** What user data is made from. */
const TEMPLATES: Readonly<Record<string, ReadonlySet<string>>> = {
  cloudinit_config: new Set(["rendered", "content"]),
  template_cloudinit_config: new Set(["rendered", "content"]),
  template_file: new Set(["rendered", "template", "vars"]),
};
/** `environment`, `environment_variables`, `runtimeEnvironmentVariables`, `containerEnv`. */
const ENVIRONMENT = /^(?:[a-z_]*_)?(?:environment(?:_?variables?)?|env(?:_?vars?)?)$/i;
const CAMEL = /([a-z0-9])([A-Z])/g;

function isStarting(name: string, type: string): boolean {
  return USER_DATA.test(name) || (TEMPLATES[type]?.has(name) ?? false);
}

function member(name: string, value: Value, type: string): Value {
  if (isStarting(name, type)) return hidden(value);
  if (typeof value === "object" && ENVIRONMENT.test(name.replace(CAMEL, "$1_$2"))) return environment(value);
  return without(value, type);
}

function without(value: Value, type: string): Value {
  if (typeof value === "string") return withoutText(value, type);
  if (typeof value !== "object" || value === null || isUnknown(value) || isSensitive(value)) return value;
  if (Array.isArray(value))
    return same(
      value as readonly Value[],
      (value as readonly Value[]).map((item) => without(item, type)),
    );
  const record = value as Readonly<Record<string, Value>>;
  // Elastic Beanstalk: https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/command-options-general.html
  const isVariable = typeof record.namespace === "string" && record.namespace.endsWith(":environment");
  return mapped(record, (key, item) =>
    isVariable && key === "value" ? hidden(item) : member(key, item, type),
  );
}

/** A JSON document within a value may hold an environment too. */
function withoutText(text: string, type: string): Value {
  if (!/^\s*[{[]/.test(text) || !/env|user_?data/i.test(text)) return text;
  try {
    const parsed = JSON.parse(text) as Value;
    return without(parsed, type) === parsed ? text : SENSITIVE;
  } catch {
    return text;
  }
}

/** Keys that say of which variable a value is, or how it is meant. */
const NAMES =
  /^(?:name|type|key|namespace|valueFrom|compute_type|image|image_pull_credentials_type|privileged_mode)$/i;

/** Values go, names stay. */
function environment(value: Value): Value {
  if (Array.isArray(value))
    return same(value as readonly Value[], (value as readonly Value[]).map(environment));
  if (!isRecord(value) || isUnknown(value) || isSensitive(value)) return hidden(value);
  return mapped(value as Readonly<Record<string, Value>>, (key, item) => {
    if (typeof item === "object") return environment(item);
    return NAMES.test(key) ? item : hidden(item);
  });
}

/** Null and "" tell nothing; markers are what they are. */
function hidden(value: Value): Value {
  if (value === null || value === "" || isUnknown(value) || isSensitive(value)) return value;
  return SENSITIVE;
}

/** What a program is started with, and whether it speaks of NATS: the policies on NATS would else not see whom they judge. */
function started(value: Value): Value {
  return typeof value === "string" && mentions("nats", value) ? SPEAKS_OF_NATS : hidden(value);
}

const SPEAKS_OF_NATS = Object.freeze({ ...SENSITIVE, mentions: Object.freeze(["nats"]) });

/** Whether a word stands in a text, also behind base64: in all of it, in a part of it, in a file that such a part writes. */
function mentions(word: string, text: string, layers = 3): boolean {
  if (text.toLowerCase().includes(word)) return true;
  if (layers === 0) return false;
  const parts = [text, text.replace(/\s+/g, "")].flatMap((it) => it.match(/[A-Za-z0-9+/]{16,}/g) ?? []);
  // Where lines were joined, base64 may begin at any character.
  return parts.some((part) =>
    [0, 1, 2, 3].some((start) =>
      mentions(word, Buffer.from(part.slice(start), "base64").toString("latin1"), layers - 1),
    ),
  );
}

/** What did not change stays the same object. */
function same(before: readonly Value[], after: readonly Value[]): Value {
  return before.every((item, index) => item === after[index]) ? before : after;
}

function mapped(
  record: Readonly<Record<string, Value>>,
  change: (key: string, item: Value) => Value,
): Readonly<Record<string, Value>> {
  const entries = Object.entries(record).map(([key, item]) => [key, change(key, item)] as const);
  return entries.every(([key, item]) => item === record[key]) ? record : Object.fromEntries(entries);
}
