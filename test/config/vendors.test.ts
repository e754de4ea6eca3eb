import { describe, expect, it } from "vitest";
import { CLASSIFIED } from "../../src/config/classification.js";
import { catalogue } from "../policies/support.js";
import { CONFIG, only, refusalOf, reportWith } from "./support.js";

const POLICY = "vendor/business-associate";
const vendor = (keys: string) => `vendors:\n  - { ${keys} }\n`;
const AWS = "name: aws, agreement: Artifact, since: 2024-01-01";

async function judged(config: string | Record<string, string>, options = {}) {
  const files = typeof config === "string" ? { [CONFIG]: config } : config;
  const { findings, diagnostics } = await reportWith(files, { ...only(POLICY), ...options });
  return {
    verdict: findings[0]?.verdict,
    by: findings[0]?.parameters.agreements,
    notes: diagnostics.map(({ code }) => code).filter((code) => code.startsWith("agreement")),
    message: diagnostics.find(({ code }) => code.startsWith("agreement"))?.message,
  };
}

describe("vendors", () => {
  it.each([
    ["none", "", "unknown", []],
    ["in force", vendor(AWS), "pass", []],
    ["written large", vendor(AWS.replace("aws", "AWS")), "pass", []],
    ["on its last day", vendor(`${AWS}, expires: 2026-06-01`), "pass", ["agreement-expires-soon"]],
    ["expired", vendor(`${AWS}, expires: 2026-05-31`), "fail", ["agreement-expired"]],
    ["expiring later", vendor(`${AWS}, expires: 2026-07-02`), "pass", []],
    ["not yet in force", vendor(AWS.replace("2024-01-01", "2026-06-02")), "fail", []],
    ["with another", vendor(AWS.replace("aws", "upstash")), "unknown", []],
  ])("an agreement %s", async (_, config, verdict, notes) => {
    expect(await judged(config)).toMatchObject({ verdict, notes });
  });

  it("name who set them, and merge by name with those of the base", async () => {
    const files = {
      [CONFIG]: `extends: base.yaml\n${vendor("name: upstash, agreement: U, since: 2025-01-01, expires: 2027-01-01")}`,
      "base.yaml": vendor(AWS),
    };
    expect(await judged(files)).toMatchObject({
      verdict: "pass",
      by: {
        from: `base.yaml, vendors[0]; ${CONFIG}, vendors[0]`,
        value: {
          aws: { since: "2024-01-01", until: null, document: "Artifact" },
          upstash: { since: "2025-01-01", until: "2027-01-01", document: "U" },
        },
      },
    });
  });

  it("say what expired, and nothing where the policy is not asked", async () => {
    const expired = vendor(`${AWS}, expires: 2026-05-31`);
    expect((await judged(expired)).message).toBe(
      `The business associate agreement with aws (Artifact; ${CONFIG}, vendors[0]) expired on 2026-05-31 and does not count.`,
    );
    expect((await judged(expired, only("sqs/tls-only"))).notes).toEqual([]);
  });

  it.each([
    [vendor("name: datadog, agreement: a, since: 2024-01-01"), "2: no policy asks about the vendor datadog."],
    [
      vendor("name: upstahs, agreement: a, since: 2024-01-01"),
      "2: no policy asks about the vendor upstahs; did you mean upstash?",
    ],
    [vendor("name: aws, since: 2024-01-01"), "2: vendors[0] needs agreement."],
    [vendor("name: aws, agreement: a"), "2: vendors[0] needs since."],
    [
      vendor("name: aws, agreement: a, since: 2024-02-30"),
      "2: vendors[0].since is no day of the calendar, as in 2027-03-31.",
    ],
    [
      vendor(`${AWS}, expires: 2023-12-31`),
      "2: the agreement with aws expires on 2023-12-31, before it begins on 2024-01-01.",
    ],
    [`${vendor(AWS)}  - { ${AWS} }`, "3: the vendor aws is there twice."],
    [
      `${vendor(AWS)}parameters: { ${POLICY}: { agreements: {} } }`,
      `3: ${POLICY}.agreements is set here, and vendors says the same at ${CONFIG}:2.`,
    ],
  ])("%j is refused", async (config, says) => {
    expect(await refusalOf({ [CONFIG]: config })).toBe(`${CONFIG}:${says}`);
  });
});

describe("classification", () => {
  it("reaches every policy that takes the tag, and every one that takes its values", () => {
    const taking = (name: string) =>
      catalogue.policies
        .filter(({ parameters }) => parameters.tag?.default === "DataClassification" && name in parameters)
        .map(({ id }) => id);
    expect(CLASSIFIED).toEqual({ tag: taking("tag"), values: taking("values") });
  });

  const tagging = async (files: Readonly<Record<string, string>>) => {
    const { findings } = await reportWith(files, only("tagging/data-classification"));
    return findings[0]?.parameters.tag;
  };

  it("is what the policies are judged by", async () => {
    const from = `${CONFIG}, classification`;
    expect(await tagging({ [CONFIG]: "classification: { tag: data-class }" })).toEqual({
      value: "data-class",
      from,
    });
    expect(await tagging({ [CONFIG]: "classification: { values: [phi] }" })).toEqual({
      value: "DataClassification",
      from: "default",
    });
  });

  it("gives way to parameters of its file, and not to those of the base", async () => {
    const parameters = "parameters: { tagging/data-classification: { tag: other } }\n";
    const classification = "classification: { tag: data-class }\n";
    expect(await tagging({ [CONFIG]: classification + parameters })).toMatchObject({ value: "other" });
    const extended = { "base.yaml": parameters, [CONFIG]: `extends: base.yaml\n${classification}` };
    expect(await tagging(extended)).toMatchObject({ value: "data-class" });
  });

  it.each([
    ["classification: {}", "classification is empty."],
    ["classification: { tag: [] }", "classification.tag must be text."],
    ["classification: { values: phi }", "classification.values must be a list."],
    ["classification: { values: [] }", "classification.values is empty."],
    ["classification: { tags: x }", "classification has no key tags; did you mean tag?"],
  ])("%s is refused", async (config, says) => {
    expect(await refusalOf({ [CONFIG]: config })).toBe(`${CONFIG}:1: ${says}`);
  });
});
