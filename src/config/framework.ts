import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import {
  type Designation,
  FRAMEWORKS,
  type Framework,
  type FrameworkControl,
  type FrameworkId,
  type PolicyMapping,
} from "../assessment/framework.js";
import { compare } from "../assessment/order.js";
import { assets } from "../assets.js";
import { didYouMean } from "../check/closest.js";
import { ConfigError } from "../errors.js";
import { readYaml, type YamlFile } from "./yaml.js";

/** A framework as somebody writes it; its schema is `schemas/framework-source.v1.schema.json`. */
interface Written {
  readonly id: string;
  readonly title: string;
  readonly citation?: string;
  /** A framework that ships, which it takes over and adds to. */
  readonly extends?: FrameworkId;
  readonly controls: readonly WrittenControl[];
}

interface WrittenControl {
  readonly id: string;
  /** Left out for a control of the framework that is extended. */
  readonly title?: string;
  readonly standard?: string;
  readonly designation?: Designation;
  readonly safeguard?: string;
  readonly organisation?: string;
  readonly policies?: readonly { readonly id: string; role: PolicyMapping["role"]; rationale: string }[];
}

const HINT = "docs/configuration.md describes frameworks of your own.";

export function isShipped(name: string): name is FrameworkId {
  return (FRAMEWORKS as readonly string[]).includes(name);
}

/** A framework that ships with Safeguard. */
export function readFramework(id: FrameworkId): Framework {
  return JSON.parse(readFileSync(new URL(`${id}.json`, assets.frameworks), "utf8")) as Framework;
}

/**
 * A framework by its id, or from a file. Throws {@link ConfigError}, for a file with line and key.
 * @param policies Ids of all policies.
 */
export async function findFramework(
  named: string,
  cwd: string,
  policies: readonly string[],
): Promise<Framework> {
  if (isShipped(named)) return readFramework(named);
  if (!/[\\/]|\.(ya?ml|json)$/i.test(named)) {
    throw new ConfigError(
      "unknown-framework",
      `There is no framework ${named}${didYouMean(named, FRAMEWORKS)}`,
      `Frameworks: ${FRAMEWORKS.join(", ")}; or name a file of your own: --framework ours.yaml.`,
    );
  }
  const framework = await readFrameworkFile(resolve(cwd, named), cwd, policies);
  if (isShipped(framework.id)) {
    throw new ConfigError(
      "framework-id",
      `${named}: ${framework.id} is the id of a framework that ships with Safeguard.`,
      "Give yours another id.",
    );
  }
  return framework;
}

/** Reads and checks a framework that somebody wrote. */
export async function readFrameworkFile(
  file: string,
  cwd: string,
  policies: readonly string[],
): Promise<Framework> {
  const { value, lineOf } = await readYaml(file, cwd, {
    schema: assets.frameworkSchema,
    what: "the framework",
    hint: HINT,
  });
  const { id, title, citation, extends: basis, controls } = value as Written;
  const base = basis === undefined ? null : readFramework(basis);
  if (base !== null && citation !== undefined)
    throw wrong(
      `${lineOf(["citation"])}: the controls are those of ${base.id}, and its citation stays theirs.`,
      "Leave citation out.",
    );
  checkControls(controls, base, policies, lineOf);
  const added = new Map(controls.map((control) => [control.id, control]));
  const kept = (base?.controls ?? []).map((control) => withPolicies(control, added.get(control.id)));
  const known = new Set(kept.map((control) => control.id));
  const own = controls.filter((control) => !known.has(control.id)).map(controlOf);
  return {
    schema: "safeguard.framework/v1",
    id,
    title,
    citation: base?.citation ?? citation ?? title,
    crosswalk: base?.crosswalk ?? null,
    controls: [...kept, ...own].sort((a, b) => compare(a.id, b.id)),
  };
}

function withPolicies(control: FrameworkControl, written: WrittenControl | undefined): FrameworkControl {
  if (written === undefined) return control;
  const policies = [...control.policies, ...mappingsOf(written)];
  return { ...control, policies: policies.sort((a, b) => compare(a.policy, b.policy)) };
}

function controlOf(written: WrittenControl): FrameworkControl {
  return {
    id: written.id,
    title: written.title ?? written.id,
    standard: written.standard ?? null,
    designation: written.designation ?? null,
    safeguard: written.safeguard ?? "",
    nist80053r5: [],
    organisation: written.organisation ?? null,
    policies: mappingsOf(written).sort((a, b) => compare(a.policy, b.policy)),
  };
}

function mappingsOf({ policies = [] }: WrittenControl): PolicyMapping[] {
  return policies.map(({ id, role, rationale }) => ({ policy: id, role, rationale: rationale.trim() }));
}

function checkControls(
  controls: readonly WrittenControl[],
  base: Framework | null,
  policies: readonly string[],
  lineOf: YamlFile["lineOf"],
): void {
  const inherited = new Map((base?.controls ?? []).map((control) => [control.id, control]));
  const all = new Map<string, { readonly standard?: string | null }>([
    ...inherited,
    ...controls.filter(({ id }) => !inherited.has(id)).map((control) => [control.id, control] as const),
  ]);
  const ids = [...all.keys()];
  const written = controls.map(({ id }) => id);
  for (const [index, control] of controls.entries()) {
    const { id, title, standard, policies: mapped = [] } = control;
    const at = (...path: (string | number)[]) => lineOf(["controls", index, ...path]);
    if (written.indexOf(id) !== index)
      throw wrong(`${at("id")}: control ${id} is there twice.`, "Give every control an id of its own.");
    const above = inherited.get(id);
    const fixed = Object.keys(control).find((key) => key !== "id" && key !== "policies");
    if (above !== undefined && fixed !== undefined)
      throw wrong(
        `${at(fixed)}: ${id} is a control of ${base?.id}, whose ${fixed} stays.`,
        "Give it policies alone; a control of your own needs another id.",
      );
    if (above === undefined && title === undefined)
      throw wrong(
        base === null
          ? `${at()}: control ${id} needs a title.`
          : `${at("id")}: ${base.id} has no control ${id}${didYouMean(id, [...inherited.keys()])}`,
        base === null ? HINT : "Give a control of your own a title.",
      );
    if (standard !== undefined) {
      const whole = all.get(standard);
      if (whole === undefined)
        throw wrong(
          `${at("standard")}: there is no control ${standard} that ${id} could be a part of${didYouMean(standard, ids)}`,
          "Name a control of this file, or leave standard out.",
        );
      if (whole === control || whole.standard != null)
        throw wrong(
          `${at("standard")}: ${standard} is a part itself, so that ${id} cannot be a part of it.`,
          "Controls have parts, parts have none.",
        );
    }
    for (const [place, { id: policy }] of mapped.entries()) {
      if (!policies.includes(policy))
        throw wrong(
          `${at("policies", place, "id")}: there is no policy ${policy}${didYouMean(policy, policies)}`,
          "safeguard policies lists them.",
        );
      if (above?.policies.some((other) => other.policy === policy))
        throw wrong(
          `${at("policies", place, "id")}: ${policy} shows ${id} of ${base?.id} already.`,
          "Leave it out; its role and rationale stay.",
        );
      if (mapped.findIndex((other) => other.id === policy) !== place)
        throw wrong(
          `${at("policies", place, "id")}: ${id} names ${policy} twice.`,
          "Name each policy once for a control.",
        );
    }
  }
}

function wrong(message: string, hint: string): ConfigError {
  return new ConfigError("framework", message, hint);
}
