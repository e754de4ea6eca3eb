import type { ControlResult, Report } from "../report.js";
import { controlTokens, filled, line, metadata, oscalId, oscalText, property } from "./model.js";

/** Where the catalogue lies, seen from the component definition. */
const CATALOG = "catalog.json";

/**
 * What the assessed services contribute to which control, by the policies that judged them, as an OSCAL component
 * definition; and Safeguard itself, which validates it.
 */
export function renderOscalComponents(report: Report): string {
  const { framework, tool, policies } = report;
  const exercised = new Set(policies.filter((policy) => policy.exercised).map(({ id }) => id));
  const services = [...new Set([...exercised].map(serviceOf))].sort();
  const components = [
    {
      uuid: oscalId("component", "safeguard"),
      type: "validation",
      title: "Safeguard",
      description: "Decides from Terraform plans and states whether resources meet its policies.",
      props: [
        property("version", tool.version),
        property("policy-bundle", tool.policyBundle.digest),
        ...policies.map(({ id, severity }) => property("policy", id, severity)),
      ],
    },
    ...services.map((service) => component(service, report, exercised)),
  ];
  return oscalText({
    "component-definition": {
      uuid: oscalId("component-definition", framework.id, JSON.stringify(components)),
      metadata: metadata(`Components assessed against the ${framework.title}`, report),
      components,
    },
  });
}

function component(service: string, { framework, controls }: Report, exercised: ReadonlySet<string>) {
  const tokenOf = controlTokens(framework, controls);
  const requirements = controls.flatMap((control) => {
    const own = control.rationale.filter(
      ({ policy }) => exercised.has(policy) && serviceOf(policy) === service,
    );
    return own.length === 0
      ? []
      : [requirement(service, { ...control, rationale: own }, tokenOf(control.id))];
  });
  return {
    uuid: oscalId("component", "service", service),
    type: "service",
    title: line(service),
    description: line(`Resources of the service ${service}, as far as policies judged them.`),
    ...filled(
      "control-implementations",
      requirements.length === 0
        ? []
        : [
            {
              uuid: oscalId("control-implementation", service, framework.id),
              source: CATALOG,
              description: line(
                `What the configuration of ${service} contributes to the ${framework.title}.`,
              ),
              "implemented-requirements": requirements,
            },
          ],
    ),
  };
}

function requirement(service: string, { id, rationale }: ControlResult, control: string) {
  return {
    uuid: oscalId("implemented-requirement", service, control),
    "control-id": control,
    description: rationale.map(({ policy, text }) => line(`${policy}: ${text}`)).join("\n\n"),
    props: [
      property("control", id),
      ...rationale.map(({ policy, role }) => property("policy", policy, role)),
    ],
  };
}

function serviceOf(policy: string): string {
  return policy.split("/")[0] ?? policy;
}
