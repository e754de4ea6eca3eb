import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { assets } from "../../src/assets.js";
import { InputError, SafeguardError } from "../../src/errors.js";
import { parseDocument } from "../../src/input/parse.js";
import { buildInventory } from "../../src/inventory/build.js";
import { readProviderSchema } from "../../src/inventory/provider-schema.js";
import { fixture } from "./support.js";

/** Anything else than an error of ours is a defect. */
function parsesOrRefuses(bytes: Uint8Array): "read" | InputError {
  try {
    parseDocument(bytes, "input");
    return "read";
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    expect(error.message).toMatch(/^input .+\.$/s);
    expect(error.hint).not.toBe("");
    return error;
  }
}

const texts = ["plans/sqs-shared-key.json", "plans/changes.json", "inputs/state.json"].map((path) =>
  fixture(path).toString("utf8").trimEnd(),
);

describe("a document that was cut off", () => {
  const prefix = fc
    .constantFrom(...texts)
    .chain((text) => fc.integer({ min: 0, max: text.length - 1 }).map((length) => text.slice(0, length)));

  it("is refused wherever the cut is", () => {
    fc.assert(
      fc.property(prefix, (text) => {
        const refused = parsesOrRefuses(Buffer.from(text));
        expect(refused).toMatchObject({ code: text === "" ? "empty" : "broken-json" });
        if (text !== "")
          expect(refused).toMatchObject({
            message: expect.stringContaining("ends before the document does"),
          });
      }),
      { numRuns: 300 },
    );
  });

  it("is refused in gzip and in UTF-16, and at any byte of these", () => {
    const packed = texts.flatMap((text) => [gzipSync(text), Buffer.from(`\ufeff${text}`, "utf16le")]);
    const cut = fc
      .constantFrom(...packed)
      .chain((bytes) =>
        fc.integer({ min: 0, max: bytes.length - 1 }).map((length) => bytes.subarray(0, length)),
      );
    fc.assert(
      fc.property(cut, (bytes) => parsesOrRefuses(bytes) !== "read"),
      { numRuns: 200 },
    );
  });
});

describe("anything at all", () => {
  it("as bytes is refused with a sentence", () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => parsesOrRefuses(bytes) !== "read"));
  });

  it("as bytes behind the marks of gzip, UTF-16 and UTF-8 is refused with a sentence", () => {
    const marks = [
      [0x1f, 0x8b],
      [0x1f, 0x8b, 8, 0],
      [0xff, 0xfe],
      [0xfe, 0xff],
      [0xef, 0xbb, 0xbf],
      [0x7b, 0],
      [0, 0x7b],
    ];
    const marked = fc
      .tuple(fc.constantFrom(...marks), fc.uint8Array({ maxLength: 100 }))
      .map(([mark, rest]) => Uint8Array.from([...mark, ...rest]));
    fc.assert(
      fc.property(marked, (bytes) => parsesOrRefuses(bytes) !== "read"),
      { numRuns: 500 },
    );
  });

  it("as text is refused with a sentence", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => parsesOrRefuses(Buffer.from(text)) !== "read"),
    );
  });

  it("as JSON is refused with a sentence or read", () => {
    fc.assert(
      fc.property(fc.json(), (text) => void parsesOrRefuses(Buffer.from(text))),
      { numRuns: 500 },
    );
  });

  it("as JSON under the keys of a plan, a state or a stack is refused with a sentence or read", () => {
    const keys = [
      ...["format_version", "planned_values", "resource_changes", "configuration", "prior_state", "values"],
      ...["version", "lineage", "resources", "resource", "module", "terraform", "variables", "errored"],
    ];
    const value = fc.oneof(fc.constantFrom("1.2", 4, {}, []), fc.jsonValue());
    const object = fc.dictionary(fc.constantFrom(...keys), value, { minKeys: 2, maxKeys: keys.length });
    fc.assert(
      fc.property(object, (json) => void parsesOrRefuses(Buffer.from(JSON.stringify(json)))),
      { numRuns: 2000 },
    );
  });
});

type Node = { [key: string]: unknown } | unknown[];

/** Every place in the structure of a document; what providers wrote (values and masks) is anything by its nature. */
function* places(node: Node): Generator<[Node, string]> {
  const opaque = /^(values|before|after|.*_(sensitive|unknown|values)|constant_value)$/;
  for (const [key, value] of Object.entries(node)) {
    yield [node, key];
    if (typeof value === "object" && value !== null && !opaque.test(key)) yield* places(value as Node);
  }
}

describe("a real document with one thing in it replaced", () => {
  const schema = readProviderSchema(assets.providerSchemas);
  const odd = fc.constantFrom<unknown>(
    null,
    true,
    -1,
    1.5,
    "",
    "module.",
    "a.b[",
    [],
    [null],
    [[]],
    {},
    { a: null },
  );

  it.each(texts.map((text) => [text]))("is refused with a sentence, or read and resolved (%#)", (text) => {
    fc.assert(
      fc.property(fc.nat(), odd, (at, replacement) => {
        const json = JSON.parse(text) as Node;
        const all = [...places(json)];
        const [node, key] = all[at % all.length] ?? [json, ""];
        (node as Record<string, unknown>)[key] = replacement;
        try {
          const document = parseDocument(Buffer.from(JSON.stringify(json)), "input");
          buildInventory(document, { schema, source: null });
        } catch (error) {
          if (!(error instanceof SafeguardError)) throw error;
        }
      }),
      { numRuns: 400 },
    );
  });
});
