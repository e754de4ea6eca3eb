import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import formats from "ajv-formats";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { assess } from "../../src/assessment/assess.js";
import { FRAMEWORKS, type Framework } from "../../src/assessment/framework.js";
import { readFramework } from "../../src/check/judge.js";
import { renderOscal } from "../../src/report/oscal/assessment-results.js";
import { renderOscalCatalog } from "../../src/report/oscal/catalog.js";
import { renderOscalComponents } from "../../src/report/oscal/component-definition.js";
import type { Report } from "../../src/report/report.js";
import { anyAssessment, hipaa, report } from "../assessment/support.js";
import { report as reportOn } from "../check/support.js";
import { clean, sample } from "./samples.js";

type Json = Record<string, unknown>;

/** NIST's schema; the `$id`s within it are older than what Ajv takes. */
function officialSchema(): object {
  const file = new URL("../../schemas/vendor/oscal-complete-1.2.1.json", import.meta.url);
  return JSON.parse(readFileSync(file, "utf8"), function (this: Json, key, value) {
    return key === "$id" && typeof value === "string" && value.startsWith("#") ? undefined : value;
  });
}
const ajv = new Ajv({ strict: false, allErrors: true });
formats.default(ajv);
ajv.addSchema(officialSchema(), "oscal");
/** By the model itself: what is wrong is then told of it, not of all models. */
const validators = Object.fromEntries(
  (
    [
      ["assessment-results", "ar:assessment-results"],
      ["catalog", "catalog:catalog"],
      ["component-definition", "component-definition:component-definition"],
    ] as const
  ).map(([model, name]) => [model, ajv.compile({ $ref: `oscal#/definitions/oscal-complete-oscal-${name}` })]),
);

function documents(of: Report, framework: Framework = hipaa): Record<string, Json> {
  return {
    "assessment-results": JSON.parse(renderOscal(of)),
    catalog: JSON.parse(renderOscalCatalog(of, framework)),
    "component-definition": JSON.parse(renderOscalComponents(of)),
  };
}

function faults(of: Report, framework?: Framework): unknown[] {
  return Object.entries(documents(of, framework)).flatMap(([model, document]) => {
    expect(Object.keys(document)).toEqual([model]);
    const validate = validators[model] ?? expect.fail(`no schema for ${model}`);
    validate(document[model]);
    return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
  });
}

/** Every value of a key, anywhere. */
function every(value: unknown, key: string): unknown[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => [
    ...(name === key ? [inner] : []),
    ...every(inner, key),
  ]);
}

function expectWhole(of: Report, framework?: Framework): void {
  const {
    "assessment-results": results,
    catalog,
    "component-definition": components,
  } = documents(of, framework);
  for (const document of [results, catalog, components]) {
    const ids = every(document, "uuid");
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-/);
  }
  const known = new Set(every(results, "uuid"));
  const references = [
    ...["subject-uuid", "actor-uuid", "observation-uuid", "risk-uuid", "component-uuid"].flatMap((key) =>
      every(results, key),
    ),
    ...every(results, "href")
      .filter((href) => String(href).startsWith("#"))
      .map((href) => String(href).slice(1)),
  ];
  for (const one of references) expect(known.has(one)).toBe(true);
  const defined = new Set(every(catalog, "id"));
  for (const id of [
    ...every(results, "control-id"),
    ...every(results, "target-id"),
    ...every(components, "control-id"),
  ])
    expect(defined.has(id), String(id)).toBe(true);
}

const resultOf = (of: Report) =>
  (every(documents(of)["assessment-results"], "results")[0] as Json[])[0] as Json;

describe("OSCAL", () => {
  it("follows NIST's schema, whatever is assessed, and refers to nothing that is not there", () => {
    for (const one of [sample, clean, report([])]) {
      expect(faults(one)).toEqual([]);
      expectWhole(one);
    }
    fc.assert(
      fc.property(anyAssessment, (assessment) => {
        const one = assess(assessment);
        expect(faults(one)).toEqual([]);
        expectWhole(one);
      }),
    );
  });

  it("follows NIST's schema on real plans", async () => {
    for (const input of ["plans/seed-sqs.json", "plans/webshop.json"]) {
      const one = await reportOn([input]);
      expect(faults(one)).toEqual([]);
      expectWhole(one);
    }
  });

  it.each(FRAMEWORKS)("follows NIST's schema by the controls of %s", async (id) => {
    const framework = readFramework(id);
    const one = await reportOn(["plans/seed-sqs.json"], { framework: id });
    expect(faults(one, framework)).toEqual([]);
    expectWhole(one, framework);
  });

  it("is told apart from NIST's schema by a fault", () => {
    const validate = validators["assessment-results"] ?? expect.fail("no schema");
    const broken = documents(sample)["assessment-results"]?.["assessment-results"] as Json;
    expect(validate({ ...broken, uuid: "1" })).toBe(false);
    expect(validate({ ...broken, results: [] })).toBe(false);
  });

  it("is the same bytes for the same report, and another document for another", () => {
    for (const render of [renderOscal, renderOscalComponents])
      expect(render(structuredClone(sample))).toBe(render(sample));
    expect(renderOscalCatalog(structuredClone(sample), hipaa)).toBe(renderOscalCatalog(sample, hipaa));
    const [a, b] = [sample, clean].map(
      (one) => documents(one)["assessment-results"]?.["assessment-results"] as Json,
    );
    expect(a?.uuid).not.toBe(b?.uuid);
  });

  it("makes an observation of every verdict, by test, of a resource, with evidence", () => {
    const observations = resultOf(sample).observations as Json[];
    expect(observations.map(({ uuid }) => uuid)).toEqual(sample.findings.map(({ id }) => id));
    for (const one of observations) {
      expect(one.methods).toEqual(["TEST"]);
      expect(one.subjects).toHaveLength(1);
      expect(one["relevant-evidence"]).not.toEqual([]);
      expect(every(one.origins, "type")).toEqual(["tool"]);
    }
  });

  it("finds for a control what its status says, and nothing where no verdict speaks to it", () => {
    const stated = new Map(
      (resultOf(sample).findings as Json[]).map((finding) => {
        const [target] = every(finding, "target") as { status: Json; "target-id": string; type: string }[];
        expect(target?.type).toBe("objective-id");
        return [target?.["target-id"], [target?.status.state, target?.status.reason].join(" ")];
      }),
    );
    const expected = { satisfied: "satisfied pass", "not-satisfied": "not-satisfied fail" } as Record<
      string,
      string
    >;
    const others = { indeterminate: "not-satisfied other", accepted: "not-satisfied other" } as Record<
      string,
      string
    >;
    for (const { id, status } of sample.controls) {
      const target = `hipaa-${id.replace(/[()]+/g, ".").replace(/\.$/, "")}_obj`;
      expect([id, stated.get(target)]).toEqual([id, { ...expected, ...others }[status]]);
    }
    expect(new Set(stated.values())).toContain("not-satisfied fail");
  });

  it("tells of an unknown verdict that nothing is proved", () => {
    const unknown = report(
      sample.findings
        .filter(({ verdict }) => verdict === "unknown")
        .map((finding) => ({
          policy: finding.policy,
          type: finding.resource.type,
          address: finding.resource.address,
          status: "unknown" as const,
          evidence: finding.evidence,
        })),
    );
    const { observations, findings } = resultOf(unknown) as { observations: Json[]; findings: Json[] };
    expect(observations[0]?.remarks).toMatch(/neither a pass nor a failure/);
    expect([...new Set(findings.map((one) => every(one, "reason")[0]))]).toEqual(["other"]);
  });

  it("makes a risk of a waived failure: who accepts it, until when, and what is done instead", () => {
    const risks = resultOf(sample).risks as Json[];
    expect(risks).toHaveLength(sample.summary.waived);
    expect(risks[0]).toMatchObject({
      status: "deviation-approved",
      deadline: "2027-01-31T23:59:59.000Z",
      statement: expect.stringMatching(/ada@example\.com[\s\S]*no health information/),
      "mitigating-factors": [{ description: "Messages are encrypted by the producer." }],
    });
    expect(every(resultOf(sample).findings, "risk-uuid")).toContain(risks[0]?.uuid);
  });

  it("keeps what the organisation attests apart from what was tested", () => {
    const attested = assess({
      ...(fc.sample(anyAssessment, { numRuns: 1, seed: 1 })[0] ?? expect.fail("none")),
      inputs: [],
      attestations: {
        "164.308(a)(2)": {
          statement: "Named.",
          owner: "ada",
          date: "2026-01-01",
          reviewBy: "2027-01-01",
          links: ["https://x.example"],
        },
      },
    });
    expect(faults(attested)).toEqual([]);
    const { attestations, findings } = resultOf(attested);
    expect(every(attestations, "prose")).toEqual(["Named."]);
    expect(findings).toBeUndefined();
  });

  it("gives controls ids that are tokens, and no two the same", () => {
    const ids = every(documents(sample).catalog, "id");
    expect(ids).toContain("hipaa-164.312.a.1");
    expect(ids).toContain("hipaa-164.312.a.2.iv");
    const odd: Framework = {
      ...hipaa,
      id: "2 ours",
      controls: ["A 1", "A.1", "(", "é", "1"].map((id) => ({
        id,
        title: id,
        standard: null,
        designation: null,
        safeguard: "",
        nist80053r5: [],
        organisation: null,
        policies: [],
      })),
    };
    expect(faults(sample, odd)).toEqual([]);
    const tokens = (every(JSON.parse(renderOscalCatalog(sample, odd)), "controls")[0] as Json[]).map(
      ({ id }) => id,
    );
    expect(new Set(tokens).size).toBe(5);
  });

  it("puts specifications below their standard, standards below their safeguards", () => {
    const [groups] = every(documents(sample).catalog, "groups") as { id: string; controls: Json[] }[][];
    expect(groups?.map(({ id }) => id).sort()).toContain("hipaa-technical");
    const controls = groups?.flatMap((group) => group.controls) ?? [];
    expect(controls).toHaveLength(hipaa.controls.filter(({ standard }) => standard === null).length);
    const access = controls.find(({ id }) => id === "hipaa-164.312.a.1");
    expect(every(access?.controls, "id")).toContain("hipaa-164.312.a.2.i");
  });
});
