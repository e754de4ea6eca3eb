import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { assets } from "../../src/assets.js";
import { demandSome } from "../../src/check/selection.js";
import type { Config } from "../../src/config/config.js";
import { checkParameters } from "../../src/config/parameters.js";
import { adjusted, checkPolicyGlobs } from "../../src/config/policies.js";
import { readConfig } from "../../src/config/read.js";
import { withVendors } from "../../src/config/vendors.js";
import { SafeguardError } from "../../src/errors.js";
import { around, report } from "../check/support.js";
import { catalogue } from "../policies/support.js";

const schema = JSON.parse(readFileSync(assets.configSchema, "utf8")) as { properties: object };
const KEYS = Object.keys(schema.properties).filter((key) => key !== "$schema");

const VALUES: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  "",
  "nonsense",
  "constructor",
  "folder",
  "list.json",
  "bytes.bin",
  [],
  [""],
  [null],
  [[]],
  [{}],
  ["constructor"],
  {},
  { constructor: 1 },
  { constructor: {} },
  { "sqs/tls-only": {} },
  { "sqs/tls-only": { toString: 1 } },
  { "sqs/message-retention": { minimum_days: "many" } },
  { "nonsense/policy": { minimum_days: 1 } },
  { "nonsense/policy": "low" },
  [{ policy: "nonsense/policy", reason: "x" }],
  [{ policy: "*", reason: "x" }],
  [{ policy: [], reason: "x" }],
  [{ policy: "sqs/tls-only" }],
  [{ for: {}, reason: "x", parameters: {} }],
  [{ for: { tags: {} }, reason: "x", parameters: {} }],
  [{ name: "constructor", agreement: "x", since: "2026-01-01" }],
  [{ name: "aws", agreement: "x", since: "2026-02-30" }],
];

const cwd = mkdtempSync(join(tmpdir(), "safeguard-wrong-"));
afterAll(() => rmSync(cwd, { recursive: true, force: true }));
mkdirSync(join(cwd, "folder"));
writeFileSync(join(cwd, "list.json"), "[1]");
writeFileSync(join(cwd, "bytes.bin"), Uint8Array.of(0xff, 0xfe, 0, 1, 123));
const queue = {
  address: "aws_sqs_queue.a",
  mode: "managed",
  type: "aws_sqs_queue",
  name: "a",
  provider_name: "registry.terraform.io/hashicorp/aws",
  change: { actions: ["create"], before: null, after: {}, after_unknown: {} },
};
writeFileSync(
  join(cwd, "plan.json"),
  JSON.stringify({ format_version: "1.2", resource_changes: [queue], configuration: {} }),
);

/** Keys that name files; what is wrong with these shows when they are read. */
const FILES = ["inputs", "source", "waivers", "attestations", "baseline", "framework", "policies"];
const selection = { policies: ["sqs/tls-only"], services: [], controls: [] };

/** What a check says of a configuration; null where it takes it. */
async function refusal(text: string, key = ""): Promise<unknown> {
  writeFileSync(join(cwd, "safeguard.config.yaml"), text);
  try {
    const config = withVendors(await readConfig(null, cwd), catalogue);
    checkPolicyGlobs([...config.exclude, ...config.severities], catalogue.policies);
    demandSome(...judgedBy(config));
    await checkParameters(config, {}, catalogue);
    if (!FILES.includes(key)) return null;
    const inputs = key === "inputs" ? [] : [join(cwd, "plan.json")];
    await report(inputs, { cwd, selection, framework: null });
    return null;
  } catch (error) {
    return error;
  }
}

function judgedBy(config: Config): [readonly unknown[], readonly { by: string }[]] {
  const { policies, excluded } = adjusted(catalogue.policies, config, []);
  return [policies, excluded];
}

/** A sentence for people: of one line, with an end, and without what only a programmer understands. */
function expectSentence(error: unknown): void {
  expect(error).toBeInstanceOf(SafeguardError);
  const { message, hint, exitCode } = error as SafeguardError;
  expect(exitCode).toBe(2);
  expect(message).toMatch(/^\S[^\n]*[.?]$/);
  expect(hint).toMatch(/^\S[^\n]*$/);
  expect(`${message} ${hint}`).not.toMatch(/\bundefined\b|\[object |\bNaN\b|\bTypeError\b|at .+:\d+:\d+/);
}

describe("a wrong value", () => {
  it.each(KEYS)("of %s is taken, or refused in a sentence that helps", async (key) => {
    let refused = 0;
    for (const value of VALUES) {
      const error = await refusal(JSON.stringify({ [key]: value }), key);
      if (error === null) continue;
      refused += 1;
      expectSentence(error);
      expect((error as Error).message).not.toContain(around.cwd);
    }
    // A list of nothing, and little else, is no mistake.
    expect(refused).toBeGreaterThan(VALUES.length / 2);
  });

  it.each([
    ["an alias of nothing", "failOn: *high\n", /safeguard\.config\.yaml: Unresolved alias/],
    ["an alias of itself", "inputs: &a [*a]\n", /inputs/],
    [
      "aliases without end",
      `a: &a [${"x,".repeat(20)}]\n${"bcde"
        .split("")
        .map((name, index) => `${name}: &${name} [${`*${"abcd"[index]},`.repeat(20)}]\n`)
        .join("")}`,
      /Excessive alias count/,
    ],
    ["a key twice", "failOn: low\nfailOn: never\n", /:2: Map keys must be unique/],
    ["a key twice in JSON", '{"failOn": "low",\n"failOn": "never"}', /Map keys must be unique/],
    ["a merge", "a: &a { failOn: never }\n<<: *a\n", /has no key/],
    ["the prototype", '{"__proto__": {"failOn": "never"}}', /has no key __proto__/],
    [
      "a parameter of every object",
      "parameters: { sqs/message-retention: { constructor: 1 } }\n",
      /takes no/,
    ],
    ["no number", "parameters: { sqs/message-retention: { minimum_days: .nan } }\n", /minimum_days/],
    ["no end", "parameters: { sqs/message-retention: { minimum_days: .inf } }\n", /minimum_days/],
    ["two documents", "failOn: low\n---\nfailOn: never\n", /multiple documents/],
  ])("that is %s", async (_, text, says) => {
    const error = await refusal(text);
    expectSentence(error);
    expect((error as Error).message).toMatch(says);
  });
});
