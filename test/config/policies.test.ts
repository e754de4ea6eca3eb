import { describe, expect, it } from "vitest";
import type { Report } from "../../src/report/report.js";
import { inFixtures } from "../check/support.js";
import { safeguard } from "../commands/support.js";
import { CONFIG, only, PLAN, refusalOf, reportWith } from "./support.js";

/** The one failure of the plan, and critical. */
const PUBLIC = "sqs/no-public-access";
const exclude = (policy: string, reason = "Not here.") =>
  `exclude:\n  - policy: ${policy}\n    reason: ${reason}\n`;
const control = ({ controls }: Report, id: string) => controls.find((one) => one.id === id);

describe("severities", () => {
  it("change what the gate and the findings go by, and the report says so", async () => {
    const report = await reportWith({ [CONFIG]: `severities: { ${PUBLIC}: low }` });
    expect(report.gate).toMatchObject({
      result: "passed",
      reasons: expect.arrayContaining([
        "1 failure below medium does not count.",
        "The configuration changes the severity of 1 policy.",
      ]),
    });
    expect(report.severityChanges).toEqual([
      {
        policy: PUBLIC,
        title: "Queues are closed to the public",
        from: "critical",
        to: "low",
        reason: null,
        by: `${CONFIG}, severities`,
      },
    ]);
    expect(
      new Set(report.findings.filter(({ policy }) => policy === PUBLIC).map(({ severity }) => severity)),
    ).toEqual(new Set(["low"]));
    expect(report.policies.find(({ id }) => id === PUBLIC)?.severity).toBe("low");
  });

  it("by globs, of which the last that fits counts, with a reason, over those of the base", async () => {
    const files = {
      [CONFIG]: 'extends: base.yaml\nseverities:\n  "sqs/*": { severity: medium, reason: Small. }\n',
      "base.yaml": `severities: { ${PUBLIC}: low, "tagging/*": high }`,
    };
    const { severityChanges } = await reportWith(files);
    const changed = (id: string) => severityChanges.find(({ policy }) => policy === id);
    expect(changed(PUBLIC)).toMatchObject({ to: "medium", reason: "Small.", by: `${CONFIG}, severities` });
    expect(changed("tagging/owner")).toMatchObject({ from: "low", to: "high", by: "base.yaml, severities" });
    expect(changed("kms/rotation")).toBeUndefined();
  });

  it("that are the policies' own change nothing", async () => {
    const report = await reportWith({ [CONFIG]: `severities: { ${PUBLIC}: critical }` });
    expect([report.severityChanges, report.gate.result]).toEqual([[], "failed"]);
  });

  it.each([
    ["severities: { sqs/*: off }", "severities.sqs/* is off, which is none of critical, high, medium, low."],
    [
      "severities: { sqs/*: HIGH }",
      "severities.sqs/* is HIGH, which is none of critical, high, medium, low; did you mean high?",
    ],
    [
      "severities: { sqs/*: { severity: hig } }",
      "severities.sqs/*.severity is hig, which is none of critical, high, medium, low; did you mean high?",
    ],
    ["severities: { sqs/*: { reason: x } }", "severities.sqs/* needs severity."],
    ["severities: { sqs/tls: low }", "there is no policy sqs/tls; did you mean sqs/tls-only?"],
    [
      "severities: { 'sqs tls': low }",
      "severities has sqs tls, which is neither a policy id (service/rule) nor a glob.",
    ],
    ["severities: low", "severities must be a map of keys and values."],
  ])("%s is refused", async (config, says) => {
    expect(await refusalOf({ [CONFIG]: config })).toBe(`${CONFIG}:1: ${says}`);
  });
});

describe("exclude", () => {
  it("leaves policies out of the findings, and lists them", async () => {
    const report = await reportWith({ [CONFIG]: exclude("[sqs/no-public-access, upstash/*]") });
    expect(report.findings.some(({ policy }) => policy === PUBLIC)).toBe(false);
    expect(report.policies.some(({ id }) => id === PUBLIC)).toBe(false);
    expect(report.gate.reasons).toContainEqual(
      expect.stringMatching(/^The configuration excludes \d+ policies from the assessment\.$/),
    );
    expect(report.excluded).toContainEqual({
      policy: PUBLIC,
      title: "Queues are closed to the public",
      severity: "critical",
      reason: "Not here.",
      by: `${CONFIG}, exclude[0]`,
    });
    expect(report.excluded.filter(({ policy }) => policy.startsWith("upstash/")).length).toBeGreaterThan(3);
    expect(report.excluded.map(({ policy }) => policy)).toEqual(
      report.excluded.map(({ policy }) => policy).sort(),
    );
  });

  it("does not make a control look satisfied, or as if there were nothing to judge", async () => {
    const whole = await reportWith({ [CONFIG]: "" });
    const lone = whole.controls.find(
      ({ status, policies, standard }) => standard !== null && status === "satisfied" && policies.length > 0,
    );
    const several = whole.controls.find(({ policies }) => policies.length > 3);
    const ids = [lone, several].flatMap((one) => one?.policies ?? []);
    expect(ids.length).toBeGreaterThan(3);
    const report = await reportWith({ [CONFIG]: exclude(`[${[...new Set(ids)].join(", ")}]`) });
    for (const one of [lone, several]) {
      const { status, statement, excluded, counts } = control(report, one?.id ?? "") ?? {};
      expect([one?.id, status, excluded]).toEqual([one?.id, "not-assessed", one?.policies]);
      expect(statement).toMatch(/^Not assessed: the configuration excludes all of its policies\./);
      expect(statement).toContain(one?.policies[0]);
      expect(counts).toEqual({ pass: 0, fail: 0, unknown: 0, waived: 0 });
    }
  });

  it("that leaves some policies: the control says which it lost", async () => {
    const { controls } = await reportWith({ [CONFIG]: exclude("sqs/tls-only") });
    const lost = controls.filter(({ excluded }) => excluded.includes("sqs/tls-only"));
    expect(lost.length).toBeGreaterThan(0);
    for (const { statement } of lost)
      expect(statement).toMatch(/Excluded by the configuration: sqs\/tls-only\.$/);
  });

  it("no control is better for an exclusion, unless what failed or was unknown is excluded", async () => {
    const before = await reportWith({ [CONFIG]: "" });
    for (const policies of ["sqs/*", "'*/tls-only'", "[logs/*, kms/*]", "sqs/dead-letter-queue"]) {
      const after = await reportWith({ [CONFIG]: exclude(policies) });
      const gone = new Set(after.excluded.map(({ policy }) => policy));
      const open = new Set(
        before.findings.filter(({ verdict }) => verdict !== "pass").map(({ policy }) => policy),
      );
      for (const { id, status, policies: own } of before.controls) {
        if (status === "satisfied" || own.some((policy) => gone.has(policy) && open.has(policy))) continue;
        expect([id, control(after, id)?.status]).not.toEqual([id, "satisfied"]);
      }
    }
  });

  it("does not come back through --policy", async () => {
    const files = { [CONFIG]: `\n${exclude(PUBLIC, "We know.")}` };
    expect(await refusalOf(files, only(PUBLIC))).toBe(
      `--policy ${PUBLIC}: the configuration excludes it at ${CONFIG}:3 (We know.).`,
    );
    const other = await reportWith(files, only("sqs/tls-only"));
    expect(other.policies.map(({ id }) => id)).toEqual(["sqs/tls-only"]);
  });

  it("of everything that is asked for is refused", async () => {
    const selection = { policies: [], services: ["kms"], controls: [] };
    expect(await refusalOf({ [CONFIG]: exclude("kms/*") }, { selection })).toMatch(
      /^No policy is left: the configuration excludes all \d+ that were selected \(safeguard\.config\.yaml, exclude\[0\]\)\.$/,
    );
  });

  it.each([
    [exclude("sqs/nothing"), "2: there is no policy sqs/nothing."],
    ["exclude: [{ policy: kms/rotation }]", "1: exclude[0] needs reason."],
    ["exclude: [{ policy: kms/rotation, reason: '' }]", "1: exclude[0].reason is empty."],
    ["exclude: [{ policy: [], reason: x }]", "1: exclude[0].policy is empty."],
    ["exclude: kms/rotation", "1: exclude must be a list."],
    ["exclude: [{ policy: kms/rotation, reason: x, until: 2027-01-01 }]", "1: exclude[0] has no key until."],
  ])("%j is refused", async (config, says) => {
    expect(await refusalOf({ [CONFIG]: config })).toBe(`${CONFIG}:${says}`);
  });
});

describe("what was excluded and changed", () => {
  it("stands in a package of evidence, which repeats from its own files", async () => {
    const { folder } = await import("../commands/support.js");
    const cwd = folder({
      [CONFIG]: `extends: org/base.yaml\ninputs: ${JSON.stringify(inFixtures("plans/webshop.json"))}\n`,
      "org/base.yaml": `${exclude("kms/*")}severities: { "tagging/*": medium }\nfailOn: critical\nparameters: { sqs/message-retention: { minimum_days: 14 } }\n`,
    });
    const made = await safeguard(["report", "--output", "evidence", "--date", "2026-06-01"], { cwd });
    expect(made).toMatchObject({ code: 1, stderr: "" });
    const elsewhere = folder({});
    const verified = await safeguard(
      ["verify", `${cwd}/evidence`, "--replay", inFixtures("plans/webshop.json")],
      { cwd: elsewhere },
    );
    expect(verified).toMatchObject({ code: 0, stderr: "" });
    expect(verified.stdout).toContain("PROVED  replay");
  });

  it.each<[string, RegExp[]]>([
    [
      "terminal",
      [/sqs\/no-public-access low, by itself critical: Small\.\s/, /kms\/rotation \(medium\): Not here\.\s/],
    ],
    [
      "markdown",
      [
        /^\| `sqs\/no-public-access` \| low \| critical \| Small\. \|/m,
        /`kms\/rotation` \| medium \| Not here\. \|/,
      ],
    ],
    [
      "html",
      [
        /<td>low<\/td><td>critical<\/td><td>Small\.<\/td>/,
        /<code>kms\/rotation<\/code>.*<td>Not here\.<\/td>/,
      ],
    ],
    ["json", [/"severityChanges": \[\s+\{/, /"excluded": \[\s+\{\s+"policy": "kms/]],
    [
      "oscal",
      [
        /sqs\/no-public-access counts as low, by itself critical: Small\./,
        /kms\/rotation is excluded and judged nothing: Not here\./,
      ],
    ],
  ])("stands in the report as %s", async (format, patterns) => {
    const { folder } = await import("../commands/support.js");
    const cwd = folder({
      [CONFIG]: `${exclude("kms/*")}severities: { ${PUBLIC}: { severity: low, reason: Small. } }`,
    });
    const { stdout, stderr } = await safeguard(["check", PLAN, "--format", format], { cwd });
    expect(stderr).toBe("");
    for (const pattern of patterns) expect(stdout).toMatch(pattern);
  });
});
