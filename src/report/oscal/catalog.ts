import type { Framework, FrameworkControl } from "../../assessment/framework.js";
import type { Report } from "../report.js";
import {
  citationOf,
  controlTokens,
  filled,
  line,
  metadata,
  objectiveOf,
  oscalId,
  oscalText,
  property,
  token,
} from "./model.js";

/**
 * The controls of a framework as an OSCAL catalogue: standards with their specifications below them, what each needs from
 * the organisation, and what the policies determine of it. The report says when and by whom.
 */
export function renderOscalCatalog(report: Report, framework: Framework): string {
  const tokenOf = controlTokens(framework, framework.controls);
  const known = new Set(framework.controls.map(({ id }) => id));
  const below = new Map<string, FrameworkControl[]>();
  const top: FrameworkControl[] = [];
  for (const control of framework.controls) {
    const { standard } = control;
    if (standard === null || !known.has(standard)) top.push(control);
    else below.set(standard, [...(below.get(standard) ?? []), control]);
  }
  const written = (control: FrameworkControl): object => ({
    id: tokenOf(control.id),
    ...(control.designation === null ? {} : { class: control.designation }),
    title: line(control.title),
    props: [
      { name: "label", value: line(control.id) },
      property("citation", citationOf(framework, control.id)),
      ...(control.designation === null ? [] : [property("designation", control.designation)]),
      ...control.nist80053r5.map((nist) => property("nist-800-53r5", nist)),
    ],
    parts: parts(control, tokenOf(control.id)),
    ...filled("controls", (below.get(control.id) ?? []).map(written)),
  });
  const safeguards = [...new Set(top.map(({ safeguard }) => safeguard))].filter((name) => name !== "");
  const body = {
    ...filled("controls", top.filter(({ safeguard }) => safeguard === "").map(written)),
    ...filled(
      "groups",
      safeguards.map((safeguard) => ({
        id: token(`${framework.id}-${safeguard}`),
        class: "safeguards",
        title: line(`${safeguard.charAt(0).toUpperCase()}${safeguard.slice(1)} safeguards`),
        controls: top.filter((control) => control.safeguard === safeguard).map(written),
      })),
    ),
  };
  return oscalText({
    catalog: {
      uuid: oscalId("catalog", framework.id, JSON.stringify(body)),
      metadata: {
        ...metadata(framework.title, report),
        props: [property("citation", framework.citation), property("framework", framework.id)],
      },
      ...body,
    },
  });
}

function parts({ title, organisation, policies }: FrameworkControl, control: string): object[] {
  const objective = objectiveOf(control);
  return [
    { id: `${control}_smt`, name: "statement", prose: line(title) },
    ...(organisation === null ? [] : [{ id: `${control}_gdn`, name: "guidance", prose: line(organisation) }]),
    {
      id: objective,
      name: "assessment-objective",
      prose:
        policies.length === 0
          ? "No policy determines this: infrastructure cannot show it."
          : "As far as infrastructure shows it: every resource that the policies below judge passes them.",
      ...filled(
        "parts",
        policies.map(({ policy, role, rationale }) => ({
          id: `${objective}.${token(policy)}`,
          name: "assessment-objective",
          class: role,
          props: [property("policy", policy)],
          prose: line(rationale),
        })),
      ),
    },
  ];
}
