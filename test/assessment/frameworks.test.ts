import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { buildFramework, frameworkText, viewAsNist } from "../../scripts/build-frameworks.js";
import { readFrameworkFile } from "../../src/config/framework.js";
import { hipaa, mappedPolicies, sources } from "./support.js";

const root = join(import.meta.dirname, "../..");
const TRANSMISSION = ["164.312(e)(1)", "164.312(e)(2)(i)", "164.312(e)(2)(ii)"];

describe("the HIPAA framework", () => {
  it("holds all 65 standards and specifications, sorted, each specification below a standard", () => {
    const ids = hipaa.controls.map(({ id }) => id);
    expect(ids).toHaveLength(65);
    expect(ids).toEqual([...new Set(ids)].sort());
    for (const { standard } of hipaa.controls) {
      if (standard !== null) expect(hipaa.controls.find(({ id }) => id === standard)?.standard).toBeNull();
    }
    expect(
      hipaa.controls.filter(({ standard }) => standard !== null).every(({ designation }) => designation),
    ).toBe(true);
  });

  it("maps no policy on encryption at rest to transmission security", () => {
    for (const { id, policies } of hipaa.controls) {
      if (TRANSMISSION.includes(id))
        expect(
          policies.filter(({ policy }) => /at-rest|dead-letter-encryption|customer-managed-key/.test(policy)),
        ).toEqual([]);
    }
  });

  it("gives every mapping a rationale of its own", () => {
    const rationales = hipaa.controls.flatMap(({ policies }) => policies.map(({ rationale }) => rationale));
    expect(new Set(rationales).size).toBe(rationales.length);
    for (const rationale of rationales) expect(rationale).toMatch(/^[A-Z].{20,160}\.$/);
  });

  it("says of every control what it needs from the organisation", () => {
    for (const { organisation } of hipaa.controls) expect(organisation).toMatch(/^[A-Z].+\.$/);
  });

  it("takes the NIST SP 800-53 controls from the crosswalk", () => {
    expect(hipaa.controls.find(({ id }) => id === "164.312(e)(2)(ii)")?.nist80053r5).toEqual([
      "SC-8",
      "SC-12",
      "SC-13",
    ]);
    expect(hipaa.crosswalk?.title).toContain("SP 800-66");
  });

  it("is committed as built", () => {
    const committed = new URL("../../policies/dist/frameworks/hipaa.json", import.meta.url);
    expect(readFileSync(committed, "utf8")).toBe(frameworkText(hipaa));
  });
});

describe("the view from NIST SP 800-53", () => {
  const nist = viewAsNist(hipaa, sources);

  it("has every control of the crosswalk, titled and in its order", () => {
    const named = new Set(hipaa.controls.flatMap(({ nist80053r5 }) => nist80053r5));
    expect(new Set(nist.controls.map(({ id }) => id))).toEqual(named);
    const ids = nist.controls.map(({ id }) => id);
    expect(ids.indexOf("AC-2")).toBeLessThan(ids.indexOf("AC-12"));
    expect(ids.indexOf("CP-9")).toBeLessThan(ids.indexOf("CP-9(1)"));
    for (const { title } of nist.controls) expect(title).not.toBe("");
  });

  it("leads a policy to a control only through a HIPAA control that names both", () => {
    for (const { id, policies } of nist.controls) {
      const through = hipaa.controls.filter(({ nist80053r5 }) => nist80053r5.includes(id));
      const expected = new Set(through.flatMap((control) => control.policies.map(({ policy }) => policy)));
      expect(new Set(policies.map(({ policy }) => policy))).toEqual(expected);
    }
  });

  it("is committed as built", () => {
    const committed = new URL("../../policies/dist/frameworks/nist-800-53r5.json", import.meta.url);
    expect(readFileSync(committed, "utf8")).toBe(frameworkText(nist));
  });
});

describe("the proposed rule", () => {
  const file = join(root, "policies/frameworks/hipaa-nprm-2025.yaml");
  const read = () => readFrameworkFile(file, root, mappedPolicies);

  it("says in its title and in every id that it is proposed, and what it needs from the organisation", async () => {
    const { title, citation, controls } = await read();
    expect(title).toMatch(/proposed, not in force/);
    expect(citation).toMatch(/^90 FR 898 \(proposed rule\)$/);
    for (const { id, organisation } of controls) {
      expect(id).toMatch(/^proposed 164\.3(08|12)\(/);
      expect(organisation).toMatch(/^[A-Z].+\.$/);
    }
  });

  it("knows no addressable specification", async () => {
    const { controls } = await read();
    const parts = controls.filter(({ standard }) => standard !== null);
    expect(parts.every(({ designation }) => designation === "required")).toBe(true);
  });

  it("gives every mapping a rationale of its own", async () => {
    const { controls } = await read();
    const rationales = controls.flatMap(({ policies }) => policies.map(({ rationale }) => rationale));
    expect(new Set(rationales).size).toBe(rationales.length);
    for (const rationale of rationales) expect(rationale).toMatch(/^[A-Z].{20,160}\.$/);
  });

  it("is committed as built", async () => {
    const committed = new URL("../../policies/dist/frameworks/hipaa-nprm-2025.json", import.meta.url);
    expect(readFileSync(committed, "utf8")).toBe(frameworkText(await read()));
  });
});

describe("a wrong mapping", () => {
  const mapping = (controls: string) => `id: x\ntitle: X\ncitation: Y\ncontrols:\n${controls}`;
  const faultsOf = (text: string, policies = ["sqs/tls-only"]) => {
    try {
      buildFramework({ ...sources, mapping: text }, policies);
    } catch (error) {
      return (error as Error).message;
    }
    return "";
  };
  const entry = (policy: string, rest = "role: primary, rationale: It matters.") =>
    `[{ policy: ${policy}, ${rest} }]`;

  it.each([
    ["an unknown control", mapping(`  164.999: ${entry("sqs/tls-only")}`), "164.999: unknown control."],
    [
      "an unknown policy",
      mapping(`  164.312(d): ${entry("sqs/none")}`),
      "164.312(d): unknown policy sqs/none.",
    ],
    [
      "a missing rationale",
      mapping(`  164.312(d): ${entry("sqs/tls-only", "role: primary")}`),
      "164.312(d): sqs/tls-only has no rationale.",
    ],
    [
      "a rationale that is no sentence",
      mapping(`  164.312(d): ${entry("sqs/tls-only", "role: primary, rationale: because")}`),
      "is not a sentence",
    ],
    [
      "an unknown role",
      mapping(`  164.312(d): ${entry("sqs/tls-only", "role: main, rationale: It matters.")}`),
      "neither primary nor supporting",
    ],
    [
      "an unknown key",
      mapping(`  164.312(d): ${entry("sqs/tls-only", "role: primary, rationale: It matters., note: x")}`),
      "unknown key note",
    ],
    [
      "a policy listed twice",
      mapping(
        `  164.312(d):\n    - ${entry("sqs/tls-only").slice(1, -1)}\n    - ${entry("sqs/tls-only").slice(1, -1)}`,
      ),
      "listed twice",
    ],
    ["a policy mapped to nothing", mapping("  {}"), "sqs/tls-only: mapped to no control."],
    ["a control listed twice", mapping(`  164.312(d): ${entry("sqs/tls-only")}\n  164.312(d): []`), "unique"],
    ["no controls", "id: x\ntitle: X\ncitation: Y\n", "controls: missing"],
    ["no title", "id: x\ncitation: Y\ncontrols: {}\n", "title: missing"],
    ["text that is not YAML", "a: [", "Flow sequence"],
  ])("with %s is refused", (_, text, fault) => {
    expect(faultsOf(text)).toContain(fault);
  });

  it("is refused when a policy of the catalogue is not mapped", () => {
    expect(faultsOf(sources.mapping, [...mappedPolicies, "sqs/new-rule"])).toContain(
      "sqs/new-rule: mapped to no control.",
    );
  });

  it("shows every fault at once", () => {
    const text = faultsOf(mapping(`  164.999: ${entry("sqs/tls-only")}\n  164.312(d): ${entry("sqs/none")}`));
    expect(text.match(/^- /gm)).toHaveLength(3);
  });
});
