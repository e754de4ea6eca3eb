import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { check } from "../../src/check/check.js";
import type { ConfigError } from "../../src/errors.js";
import type { Report } from "../../src/report/report.js";
import { around, inFixtures } from "../check/support.js";
import { folder, SENTENCES, safeguard } from "../commands/support.js";

const PLAN = inFixtures("plans/sqs-broken-public.json");
/** The one failure of the plan. */
const POLICY = "sqs/no-public-access";
const TODAY = "2026-06-01";

async function judged(files: Readonly<Record<string, string>>, options = {}): Promise<Report> {
  const cwd = folder(files);
  const { report } = await check(
    {
      inputs: [PLAN],
      source: null,
      config: null,
      parameters: [],
      waivers: null,
      attestations: null,
      framework: "hipaa",
      gate: {},
      selection: { policies: [], services: [], controls: [] },
      changedOnly: false,
      assessedAt: `${TODAY}T12:00:00Z`,
      ...options,
    },
    { ...around, cwd },
  );
  return report;
}

const waiver = (changes: Readonly<Record<string, unknown>> = {}) =>
  JSON.stringify({
    waivers: [
      {
        policy: POLICY,
        for: { type: "aws_sqs_queue" },
        owner: "ada",
        reason: "Closed in March.",
        expires: "2026-12-31",
        ...changes,
      },
    ],
  });
const CONFIG = { "safeguard.config.yaml": "waivers: w.yaml" };
const codes = ({ diagnostics }: Report) =>
  diagnostics.map(({ code }) => code).filter((code) => /waiver/.test(code));
const failing = ({ findings }: Report) => findings.filter(({ verdict }) => verdict === "fail");

describe("a waiver", () => {
  it("takes its failure from the gate and leaves it in the report", async () => {
    const without = await judged({});
    expect(without.gate.result).toBe("failed");
    const report = await judged({ ...CONFIG, "w.yaml": waiver({ ticket: "SEC-1" }) });
    expect(report.gate.result).toBe("passed");
    expect(
      failing(report).map(({ policy, waiver: accepted }) => [policy, accepted?.owner, accepted?.ticket]),
    ).toEqual(failing(without).map(({ policy }) => [policy, "ada", "SEC-1"]));
    expect(codes(report)).toEqual([]);
  });

  it.each([
    ["a glob of policies", { policy: "sqs/*" }, "passed"],
    ["one of several policies", { policy: ["sns/tls-only", POLICY] }, "passed"],
    ["another policy", { policy: "sqs/tls-only" }, "failed"],
    ["another resource", { for: { address: "aws_sqs_queue.none" } }, "failed"],
    ["a tag", { for: { tags: { Environment: "prod*" } } }, "passed"],
    ["its last day", { expires: TODAY }, "passed"],
    ["the day after", { expires: "2026-05-31" }, "failed"],
  ])("for %s", async (_, changes, result) => {
    expect((await judged({ "w.yaml": waiver(changes) }, { waivers: "w.yaml" })).gate.result).toBe(result);
  });

  it.each([
    ["that has expired", { expires: "2026-05-31" }, ["waiver-expired"]],
    ["that expires soon", { expires: "2026-06-30" }, ["waiver-expires-soon"]],
    ["that expires later", { expires: "2026-07-02" }, []],
    ["that fits nothing", { for: { type: "aws_none" } }, ["waiver-unused"]],
  ])("%s is reported as such", async (_, changes, expected) => {
    expect(codes(await judged({ ...CONFIG, "w.yaml": waiver(changes) }))).toEqual(expected);
  });

  it("of a policy that was left out is not one too many", async () => {
    const selection = { policies: ["sqs/tls-only"], services: [], controls: [] };
    expect(codes(await judged({ ...CONFIG, "w.yaml": waiver() }, { selection }))).toEqual([]);
  });

  it("one in force counts before one that has expired", async () => {
    const { waivers } = JSON.parse(waiver()) as { waivers: [{ expires: string }] };
    const two = JSON.stringify({ waivers: [{ ...waivers[0], expires: "2020-01-01" }, ...waivers] });
    const report = await judged({ ...CONFIG, "w.yaml": two });
    expect([report.gate.result, codes(report)]).toEqual(["passed", []]);
  });

  it.each([
    ["no owner", { owner: undefined }, "w.yaml:1: waivers[0] needs owner."],
    [
      "no date",
      { expires: "tomorrow" },
      "w.yaml:1: waivers[0].expires is no day of the calendar, as in 2027-03-31.",
    ],
    [
      "no such day",
      { expires: "2026-02-30" },
      "w.yaml:1: waivers[0].expires is no day of the calendar, as in 2027-03-31.",
    ],
    [
      "an unknown policy",
      { policy: "sqs/tls" },
      "w.yaml:1: there is no policy sqs/tls; did you mean sqs/tls-only?",
    ],
    ["an unknown key", { until: "2026-12-31" }, "w.yaml:1: waivers[0] has no key until."],
    ["no resources", { for: {} }, "w.yaml:1: waivers[0].for is empty."],
  ])("with %s is refused", async (_, changes, says) => {
    const error = await judged({ ...CONFIG, "w.yaml": waiver(changes) }).catch((thrown: unknown) => thrown);
    expect((error as ConfigError).message).toBe(says);
  });
});

describe("safeguard waive", () => {
  const accept = [
    "waive",
    POLICY,
    "--type",
    "aws_sqs_queue",
    "--owner",
    "ada",
    "--reason",
    "Soon: # it's",
    "--expires",
    "2099-01-01",
  ];

  it("writes what check then reads, and keeps what stands in the file", async () => {
    const cwd = folder({
      "safeguard.config.yaml": "waivers: accepted/w.yaml",
      "accepted/w.yaml": "# Ours.\nwaivers: []\n",
    });
    expect(await safeguard(accept, { cwd })).toMatchObject({ code: 0, stderr: "" });
    expect(await safeguard([...accept, "--ticket", "T-2"], { cwd })).toMatchObject({ code: 0 });
    const text = readFileSync(join(cwd, "accepted/w.yaml"), "utf8");
    expect(text).toMatch(/^# Ours\.\n/);
    expect(text.match(/policy: /g)).toHaveLength(2);
    expect(await safeguard(["check", PLAN, "--quiet"], { cwd })).toMatchObject({ code: 0 });
  });

  it("makes the file, and says how it is read", async () => {
    const cwd = folder();
    const { code, stdout } = await safeguard(accept, { cwd });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Waived in waivers\.yaml until 2099-01-01\.\nName it in safeguard\.config\.yaml/);
    expect(await safeguard(["check", PLAN, "--waivers", "waivers.yaml", "--quiet"], { cwd })).toMatchObject({
      code: 0,
    });
  });

  it.each([
    [["waive", "sqs/none", "--type", "a"], "There is no policy sqs/none."],
    [["waive", POLICY], "none of --address, --module, --type and --tag is given"],
    [["waive", POLICY, "--tag", "a"], "--tag a is not NAME=GLOB."],
  ])("%j is refused", async (args, says) => {
    const rest = ["--owner", "ada", "--reason", "r", "--expires", "2099-01-01"];
    const { code, stdout, stderr } = await safeguard([...args, ...rest]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(SENTENCES);
    expect(stderr).toContain(says);
  });

  it("a day that is none is refused", async () => {
    const { code, stderr } = await safeguard([...accept.slice(0, -1), "2026-02-30"]);
    expect(code).toBe(2);
    expect(stderr).toContain("--expires 2026-02-30 is no date.");
  });
});

describe("attestations", () => {
  const attestation = (changes = {}) => ({
    statement: "Ada is the security official.",
    owner: "board",
    date: "2026-01-01",
    reviewBy: "2026-12-31",
    ...changes,
  });
  const file = (control: string, changes = {}) =>
    JSON.stringify({ attestations: { [control]: attestation(changes) } });
  const status = async (text: string) =>
    (await judged({ "a.yaml": text }, { attestations: "a.yaml" })).controls.find(
      ({ id }) => id === "164.308(a)(2)",
    );

  it("settle controls that infrastructure cannot show, until their review", async () => {
    expect(await status(file("164.308(a)(2)"))).toMatchObject({
      status: "attested",
      attestation: { owner: "board", links: [] },
    });
    expect(await status(file("164.308(a)(2)", { reviewBy: "2026-05-31" }))).toMatchObject({
      status: "not-assessed",
    });
  });

  it.each([
    [
      "an unknown control",
      file("164.308(a)(99)"),
      /a\.yaml:1: there is no control 164\.308\(a\)\(99\) in the HIPAA/,
    ],
    [
      "a review before its date",
      file("164.308(a)(2)", { reviewBy: "2025-12-31" }),
      /reviewBy 2025-12-31 of 164\.308\(a\)\(2\) is before/,
    ],
    ["no statement", JSON.stringify({ attestations: { "164.308(a)(2)": {} } }), /needs statement\.$/],
  ])("with %s are refused", async (_, text, says) => {
    await expect(judged({ "a.yaml": text }, { attestations: "a.yaml" })).rejects.toThrow(says);
  });

  it("begin with a file that lists every control that no policy shows, and is valid as it is and filled in", async () => {
    const { code, stdout } = await safeguard(["attestations"]);
    expect(code).toBe(0);
    const report = await judged({ "a.yaml": stdout }, { attestations: "a.yaml" });
    const open = report.controls.filter(({ id }) => stdout.includes(`# ${id}:`));
    expect(open.length).toBeGreaterThan(25);
    expect(open.every(({ status: it }) => it === "not-assessed")).toBe(true);
    const filled = stdout.replace(/^ {2}# ( *(?:164|statement|owner|date|reviewBy|links))/gm, "  $1");
    const after = await judged({ "a.yaml": filled }, { attestations: "a.yaml" });
    const attested = after.controls.filter(({ status: it }) => it === "attested").map(({ id }) => id);
    expect(attested).toEqual(expect.arrayContaining(open.map(({ id }) => id)));
  });
});
