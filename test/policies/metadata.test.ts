import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { globSync } from "tinyglobby";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readPolicies } from "../../scripts/build-policies.js";
import type { Framework } from "../../src/assessment/framework.js";
import { catalogue, distFile, hasOpa, root } from "./support.js";

// What needs OPA is skipped without it, unless SAFEGUARD_REQUIRE_OPA is set.

const DOCUMENTATION =
  /^https:\/\/(?:docs\.aws\.amazon\.com|aws\.amazon\.com\/compliance|docs\.nats\.io|upstash\.com\/docs|registry\.terraform\.io\/providers|www\.ecfr\.gov)\//;

const hipaa = JSON.parse(distFile("frameworks/hipaa.json").toString("utf8")) as Framework;

describe("the catalogue", () => {
  it.each(catalogue.policies.map((policy) => [policy.id, policy] as const))("describes %s", (id, policy) => {
    expect(policy.service).toBe(id.split("/")[0]);
    expect(policy.title).toMatch(/^[A-Z].{10,80}[^.]$/);
    expect(policy.description).toMatch(/^[A-Z].{30,220}\.$/);
    expect(policy.remediation.text).toMatch(/^[A-Z].{20,220}\.$/);
    expect(policy.remediation.terraform).toMatch(/(?:resource "(?:aws|upstash)_|provider "aws")/);
    expect(policy.remediation.cdktf).toContain("new ");
    // One other character makes the text of every report with it twice as large in memory, and slower to write.
    expect(JSON.stringify(policy)).toMatch(/^[ -~]*$/);
    expect(catalogue.types).toEqual(expect.arrayContaining([...policy.subjects]));
    for (const url of policy.references) expect(url).toMatch(DOCUMENTATION);
    expect(existsSync(join(root, "policies", `${id}.rego`))).toBe(true);
    expect(existsSync(join(root, "policies", `${id}_test.rego`))).toBe(true);
  });

  it.each(catalogue.policies.map(({ id }) => [id]))(
    "maps %s to a control, with a role and a reason",
    (id) => {
      const mapped = hipaa.controls.flatMap((control) =>
        control.policies
          .filter(({ policy }) => policy === id)
          .map((mapping) => ({ control: control.id, ...mapping })),
      );
      expect(mapped.length).toBeGreaterThan(0);
      for (const { control, role, rationale } of mapped) {
        expect(control).toMatch(/^164\.3\d\d\(/);
        expect(["primary", "supporting"]).toContain(role);
        expect(rationale).toMatch(/^[A-Z].{20,160}\.$/);
      }
    },
  );

  it("names every file of a policy, and no other", () => {
    const files = globSync("policies/*/*.rego", {
      cwd: root,
      ignore: ["policies/{lib,canary}/*", "**/*_test.rego"],
    });
    const ids = files.map((file) => file.replace(/^policies\/|\.rego$/g, ""));
    expect(catalogue.policies.map(({ id }) => id)).toEqual(ids.sort());
  });

  it("is sorted", () => {
    const ids = catalogue.policies.map(({ id }) => id);
    expect(ids).toEqual([...ids].sort());
    expect(catalogue.types).toEqual([...catalogue.types].sort());
  });
});

/** A line of the message: the file, the line in it, and what is wrong there. */
function faultOf(file: string, fault: string): RegExp {
  const escaped = [file, fault].map((text) => text.replace(/[^\w]/g, "\\$&"));
  return new RegExp(`^- ${escaped[0]}:\\d+: ${escaped[1]}$`, "m");
}

describe.skipIf(!hasOpa)("a wrong policy", () => {
  const good = readFileSync(join(root, "policies/logs/retention.rego"), "utf8");
  const copy = mkdtempSync(join(tmpdir(), "safeguard-metadata-"));
  const file = join(copy, "policies/logs/retention.rego");
  beforeAll(() => {
    cpSync(join(root, "policies/lib"), join(copy, "policies/lib"), { recursive: true });
    mkdirSync(join(copy, "policies/logs"), { recursive: true });
  });
  afterAll(() => rmSync(copy, { recursive: true, force: true }));

  it.each([
    ["no title", /# title: .*\n/, "", "METADATA gives no title."],
    [
      "a title that is a sentence",
      /# title: .*\n/,
      "# title: Logs are kept.\n",
      "title ends with a full stop.",
    ],
    [
      "a description that is none",
      /# description: .*\n/,
      "# description: Logs\n",
      "description is not a sentence.",
    ],
    ["no entrypoint", "# entrypoint: true\n", "", "it needs exactly one METADATA with entrypoint: true."],
    [
      "an unknown severity",
      "severity: high",
      "severity: dire",
      "custom.severity is none of critical, high, medium, low.",
    ],
    ["no subjects", "[aws_cloudwatch_log_group]\n", "[]\n", "custom.subjects names no resource type."],
    ["no remediation", /#\s+text: .*\n/, "#     texts: x\n", "METADATA gives no custom.remediation.text."],
    [
      "no reference",
      /#\s+- https:.*\n/,
      "#   - http://example.org\n",
      "related_resources needs at least one https:// address.",
    ],
    [
      "an unknown key",
      "severity: high",
      "severity: high\n#   owner: x",
      "METADATA has an unknown key custom.owner.",
    ],
    [
      "a default that does not fit",
      "default: 365",
      "default: 0",
      "the default of parameter minimum_days does not fit its schema.",
    ],
    ["no default", /#\s+default: 365\n/, "", "parameter minimum_days needs a default and a schema."],
    [
      "another package",
      "safeguard.logs.retention",
      "safeguard.logs.keeping",
      "the package is safeguard.logs.keeping, not safeguard.logs.retention.",
    ],
    [
      "METADATA elsewhere",
      "verdict[address] :=",
      "other := 1\n\nverdict[address] :=",
      "its METADATA does not stand directly above verdict[address].",
    ],
  ])("with %s fails the build in words", async (_, from, to, fault) => {
    writeFileSync(file, good.replace(from, to));
    await expect(readPolicies(copy)).rejects.toThrow(faultOf("policies/logs/retention.rego", fault));
  });

  it("that reads the parameters of another fails the build in words", async () => {
    const other = good.replace("safeguard.logs.retention", "safeguard.logs.other").replaceAll("365", "400");
    writeFileSync(file, good);
    writeFileSync(join(copy, "policies/logs/other.rego"), other);
    await expect(readPolicies(copy)).rejects.toThrow(
      faultOf("policies/logs/other.rego", "it names logs/retention, which is another policy."),
    );
    rmSync(join(copy, "policies/logs/other.rego"));
  });
});
