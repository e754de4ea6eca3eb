import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatKey, moduleSteps, parseTraversal } from "../../src/inventory/address.js";

describe("addresses", () => {
  it("are read, not split: keys hold dots, brackets, quotes and template markers", () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.constantFrom("a.b", "[0]", 'c["d"]', "${x}", "%{y}", "größe", "\\")),
        (key) => {
          expect(parseTraversal(`module.a${formatKey(key)}.aws_sqs_queue.b`)).toEqual([
            { attribute: "module" },
            { attribute: "a" },
            { index: key },
            { attribute: "aws_sqs_queue" },
            { attribute: "b" },
          ]);
        },
      ),
    );
  });

  it("write template markers in keys doubled, as Terraform does", () => {
    expect(formatKey("${x}%{y}")).toBe('["$${x}%%{y}"]');
    expect(formatKey(3)).toBe("[3]");
    expect(formatKey(null)).toBe("");
  });

  it("begin with their modules", () => {
    const steps = parseTraversal('module.a["x.y"].module.b[0].data.aws_region.c') ?? [];
    expect(moduleSteps(steps)).toEqual({
      modules: [
        { name: "a", key: "x.y" },
        { name: "b", key: 0 },
      ],
      length: 6,
    });
  });

  it("that are no traversals give null", () => {
    for (const text of ["a..b", 'a["b', "a[x]", "a.", "[]"]) expect(parseTraversal(text)).toBeNull();
  });

  it("in the older syntax have their index as an attribute", () => {
    expect(parseTraversal("aws_instance.a.0.id")?.[2]).toEqual({ index: 0 });
  });
});
