import fc from "fast-check";
import { vi } from "vitest";
import { buildFramework, readFrameworkSources } from "../../scripts/build-frameworks.js";
import { type Assessment, type AssessmentInput, assess } from "../../src/assessment/assess.js";
import type { Framework } from "../../src/assessment/framework.js";
import type { Catalogue, Evidence, Policy, Severity, Status, Verdict } from "../../src/engine/verdict.js";
import type {
  Diagnostic,
  Inventory,
  Resource,
  SourcePosition,
  Value,
} from "../../src/inventory/inventory.js";
import type { Report, Waiver } from "../../src/report/report.js";

// Property tests and compilers take a while on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const root = new URL("../..", import.meta.url).pathname;

export const sources = readFrameworkSources(root);

/** Ids of the policies that the mapping names. */
export const mappedPolicies = [
  ...new Set([...sources.mapping.matchAll(/policy: (\S+)/g)].map((match) => match[1] ?? "")),
].sort();

export const hipaa: Framework = buildFramework(sources, mappedPolicies);

const SEVERITY: Readonly<Record<string, Severity>> = {
  "sqs/no-public-access": "critical",
  "sqs/dead-letter-retention": "medium",
  "sqs/dead-letter-encryption": "medium",
  "sqs/queue-depth-alarm": "low",
};

export function policy(id: string, changes: Partial<Policy> = {}): Policy {
  return {
    id,
    service: id.slice(0, id.indexOf("/")),
    title: `Title of ${id}`,
    description: `Why ${id} matters.`,
    severity: SEVERITY[id] ?? "high",
    subjects: ["aws_sqs_queue"],
    remediation: {
      text: `How to meet ${id}.`,
      terraform: 'resource "aws_sqs_queue" "orders" {}',
      cdktf: null,
    },
    parameters: {},
    references: ["https://docs.aws.amazon.com/sqs/"],
    ...changes,
  };
}

export function catalogue(policies: readonly Policy[] = mappedPolicies.map((id) => policy(id))): Catalogue {
  return {
    schema: "safeguard.catalogue/v1",
    digest: `sha256:${"0".repeat(64)}`,
    types: [],
    arguments: [],
    policies,
  };
}

export function resource(
  address: string,
  source: SourcePosition | null = null,
  tags: Record<string, Value> = {},
): Resource {
  return {
    address,
    type: "aws_sqs_queue",
    name: "queue",
    module: "",
    key: null,
    provider: "registry.terraform.io/hashicorp/aws",
    mode: "managed",
    change: "create",
    values: {},
    documents: {},
    configured: [],
    presence: {},
    references: {},
    referenced_by: {},
    maybe_referenced_by: {},
    construct: null,
    tags,
    source,
  };
}

export function inventory(
  resources: readonly Resource[],
  source: Partial<Inventory["source"]> = {},
): Inventory {
  return {
    schema: "safeguard.inventory/v1",
    source: {
      kind: "terraform-plan",
      digest: `sha256:${"a".repeat(64)}`,
      terraformVersion: "1.9.8",
      formatVersion: "1.2",
      errored: false,
      complete: true,
      ...source,
    },
    resources: { aws_sqs_queue: Object.fromEntries(resources.map((one) => [one.address, one])) },
    diagnostics: [],
  };
}

const STATE = { pass: "satisfied", fail: "violated", unknown: "undetermined" } as const;

export function evidence(status: Status, changes: Partial<Evidence> = {}): Evidence {
  return {
    path: "redrive_policy",
    state: STATE[status],
    observed: status === "pass" ? "{}" : null,
    expected: "a dead-letter queue",
    because: [],
    ...changes,
  };
}

export function verdict(id: string, address: string, status: Status, facts = [evidence(status)]): Verdict {
  return { policy: id, type: "aws_sqs_queue", address, status, evidence: facts };
}

/** An input whose resources are those of the verdicts. */
export function input(
  verdicts: readonly Verdict[],
  changes: { path?: string; source?: Partial<Inventory["source"]>; diagnostics?: Diagnostic[] } = {},
): AssessmentInput {
  const addresses = [...new Set(verdicts.map(({ address }) => address))].sort();
  return {
    path: changes.path ?? "plan.json",
    inventory: inventory(
      addresses.map((address, index) =>
        resource(address, index % 2 === 0 ? { file: "main.tf", line: index + 1 } : null),
      ),
      changes.source,
    ),
    verdicts,
    diagnostics: changes.diagnostics ?? [],
  };
}

export function report(verdicts: readonly Verdict[], changes: Partial<Assessment> = {}): Report {
  return assess({
    inputs: [input(verdicts)],
    catalogue: catalogue(),
    framework: hipaa,
    gate: {},
    assessedAt: "2026-11-21T12:00:00Z",
    tool: { version: "1.0.0" },
    ...changes,
  });
}

export const waiver: Waiver = {
  owner: "ada@example.com",
  reason: "Decommissioned in December.",
  expires: "2027-01-31",
  ticket: "SEC-12",
  rationale: "The queue carries no health information.",
  alternative: "Messages are encrypted by the producer.",
};

/** Text that means something to a terminal, a browser, XML, Markdown or SARIF. */
const hostile = fc.oneof(
  fc.constantFrom(
    "<script>alert(1)</script>",
    "a|b",
    "line\nbreak\r\n",
    "\u001b[31mred\u001b[0m\u001b]8;;http://x\u0007",
    "]]>",
    "\u202eevil\u2066",
    "\u0000\u0007\u009b2J",
    "[link](javascript:x)",
    "@octocat #1 https://example.com www.example.com GH-1",
    "`code` ``",
    "**bold** _it_ ~~x~~ $x^2$",
    "\ud800",
    "漢字🎉",
    "&lt;%0A::error::",
  ),
  fc.string({ unit: "binary", maxLength: 12 }),
);

const value: fc.Arbitrary<Value> = fc.oneof(
  fc.constantFrom<Value>(null, true, 7, "", [], {}, { $sensitive: true, length: 12 }, { $unknown: true }),
  hostile,
);

const anyEvidence: fc.Arbitrary<Evidence> = fc.record({
  path: fc.oneof(fc.constantFrom("", "redrive_policy"), hostile),
  state: fc.constantFrom("satisfied" as const, "violated" as const, "undetermined" as const),
  observed: value,
  expected: fc.oneof(fc.constant("a KMS key"), hostile),
  because: fc.array(hostile, { maxLength: 2 }),
});

const anyInput: fc.Arbitrary<Omit<AssessmentInput, "path">> = fc
  .uniqueArray(
    fc.tuple(hostile, fc.integer({ min: 0, max: 9 })).map(([text, n]) => `aws_sqs_queue.q["${text}"]${n}`),
    { maxLength: 4 },
  )
  .chain((addresses) =>
    fc.record({
      addresses: fc.constant(addresses),
      picks: fc.uniqueArray(
        fc.record({
          address: fc.constantFrom(...(addresses.length > 0 ? addresses : ["none"])),
          id: fc.constantFrom(...mappedPolicies),
          status: fc.constantFrom<Status>("pass", "fail", "unknown"),
          facts: fc.array(anyEvidence, { maxLength: 3 }),
        }),
        { maxLength: addresses.length > 0 ? 12 : 0, selector: ({ address, id }) => `${id} ${address}` },
      ),
      file: fc.option(hostile, { nil: null }),
      construct: fc.option(hostile, { nil: null }),
      tag: value,
      errored: fc.boolean(),
      complete: fc.boolean(),
      diagnostics: fc.array(
        fc.record(
          {
            level: fc.constantFrom("error" as const, "warning" as const, "note" as const),
            code: fc.constantFrom("a", "b"),
            message: hostile,
            address: hostile,
          },
          { requiredKeys: ["level", "code", "message"] },
        ) as fc.Arbitrary<Diagnostic>,
        { maxLength: 2 },
      ),
    }),
  )
  .map(({ addresses, picks, file, construct, tag, errored, complete, diagnostics }) => ({
    inventory: inventory(
      addresses.map((address) => ({
        ...resource(address, file === null ? null : { file, line: 3 }, { Owner: tag }),
        construct,
      })),
      { errored, complete },
    ),
    verdicts: picks.map(({ id, address, status, facts }) => verdict(id, address, status, facts)),
    diagnostics,
  }));

const change = {
  policy: "a/b",
  title: "A <b> title",
  reason: "Not here | `x`\n",
  by: "org/base.yaml, exclude[0]",
};

/** Any assessment: several inputs, hostile names, waivers, attestations, what a configuration changes, every gate. */
export const anyAssessment: fc.Arbitrary<Assessment> = fc.record({
  inputs: fc
    .array(anyInput, { minLength: 1, maxLength: 3 })
    .map((all) => all.map((one, index) => ({ path: `plan-${index}.json`, ...one }))),
  catalogue: fc.constant(catalogue()),
  framework: fc.constant(hipaa),
  gate: fc.record(
    {
      failOn: fc.constantFrom(
        "critical" as const,
        "high" as const,
        "medium" as const,
        "low" as const,
        "never" as const,
      ),
      onUnknown: fc.constantFrom("warn" as const, "fail" as const),
    },
    { requiredKeys: [] },
  ) as fc.Arbitrary<Assessment["gate"]>,
  assessedAt: fc.constant("2026-11-21T12:00:00Z"),
  tool: fc.constant({ version: "1.0.0" }),
  waiverFor: fc.constantFrom(
    () => null,
    ({ policy: id }: { policy: string }) => (id.startsWith("sqs/dead") ? waiver : null),
    () => ({ ...waiver, rationale: null, reason: "<b>|\u001b[1m" }),
    () => ({ ...waiver, expires: "2026-11-20" }),
    () => ({ ...waiver, place: "<b>|.tf:3" }),
  ),
  excluded: fc.constantFrom([], [{ ...change, severity: "high" as const }]),
  severityChanges: fc.constantFrom(
    [],
    [{ ...change, from: "high" as const, to: "low" as const }],
    [{ ...change, from: "low" as const, to: "critical" as const, reason: null }],
  ),
  compare: fc.constantFrom<NonNullable<Assessment["compare"]>>(
    () => ({ known: new Set(), reasons: [], diagnostics: [] }),
    (judged) => ({
      known: new Set(judged.map(({ finding }) => finding.id)),
      reasons: ["1 known failure did not fail the gate."],
      diagnostics: [],
    }),
  ),
  attestations: fc.constantFrom(
    {},
    {
      "164.308(a)(2)": {
        statement: "Named.",
        owner: "ada",
        date: "2026-01-01",
        reviewBy: "2027-01-01",
        links: [],
      },
    },
  ),
});
