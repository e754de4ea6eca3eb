import { describe, expect, it } from "vitest";
import { readInventories } from "../../src/check/judge.js";
import type { Inventory } from "../../src/inventory/inventory.js";
import { around, fixture, folder, read, refusal } from "./support.js";

const PROVIDER = 'provider["registry.terraform.io/hashicorp/aws"]';
const SECRET = "swordfish";

type Instance = Record<string, unknown>;

function rawState(...resources: Record<string, unknown>[]): string {
  return JSON.stringify({
    version: 4,
    terraform_version: "1.11.4",
    serial: 7,
    lineage: "0c7a5b8e",
    outputs: {},
    resources: resources.map((resource) => ({ mode: "managed", provider: PROVIDER, ...resource })),
  });
}

function queue(
  name: string,
  instances: Instance[],
  more: Record<string, unknown> = {},
): Record<string, unknown> {
  return { type: "aws_sqs_queue", name, instances, ...more };
}

async function inventoryOf(text: string | Uint8Array, file = "terraform.tfstate"): Promise<Inventory> {
  const [read] = await readInventories({ inputs: [file], source: null }, around(folder({ [file]: text })));
  if (read === undefined) throw new Error("nothing was read");
  return read.inventory;
}

const addresses = ({ resources }: Inventory) =>
  Object.values(resources).flatMap((ofType) => Object.keys(ofType));

describe("a raw state", () => {
  it("gives its resources with their values", async () => {
    const inventory = await inventoryOf(
      rawState(queue("orders", [{ attributes: { name: "orders", tags: { a: "b" } } }])),
    );
    expect(inventory.source).toMatchObject({
      kind: "terraform-state",
      terraformVersion: "1.11.4",
      formatVersion: null,
    });
    expect(inventory.resources.aws_sqs_queue?.["aws_sqs_queue.orders"]).toMatchObject({
      change: "none",
      configured: null,
      module: "",
      provider: "registry.terraform.io/hashicorp/aws",
      tags: { a: "b" },
      values: { name: "orders" },
    });
  });

  it("gives count, for_each, data sources and nested modules the addresses that Terraform writes", async () => {
    const inventory = await inventoryOf(
      rawState(
        queue("counted", [
          { index_key: 0, attributes: {} },
          { index_key: 1, attributes: {} },
        ]),
        queue("each", [
          { index_key: 'a.b["c"]', attributes: {} },
          { index_key: "${x}%{y}", attributes: {} },
        ]),
        queue("deep", [{ attributes: {} }], { module: 'module.a["k.1"].module.b[0]' }),
        { mode: "data", type: "aws_kms_key", name: "key", instances: [{ attributes: {} }] },
      ),
    );
    expect(addresses(inventory).sort()).toEqual([
      "aws_sqs_queue.counted[0]",
      "aws_sqs_queue.counted[1]",
      'aws_sqs_queue.each["$${x}%%{y}"]',
      String.raw`aws_sqs_queue.each["a.b[\"c\"]"]`,
      "data.aws_kms_key.key",
      'module.a["k.1"].module.b[0].aws_sqs_queue.deep',
    ]);
    const queues = inventory.resources.aws_sqs_queue;
    expect(queues?.['module.a["k.1"].module.b[0].aws_sqs_queue.deep']?.module).toBe(
      'module.a["k.1"].module.b[0]',
    );
    expect(queues?.[String.raw`aws_sqs_queue.each["a.b[\"c\"]"]`]?.key).toBe('a.b["c"]');
    expect(inventory.resources.aws_kms_key?.["data.aws_kms_key.key"]?.mode).toBe("data");
  });

  it("leaves out deposed objects, which are on their way out", async () => {
    const inventory = await inventoryOf(
      rawState(
        queue("orders", [
          { attributes: { name: "new" } },
          { deposed: "0a1b2c3d", attributes: { name: "old" } },
        ]),
      ),
    );
    expect(inventory.resources.aws_sqs_queue?.["aws_sqs_queue.orders"]?.values).toEqual({ name: "new" });
    expect(addresses(inventory)).toHaveLength(1);
  });

  const attribute = (value: string) => ({ type: "get_attr", value });
  const index = (value: string | number) => ({
    type: "index",
    value: { value, type: typeof value === "number" ? "number" : "string" },
  });
  const hidden: [string, unknown[], Record<string, unknown>][] = [
    ["an attribute", [attribute("password")], { password: SECRET, name: "a" }],
    [
      "a leaf in a block",
      [attribute("user"), index(0), attribute("password")],
      { user: [{ password: SECRET, name: "a" }] },
    ],
    [
      "the second block alone",
      [attribute("user"), index(1), attribute("password")],
      { user: [{ name: "a" }, { password: SECRET }] },
    ],
    [
      "a key of a map",
      [attribute("environment"), index("token")],
      { environment: { token: SECRET, name: "a" } },
    ],
    ["a list in a list", [attribute("rows"), index(0), index(1)], { rows: [["a", SECRET]] }],
    [
      "an element of a set",
      [attribute("users"), { type: "index", value: { value: { name: "a" }, type: "object" } }],
      { users: [SECRET] },
    ],
    [
      "a leaf of an element of a set",
      [attribute("users"), { type: "index", value: null }, attribute("password")],
      { users: [{ password: SECRET }] },
    ],
    ["an index that cannot be one", [attribute("users"), index(1e12)], { users: [SECRET] }],
  ];

  it.each(hidden)("hides a sensitive value: %s", async (_, path, attributes) => {
    const inventory = await inventoryOf(rawState(queue("q", [{ attributes, sensitive_attributes: [path] }])));
    const text = JSON.stringify(inventory);
    expect(text).not.toContain(SECRET);
    expect(text).toContain('"$sensitive":true');
  });

  it("hides several paths of one value, and nothing else of it", async () => {
    const sensitive_attributes = [
      [attribute("user"), index(0), attribute("password")],
      [attribute("user"), index(0), attribute("token")],
      [attribute("secret")],
      [attribute("secret"), index("deeper")],
    ];
    const attributes = { user: [{ password: SECRET, token: SECRET, name: "a" }], secret: SECRET, name: "b" };
    const inventory = await inventoryOf(rawState(queue("q", [{ attributes, sensitive_attributes }])));
    expect(inventory.resources.aws_sqs_queue?.["aws_sqs_queue.q"]?.values).toEqual({
      name: "b",
      secret: { $sensitive: true },
      user: [{ name: "a", password: { $sensitive: true }, token: { $sensitive: true } }],
    });
  });

  it.each([
    ["instances", rawState(queue("q", [], { instances: {} })), "resources.0.instances must be array"],
    ["an instance", rawState(queue("q", [5 as never])), "resources.0.instances.0 must be object"],
    ["attributes", rawState(queue("q", [{ attributes: "x" }])), "attributes must be object,null"],
    ["sensitive paths", rawState(queue("q", [{ sensitive_attributes: [[1]] }])), "must be object"],
    ["a resource", '{"version": 4, "lineage": "l", "resources": [null]}', "resources.0 must be object"],
  ])("with odd %s is refused", async (_, text, place) => {
    const error = await refusal(read({ "terraform.tfstate": text }));
    expect(error.code).toBe("bad-shape");
    expect(error.message).toContain("terraform.tfstate is no well-formed state file");
    expect(error.message).toContain(place);
    expect(error.hint).toMatch(/terraform state pull/);
  });
});

describe("a state as terraform show -json writes it", () => {
  it("gives what exists, with nothing changing", async () => {
    const inventory = await inventoryOf(fixture("inputs/state.json"), "state.json");
    expect(inventory.source).toMatchObject({ kind: "terraform-state", formatVersion: "1.0", complete: true });
    const queues = Object.values(inventory.resources.aws_sqs_queue ?? {});
    expect(queues.length).toBeGreaterThan(1);
    expect(new Set(queues.map(({ change }) => change))).toEqual(new Set(["none"]));
  });

  it.each(['{"format_version": "1.0"}', '{"format_version": "1.0", "terraform_version": "1.11.4"}'])(
    "that is empty is a state: %s",
    async (text) => {
      expect(await read({ "state.json": text })).toMatchObject([{ kind: "terraform-state", values: {} }]);
    },
  );
});
