import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import type { Report } from "../../src/report/report.js";
import { BAD, fixture, folder, GOOD, type Result, ROOT, SENTENCES, SOURCE, safeguard } from "./support.js";

const check = (...args: string[]) => safeguard(["check", ...args]);
const parsed = ({ stdout }: Result) => JSON.parse(stdout) as Report;

/** Exit code 2, nothing on standard output, and one sentence with a hint that say this. */
function expectRefused(result: Result, ...says: (string | RegExp)[]): void {
  expect(result).toMatchObject({ code: 2, stdout: "" });
  expect(result.stderr).toMatch(SENTENCES);
  for (const part of says) expect(result.stderr).toMatch(part);
}

describe("the exit code", () => {
  it("0: the gate passed; the report is all there is", async () => {
    const { code, stdout, stderr } = await check(GOOD, "--source", SOURCE);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    // Of each queue and topic, that no agreement with AWS is listed.
    expect(stdout).toMatch(/Gate passed: 0 failed, 9 unknown/);
  });

  it("1: the gate failed, which is no error", async () => {
    const { code, stdout, stderr } = await check(BAD);
    expect({ code, stderr }).toEqual({ code: 1, stderr: "" });
    expect(stdout).toMatch(/Queues are closed to the public/);
    expect(stdout).toMatch(/Gate failed: 1 failed/);
  });

  it("2: it could not be assessed", async () => {
    expectRefused(await check("missing.json"), "missing.json does not exist", "terraform show -json");
  });

  it.each([
    ["a plan that stopped at an error", "plans/errored.json", /stopped at an error/],
    ["a plan without resources", "plans/no-resources.json", /holds no resources; there is nothing to assess/],
  ])("2: %s", async (_, file, says) => {
    expectRefused(await check(fixture(file)), says);
  });

  it("0 with a note: a plan that only removes", async () => {
    const changes = JSON.parse(readFileSync(fixture("plans/changes.json"), "utf8")) as {
      resource_changes: { change: { actions: string[] } }[];
    };
    const resource_changes = changes.resource_changes.filter(
      ({ change }) => change.actions.join() === "delete",
    );
    const cwd = folder({ "plan.json": JSON.stringify({ format_version: "1.2", resource_changes }) });
    const result = await safeguard(["check", "plan.json", "--verbose"], { cwd });
    expect(result).toMatchObject({ code: 0, stderr: "" });
    expect(result.stdout).toMatch(/only removes resources \(\d+\)/);
  });
});

describe("the input", () => {
  it("none: says what is needed, even where something is piped in", async () => {
    expectRefused(
      await check(),
      "There is no input; expected a plan",
      "list inputs in safeguard.config.yaml",
    );
    const piped = await safeguard(["check"], { stdin: readFileSync(GOOD) });
    expectRefused(piped, "There is no input");
  });

  it("an empty name, as of an unset variable", async () => {
    const cwd = folder({ "plan.json": readFileSync(GOOD) });
    expectRefused(await safeguard(["check", ""], { cwd }), "An input has an empty name");
  });

  it("standard input", async () => {
    const { code, stdout } = await safeguard(["check", "-", "--format", "json"], {
      stdin: readFileSync(BAD),
    });
    expect(code).toBe(1);
    expect((JSON.parse(stdout) as Report).inputs).toMatchObject([{ path: "-", kind: "terraform-plan" }]);
  });

  it("standard input that is empty or broken", async () => {
    expectRefused(await check("-"), "standard input is empty");
    const cut = readFileSync(BAD).subarray(0, 1000);
    expectRefused(
      await safeguard(["check", "-"], { stdin: cut }),
      "standard input is broken JSON: it ends before",
    );
  });

  it("several files and a glob, from the working directory", async () => {
    const cwd = folder({
      "a/plan.json": readFileSync(BAD),
      "b/plan.json": readFileSync(GOOD),
      "c.json": readFileSync(BAD),
    });
    const result = await safeguard(["check", "c.json", "*/plan.json", "--format", "json"], { cwd });
    expect(
      parsed(result)
        .inputs.map(({ path }) => path)
        .sort(),
    ).toEqual(["a/plan.json", "b/plan.json", "c.json"]);
  });

  it("a file whose name begins with a dash, after --", async () => {
    const cwd = folder({ "-plan.json": readFileSync(BAD) });
    expect(await safeguard(["check", "--", "-plan.json"], { cwd })).toMatchObject({ code: 1, stderr: "" });
  });
});

describe("formats", () => {
  it.each([
    ["json", /^\{\n {2}"schema": "safeguard\.report\/v1"/],
    ["sarif", /"version": "2\.1\.0"/],
    ["junit", /^<\?xml/],
    ["markdown", /^#/],
    ["terminal", /Gate failed/],
  ])("%s goes to standard output, alone", async (name, says) => {
    const { code, stdout, stderr } = await check(BAD, "--format", name);
    expect({ code, stderr }).toEqual({ code: 1, stderr: "" });
    expect(stdout).toMatch(says);
    expect(stdout).toMatch(/[^\n]\n$/);
  });

  it("to files: each has what standard output would have had", async () => {
    const cwd = folder();
    const env = { SOURCE_DATE_EPOCH: "1767225600" };
    const names = ["json", "sarif", "junit", "markdown", "terminal"];
    const formats = names.flatMap((name) => ["--format", `${name}=report.${name}`]);
    const result = await safeguard(["check", BAD, ...formats], { cwd, env });
    expect(result).toEqual({ code: 1, stdout: "", stderr: "" });
    for (const name of names) {
      const { stdout } = await safeguard(["check", BAD, "--format", name], { cwd, env });
      expect(readFileSync(join(cwd, `report.${name}`), "utf8").trimEnd()).toBe(stdout.trimEnd());
    }
  });

  it("one to standard output beside others to files", async () => {
    const cwd = folder();
    const result = await safeguard(["check", BAD, "--format", "sarif=out=1.sarif", "--format", "terminal"], {
      cwd,
    });
    expect(result.stdout).toMatch(/Gate failed/);
    expect(JSON.parse(readFileSync(join(cwd, "out=1.sarif"), "utf8"))).toMatchObject({ version: "2.1.0" });
  });

  it("two to standard output are refused", async () => {
    expectRefused(
      await check(BAD, "--format", "json", "--format", "sarif"),
      /Two formats/,
      /--format sarif=FILE/,
    );
  });

  it("two to one file are refused", async () => {
    const cwd = folder();
    const result = await safeguard(["check", BAD, "--format", "json=out", "--format", "sarif=./out"], {
      cwd,
    });
    expectRefused(result, /Two reports would both be written to out\./);
    expect(existsSync(join(cwd, "out"))).toBe(false);
  });

  it.each([
    ["jsn", /There is no format jsn; did you mean json\?/],
    ["sarfi=x", /There is no format sarfi; did you mean sarif\?/],
    ["pdf-document", /There is no format pdf-document\.\nFormats: asff, .*, oscal, sarif, terminal\./],
    ["", /--format has an empty value\./],
    ["json=", /--format json= names no file/],
    ["json=no-such-folder/report.json", /no-such-folder\/report\.json cannot be written \(ENOENT\)/],
  ])("--format %j is refused", async (value, says) => {
    expectRefused(await check(BAD, "--format", value), says);
  });

  it("sarif: paths lead from the working directory to the source", async () => {
    const cwd = fixture("..");
    const args = ["fixtures/plans/seed-sqs.json", "--source", "fixtures/hcl/seed-sqs", "--format", "sarif"];
    const { stdout } = await safeguard(["check", ...args], { cwd });
    const paths = new Set([...stdout.matchAll(/"uri": "([^"]+\.tf)"/g)].map(([, path]) => path));
    expect(paths.size).toBeGreaterThan(0);
    for (const path of paths) expect(existsSync(join(cwd, path ?? "")), path).toBe(true);
  });
});

describe("the gate", () => {
  // sqs-broken-dead-letter-retention breaks one policy, of medium severity.
  const medium = [
    fixture("plans/sqs-broken-dead-letter-retention.json"),
    "--source",
    fixture("stacks/sqs-broken-dead-letter-retention"),
  ];

  it.each([
    ["low", 1],
    ["medium", 1],
    ["high", 0],
    ["critical", 0],
    ["never", 0],
  ])("--fail-on %s: exit code %d on a medium failure", async (severity, code) => {
    const result = await check(...medium, "--fail-on", severity, "--format", "json");
    expect(result.code).toBe(code);
    const { gate, summary } = parsed(result);
    expect(gate).toMatchObject({ failOn: severity, result: code === 0 ? "passed" : "failed" });
    expect(summary.fail).toBeGreaterThan(0);
  });

  it("--on-unknown: unknown verdicts warn, or fail", async () => {
    const warned = await check(GOOD, "--format", "json");
    expect(warned.code).toBe(0);
    expect(parsed(warned).summary.unknown).toBeGreaterThan(0);
    expect(parsed(warned).gate.reasons.join()).toMatch(/unknown verdicts did not fail the gate/);
    const failed = await check(GOOD, "--on-unknown", "fail");
    expect(failed.code).toBe(1);
    expect(failed.stdout).toMatch(/Gate failed: 0 failed/);
  });

  it("a plan of a part fails it, whatever the settings", async () => {
    expect((await check(fixture("plans/targeted.json"), "--fail-on", "never")).code).toBe(1);
  });

  it.each([
    [
      ["--fail-on", "hig"],
      /--fail-on hig is none of critical, high, medium, low, never; did you mean high\?/,
    ],
    [
      ["--fail-on", "severe-enough"],
      /--fail-on severe-enough is none of critical, high, medium, low, never\./,
    ],
    [["--fail-on", ""], /--fail-on/],
    [["--on-unknown", "warning"], /--on-unknown warning is none of warn, fail; did you mean warn\?/],
  ])("%j is refused", async (args, says) => {
    expectRefused(await check(BAD, ...args), says, /See: safeguard check --help/);
  });
});

describe("which policies and resources", () => {
  it("--policy, repeated", async () => {
    const { findings } = parsed(
      await check(BAD, "--policy", "sqs/tls-only", "--policy", "sqs/no-public-access", "--format", "json"),
    );
    expect(new Set(findings.map(({ policy }) => policy))).toEqual(
      new Set(["sqs/no-public-access", "sqs/tls-only"]),
    );
  });

  it("what was not selected does not fail the gate", async () => {
    expect((await check(BAD, "--policy", "sqs/tls-only")).code).toBe(0);
    expect((await check(BAD, "--service", "sqs")).code).toBe(1);
    expect((await check(BAD, "--control", "164.308(a)(7)(i)")).code).toBe(0);
  });

  it.each([
    [
      ["--policy", "sqs/no-publik-access"],
      /There is no policy sqs\/no-publik-access; did you mean sqs\/no-public-access\?/,
    ],
    [["--service", "sqss"], /There is no service sqss; did you mean sqs\?/],
    [
      ["--control", "164.312(e)(9)"],
      /There is no control 164\.312\(e\)\(9\); did you mean 164\.312\(.\)\(.\)\?/,
    ],
    [["--policy", "sqs/tls-only", "--service", "elasticache"], /No policy is left/],
  ])("%j is refused", async (args, says) => {
    expectRefused(await check(BAD, ...args), says, /safeguard (policies|controls)/);
  });

  it("--changed-only judges what the plan changes, and needs a plan", async () => {
    const args = [fixture("plans/changes.json"), "--changed-only", "--format", "json"];
    const kinds = parsed(await check(...args)).findings.map(({ resource }) => resource.change);
    expect(kinds.length).toBeGreaterThan(0);
    expect(kinds).not.toContain("no-op");
    expectRefused(
      await check(fixture("inputs/state.json"), "--changed-only"),
      /is a state, which has no changes/,
    );
  });
});

describe("the date", () => {
  const date = async (args: string[], env: Record<string, string> = {}) =>
    parsed(await safeguard(["check", BAD, "--format", "json", ...args], { env })).assessedAt;

  it("is that of --date, then SOURCE_DATE_EPOCH, then now", async () => {
    expect(await date(["--date", "2026-01-31"], { SOURCE_DATE_EPOCH: "0" })).toBe("2026-01-31T00:00:00Z");
    expect(await date([], { SOURCE_DATE_EPOCH: "1767225600" })).toBe("2026-01-01T00:00:00Z");
    const before = Math.floor(Date.now() / 1000) * 1000;
    expect(Date.parse(await date([]))).toBeGreaterThanOrEqual(before);
  });

  it("that is none is refused", async () => {
    expectRefused(await check(BAD, "--date", "yesterday"), /--date yesterday is no date/, /Write 2026-01-31/);
    expectRefused(await check(BAD, "--date", "2026-02-30"), /--date 2026-02-30 is no date/);
    const env = { SOURCE_DATE_EPOCH: "today" };
    expectRefused(
      await safeguard(["check", BAD], { env }),
      /SOURCE_DATE_EPOCH is "today"; expected whole seconds/,
    );
  });
});

describe("two runs", () => {
  it.each(["json", "sarif", "junit", "markdown", "terminal"])("give the same bytes: %s", async (name) => {
    const args = ["check", fixture("plans/webshop.json"), BAD, "--format", name, "--date", "2026-01-31"];
    const [one, two] = [await safeguard(args), await safeguard(args)];
    expect(one.stdout).not.toBe("");
    expect(two).toEqual(one);
  });
});

describe("what is shown", () => {
  const COLOR = "\u001b[";

  it.each<[string, Record<string, string>, string[], boolean]>([
    ["no terminal", {}, [], false],
    ["FORCE_COLOR", { FORCE_COLOR: "1" }, [], true],
    ["NO_COLOR over FORCE_COLOR", { FORCE_COLOR: "1", NO_COLOR: "1" }, [], false],
    ["an empty NO_COLOR, which says nothing", { FORCE_COLOR: "1", NO_COLOR: "" }, [], true],
    ["--color", {}, ["--color"], true],
    ["--color over NO_COLOR", { NO_COLOR: "1" }, ["--color"], true],
    ["--no-color over FORCE_COLOR", { FORCE_COLOR: "1" }, ["--no-color"], false],
  ])("colours: %s", async (_, env, args, colored) => {
    const { code, stdout, stderr } = await safeguard(["check", BAD, ...args], { env });
    expect({ code, stderr }).toEqual({ code: 1, stderr: "" });
    expect(stdout.includes(COLOR)).toBe(colored);
  });

  it("a file is never coloured", async () => {
    const cwd = folder();
    await safeguard(["check", BAD, "--format", "terminal=report.txt"], { cwd, env: { FORCE_COLOR: "3" } });
    expect(readFileSync(join(cwd, "report.txt"), "utf8")).not.toContain(COLOR);
  });

  it("--quiet: the verdict only; --verbose: passes too; never both", async () => {
    const [quiet, usual, verbose] = [await check(BAD, "-q"), await check(BAD), await check(BAD, "-v")];
    expect(quiet.stdout).toMatch(/Gate failed/);
    expect(quiet.stdout).not.toMatch(/aws_sqs_queue/);
    expect(usual.stdout).not.toMatch(/^ {2}PASS/m);
    expect(verbose.stdout).toMatch(/^ {2}PASS/m);
    expect([quiet.code, usual.code, verbose.code]).toEqual([1, 1, 1]);
    expectRefused(await check(BAD, "-q", "-v"), /--quiet.*cannot also be provided.*--verbose/);
  });

  it.skipIf(!existsSync("/dev/full"))("to a full disk is an error, and not a gate that failed", () => {
    const command = `"${process.execPath}" "${join(ROOT, "bin/safeguard.cjs")}" check "${BAD}" > /dev/full`;
    const { status, stderr } = spawnSync("sh", ["-c", command], { cwd: folder(), encoding: "utf8" });
    expect([status, stderr]).toEqual([2, expect.stringMatching(SENTENCES)]);
  });

  describe("to a reader that closes early", () => {
    let usual: Result;
    beforeAll(async () => {
      usual = await safeguard(["check", BAD, "--format", "json"], { cwd: fixture("plans") });
    });

    it("no complaint, and the exit code is that of the gate", async () => {
      // More than a pipe holds, so that the writer notices.
      expect(usual.stdout.length).toBeGreaterThan(66_000);
      const result = await safeguard(["check", BAD, "--format", "json"], { closeEarly: true });
      expect(result).toMatchObject({ code: 1, stderr: "" });
      expect(result.stdout.length).toBeLessThan(usual.stdout.length);
    });

    it("reports to files are written all the same", async () => {
      const cwd = folder();
      const formats = ["--format", "json", "--format", "junit=report.xml"];
      const result = await safeguard(["check", BAD, ...formats], { cwd, closeEarly: true });
      expect(result).toMatchObject({ code: 1, stderr: "" });
      expect(readFileSync(join(cwd, "report.xml"), "utf8")).toMatch(/<\/testsuites>\s*$/);
    });
  });
});
