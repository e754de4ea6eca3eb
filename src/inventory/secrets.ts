import { isSensitive, isUnknown, type Value } from "./inventory.js";
import { isRecord, mapped } from "./values.js";

/** Shapes of credentials, with the documents that define them. */
const SHAPES: readonly (readonly [name: string, pattern: RegExp])[] = [
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids
  ["AWS access key", /\b(?:AKIA|ASIA)[A-Z2-7]{16}\b/],
  // RFC 7468
  ["private key", /-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----/],
  // RFC 3986, section 3.2.1; a password that is an interpolation or a placeholder is none.
  ["URL with a password", /\b[a-z][a-z0-9+.-]*:\/\/[^\s/:@"']*:(?!\$\{|\{\{|<|\*)[^\s/@"']+@/i],
  // RFC 7519
  ["JSON web token", /\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]+/],
  // https://github.blog/engineering/behind-githubs-new-authentication-token-formats/
  ["GitHub token", /\b(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_\w{22,})/],
  ["Slack token", /\bxox[abprs]-[A-Za-z0-9-]{10,}/],
  ["Stripe key", /\b[rs]k_live_[A-Za-z0-9]{16,}/],
  // RFC 6750; shorter words after it are prose.
  ["bearer token", /\bBearer +[A-Za-z0-9\-._~+/]{16,}=*/i],
];

/** Of values that are no scripts, which write `password=$1` for other reasons and have a search of their own. */
const CONNECTIONS: readonly (readonly [name: string, pattern: RegExp])[] = [
  // ADO.NET, Azure, the query of a URL: `Server=h;Password=p`, `AccountKey=k`, `?token=t`.
  [
    "connection string",
    /(?:[;?&]|^)\s*(?:password|passwd|pwd|account_?key|shared_?access_?key|secret(?:_?key)?|api_?key|(?:auth_?|access_?|security_?)?token|client_?secret|sig|signature)\s*=\s*(?!["']?(?:\$|\{\{|<|\*))[^;&\s]{3,}/i,
  ],
  // https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING-KEYWORD-VALUE
  [
    "connection string",
    /^(?=[\s\S]*?\bhost(?:addr)?\s*=)[\s\S]*?\spassword\s*=\s*(?!["']?(?:\$|\{\{|<|\*))\S{3,}/i,
  ],
];

const EVERYWHERE: typeof SHAPES = [...SHAPES, ...CONNECTIONS];

/** What every shape has in it; most texts have none of it and need no closer look. */
const HINT =
  /AKIA|ASIA|PRIVATE KEY|:\/\/[^\s/]*:[^\s/]*@|eyJ|gh[pousr]_|github_pat_|xox|k_live_|bearer |(?:pass|pwd|key|secret|token|sig|signature)[a-z]*\s*=/i;

/** Names whose text is a secret; `secret_arn` or `token_ttl` are none. */
const NAME =
  /(?:^|[_\-.])(?:password|passwd|passphrase|secret|secret[_-]?key|secret[_-]?access[_-]?key|token|auth[_-]?token|access[_-]?token|api[_-]?key|private[_-]?key|client[_-]?secret|credentials?|connection[_-]?string)$/i;

/** A header that carries a scheme and credentials, RFC 9110, section 11.6.2; `authorization = "AWS_IAM"` is a setting. */
const HEADER = /(?:^|-)authorization$/i;
const CREDENTIALS = /^[A-Za-z][\w-]* +(?!\$\{|\{\{|<)\S/;

/** Arguments that hold a script, in clear text or in base64. */
const SCRIPT = /^user_data(?:_base64)?$/;

/** `export DB_PASSWORD=…` and `--db-password=…` in a script; what it looks up there (`$(…)`, `$NAME`) is no match. */
const ASSIGNMENT = /(?:^|[\s;&|"'])-{0,2}([A-Za-z_][\w-]*)=["']?([^\s"'`$();&|<>]+)/g;

/** What stands where a secret would, and is none: where it is kept, or how it is looked up. */
const POINTER =
  /^(?:arn:|alias\/|\$\{|\{\{resolve:|ssm:|https?:\/\/[^@]*$|projects\/|vault:|[a-z]+\/[\w/.-]+$)/;

/** What a text has the shape of, by the text: a plan says the same many times. */
export type Shapes = Map<string, string | null>;

/**
 * Replaces secrets that the document does not mark: by the name of the argument, by the shape of the value, and by the
 * provider's schema. The marker says which; nothing of the text is kept.
 * @param marked Paths without indices that the provider's schema calls sensitive.
 * @param shapes What was found before, and where to add to it.
 */
export function redact(
  value: Value,
  path: string,
  marked: ReadonlySet<string>,
  shapes: Shapes = new Map(),
): Value {
  const place = marked.size === 0 ? null : { path, marked };
  return redactAt(value, lastOf(path), path.includes("."), place, shapes);
}

/** A key may have dots of its own. */
function lastOf(path: string): string {
  return path.slice(path.lastIndexOf(".") + 1);
}

/** Where the schema calls something sensitive, the way to a value. */
type Place = { readonly path: string; readonly marked: ReadonlySet<string> } | null;

function redactAt(value: Value, name: string, isInner: boolean, place: Place, shapes: Shapes): Value {
  if (value === null || typeof value === "number" || typeof value === "boolean") return value;
  if (typeof value === "string") return redactText(value, name, isInner, place, shapes);
  if (Array.isArray(value)) return mapped(value, (item) => redactAt(item, name, isInner, place, shapes));
  if (!isRecord(value) || isUnknown(value) || isSensitive(value)) return value;
  // `{"name": "DB_PASSWORD", "value": "…"}`, as containers write their environment.
  const named =
    typeof value.name === "string" &&
    typeof value.value === "string" &&
    isSecretName(value.name, value.value);
  let redacted: Record<string, Value> | null = null;
  for (const key of Object.keys(value)) {
    const item = value[key] as Value;
    const inner = place === null ? null : { ...place, path: `${place.path}.${key}` };
    const shown =
      named && key === "value"
        ? marker("named as a secret")
        : redactAt(item, lastOf(key), true, inner, shapes);
    if (shown === item) continue;
    redacted ??= { ...(value as Record<string, Value>) };
    redacted[key] = shown;
  }
  return redacted ?? (value as Value);
}

function redactText(text: string, name: string, isInner: boolean, place: Place, shapes: Shapes): Value {
  if (text === "") return text;
  if (place?.marked.has(place.path)) return marker("sensitive in the provider's schema");
  let shape: string | null;
  if (saidBy(name) === "script") shape = shapeOf(text, SHAPES) ?? shapeOfScript(text);
  else {
    const known = shapes.get(text);
    shape = known === undefined ? shapeOf(text) : known;
    if (known === undefined) shapes.set(text, shape);
    // An argument that is a document as a whole is redacted part by part.
    if (isInner) shape ??= shapeOfJson(text);
  }
  if (shape !== null) return marker(shape);
  return isSecretName(name, text) ? marker("named as a secret") : text;
}

/** The shape of a credential in a text, also behind base64 and percent-encoding. */
function shapeOf(text: string, shapes = EVERYWHERE): string | null {
  const within = (decoded: string | null) => (decoded === null ? null : plainShapeOf(decoded, shapes));
  return plainShapeOf(text, shapes) ?? within(decodedFrom(text)) ?? within(unescaped(text));
}

function plainShapeOf(text: string, shapes: typeof SHAPES): string | null {
  if (!HINT.test(text)) return null;
  return shapes.find(([, pattern]) => pattern.test(text))?.[0] ?? null;
}

/** The text behind percent-encoding; null where it is none. */
function unescaped(text: string): string | null {
  return /%[0-9a-f]{2}/i.test(text)
    ? text.replace(/%([0-9a-f]{2})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    : null;
}

/** A JSON document within a value may name secrets. */
function shapeOfJson(text: string): string | null {
  const first = text.trimStart()[0];
  if ((first !== "{" && first !== "[") || !SECRETIVE.test(text)) return null;
  try {
    const parsed = JSON.parse(text) as Value;
    return redact(parsed, "", NONE) === parsed ? null : "JSON with a secret";
  } catch {
    return null;
  }
}

const NONE: ReadonlySet<string> = new Set();
/** What every name of a secret has in it. */
const SECRETIVE = /pass|secret|token|key|credential|connection/i;

function shapeOfScript(text: string): string | null {
  const assigned = [...(decodedFrom(text) ?? text).matchAll(ASSIGNMENT)];
  return assigned.some(([, name = "", value = ""]) => isSecretName(name, value))
    ? "secret assigned to a variable"
    : null;
}

/** The text behind base64; null where it is none, or too short to hold a secret. */
function decodedFrom(text: string): string | null {
  if (text.length < 16 || !/^[A-Za-z0-9+/_\-\s]+={0,2}\s*$/.test(text)) return null;
  return Buffer.from(text, "base64").toString("latin1");
}

type Said = "header" | "secret" | "script" | "nothing";
const names = new Map<string, Said>();

/** What a name says of its value; a plan has few names and many values. */
function saidBy(name: string): Said {
  let said = names.get(name);
  if (said === undefined) {
    const isSecret = NAME.test(name.replace(/([a-z0-9])([A-Z])/g, "$1_$2"));
    said = isSecret ? "secret" : HEADER.test(name) ? "header" : SCRIPT.test(name) ? "script" : "nothing";
    names.set(name, said);
  }
  return said;
}

function isSecretName(name: string, value: string): boolean {
  const said = saidBy(name);
  if (said === "header") return CREDENTIALS.test(value);
  return said === "secret" && !POINTER.test(value) && !/^(?:true|false|null|none|\d{1,5})$/i.test(value);
}

function marker(shape: string): Value {
  return { $sensitive: true, shape };
}
