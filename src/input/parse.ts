import { createHash } from "node:crypto";
import { InputError } from "../errors.js";
import { jsonValue } from "../json.js";
import { decode } from "./decode.js";
import { type Document, shownPath } from "./document.js";
import type { JsonObject, Plan, StateValues } from "./plan.js";
import { valuesOfRawState } from "./raw-state.js";
import { checkShape } from "./shape.js";

const SHOW = "terraform show -json plan.tfplan > plan.json";
/** The format's documentation promises that a minor version never breaks a reader. */
const PLAN_MAJORS = new Set(["0", "1"]);

/** One document from the bytes of one file. Throws {@link InputError} saying what was found and what to do. */
export function parseDocument(bytes: Uint8Array, path: string): Document {
  const name = shownPath(path);
  const text = decode(bytes, name);
  const json = parseJson(text, name);
  const origin = { path, digest: `sha256:${createHash("sha256").update(bytes).digest("hex")}` };
  if (isPlan(json)) {
    checkVersion(json, name, "plan");
    checkShape("plan", json, name);
    return { ...origin, kind: "terraform-plan", plan: json as unknown as Plan };
  }
  if (isState(json)) {
    checkVersion(json, name, "state");
    checkShape("state", json, name);
    return {
      ...origin,
      kind: "terraform-state",
      formatVersion: json.format_version as string,
      terraformVersion: (json.terraform_version as string | undefined) ?? null,
      values: (json.values ?? {}) as StateValues,
    };
  }
  if (isRawState(json)) {
    return {
      ...origin,
      kind: "terraform-state",
      formatVersion: null,
      terraformVersion: (json.terraform_version as string | undefined) ?? null,
      values: valuesOfRawState(json, name),
    };
  }
  if (isSynthesized(json)) return { ...origin, kind: "cdktf-synth", text };
  throw notAPlan(json, name);
}

function parseJson(text: string, path: string): JsonObject {
  if (text.trim() === "") {
    throw new InputError(
      "empty",
      `${path} is empty; expected a Terraform plan as JSON.`,
      `Write it with: ${SHOW}`,
    );
  }
  let json: unknown;
  try {
    json = jsonValue(text);
  } catch (cause) {
    throw notJson(text, path, cause);
  }
  if (typeof json === "object" && json !== null && !Array.isArray(json)) return json as JsonObject;
  const found = Array.isArray(json) ? "an array" : json === null ? "null" : `a ${typeof json}`;
  throw new InputError(
    "not-a-plan",
    `${path} holds ${found}; expected the JSON object of a Terraform plan.`,
    `Write it with: ${SHOW}`,
  );
}

function notJson(text: string, path: string, cause: unknown): InputError {
  const line = text.trimStart().split("\n", 1)[0] ?? "";
  if (line.startsWith('{"@level"')) {
    return new InputError(
      "plan-log",
      `${path} is the log of terraform plan -json, which does not hold the plan.`,
      `Save the plan and show it: terraform plan -out plan.tfplan && ${SHOW}`,
      { cause },
    );
  }
  if (!/^[[{"]/.test(line)) {
    return new InputError(
      "not-json",
      `${path} is not JSON; expected a Terraform plan as JSON.`,
      `Write it with: ${SHOW}`,
      {
        cause,
      },
    );
  }
  const at = placeOf(cause);
  const cutShort = at === null ? /end of JSON/.test(String(cause)) : at >= text.trimEnd().length;
  return new InputError(
    "broken-json",
    cutShort
      ? `${path} is broken JSON: it ends before the document does (${text.length} characters read).`
      : `${path} is broken JSON${at === null ? "" : `: it is not well-formed at ${lineAndColumn(text, at)}`}.`,
    `Write it again: ${SHOW}`,
    { cause },
  );
}

/** V8 says for most faults where they are. */
function placeOf(cause: unknown): number | null {
  const found = /at position (\d+)/.exec(String(cause))?.[1];
  return found === undefined ? null : Number(found);
}

function lineAndColumn(text: string, at: number): string {
  const before = text.slice(0, at).split("\n");
  return `line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
}

function isPlan(json: JsonObject): boolean {
  return (
    "format_version" in json &&
    ["planned_values", "resource_changes", "configuration", "prior_state"].some((key) => key in json)
  );
}

/** An empty state has no more than its versions; the schemas of providers have a version too. */
function isState(json: JsonObject): boolean {
  const isEmpty = Object.keys(json).every((key) => key === "format_version" || key === "terraform_version");
  return "format_version" in json && ("values" in json || isEmpty);
}

function isRawState(json: JsonObject): boolean {
  return typeof json.version === "number" && "lineage" in json && Array.isArray(json.resources);
}

function isSynthesized(json: JsonObject): boolean {
  const isObject = (key: string) => typeof json[key] === "object" && json[key] !== null;
  return (isObject("resource") || isObject("terraform") || isObject("module")) && !("format_version" in json);
}

function checkVersion(json: JsonObject, path: string, kind: string): void {
  const version = json.format_version;
  const major = typeof version === "string" ? version.split(".", 1)[0] : undefined;
  if (major !== undefined && PLAN_MAJORS.has(major)) return;
  throw new InputError(
    "unsupported-version",
    `${path} is a ${kind} of format_version ${JSON.stringify(version)}; versions 0.x and 1.x are understood.`,
    "Update Safeguard, or write the document with a Terraform that it knows.",
  );
}

function notAPlan(json: JsonObject, path: string): InputError {
  const keys = Object.keys(json);
  const wrapper = keys.find((key) => {
    const inner = json[key];
    return typeof inner === "object" && inner !== null && !Array.isArray(inner) && "format_version" in inner;
  });
  if (wrapper !== undefined) {
    return new InputError(
      "wrapped-plan",
      `${path} wraps a plan in ${JSON.stringify(wrapper)}; expected the plan itself.`,
      `Unwrap it: jq '.[${JSON.stringify(wrapper)}]' FILE > plan.json`,
    );
  }
  if ("@level" in json) {
    return new InputError(
      "plan-log",
      `${path} is the log of terraform plan -json, which does not hold the plan.`,
      `Save the plan and show it: terraform plan -out plan.tfplan && ${SHOW}`,
    );
  }
  const found = keys.length === 0 ? "an empty object" : `an object with ${list(keys)}`;
  return new InputError(
    "not-a-plan",
    `${path} holds ${found}; expected a Terraform plan, a state or a synthesized CDKTF stack.`,
    `Write a plan with: ${SHOW}`,
  );
}

function list(keys: readonly string[]): string {
  const shown = keys.slice(0, 3).map((key) => JSON.stringify(key.slice(0, 40)));
  return keys.length > 3 ? `${shown.join(", ")} and ${keys.length - 3} more keys` : shown.join(", ");
}
