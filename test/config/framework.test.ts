import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { check } from "../../src/check/check.js";
import { makeEvidence, replay } from "../../src/check/evidence.js";
import { frameworkFor } from "../../src/check/framework.js";
import { formats } from "../../src/report/formats.js";
import { around, inFixtures } from "../check/support.js";
import { folder, safeguard } from "../commands/support.js";

const OURS = `# Of the board, 2026.
id: ours
title: Rules of the clinic
citation: Handbook, 3rd edition
controls:
  - id: A
    title: Messages are safe
  - id: A.1
    title: On their way
    standard: A
    designation: required
    organisation: Somebody who looks after the certificates.
    policies:
      - id: sqs/tls-only
        role: primary
        rationale: A queue that refuses plain HTTP is read by nobody on the way.
  - id: A.2
    title: In the cupboard
    standard: A
`;
const PLAN = inFixtures("plans/seed-sqs.json");
const options = {
  inputs: [PLAN],
  source: null,
  config: null,
  parameters: [],
  waivers: null,
  attestations: null,
  gate: {},
  selection: { policies: [], services: [], controls: [] },
  changedOnly: false,
  assessedAt: "2026-01-31T00:00:00Z",
};

function inFolder(files: Readonly<Record<string, string>>): string {
  const path = mkdtempSync(join(tmpdir(), "safeguard-framework-"));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(path, name), text);
  return path;
}

describe("a framework of one's own", () => {
  it("is what findings are mapped to, named by the flag or by the configuration", async () => {
    const cwd = inFolder({ "ours.yaml": OURS, "safeguard.config.yaml": "framework: ours.yaml\n" });
    for (const framework of ["ours.yaml", null]) {
      const { report } = await check({ ...options, framework }, { ...around, cwd });
      expect(report.framework).toMatchObject({ id: "ours", title: "Rules of the clinic", crosswalk: null });
      expect(report.controls.map(({ id, status }) => [id, status])).toEqual([
        ["A", "not-satisfied"],
        ["A.1", "not-satisfied"],
        ["A.2", "not-assessed"],
      ]);
      expect(new Set(report.findings.flatMap(({ controls }) => controls))).toEqual(new Set(["A.1"]));
    }
    const { report } = await check({ ...options, framework: "hipaa" }, { ...around, cwd });
    expect(report.framework.id).toBe("hipaa");
  });

  it("selects by its controls", async () => {
    const cwd = inFolder({ "ours.yaml": OURS });
    const selection = { ...options.selection, controls: ["A.1"] };
    const { report } = await check({ ...options, selection, framework: "ours.yaml" }, { ...around, cwd });
    expect(report.policies.map(({ id }) => id)).toEqual(["sqs/tls-only"]);
  });

  it("goes into the package of evidence, and repeats from there", async () => {
    const cwd = inFolder({ "ours.yaml": OURS });
    const seal = { key: null, previous: null };
    const { files } = await makeEvidence({ ...options, framework: "ours.yaml" }, seal, { ...around, cwd });
    expect(new TextDecoder().decode(files.get("config/framework.yaml"))).toBe(OURS);
    expect(files.has("policies/ours.json")).toBe(true);
    const away = folder(Object.fromEntries(files));
    expect(await replay(files, away, [PLAN], null, around)).toEqual({ same: true, differences: [] });
  });

  it("is listed, explained and attested by the command line", async () => {
    const cwd = folder({ "ours.yaml": OURS, "safeguard.config.yaml": "framework: ours.yaml\n" });
    const said = async (...args: string[]) => {
      const { code, stdout, stderr } = await safeguard(args, { cwd });
      expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
      return stdout;
    };
    expect(await said("controls", "--framework", "ours.yaml")).toMatch(
      /^A\.1 +required +1 {2}On their way$/m,
    );
    expect(await said("controls")).toMatch(/^A\.1 /m);
    expect(await said("explain", "A.1")).toMatch(
      /^A\.1 \(required\)\nOn their way\nRules of the clinic\n[\s\S]*sqs\/tls-only \(primary\)/,
    );
    expect(await said("explain", "sqs/tls-only")).toContain("A.1 On their way (primary)");
    expect(await said("attestations")).toContain("# A.2:");
  });
});

describe("the proposed rule", () => {
  it("is off by default, and where it is on, every format that names controls says that it is proposed", async () => {
    const elsewhere = { ...around, cwd: inFolder({}) };
    expect((await frameworkFor(null, null, [], elsewhere)).framework.id).toBe("hipaa");
    const { report } = await check({ ...options, framework: "hipaa-nprm-2025" }, around);
    for (const { name, render } of formats) {
      const text = render(report, { verbose: true });
      if (/164\.3\d\d\(|NPRM/i.test(text))
        expect([name, text]).toEqual([name, expect.stringMatching(/proposed/)]);
      expect([name, text.match(/(?<!proposed[\s.]+)164\.312\(\w\)\(/)]).toEqual([name, null]);
    }
  });
});

describe("a wrong framework is refused, with the line", () => {
  const refused = (text: string) =>
    check({ ...options, framework: "ours.yaml" }, { ...around, cwd: inFolder({ "ours.yaml": text }) });

  it.each([
    [
      "an unknown policy",
      OURS.replace("sqs/tls-only", "sqs/tls-onyl"),
      /^ours\.yaml:14: there is no policy sqs\/tls-onyl; did you mean sqs\/tls-only\?/,
    ],
    [
      "an unknown standard",
      OURS.replace("standard: A", "standard: B"),
      /^ours\.yaml:10: there is no control B/,
    ],
    [
      "a part of a part",
      OURS.replace(/standard: A\n$/, "standard: A.1\n"),
      /^ours\.yaml:19: A\.1 is a part itself/,
    ],
    [
      "a control that is there twice",
      OURS.replace("id: A.2", "id: A.1"),
      /^ours\.yaml:17: control A\.1 is there twice/,
    ],
    ["an unknown key", OURS.replace("role: primary", "rôle: primary"), /^ours\.yaml:1\d: .*(rôle|role)/],
    [
      "an unknown role",
      OURS.replace("role: primary", "role: main"),
      /^ours\.yaml:15: controls\[1\]\.policies\[0\]\.role is main, which is none of primary, supporting/,
    ],
    ["a rationale that is no sentence", OURS.replace("on the way.", "on the way"), /^ours\.yaml:16: /],
    ["an id that is none", OURS.replace("id: ours", "id: Our Rules"), /^ours\.yaml:2: /],
    [
      "the id of a shipped one",
      OURS.replace("id: ours", "id: hipaa"),
      /hipaa is the id of a framework that ships/,
    ],
    ["no controls", "id: ours\ntitle: Ours\n", /^ours\.yaml.*needs controls/],
    ["text that is not YAML", "a: [", /^ours\.yaml:1: /],
  ])("%s", async (_, text, message) => {
    await expect(refused(text)).rejects.toThrow(message);
  });

  it("and a name that is neither a framework nor a file", async () => {
    const at = (framework: string) => check({ ...options, framework }, around);
    await expect(at("hippa")).rejects.toThrow("There is no framework hippa; did you mean hipaa?");
    await expect(at("none.yaml")).rejects.toThrow(/none\.yaml: there is no such file/);
  });
});
