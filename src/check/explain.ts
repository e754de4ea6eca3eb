import { type Framework, type FrameworkControl, isSecurityRule } from "../assessment/framework.js";
import type { Catalogue, Policy } from "../engine/verdict.js";
import { ConfigError } from "../errors.js";
import { didYouMean } from "./closest.js";

/** A policy's or a control's page as text. Throws {@link ConfigError} for an id that is neither. */
export function explain(subject: string, catalogue: Catalogue, framework: Framework): string {
  const policy = catalogue.policies.find(({ id }) => id === subject);
  if (policy !== undefined) return policyPage(policy, framework);
  const control = framework.controls.find(({ id }) => id === subject.replace(/^(45 CFR )?§?\s*/, ""));
  if (control !== undefined) return controlPage(control, framework);
  const ids = [...catalogue.policies.map(({ id }) => id), ...framework.controls.map(({ id }) => id)];
  throw new ConfigError(
    "unknown-subject",
    `${subject} is neither a policy nor a control${didYouMean(subject, ids)}`,
    "safeguard policies and safeguard controls list them; a resource is explained with its plan: safeguard explain ADDRESS PLAN.",
  );
}

function policyPage(policy: Policy, framework: Framework): string {
  const sections = [
    `${policy.id} (${policy.severity})\n${policy.title}`,
    policy.description,
    `Judges: ${policy.subjects.join(", ")}`,
    section("Fix", [policy.remediation.text]),
    section("Terraform", code(policy.remediation.terraform)),
    section("CDKTF", code(policy.remediation.cdktf)),
    section(
      "Parameters",
      Object.entries(policy.parameters).map(
        ([name, parameter]) =>
          `${name} (default ${JSON.stringify(parameter.default)}): ${parameter.description}`,
      ),
    ),
    section("Controls", controlsOf(policy, framework)),
    section("Read more", policy.references),
  ];
  return sections.filter((text) => text !== "").join("\n\n");
}

function controlsOf(policy: Policy, framework: Framework): string[] {
  return framework.controls.flatMap(({ id, title, policies }) =>
    policies
      .filter((mapping) => mapping.policy === policy.id)
      .map(({ role, rationale }) => `${id} ${title} (${role}): ${rationale}`),
  );
}

function controlPage(control: FrameworkControl, framework: Framework): string {
  const parts = framework.controls.filter(({ standard }) => standard === control.id);
  const crosswalk = control.nist80053r5;
  const sections = [
    heading(control, framework),
    control.standard === null ? "" : `Belongs to ${control.standard}.`,
    section(
      "Policies",
      control.policies.map(({ policy, role, rationale }) => `${policy} (${role}): ${rationale}`),
    ),
    section(
      "Specifications",
      parts.map(({ id, title, policies }) => `${id} ${title} (${policies.length} policies)`),
    ),
    section(
      [control, ...parts].every(({ policies }) => policies.length === 0)
        ? "No policy can show this from infrastructure; the organisation has to show"
        : "What infrastructure cannot show, and the organisation has to",
      control.organisation === null ? [] : [control.organisation],
    ),
    section("NIST SP 800-53r5", crosswalk.length === 0 ? [] : [crosswalk.join(", ")]),
  ];
  return sections.filter((text) => text !== "").join("\n\n");
}

function heading({ id, title, designation }: FrameworkControl, framework: Framework): string {
  if (isSecurityRule(framework)) return `45 CFR ${id} (${designation ?? "standard"})\n${title}`;
  const name = designation === null ? id : `${id} (${designation})`;
  return `${name}\n${title}\n${framework.title}`;
}

function section(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? "" : `${title}:\n${lines.map((line) => `  ${line}`).join("\n")}`;
}

function code(text: string | null): string[] {
  return text === null ? [] : text.trimEnd().split("\n");
}
