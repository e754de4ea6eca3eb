import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { readBaseline } from "../../src/config/baseline.js";
import { fixture, folder, ROOT, SENTENCES, safeguard } from "./support.js";

const PLAN = fixture("plans/ratchet.json");
const STATE = fixture("inputs/ratchet-state.json");
const FILE = "safeguard.baseline.json";
const NOW = ["--date", "2026-01-31"];

async function withBaseline(input = PLAN): Promise<string> {
  const cwd = folder();
  const made = await safeguard(["baseline", input, ...NOW], { cwd });
  expect([made.code, made.stderr]).toEqual([0, ""]);
  return cwd;
}

describe("safeguard baseline", () => {
  it("writes what fails today, and check then passes and shows it all the same", async () => {
    const cwd = await withBaseline();
    const before = await safeguard(["check", PLAN, ...NOW], { cwd });
    const after = await safeguard(["check", PLAN, "--baseline", FILE, ...NOW], { cwd });
    expect([before.code, after.code]).toEqual([1, 0]);
    expect(after.stdout).toMatch(/ {2}KNOWN +high +sqs\/tls-only: \d+ resources?\n/);
    expect(after.stdout).not.toMatch(/ {2}FAIL /);
    const counts = (text: string) => /Gate \w+: (\d+ failed, .+)/.exec(text)?.[1];
    expect(counts(after.stdout)).toBe(counts(before.stdout));
  });

  it("writes a file that fits its schema and stays the same", async () => {
    const cwd = await withBaseline();
    const text = readFileSync(join(cwd, FILE), "utf8");
    const schema = JSON.parse(readFileSync(join(ROOT, "schemas/baseline.v1.schema.json"), "utf8"));
    expect(new Ajv2020().validate(schema, JSON.parse(text))).toBe(true);
    const again = await safeguard(["check", PLAN, "--baseline", FILE, "--update-baseline", ...NOW], { cwd });
    expect([again.code, readFileSync(join(cwd, FILE), "utf8")]).toEqual([0, text]);
    for (const line of text.split("\n").slice(5, -3)) expect(line).toMatch(/^ {2}\{"policy":.*\},?$/);
  });

  it("made of the state before, fails on what the plan adds alone, and drops what it mends", async () => {
    const cwd = await withBaseline(STATE);
    writeFileSync(join(cwd, "safeguard.config.yaml"), `baseline: ${FILE}\n`);
    const args = ["check", PLAN, "--policy", "sqs/encryption-at-rest", "--format", "json", ...NOW];
    const { code, stdout } = await safeguard([...args, "--update-baseline"], { cwd });
    expect(code).toBe(1);
    const { findings, gate } = JSON.parse(stdout);
    const states = findings.flatMap(
      ({ resource, baseline }: { resource: { address: string }; baseline: string }) =>
        baseline === null ? [] : [[resource.address, baseline]],
    );
    expect(Object.fromEntries(states)).toEqual({
      "aws_sqs_queue.export": "new",
      "aws_sqs_queue.legacy": "known",
      // A state does not tell what is written, so nothing shows that this is the one that is gone.
      "aws_sqs_queue.renamed": "new",
      "aws_sqs_queue.reports": "known",
      "module.billing.aws_sqs_queue.invoices": "known",
    });
    expect(gate.reasons).toContain("2 entries of the baseline are fixed; --update-baseline takes them out.");
    const left = await readBaseline(join(cwd, FILE), cwd);
    const addresses = left.entries.flatMap(({ policy, address }) =>
      policy === "sqs/encryption-at-rest" ? [address] : [],
    );
    expect(addresses).toEqual([
      "aws_sqs_queue.legacy",
      "aws_sqs_queue.reports",
      "module.billing.aws_sqs_queue.invoices",
    ]);
    expect(left.entries.some(({ policy }) => policy === "sqs/tls-only")).toBe(true);
  });

  it("does not depend on where the inputs lie", async () => {
    const files = {
      "a/dev/plan.json": readFileSync(PLAN),
      "a/prod/plan.json": readFileSync(fixture("plans/seed-sqs.json")),
    };
    const cwd = folder({
      ...files,
      ...Object.fromEntries(Object.entries(files).map(([path, it]) => [`b/x/${path}`, it])),
    });
    await safeguard(["baseline", "a/dev/plan.json", "a/prod/plan.json", ...NOW], { cwd });
    const there = [join(cwd, "b/x/a/prod/plan.json"), join(cwd, "b/x/a/dev/plan.json")];
    expect((await safeguard(["check", ...there, "--baseline", FILE, "-q", ...NOW], { cwd })).code).toBe(0);
    const swapped = ["check", "a/dev/plan.json", "--baseline", FILE, "-q", ...NOW];
    writeFileSync(join(cwd, "a/dev/plan.json"), files["a/prod/plan.json"]);
    expect((await safeguard(swapped, { cwd })).code).toBe(1);
  });

  it.each<[string, string | null, RegExp]>([
    ["there is none", null, /safeguard\.baseline\.json: there is no such file; expected a baseline\./],
    ["it is not JSON", "{", /is not JSON; expected a baseline\./],
    ["it holds conflicts", "{\n<<<<<<< HEAD\n", /holds conflicts of a merge/],
    ["it is something else", "{}", /is no baseline: it must have required property 'schema'\./],
    [
      "an entry is wrong",
      JSON.stringify({
        schema: "safeguard.baseline/v1",
        policyBundle: `sha256:${"0".repeat(64)}`,
        inputs: ["x"],
        entries: [{}],
      }),
      /is no baseline: entries\.0 must have/,
    ],
  ])("is refused where %s", async (_, text, message) => {
    const cwd = folder(text === null ? {} : { [FILE]: text });
    const { code, stdout, stderr } = await safeguard(["check", PLAN, "--baseline", FILE], { cwd });
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(SENTENCES);
    expect(stderr).toMatch(message);
  });

  it("is asked for where there is none to update, and written where that is possible", async () => {
    const none = await safeguard(["check", PLAN, "--update-baseline"]);
    expect([none.code, none.stderr]).toEqual([
      2,
      expect.stringMatching(/--update-baseline needs a baseline/),
    ]);
    const nowhere = await safeguard(["baseline", PLAN, "--output", "no/such/b.json"]);
    expect([nowhere.code, nowhere.stderr]).toEqual([
      2,
      expect.stringMatching(/cannot be written \(ENOENT\)/),
    ]);
  });
});
