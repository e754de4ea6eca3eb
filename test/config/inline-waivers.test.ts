import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CheckOptions } from "../../src/check/check.js";
import { makeEvidence, replay } from "../../src/check/evidence.js";
import type { ConfigError } from "../../src/errors.js";
import type { Report } from "../../src/report/report.js";
import { renderSarif } from "../../src/report/sarif.js";
import { around, inFixtures, report } from "../check/support.js";
import { folder } from "../commands/support.js";

const PLAN = inFixtures("plans/ratchet.json");
const ROOT = readFileSync(inFixtures("hcl/ratchet/main.tf"), "utf8");
const MODULE = readFileSync(inFixtures("hcl/ratchet/billing/main.tf"), "utf8");
const LEGACY = 'resource "aws_sqs_queue" "legacy" {\n';
const ADDRESS = "aws_sqs_queue.legacy";
const GOOD = 'safeguard:waive sqs/tls-only reason="Until March." owner=ada until=2027-03-31';
/** The line of the block in the fixture. */
const LINE = ROOT.slice(0, ROOT.indexOf(LEGACY)).split("\n").length;

/** The source of the plan, changed. */
function source(main: string, billing = MODULE): string {
  return folder({
    "main.tf": main,
    "provider.tf": readFileSync(inFixtures("hcl/ratchet/provider.tf"), "utf8"),
    "billing/main.tf": billing,
  });
}

async function judged(at: string, options: Partial<CheckOptions> = {}): Promise<Report> {
  return report([PLAN], { source: at, assessedAt: "2026-01-31T00:00:00Z", ...options });
}

const above = (comment: string) => ROOT.replace(LEGACY, `${comment}\n${LEGACY}`);
const inside = (comment: string) => ROOT.replace(LEGACY, `${LEGACY}  ${comment}\n`);
const waived = ({ findings }: Report) =>
  findings.flatMap(({ policy, resource, waiver }) =>
    waiver === null ? [] : [[policy, resource.address, waiver.place]],
  );
const codes = ({ diagnostics }: Report) =>
  diagnostics.map(({ code }) => code).filter((code) => code.startsWith("waiver"));

describe("a waiver in a comment", () => {
  it.each<[string, string, number]>([
    ["directly above the block", above(`# ${GOOD}`), LINE],
    ["above it, among other comments", above(`// ${GOOD}\n# Of the partner.`), LINE],
    ["in the block", inside(`# ${GOOD}`), LINE + 1],
    ["behind an argument", ROOT.replace('"legacy"\n  sqs', `"legacy" # ${GOOD}\n  sqs`), LINE + 1],
    ["of several lines", above(`/*\n * ${GOOD}\n */`), LINE + 1],
    ["with line ends of Windows", above(`# ${GOOD}`).replaceAll("\n", "\r\n"), LINE],
  ])("%s holds for its resource", async (_, main, line) => {
    const found = await judged(source(main));
    expect(waived(found)).toEqual([["sqs/tls-only", ADDRESS, `main.tf:${line}`]]);
    expect(codes(found)).toEqual([]);
  });

  it("holds what it says, over several lines", async () => {
    const comment = [
      "# safeguard:waive sqs/tls-only, sqs/dead-letter-queue owner=ada@example.org",
      '#   until=2027-03-31 reason="Says \\"no\\" = never"',
      '#   ticket=SEC-1 rationale="r" alternative="a"',
      "#",
      "# until=2020-01-01 is no part of it.",
    ].join("\n");
    const { findings } = await judged(source(above(comment)));
    const found = findings.filter(({ waiver }) => waiver !== null);
    expect(found.map(({ policy }) => policy)).toEqual(["sqs/dead-letter-queue", "sqs/tls-only"]);
    expect(found[0]?.waiver).toEqual({
      owner: "ada@example.org",
      reason: 'Says "no" = never',
      expires: "2027-03-31",
      ticket: "SEC-1",
      rationale: "r",
      alternative: "a",
      place: `main.tf:${LINE}`,
    });
  });

  it("in a module holds for its instances", async () => {
    const billing = MODULE.replace("{\n", `{\n  # ${GOOD}\n`);
    const found = await judged(source(ROOT, billing));
    expect(waived(found)).toEqual([
      ["sqs/tls-only", "module.billing.aws_sqs_queue.invoices", "billing/main.tf:2"],
    ]);
  });

  it("of a downloaded module does not count", async () => {
    const at = folder({
      "main.tf": ROOT.replace("./billing", "example/billing"),
      "provider.tf": readFileSync(inFixtures("hcl/ratchet/provider.tf"), "utf8"),
      ".terraform/modules/billing/main.tf": MODULE.replace("{\n", "{\n  # safeguard:waive sqs/tls-only\n"),
      ".terraform/modules/modules.json": JSON.stringify({
        Modules: [{ Key: "billing", Source: "example/billing", Dir: ".terraform/modules/billing" }],
      }),
    });
    const found = await judged(at);
    expect([waived(found), codes(found)]).toEqual([[], ["waiver-downloaded"]]);
  });

  it.each<[string, string, readonly string[]]>([
    ["that expires soon", GOOD.replace("2027-03-31", "2026-02-15"), ["waiver-expires-soon"]],
    ["that has expired", GOOD.replace("2027-03-31", "2026-01-30"), ["waiver-expired"]],
    ["that fits nothing", GOOD.replace("tls-only", "no-public-access"), ["waiver-unused"]],
  ])("%s is reported", async (_, comment, expected) => {
    expect(codes(await judged(source(above(`# ${comment}`))))).toEqual(expected);
  });

  it.each<[string, string, string]>([
    [
      "an unknown policy",
      GOOD.replace("tls-only", "tls"),
      "there is no policy sqs/tls; did you mean sqs/tls-only?",
    ],
    ["no policy", GOOD.replace("sqs/tls-only ", ""), "the waiver names no policy."],
    ["no reason", GOOD.replace('reason="Until March." ', ""), "the waiver needs reason."],
    ["an empty owner", GOOD.replace("owner=ada", 'owner=""'), "the waiver needs owner."],
    ["no end", GOOD.replace(" until=2027-03-31", ""), "the waiver needs until."],
    [
      "no such day",
      GOOD.replace("2027-03-31", "2027-02-30"),
      "until=2027-02-30 is no date; expected the last day it counts.",
    ],
    ["an unknown key", GOOD.replace("owner", "owners"), "a waiver has no key owners; did you mean owner?"],
    ["a key twice", `${GOOD} owner=bob`, "the waiver has two owner."],
    [
      "an open quote",
      GOOD.replace('March."', "March."),
      'the waiver goes on with "reason=\\"Until March. owner=ada until=202"; expected key=value, or key="several words".',
    ],
    [
      "another directive",
      GOOD.replace("waive", "waiver"),
      "there is no safeguard:waiver; did you mean safeguard:waive?",
    ],
  ])("with %s is refused with its line", async (_, comment, message) => {
    const failed = judged(source(above(`# ${comment}`)));
    await expect(failed).rejects.toThrow(`main.tf:${LINE}: ${message}`);
    await failed.catch((error: ConfigError) => expect(error.hint).toBeTruthy());
  });

  it.each<[string, string]>([
    ["with a blank line below", above(`# ${GOOD}\n`)],
    ["above a call of a module", ROOT.replace('module "billing"', `# ${GOOD}\nmodule "billing"`)],
    ["at the end of the file", `${ROOT}\n# ${GOOD}\n`],
  ])("%s is refused, for it would hold for nothing", async (_, main) => {
    await expect(judged(source(main))).rejects.toThrow(/main\.tf:\d+: the waiver stands beside no resource/);
  });

  it.each([
    ["is prose", "# safeguard: accepted by ada"],
    ["mentions one", "# Waived before: see safeguard:waive in the manual"],
    ["is in a text", 'tags = { note = "# safeguard:waive" }'],
  ])("is none where a line %s", async (_, line) => {
    expect(waived(await judged(source(inside(line))))).toEqual([]);
  });

  it("whose keys hold glob signs is for its own instances alone", async () => {
    // Inline waivers go by address; `*` in a key of an instance stands for itself.
    const plan = JSON.parse(readFileSync(PLAN, "utf8"));
    const legacy = plan.resource_changes.find(({ address }: { address: string }) => address === ADDRESS);
    const keyed = (key: string) => ({ ...legacy, address: `${ADDRESS}["${key}"]`, index: key });
    plan.resource_changes = [
      keyed("*"),
      { ...keyed("x"), address: "aws_sqs_queue.export", name: "export", index: undefined },
    ];
    delete plan.planned_values;
    const file = join(folder(), "plan.json");
    writeFileSync(file, JSON.stringify(plan));
    const found = await report([file], { source: source(above(`# ${GOOD}`)) });
    expect(waived(found).map(([, address]) => address)).toEqual([`${ADDRESS}["*"]`]);
  });

  it("says in SARIF that it is in the source", async () => {
    const log = JSON.parse(renderSarif(await judged(source(above(`# ${GOOD}`)))));
    const kinds = log.runs[0].results.flatMap(
      ({ suppressions = [] }: { suppressions?: { kind: string }[] }) => suppressions.map(({ kind }) => kind),
    );
    expect(kinds).toEqual(["inSource"]);
  });

  it("reads back what is written, whatever it is", async () => {
    const text = fc
      .string({ unit: "grapheme-ascii", minLength: 1, maxLength: 30 })
      .filter((it) => it.trim() !== "");
    await fc.assert(
      fc.asyncProperty(text, text, async (reason, owner) => {
        const quote = (it: string) => `"${it.replace(/["\\]/g, "\\$&")}"`;
        const comment = `# safeguard:waive sqs/tls-only reason=${quote(reason)} owner=${quote(owner)} until=2027-03-31`;
        const { findings } = await judged(source(above(comment)), {
          selection: { policies: ["sqs/tls-only"], services: [], controls: [] },
        });
        const [found] = findings.flatMap(({ waiver }) => waiver ?? []);
        expect([found?.reason, found?.owner]).toEqual([reason, owner]);
      }),
      { numRuns: 10 },
    );
  });
});

describe("evidence with waivers in comments", () => {
  it("holds them, and a replay goes by them and tells when the source has others", async () => {
    const at = source(above(`# ${GOOD}`));
    const options: CheckOptions = {
      inputs: [PLAN],
      source: at,
      config: false,
      parameters: [],
      waivers: null,
      attestations: null,
      framework: "hipaa",
      gate: {},
      selection: { policies: ["sqs/tls-only"], services: [], controls: [] },
      changedOnly: false,
      ratchet: true,
      assessedAt: "2026-01-31T00:00:00Z",
    };
    const { files } = await makeEvidence(options, { key: null, previous: null }, around);
    const [inline] = JSON.parse(new TextDecoder().decode(files.get("config/inline-waivers.json")));
    expect(inline.resources).toEqual([{ input: PLAN, address: ADDRESS }]);
    const packed = folder(Object.fromEntries(files));
    expect(await replay(files, packed, [PLAN], at, around)).toEqual({ same: true, differences: [] });
    const other = source(above(`# ${GOOD.replace("ada", "eve")}`));
    expect((await replay(files, packed, [PLAN], other, around)).differences).toEqual([
      "The source holds other waivers beside its resources than then.",
    ]);
  });
});
