import { build } from "esbuild";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { assess } from "../../src/assessment/assess.js";
import { findFormat, formats } from "../../src/report/formats.js";
import { anyAssessment } from "../assessment/support.js";
import { sample } from "./samples.js";

const root = new URL("../..", import.meta.url).pathname;

describe("the formats", () => {
  it("are known by name, sorted", () => {
    const names = formats.map(({ name }) => name);
    expect(names).toEqual([
      "asff",
      "csv",
      "github",
      "gitlab",
      "html",
      "json",
      "junit",
      "markdown",
      "ndjson",
      "oscal",
      "sarif",
      "terminal",
    ]);
    for (const name of names) expect(findFormat(name)?.name).toBe(name);
    expect(findFormat("pdf")).toBeUndefined();
  });

  it.each(formats)("$name is a pure function of the report", ({ render }) => {
    const frozen = deepFreeze(structuredClone(sample));
    expect(render(frozen)).toBe(render(sample));
    expect(render(frozen).endsWith("\n")).toBe(true);
  });

  it.each(formats)("$name renders whatever is assessed", ({ render }) => {
    fc.assert(
      fc.property(anyAssessment, (assessment) => {
        const text = render(assess(assessment));
        expect(text).not.toContain("undefined");
        expect(text).not.toContain("[object Object]");
      }),
    );
  });

  it("bundle without a schema compiler or a YAML parser", async () => {
    const { metafile } = await build({
      stdin: {
        contents: 'export * from "./src/report/formats.ts"; export * from "./src/assessment/assess.ts";',
        resolveDir: root,
      },
      absWorkingDir: root,
      bundle: true,
      write: false,
      metafile: true,
      format: "esm",
      platform: "node",
    });
    const packages = Object.keys(metafile.inputs).flatMap(
      (file) => /node_modules\/([^/]+)/.exec(file)?.[1] ?? [],
    );
    expect([...new Set(packages)]).toEqual(["@dagrejs", "chalk"]);
  });
});

function deepFreeze<T>(value: T): T {
  if (typeof value === "object" && value !== null) {
    Object.values(value).forEach(deepFreeze);
    Object.freeze(value);
  }
  return value;
}
