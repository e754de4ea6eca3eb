import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { memoryPages, validateXML } from "xmllint-wasm";
import { parse } from "yaml";
import { type CheckOptions, check } from "../../src/check/check.js";
import { makeEvidence } from "../../src/check/evidence.js";
import { explainAddress } from "../../src/check/explain-address.js";
import { errorText } from "../../src/commands/errors.js";
import { InputError } from "../../src/errors.js";
import { textOf } from "../../src/evidence/digest.js";
import type { Plan } from "../../src/input/plan.js";
import { jsonText, jsonValue } from "../../src/json.js";
import { formats } from "../../src/report/formats.js";
import type { Report } from "../../src/report/report.js";
import { around, inFixtures } from "../check/support.js";
import { HOSTILE, MILLION, reportWith } from "./hostile.js";

/** Moves a cursor, turns a direction, or breaks a line where none was. */
const ACTIVE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;
const isInert = (text: string) => !ACTIVE.test(text.replaceAll("\r\n", "").replaceAll("\n", ""));
/** What a log of GitHub or Azure would run: https://github.com/actions/runner, ActionCommand.cs. */
const COMMAND = /^\s*::|##(?:\[|vso\[)/m;

const junitSchema = readFileSync(new URL("../../schemas/vendor/junit-10.xsd", import.meta.url), "utf8");

/** By the rule of each format: nothing of the text is more than text. */
const RULES: Readonly<Record<string, (text: string, report: Report) => Promise<void> | void>> = {
  asff: isJson,
  gitlab: isJson,
  oscal: isJson,
  json: (text, report) => {
    isJson(text);
    expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(report)));
  },
  sarif: (text) => {
    isJson(text);
    const { runs } = JSON.parse(text) as { runs: { results: { message: { text: string } }[] }[] };
    for (const { message } of runs.flatMap(({ results }) => results))
      expect(message.text).not.toContain("](");
  },
  ndjson: (text, report) => {
    const lines = text.trimEnd().split("\n");
    expect(lines).toHaveLength(report.findings.length);
    for (const line of lines) isJson(line);
  },
  csv: (text, report) => {
    const rows = text.split("\r\n").slice(0, -1);
    expect(rows).toHaveLength(report.findings.length + 1);
    for (const cell of rows.flatMap(cells)) {
      expect(cell).not.toMatch(/^\s*[=+\-@＝＋－＠]/);
      expect(cell.length).toBeLessThan(32_767);
    }
  },
  github: (text) => {
    const lines = text.trimEnd().split("\n");
    for (const line of lines.slice(0, -1))
      expect(line).toMatch(/^::(error|warning|notice) file=[^,:]*,line=\d+,title=[^,:]*::/);
    expect(lines.at(-1)).toMatch(/^Safeguard: gate \w+, \d+ failed/);
    expect(text.length).toBeLessThan(100_000);
  },
  html: (text) => {
    expect(text.match(/<script/g)).toHaveLength(1);
    expect(text).not.toMatch(/<img|\son\w+=(?!&)["']/);
    expect(text.length).toBeLessThan(3_000_000);
  },
  junit: async (text) => {
    const maxMemoryPages = 4 * memoryPages.defaultMaxMemoryPages;
    const { errors } = await validateXML({
      xml: [{ fileName: "report.xml", contents: text }],
      schema: junitSchema,
      maxMemoryPages,
    });
    expect(errors.map(({ rawMessage }) => rawMessage)).toEqual([]);
    expect(text).not.toMatch(/<script|<img|\]\]>|<!--/);
  },
  markdown: (text) => {
    const outside = text.replace(/`[^`\n]*`/g, "").replace(/<\/?(?:code|sub)>/g, "");
    expect(outside).not.toMatch(/[<>\\[\]]/);
    expect(Buffer.byteLength(text)).toBeLessThan(1024 * 1024);
  },
  terminal: (text) => {
    expect(text).not.toMatch(COMMAND);
    expect(text.length).toBeLessThan(300_000);
  },
};

function isJson(text: string): void {
  expect(() => JSON.parse(text)).not.toThrow();
  expect(text).not.toMatch(/##(?:\[|vso\[)/);
}

function cells(row: string): string[] {
  return [...row.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^",]*))/g)].map(([, quoted, bare]) =>
    (quoted ?? bare ?? "").replaceAll('""', '"'),
  );
}

describe.each(formats)("$name", ({ name, render }) => {
  it.each([...HOSTILE, HOSTILE.join(" ")].map((text) => [JSON.stringify(text).slice(0, 60), text]))(
    "takes %s as text",
    async (_, hostile) => {
      const report = reportWith(hostile);
      const text = render(report);
      expect(isInert(text)).toBe(true);
      await RULES[name]?.(text, report);
    },
  );

  it("takes a million characters", async () => {
    const report = reportWith(MILLION);
    const text = render(report);
    expect(isInert(text)).toBe(true);
    await RULES[name]?.(text, report);
  });

  it("has a rule here", () => {
    expect(Object.keys(RULES)).toContain(name);
  });
});

describe("every file of a package of evidence", () => {
  const hostile = HOSTILE.join(" ");
  const at = mkdtempSync(join(tmpdir(), "safeguard-hostile-"));
  afterAll(() => rmSync(at, { recursive: true, force: true }));
  let explained: string;
  let options: CheckOptions;
  let address: string;
  let files: ReadonlyMap<string, Uint8Array>;

  beforeAll(async () => {
    const plan = hostilePlan(hostile);
    address = plan.address;
    const waivers = {
      waivers: [
        {
          policy: "sqs/*",
          for: { type: "aws_sqs_queue" },
          owner: hostile,
          reason: hostile,
          expires: "2027-01-01",
          ticket: hostile,
          rationale: hostile,
          alternative: hostile,
        },
      ],
    };
    writeFileSync(`${at}/plan.json`, JSON.stringify(plan.plan));
    writeFileSync(`${at}/waivers.yaml`, JSON.stringify(waivers));
    options = {
      inputs: [`${at}/plan.json`],
      source: null,
      config: false,
      parameters: [],
      waivers: `${at}/waivers.yaml`,
      attestations: null,
      framework: "hipaa",
      gate: {},
      selection: { policies: [], services: [], controls: [] },
      changedOnly: false,
      assessedAt: "2026-11-21T00:00:00Z",
    };
    files = (await makeEvidence(options, { key: null, previous: null }, around)).files;
    explained = await explainAddress(address, options, around);
    const { report, failures } = await check(options, around);
    expect(failures).toEqual([]);
    expect(report.findings.some(({ waiver }) => waiver !== null)).toBe(true);
    expect(report.findings.some(({ resource }) => resource.address === address)).toBe(true);
  });

  it("is inert", async () => {
    for (const [file, bytes] of files) {
      if (file.startsWith("policies/")) continue;
      const text = textOf(bytes);
      // What somebody wrote is packed as it was written.
      if (file === "config/waivers.yaml") expect(() => parse(text)).not.toThrow();
      else {
        expect(isInert(text), file).toBe(true);
        if (file.endsWith(".json")) isJson(text);
      }
    }
  });

  it("is named by Safeguard alone", () => {
    for (const file of files.keys()) expect(file).toMatch(/^[\w./-]+$/);
  });

  it("and what explains a resource, and what an error says", () => {
    expect(isInert(explained)).toBe(true);
    expect(explained).not.toMatch(/##\[/);
    const said = errorText(new InputError("code", `There is no ${hostile}.`, hostile), null);
    expect(said.split("\n")).toHaveLength(2);
    expect(isInert(said)).toBe(true);
  });
});

it("half a character in JSON becomes what Terraform reads it as", () => {
  expect(jsonValue('"\\ud800 \\ud83d\\ude00 \\udc00 \\\\ud800 \\\\\\ud800 \\u0041"')).toBe(
    "\ufffd \u{1f600} \ufffd \\ud800 \\\ufffd A",
  );
});

it("JSON is the same value, whatever is escaped in it", () => {
  for (const text of [...HOSTILE, "##[x]", "###[x]", "##vso[x]", "\\##[x]", "\u{e0041}", "\ufeff"])
    expect(JSON.parse(jsonText({ [text]: [text] }))).toEqual(JSON.parse(JSON.stringify({ [text]: [text] })));
});

it("JSON has an escape for every character that acts, and no other character of ours changes", () => {
  const acts = /[\p{Cf}\p{Zl}\p{Zp}\u007f-\u009f]/u;
  for (let point = 0x20; point <= 0x10ffff; point += 1) {
    if (point >= 0xd800 && point <= 0xdfff) continue;
    const character = String.fromCodePoint(point);
    const text = jsonText(character);
    if (acts.test(character)) expect(text).toMatch(/^"(?:\\u[0-9a-f]{4}){1,2}"$/);
    else if (text !== JSON.stringify(character)) expect.fail(`U+${point.toString(16)} became ${text}`);
  }
  expect(jsonText("##[error] # ##vso[task] ###")).toBe('"#\\u0023[error] # #\\u0023vso[task] ###"');
});

/** A plan of queues, one of which bears a hostile key, in its tags, its name and its module too. */
function hostilePlan(text: string): { plan: Plan; address: string } {
  const plan = JSON.parse(readFileSync(inFixtures("plans/webshop.json"), "utf8")) as Plan & {
    resource_changes: {
      address: string;
      type: string;
      index?: unknown;
      module_address?: string;
      change: { after: Record<string, unknown> | null };
    }[];
  };
  const queue = plan.resource_changes.find(({ type }) => type === "aws_sqs_queue");
  if (queue === undefined || queue.change.after === null) throw new Error("no queue");
  const address = `aws_sqs_queue.legacy[${JSON.stringify(text)}]`;
  plan.resource_changes.push({
    ...structuredClone(queue),
    address,
    index: text,
    change: {
      ...structuredClone(queue.change),
      after: {
        ...queue.change.after,
        name: text,
        tags: { [text]: text },
        tags_all: { [text]: text },
        policy: text,
      },
    },
  });
  delete plan.resource_changes.at(-1)?.module_address;
  return { plan, address };
}
