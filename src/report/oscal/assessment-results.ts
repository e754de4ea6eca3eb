import { quantity } from "../../assessment/order.js";
import type { ControlResult, ControlStatus, Finding, Report, ReportInput } from "../report.js";
import { evidenceText, excludedText, outcome, severityText, waiverText } from "../text.js";
import {
  citationOf,
  controlTokens,
  dateTime,
  filled,
  line,
  metadata,
  objectiveOf,
  oscalId,
  oscalText,
  property,
} from "./model.js";

const TOOL = oscalId("component", "safeguard");
const ORIGINS = [{ actors: [{ type: "tool", "actor-uuid": TOOL }] }];
const METHOD = oscalId("resource", "method");

/** OSCAL knows two states; what is accepted or not known is not satisfied, for another reason than a failure. */
const STATE: Readonly<Record<ControlStatus, { state: string; reason: string } | null>> = {
  satisfied: { state: "satisfied", reason: "pass" },
  "not-satisfied": { state: "not-satisfied", reason: "fail" },
  indeterminate: { state: "not-satisfied", reason: "other" },
  accepted: { state: "not-satisfied", reason: "other" },
  "not-exercised": null,
  attested: null,
  "not-assessed": null,
};

/**
 * OSCAL assessment results: an observation for each verdict, a finding for each control that verdicts speak to, a risk for
 * each waived failure, and what the organisation attests.
 */
export function renderOscal(report: Report): string {
  const { framework, inputs } = report;
  const body = {
    "import-ap": { href: `#${METHOD}` },
    results: [result(report)],
    "back-matter": { resources: [method(report), ...inputs.map(inputResource)] },
  };
  return oscalText({
    "assessment-results": {
      uuid: oscalId("assessment-results", framework.id, report.assessedAt, JSON.stringify(body)),
      metadata: {
        ...metadata(`Assessment against the ${framework.title}`, report),
        props: [property("citation", framework.citation), property("framework", framework.id)],
      },
      ...body,
    },
  });
}

function result(report: Report) {
  const { framework, tool, assessedAt, inputs, findings, controls, gate, summary } = report;
  const tokenOf = controlTokens(framework, controls);
  const waived = findings.filter(({ waiver }) => waiver !== null);
  const about = [framework.id, assessedAt, tool.policyBundle.digest, ...inputs.map(({ digest }) => digest)];
  return {
    uuid: oscalId("result", ...about),
    title: line(`${framework.title}, as far as infrastructure shows it`),
    description: line(
      `${summary.pass} passed, ${summary.fail} failed, ${summary.unknown} unknown, ${summary.waived} waived, of ${quantity(findings.length, "verdict")} on ${quantity(inputs.length, "document")}.`,
    ),
    start: dateTime(assessedAt),
    end: dateTime(assessedAt),
    props: [
      property("gate", gate.result),
      property("gate-fail-on", gate.failOn),
      property("gate-on-unknown", gate.onUnknown),
    ],
    "local-definitions": {
      ...filled("inventory-items", inventoryItems(findings)),
      "assessment-assets": {
        components: [
          {
            uuid: TOOL,
            type: "software",
            title: "Safeguard",
            description: "Evaluates policies on Terraform plans, states and synthesized stacks.",
            props: [
              { name: "version", value: line(tool.version) },
              property("policy-bundle", tool.policyBundle.digest),
              property("policies", String(tool.policyBundle.policies)),
            ],
            status: { state: "operational" },
          },
        ],
        "assessment-platforms": [
          {
            uuid: oscalId("platform", "safeguard"),
            title: "Safeguard",
            "uses-components": [{ "component-uuid": TOOL }],
          },
        ],
      },
    },
    "reviewed-controls": reviewedControls(controls, tokenOf),
    ...filled("attestations", attestations(report, tokenOf)),
    ...filled(
      "observations",
      findings.map((finding) => observation(finding, assessedAt)),
    ),
    ...filled("risks", waived.map(risk)),
    ...filled("findings", controlFindings(report, tokenOf)),
    remarks: remarks(report),
  };
}

/** What was judged at all: a control without a verdict is none that was reviewed. */
function reviewedControls(controls: readonly ControlResult[], tokenOf: (control: string) => string) {
  const select = (list: readonly ControlResult[]) => list.map(({ id }) => ({ "control-id": tokenOf(id) }));
  const reviewed = controls.filter(({ status }) => STATE[status] !== null);
  return {
    description: line(
      `${reviewed.length} of ${quantity(controls.length, "control")}, as far as the policies that are mapped to them show.`,
    ),
    "control-selections": [
      reviewed.length > 0
        ? { "include-controls": select(reviewed) }
        : { "include-all": {}, ...filled("exclude-controls", select(controls)) },
    ],
  };
}

function inventoryItems(findings: readonly Finding[]) {
  const items = new Map<string, object>();
  for (const { input, resource } of findings) {
    const uuid = subjectId(input, resource.address);
    if (items.has(uuid)) continue;
    items.set(uuid, {
      uuid,
      description: line(resource.address),
      props: [
        property("address", resource.address),
        property("type", resource.type),
        property("change", resource.change),
        property("input", input),
      ],
    });
  }
  return [...items.values()];
}

function subjectId(input: string, address: string): string {
  return oscalId("inventory-item", input, address);
}

function observation(finding: Finding, assessedAt: string) {
  const { id, policy, title, message, severity, verdict, input, resource, evidence, location } = finding;
  const href = `#${inputId(input)}`;
  const facts = evidence.map((fact) => ({
    href,
    description: line([`${evidenceText(fact)}.`, ...fact.because].join(" ")),
    props: [property("state", fact.state), ...(fact.path === "" ? [] : [property("path", fact.path)])],
  }));
  return {
    uuid: id,
    title: line(title),
    description: line(message),
    props: [
      property("policy", policy),
      property("severity", severity),
      property("verdict", outcome(finding)),
      ...(finding.baseline === null ? [] : [property("baseline", finding.baseline)]),
      ...(location === null ? [] : [property("location", `${location.file}:${location.line}`)]),
    ],
    methods: ["TEST"],
    types: ["control-objective"],
    origins: ORIGINS,
    subjects: [
      {
        "subject-uuid": subjectId(input, resource.address),
        type: "inventory-item",
        title: line(resource.address),
      },
    ],
    "relevant-evidence": facts.length > 0 ? facts : [{ href, description: line(message) }],
    collected: dateTime(assessedAt),
    ...(verdict === "unknown"
      ? { remarks: "The document does not decide it: neither a pass nor a failure is proved." }
      : {}),
  };
}

/** A failure that somebody accepts for a time. */
function risk(finding: Finding) {
  const { id, policy, title, message, severity, waiver, resource } = finding;
  const { owner, expires, ticket, rationale, alternative, place } = waiver ?? {};
  return {
    uuid: riskId(finding),
    title: line(`${title}: ${resource.address}`),
    description: line(message),
    statement: [waiver === null ? message : waiverText(waiver), ...(rationale == null ? [] : [rationale])]
      .map(line)
      .join("\n\n"),
    props: [
      property("policy", policy),
      property("severity", severity),
      property("owner", owner ?? ""),
      ...(ticket == null ? [] : [property("ticket", ticket)]),
      ...(place === undefined ? [] : [property("place", place)]),
    ],
    status: "deviation-approved",
    origins: ORIGINS,
    ...(alternative == null
      ? {}
      : {
          "mitigating-factors": [{ uuid: oscalId("mitigating-factor", id), description: line(alternative) }],
        }),
    ...(expires === undefined ? {} : { deadline: dateTime(`${expires}T23:59:59Z`) }),
    "related-observations": [{ "observation-uuid": id }],
  };
}

function riskId({ id }: Finding): string {
  return oscalId("risk", id);
}

function controlFindings({ framework, controls, findings }: Report, tokenOf: (control: string) => string) {
  const byPolicy = new Map<string, Finding[]>();
  for (const finding of findings) {
    const list = byPolicy.get(finding.policy);
    if (list === undefined) byPolicy.set(finding.policy, [finding]);
    else list.push(finding);
  }
  return controls.flatMap((control) => {
    const status = STATE[control.status];
    if (status === null) return [];
    const related = control.policies.flatMap((policy) => byPolicy.get(policy) ?? []);
    const target = tokenOf(control.id);
    return [
      {
        uuid: oscalId("finding", framework.id, control.id),
        title: line(`${control.id} ${control.title}`),
        description: line(control.statement),
        props: [
          property("citation", citationOf(framework, control.id)),
          property("status", control.status),
          ...(control.designation === null ? [] : [property("designation", control.designation)]),
        ],
        origins: ORIGINS,
        target: {
          type: "objective-id",
          "target-id": objectiveOf(target),
          props: [property("control-id", target)],
          status: { ...status, remarks: line(control.statement) },
        },
        ...filled(
          "related-observations",
          related.map(({ id }) => ({ "observation-uuid": id })),
        ),
        ...filled(
          "related-risks",
          related.filter(({ waiver }) => waiver !== null).map((one) => ({ "risk-uuid": riskId(one) })),
        ),
        ...(control.organisation === null
          ? {}
          : { remarks: line(`The organisation still has to show: ${control.organisation}`) }),
      },
    ];
  });
}

function attestations({ framework, controls }: Report, tokenOf: (control: string) => string) {
  return controls.flatMap(({ id, title, attestation }) => {
    if (attestation === null) return [];
    const { statement, owner, date, reviewBy, links } = attestation;
    return [
      {
        parts: [
          {
            uuid: oscalId("attestation", framework.id, id),
            name: "attestation",
            title: line(`${id} ${title}`),
            props: [
              property("control-id", tokenOf(id)),
              property("owner", owner),
              property("date", date),
              property("review-by", reviewBy),
              ...links.map((link) => property("link", link)),
            ],
            prose: line(statement),
          },
        ],
      },
    ];
  });
}

function remarks({ gate, diagnostics, inputs, excluded, severityChanges }: Report): string {
  const sentences = [
    `The gate ${gate.result}.`,
    ...gate.reasons,
    ...inputs
      .filter(({ errored, complete }) => errored || !complete)
      .map(({ path }) => `${path} covers a part of the infrastructure only.`),
    ...excluded.map(excludedText),
    ...severityChanges.map(severityText),
    ...diagnostics
      .filter(({ level }) => level !== "note")
      .map(({ message, address }) => (address === undefined ? message : `${address}: ${message}`)),
    "Controls that no verdict speaks to are neither satisfied nor not satisfied: they have no finding.",
  ];
  return sentences.map(line).join("\n\n");
}

/** Stands in for an assessment plan: what is assessed, and how, is the same in every run. */
function method({ tool }: Report) {
  return {
    uuid: METHOD,
    title: "Method",
    description: line(
      `There is no assessment plan of its own: Safeguard ${tool.version} evaluates ${quantity(tool.policyBundle.policies, "policy", "policies")} (${tool.policyBundle.digest}) on every resource of the documents.`,
    ),
  };
}

function inputResource({ path, kind, digest, terraformVersion }: ReportInput) {
  const hash = /^sha256:([0-9a-f]{64})$/.exec(digest)?.[1];
  return {
    uuid: inputId(path),
    title: line(path),
    description: "A document that was assessed.",
    props: [
      property("kind", kind),
      ...(terraformVersion === null ? [] : [property("terraform-version", terraformVersion)]),
    ],
    ...(hash === undefined
      ? {}
      : { rlinks: [{ href: relativeUri(path), hashes: [{ algorithm: "SHA-256", value: hash }] }] }),
  };
}

function inputId(path: string): string {
  return oscalId("resource", "input", path);
}

function relativeUri(path: string): string {
  return line(path).split(/[\\/]/).map(encodeURIComponent).join("/");
}
