import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { readDocuments } from "../../src/input/read.js";
import { around, fixture, folder, read, refusal } from "./support.js";

const PLAN = fixture("plans/sqs-shared-key.json");
const plan = () => JSON.parse(PLAN.toString("utf8")) as Record<string, unknown>;
const SHOW = /terraform show -json/;

interface Refused {
  readonly what: string;
  readonly content: string | Uint8Array;
  readonly code: string;
  /** Every one stands in the message. */
  readonly says: readonly (string | RegExp)[];
  readonly hint: RegExp;
}

const refused: Refused[] = [
  {
    what: "an empty file",
    content: "",
    code: "empty",
    says: ["is empty", "expected a Terraform plan"],
    hint: SHOW,
  },
  { what: "white space", content: " \n\t\r\n", code: "empty", says: ["is empty"], hint: SHOW },
  { what: "a byte-order mark alone", content: "\ufeff", code: "empty", says: ["is empty"], hint: SHOW },
  {
    what: "the plan as people read it",
    content: "Terraform will perform the following actions:\n",
    code: "not-json",
    says: ["is not JSON", "expected a Terraform plan"],
    hint: SHOW,
  },
  {
    what: "HCL",
    content: 'resource "aws_sqs_queue" "q" {}',
    code: "not-json",
    says: ["is not JSON"],
    hint: SHOW,
  },
  { what: "YAML", content: "---\na: 1\n", code: "not-json", says: ["is not JSON"], hint: SHOW },
  {
    what: "two documents in one file",
    content: '{"format_version": "1.2"}\n{}',
    code: "broken-json",
    says: ["is broken JSON", "not well-formed at line 2, column 1"],
    hint: SHOW,
  },
  {
    what: "a comma too many",
    content: '{\n  "format_version": "1.2",\n}',
    code: "broken-json",
    says: ["is broken JSON", "line 3"],
    hint: SHOW,
  },
  {
    what: "the log of terraform plan -json",
    content:
      '{"@level":"info","@message":"Terraform 1.11.4"}\n{"@level":"info","@message":"Plan: 1 to add"}\n',
    code: "plan-log",
    says: ["is the log of terraform plan -json", "does not hold the plan"],
    hint: /terraform plan -out .+ && terraform show -json/,
  },
  {
    what: "one line of that log",
    content: '{"@level":"info","@message":"Terraform 1.11.4"}',
    code: "plan-log",
    says: ["is the log of terraform plan -json"],
    hint: /terraform plan -out/,
  },
  {
    what: "an empty object",
    content: "{}",
    code: "not-a-plan",
    says: ["an empty object", "a Terraform plan"],
    hint: SHOW,
  },
  {
    what: "an array",
    content: "[]",
    code: "not-a-plan",
    says: ["holds an array", "JSON object"],
    hint: SHOW,
  },
  {
    what: "an array of plans",
    content: `[${PLAN}]`,
    code: "not-a-plan",
    says: ["holds an array"],
    hint: SHOW,
  },
  { what: "null", content: "null", code: "not-a-plan", says: ["holds null"], hint: SHOW },
  { what: "a string", content: '"plan"', code: "not-a-plan", says: ["holds a string"], hint: SHOW },
  { what: "a number", content: "42", code: "not-a-plan", says: ["holds a number"], hint: SHOW },
  {
    what: "an object of something else",
    content: '{"name": "safeguard", "version": "0.1.0", "type": "module", "files": []}',
    code: "not-a-plan",
    says: ['"name", "version", "type" and 1 more keys', "expected a Terraform plan"],
    hint: SHOW,
  },
  {
    what: "the schemas of providers",
    content: '{"format_version": "1.0", "provider_schemas": {}}',
    code: "not-a-plan",
    says: ['"provider_schemas"', "expected a Terraform plan"],
    hint: SHOW,
  },
  {
    what: "a plan in a wrapper",
    content: `{"plan": ${PLAN}}`,
    code: "wrapped-plan",
    says: ['wraps a plan in "plan"', "expected the plan itself"],
    hint: /jq '\.\["plan"\]' FILE > plan\.json/,
  },
  {
    what: "a plan in a wrapper whose key jq must have quoted",
    content: `{"id": 7, "tf-plan": ${PLAN}}`,
    code: "wrapped-plan",
    says: ['"tf-plan"'],
    hint: /jq '\.\["tf-plan"\]'/,
  },
  {
    what: "a plan of a major version that is not known",
    content: JSON.stringify({ ...plan(), format_version: "2.0" }),
    code: "unsupported-version",
    says: ['a plan of format_version "2.0"', "1.x are understood"],
    hint: /Update Safeguard/,
  },
  {
    what: "a plan whose version is no text",
    content: JSON.stringify({ ...plan(), format_version: 1.2 }),
    code: "unsupported-version",
    says: ["format_version 1.2"],
    hint: /Update Safeguard/,
  },
  {
    what: "a state of a major version that is not known",
    content: '{"format_version": "9.0", "values": {}}',
    code: "unsupported-version",
    says: ['a state of format_version "9.0"'],
    hint: /Update Safeguard/,
  },
  {
    what: "a raw state of version 3",
    content: '{"version": 3, "lineage": "l", "resources": []}',
    code: "unsupported-version",
    says: ["state file of version 3", "version 4 is understood"],
    hint: SHOW,
  },
  {
    what: "bytes that are no text",
    content: Uint8Array.of(0x7b, 0xff, 0xfe, 0x80, 0x81),
    code: "not-text",
    says: ["is not text in UTF-8 or UTF-16"],
    hint: SHOW,
  },
  {
    what: "half a UTF-16 character",
    content: Uint8Array.of(0xff, 0xfe, 0x7b),
    code: "not-text",
    says: ["is not text"],
    hint: SHOW,
  },
  {
    what: "gzip that was cut off",
    content: gzipSync(PLAN).subarray(0, 1000),
    code: "bad-gzip",
    says: ["is damaged", "gzip"],
    hint: /again/,
  },
  {
    what: "gzip with a flipped bit",
    content: gzipSync(PLAN).map((byte, index) => (index === 500 ? byte ^ 1 : byte)),
    code: "bad-gzip",
    says: ["is damaged"],
    hint: /again/,
  },
  { what: "gzip of nothing", content: gzipSync(""), code: "empty", says: ["is empty"], hint: SHOW },
];

describe("an input that is refused", () => {
  it.each(refused)("$what: $code", async ({ content, code, says, hint }) => {
    const error = await refusal(read({ "input.json": content }));
    expect(error.code).toBe(code);
    expect(error.exitCode).toBe(2);
    for (const part of ["input.json", ...says]) expect(error.message).toMatch(part);
    expect(error.message).toMatch(/\.$/);
    expect(error.hint).toMatch(hint);
  });

  it("a file that does not exist", async () => {
    const error = await refusal(readDocuments(["missing.json"], around(folder({}))));
    expect(error).toMatchObject({ code: "no-such-file", message: "missing.json does not exist." });
    expect(error.hint).toMatch(SHOW);
  });

  it.each([[[]], [[""]], [["  "]]])("no name at all: %j", async (inputs: string[]) => {
    // An unset variable of a CI job must not mean the working directory.
    const error = await refusal(readDocuments(inputs, around(folder({ "plan.json": PLAN }))));
    expect(error.code).toBe("no-input");
    expect(error.message).toMatch(/expected a plan/);
    expect(error.hint).toMatch(/safeguard check plan\.json/);
  });
});

describe("a plan of a wrong shape", () => {
  const shapes: [string, Record<string, unknown>, string][] = [
    ["resource_changes is no list", { resource_changes: {} }, "resource_changes must be array"],
    ["a change is null", { resource_changes: [null] }, "resource_changes.0 must be object"],
    [
      "a change has no address",
      { resource_changes: [{ mode: "managed", type: "t", name: "n", change: { actions: [] } }] },
      "resource_changes.0 must have required property 'address'",
    ],
    [
      "actions are a word",
      {
        resource_changes: [
          { address: "t.n", mode: "managed", type: "t", name: "n", change: { actions: "create" } },
        ],
      },
      "resource_changes.0.change.actions must be array",
    ],
    [
      "values are a word",
      {
        resource_changes: [
          {
            address: "t.n",
            mode: "managed",
            type: "t",
            name: "n",
            change: { actions: ["create"], after: "x" },
          },
        ],
      },
      "resource_changes.0.change.after must be object,null",
    ],
    ["planned_values is a list", { planned_values: [] }, "planned_values must be object"],
    [
      "a module of a module is no object",
      { planned_values: { root_module: { child_modules: [{ child_modules: [1] }] } } },
      "planned_values.root_module.child_modules.0.child_modules.0 must be object",
    ],
    ["configuration is a word", { configuration: "x" }, "configuration must be object"],
    [
      "an expression is null",
      {
        configuration: {
          root_module: {
            resources: [{ address: "t.n", mode: "managed", type: "t", name: "n", expressions: { a: null } }],
          },
        },
      },
      "configuration.root_module.resources.0.expressions.a must be object,array",
    ],
    ["a variable is null", { variables: { a: null } }, "variables.a must be object"],
    [
      "a deferred change is empty",
      { deferred_changes: [{}] },
      "deferred_changes.0 must have required property",
    ],
    ["errored is a word", { errored: "yes" }, "errored must be boolean"],
  ];

  it.each(shapes)("%s", async (_, change, place) => {
    const error = await refusal(read({ "plan.json": JSON.stringify({ ...plan(), ...change }) }));
    expect(error.code).toBe("bad-shape");
    expect(error.message).toContain(`plan.json is no well-formed plan: ${place}`);
    expect(error.hint).toMatch(/terraform show -json, without editing it/);
  });

  it("of a state: the place is named too", async () => {
    const state = { format_version: "1.0", values: { root_module: { resources: {} } } };
    const error = await refusal(read({ "state.json": JSON.stringify(state) }));
    expect(error.code).toBe("bad-shape");
    expect(error.message).toContain("no well-formed state: values.root_module.resources must be array");
  });
});

describe("versions", () => {
  it.each(["0.1", "0.2", "1.0", "1.2", "1.99", "1.2.3"])("format %s is read", async (version) => {
    const [document] = await read({ "plan.json": JSON.stringify({ ...plan(), format_version: version }) });
    expect(document).toMatchObject({ kind: "terraform-plan", plan: { format_version: version } });
  });

  it.each(["0.12.31", "1.99.0", "2.0.0", "1.12.0-beta1"])("Terraform %s is read", async (version) => {
    const [document] = await read({ "plan.json": JSON.stringify({ ...plan(), terraform_version: version }) });
    expect(document).toMatchObject({ kind: "terraform-plan", plan: { terraform_version: version } });
  });

  it("keys that are not known yet are passed over", async () => {
    const [document] = await read({
      "plan.json": JSON.stringify({ ...plan(), action_invocations: [1], later: null }),
    });
    expect(document?.kind).toBe("terraform-plan");
  });
});
