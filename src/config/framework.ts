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
  readonly controls: readonly WrittenControl[];
}

interface WrittenControl {
  readonly id: string;
  readonly title: string;
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
  const { id, title, citation, controls } = value as Written;
  checkControls(controls, policies, lineOf);
  return {
    schema: "safeguard.framework/v1",
    id,
    title,
    citation: citation ?? title,
    crosswalk: null,
    controls: controls.map(controlOf).sort((a, b) => compare(a.id, b.id)),
  };
}

function controlOf(written: WrittenControl): FrameworkControl {
  return {
    id: written.id,
    title: written.title,
    standard: written.standard ?? null,
    designation: written.designation ?? null,
    safeguard: written.safeguard ?? "",
    nist80053r5: [],
    organisation: written.organisation ?? null,
    policies: (written.policies ?? [])
      .map(({ id, role, rationale }) => ({ policy: id, role, rationale: rationale.trim() }))
      .sort((a, b) => compare(a.policy, b.policy)),
  };
}

function checkControls(
  controls: readonly WrittenControl[],
  policies: readonly string[],
  lineOf: YamlFile["lineOf"],
): void {
  const ids = controls.map(({ id }) => id);
  for (const [index, { id, standard, policies: mapped = [] }] of controls.entries()) {
    const at = (...path: (string | number)[]) => lineOf(["controls", index, ...path]);
    if (ids.indexOf(id) !== index)
      throw wrong(`${at("id")}: control ${id} is there twice.`, "Give every control an id of its own.");
    if (standard !== undefined) {
      const above = controls.find((control) => control.id === standard);
      if (above === undefined)
        throw wrong(
          `${at("standard")}: there is no control ${standard} that ${id} could be a part of${didYouMean(standard, ids)}`,
          "Name a control of this file, or leave standard out.",
        );
      if (above === controls[index] || above.standard !== undefined)
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
