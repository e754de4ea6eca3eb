import { Ajv2020 } from "ajv/dist/2020.js";
import { SERVICES } from "../engine/evaluate.js";
import type { Policy, PolicyParameter, Severity } from "../engine/verdict.js";
import { collectStrings, type Fault, hasRule, type Module, packageOf, packagePath } from "./module.js";

const SEVERITIES: readonly Severity[] = ["critical", "high", "medium", "low"];
const ID = /^[a-z][a-z0-9]*\/[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

export interface MetadataRules {
  /** Whether a policy has to name documentation; what ships with Safeguard does. */
  readonly references: "required" | "optional";
}

/** The id of the policy in `policies/<service>/<rule>.rego`. */
export function policyId(file: string): string {
  return file.replace(/^policies\//, "").replace(/\.rego$/, "");
}

/** What the METADATA of a policy says; what it lacks becomes faults, with their lines. */
export function readPolicy(module: Module, faults: Fault[], rules: MetadataRules): Policy {
  const fault = (message: string, near?: RegExp) =>
    faults.push({ file: module.file, line: lineOf(module.text, near), message });
  const id = policyId(module.file);
  if (!ID.test(id)) fault("the path is not <service>/<rule>.rego with `-`.", /^package /);
  const name = packageOf(module);
  if (name !== packagePath(id)) {
    const [is, should] = [name, packagePath(id)].map((path) => path.replaceAll("/", "."));
    fault(`the package is ${is}, not ${should}.`, /^package /);
  }
  if (!hasRule(module, "verdict")) fault("it has no rule verdict[address].", /^package /);
  else if (!/^# METADATA\n(#.*\n)+verdict\[address\]/m.test(module.text.replaceAll("\r\n", "\n")))
    fault("its METADATA does not stand directly above verdict[address].", /^verdict\b/);
  const annotations = (module.annotations ?? []).filter(({ entrypoint }) => entrypoint === true);
  const missing = annotations.length !== 1;
  if (missing) fault("it needs exactly one METADATA with entrypoint: true.");
  // What else is missing then is missing for this reason.
  const more = missing ? () => 0 : fault;
  const { title, description, related_resources: related, custom = {} } = annotations[0] ?? {};
  const text = (value: unknown, what: string, near?: RegExp): string => {
    if (typeof value === "string" && value.trim() !== "") return value.trim();
    more(`METADATA gives no ${what}.`, near);
    return "";
  };
  for (const key of Object.keys(custom)) {
    if (!["severity", "subjects", "remediation", "parameters"].includes(key))
      more(`METADATA has an unknown key custom.${key}.`, new RegExp(`^#\\s+${escaped(key)}:`));
  }
  const severity = SEVERITIES.find((known) => known === custom.severity);
  if (severity === undefined) more(`custom.severity is none of ${SEVERITIES.join(", ")}.`, /^#\s+severity:/);
  const subjects = Array.isArray(custom.subjects) ? custom.subjects.map(String) : [];
  if (subjects.length === 0) more("custom.subjects names no resource type.", /^#\s+subjects:/);
  const remediation = record(custom.remediation);
  const references = (related ?? []).map(({ ref }) => ref);
  if (rules.references === "required" && references.length === 0)
    more("related_resources needs at least one https:// address.");
  else if (references.some((url) => !url.startsWith("https://")))
    more("related_resources needs at least one https:// address.", /^#\s+related_resources:/);
  const code = (value: unknown) => (typeof value === "string" ? value.trimEnd() : null);
  const policy: Policy = {
    id,
    service: id.split("/")[0] ?? "",
    title: text(title, "title"),
    description: text(description, "description"),
    severity: severity ?? "high",
    subjects: [...new Set(subjects)].sort(),
    remediation: {
      text: text(remediation.text, "custom.remediation.text", /^#\s+remediation:/),
      terraform: code(remediation.terraform),
      cdktf: code(remediation.cdktf),
    },
    parameters: readParameters(record(custom.parameters), more),
    references,
  };
  if (policy.title.endsWith(".")) more("title ends with a full stop.", /^# title:/);
  if (policy.description !== "" && !policy.description.endsWith("."))
    more("description is not a sentence.", /^# description:/);
  return policy;
}

/** The first line that says it, else the METADATA, else the first of all. */
export function lineOf(text: string, near: RegExp | undefined): number {
  const lines = text.split("\n");
  const at = near === undefined ? -1 : lines.findIndex((line) => near.test(line));
  return Math.max(at >= 0 ? at : lines.findIndex((line) => /^# METADATA/.test(line)), 0) + 1;
}

function readParameters(
  parameters: Record<string, unknown>,
  fault: (message: string, near?: RegExp) => void,
): Policy["parameters"] {
  const read: Record<string, PolicyParameter> = {};
  for (const name of Object.keys(parameters).sort()) {
    const near = new RegExp(`^#\\s+${escaped(name)}:`);
    const parameter = record(parameters[name]);
    const { description, default: value, schema } = parameter as Partial<PolicyParameter>;
    if (typeof description !== "string") fault(`parameter ${name} has no description.`, near);
    else if (value === undefined || schema === undefined)
      fault(`parameter ${name} needs a default and a schema.`, near);
    else if (!fits(schema, value)) fault(`the default of parameter ${name} does not fit its schema.`, near);
    else read[name] = { description, default: value, schema };
  }
  return read;
}

/** A schema that is none fits nothing. */
function fits(schema: PolicyParameter["schema"], value: unknown): boolean {
  try {
    return new Ajv2020().validate(schema, value) === true;
  } catch {
    return false;
  }
}

/** The only id a policy may name is its own: it reads its parameters by it. */
export function foreignIds(module: Module, ids: Iterable<string>): Fault[] {
  const strings = new Set<string>();
  collectStrings(module, strings);
  return [...ids]
    .filter((id) => strings.has(id) && id !== policyId(module.file))
    .map((id) => ({
      file: module.file,
      line: lineOf(module.text, new RegExp(`"${escaped(id)}"`)),
      message: `it names ${id}, which is another policy.`,
    }));
}

/** The defaults of the parameters, which the library reads where nobody sets them. */
export function defaultsText(policies: readonly Policy[]): string {
  const parameters: Record<string, Record<string, unknown>> = {};
  for (const policy of policies) {
    const entries = Object.entries(policy.parameters).map(([name, parameter]) => [name, parameter.default]);
    if (entries.length > 0) parameters[policy.id] = Object.fromEntries(entries);
  }
  return [
    "# Generated from the METADATA of the policies by `npm run build:policies`.",
    "package safeguard.lib.defaults",
    "",
    `parameters := ${JSON.stringify(parameters, null, 1)}`,
    "",
  ].join("\n");
}

/** What to evaluate: the canary and the rules of each policy. */
export function entrypointsOf(modules: readonly Module[]): string[] {
  const entrypoints = new Set(["safeguard/canary/seen"]);
  for (const module of modules) {
    const path = packagePath(policyId(module.file));
    for (const rule of ["verdict", "exempt"]) if (hasRule(module, rule)) entrypoints.add(`${path}/${rule}`);
  }
  return [...entrypoints].sort();
}

/**
 * Rules that yield a service at once, and nothing of what its policies keep to themselves. Packages would do as entrypoints
 * too, but OPA writes those into one function, which takes an engine longer to compile than all others together.
 * @param entrypoints `safeguard/SERVICE/POLICY/RULE`; others have no part in it.
 */
export function servicesOf(entrypoints: readonly string[]): { entrypoints: string[]; rego: string } {
  const services = new Map<string, Map<string, string[]>>();
  for (const entrypoint of entrypoints) {
    const [, service = "", policy = "", rule] = entrypoint.split("/");
    if (rule === undefined) continue;
    const policies = services.get(service) ?? new Map<string, string[]>();
    services.set(service, policies.set(policy, [...(policies.get(policy) ?? []), rule]));
  }
  const rules = [...services].flatMap(([service, policies]) =>
    [...policies].map(([policy, names]) => {
      const members = names.map((name) => `"${name}": data.safeguard.${service}.${policy}.${name}`);
      return `${service}[policy] := {${members.join(", ")}} if policy := "${policy}"`;
    }),
  );
  return {
    entrypoints: [...services.keys()].map((service) => `${SERVICES}/${service}`).sort(),
    rego: `package ${SERVICES.replaceAll("/", ".")}\n\n${rules.join("\n\n")}\n`,
  };
}

/** A text as a regular expression that fits nothing else. */
export function escaped(text: string): string {
  return text.replace(/[^\w]/g, "\\$&");
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};
}
