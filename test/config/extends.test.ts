import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Config, NO_CONFIG, type SetParameters } from "../../src/config/config.js";
import { laidOver } from "../../src/config/merge.js";
import { readConfig } from "../../src/config/read.js";
import { folder } from "../commands/support.js";
import { CONFIG, only, refusalOf, reportIn, reportWith } from "./support.js";

const RETENTION = "sqs/message-retention";
const days = (count: number) => `parameters: { ${RETENTION}: { minimum_days: ${count} } }\n`;
const override = (count: number, reason: string) =>
  `overrides:\n  - { for: { type: aws_sqs_queue }, reason: ${reason}, parameters: { ${RETENTION}: { minimum_days: ${count} } } }\n`;

/** What `sqs/message-retention` is judged by, and who set it. */
async function retention(files: Readonly<Record<string, string>>) {
  const { findings } = await reportWith(files, only(RETENTION));
  return findings[0]?.parameters.minimum_days;
}

describe("extends", () => {
  it("takes up a file, whose name stands in the report", async () => {
    const files = { [CONFIG]: "extends: ./org/base.yaml", "org/base.yaml": days(9) };
    expect(await retention(files)).toEqual({ value: 9, from: "org/base.yaml" });
  });

  it("takes a file beside it by its bare name", async () => {
    expect(await retention({ [CONFIG]: "extends: base.yaml", "base.yaml": days(9) })).toEqual({
      value: 9,
      from: "base.yaml",
    });
  });

  it("takes a file of a package, from the folder of the file that names it", async () => {
    const files = {
      "a/b/safeguard.config.yaml": "extends: '@org/hipaa/strict.yaml'",
      "a/node_modules/@org/hipaa/package.json": '{ "name": "@org/hipaa" }',
      "a/node_modules/@org/hipaa/strict.yaml": "extends: ./lib/base.json",
      "a/node_modules/@org/hipaa/lib/base.json": JSON.stringify({
        parameters: { [RETENTION]: { minimum_days: 9 } },
      }),
    };
    const { findings } = await reportIn(join(folder(files), "a/b"), only(RETENTION));
    expect(findings[0]?.parameters.minimum_days).toEqual({ value: 9, from: "@org/hipaa/lib/base.json" });
  });

  it("the nearer file counts: over its bases, and a later base over an earlier one", async () => {
    const bases = { "one.yaml": days(1), "two.yaml": days(2) };
    expect(await retention({ ...bases, [CONFIG]: `extends: [one.yaml, two.yaml]\n${days(3)}` })).toEqual({
      value: 3,
      from: CONFIG,
    });
    expect(await retention({ ...bases, [CONFIG]: "extends: [one.yaml, two.yaml]" })).toMatchObject({
      value: 2,
    });
    expect(await retention({ ...bases, [CONFIG]: "extends: [two.yaml, one.yaml]" })).toMatchObject({
      value: 1,
    });
  });

  it("overrides follow those of the base, numbered in their own file", async () => {
    const base = { "base.yaml": override(5, "Base.") };
    expect(await retention({ ...base, [CONFIG]: `extends: base.yaml\n${days(3)}` })).toEqual({
      value: 5,
      from: "base.yaml, overrides[0]: Base.",
    });
    expect(await retention({ ...base, [CONFIG]: `extends: base.yaml\n${override(6, "Near.")}` })).toEqual({
      value: 6,
      from: `${CONFIG}, overrides[0]: Near.`,
    });
  });

  it("a file that two extend counts once, before both", async () => {
    const files = {
      [CONFIG]: "extends: [a.yaml, b.yaml]",
      "a.yaml": `extends: base.yaml\n${days(2)}`,
      "b.yaml": "extends: base.yaml",
      "base.yaml": days(1),
    };
    expect(await retention(files)).toMatchObject({ value: 2, from: "a.yaml" });
    const { files: read } = await readConfig(null, folder(files));
    expect(read.map(({ name }) => name)).toEqual(["base.yaml", "a.yaml", "b.yaml", CONFIG]);
  });

  it("paths are relative to the file that they stand in", async () => {
    const cwd = folder({
      [CONFIG]: "extends: org/base.yaml",
      "org/base.yaml": "waivers: w.yaml\ninputs: plans/*.json\nsource: infra\nframework: f.yaml",
    });
    const { waivers, inputs, source, framework } = await readConfig(null, cwd);
    expect([waivers, source?.value, framework]).toEqual(
      ["w.yaml", "infra", "f.yaml"].map((name) => join(cwd, "org", name)),
    );
    expect(inputs).toMatchObject({ inputs: ["plans/*.json"], folder: join(cwd, "org") });
  });
});

describe("a wrong extends is refused with file and line", () => {
  it.each<[string, Record<string, string>, string | RegExp]>([
    [
      "itself",
      { [CONFIG]: `extends: ./${CONFIG}` },
      `${CONFIG}:1: the configuration extends itself: ${CONFIG} -> ${CONFIG}.`,
    ],
    [
      "a circle",
      { [CONFIG]: "extends: a/a.yaml", "a/a.yaml": "\nextends: b.yaml", "a/b.yaml": "extends: a.yaml" },
      "a/b.yaml:1: the configuration extends itself: a/a.yaml -> a/b.yaml -> a/a.yaml.",
    ],
    [
      "a missing file",
      { [CONFIG]: "# x\nextends:\n  - ./bse.yaml", "base.yaml": "" },
      `${CONFIG}:3: extends ./bse.yaml: there is no such file; did you mean base.yaml?`,
    ],
    [
      "a missing package",
      { [CONFIG]: "extends: '@org/none/x.yaml'" },
      `${CONFIG}:1: extends @org/none/x.yaml: there is no such file, and no package in node_modules has it.`,
    ],
    [
      "a module of Node",
      { [CONFIG]: "extends: path" },
      `${CONFIG}:1: extends path: that is path, which is neither YAML nor JSON.`,
    ],
    [
      "a package that does not export it",
      {
        [CONFIG]: "extends: p/x.yaml",
        "node_modules/p/package.json": '{ "name": "p", "exports": {} }',
        "node_modules/p/x.yaml": "",
      },
      `${CONFIG}:1: extends p/x.yaml: the package does not export that file.`,
    ],
    [
      "a URL",
      { [CONFIG]: "extends: https://example.org/base.yaml" },
      `${CONFIG}:1: extends https://example.org/base.yaml: a configuration is not fetched from the network.`,
    ],
    ["no text", { [CONFIG]: "extends: 5" }, `${CONFIG}:1: extends must be text or a list.`],
    ["a list of no text", { [CONFIG]: "extends: [5]" }, `${CONFIG}:1: extends[0] must be text.`],
    [
      "twelve files",
      Object.fromEntries([
        [CONFIG, "extends: ./0.yaml"],
        ...Array.from({ length: 12 }, (_, n) => [`${n}.yaml`, `extends: ./${n + 1}.yaml`]),
      ]),
      /^9\.yaml:1: more than 10 files extend one another: safeguard\.config\.yaml -> 0\.yaml -> .+ -> 10\.yaml\.$/,
    ],
    [
      "a key that does not exist, in the base",
      { [CONFIG]: "extends: base.yaml", "base.yaml": "\nfailon: high" },
      "base.yaml:2: the configuration has no key failon; did you mean failOn?",
    ],
    [
      "a value out of range, in the base",
      { [CONFIG]: "extends: base.yaml", "base.yaml": `\n\n${days(0)}` },
      "base.yaml:3: sqs/message-retention takes a minimum_days that must be >= 1, not 0.",
    ],
  ])("%s", async (_, files, says) => {
    const message = await refusalOf(files);
    if (typeof says === "string") expect(message).toBe(says);
    else expect(message).toMatch(says);
  });
});

const names = fc.constantFrom("a", "b", "c");
const placed = fc.record({ value: fc.nat(9), from: names, place: names });
const parameters: fc.Arbitrary<SetParameters> = fc.dictionary(names, fc.dictionary(names, placed));
const rule = { policies: names, from: names, place: names };
const config: fc.Arbitrary<Config> = fc.record({
  files: fc.array(fc.record({ name: names, file: names }), { maxLength: 2 }),
  inputs: fc.option(fc.record({ inputs: fc.array(names), folder: names, place: names })),
  source: fc.option(fc.record({ value: names, place: names })),
  failOn: fc.constantFrom(null, "high" as const, "low" as const),
  onUnknown: fc.constantFrom(null, "warn" as const, "fail" as const),
  parameters,
  overrides: fc.array(fc.record({ for: fc.constant({ type: "*" }), parameters }), { maxLength: 2 }),
  severities: fc.array(
    fc.record({
      ...rule,
      severity: fc.constantFrom("high" as const, "low" as const),
      reason: fc.option(names),
    }),
    { maxLength: 2 },
  ),
  exclude: fc.array(fc.record({ ...rule, reason: names }), { maxLength: 2 }),
  vendors: fc.dictionary(
    names,
    fc.record({
      name: names,
      agreement: names,
      since: names,
      expires: fc.option(names),
      from: names,
      place: names,
    }),
  ),
  waivers: fc.option(names),
  baseline: fc.option(names),
  attestations: fc.option(names),
  framework: fc.option(names),
  policies: fc.array(names, { maxLength: 2 }),
});

describe("laying configurations over one another", () => {
  it("does not depend on which are laid together first", () => {
    fc.assert(
      fc.property(config, config, config, (a, b, c) => {
        expect(laidOver(laidOver(a, b), c)).toEqual(laidOver(a, laidOver(b, c)));
      }),
    );
  });

  it("changes nothing where one of them says nothing, or says the same again", () => {
    fc.assert(
      fc.property(config, (one) => {
        expect(laidOver(NO_CONFIG, one)).toEqual(one);
        expect(laidOver(one, NO_CONFIG)).toEqual(one);
        expect(laidOver(one, one).parameters).toEqual(one.parameters);
      }),
    );
  });

  it("the nearer counts for every parameter that it sets, the base for every other", () => {
    fc.assert(
      fc.property(config, config, (base, near) => {
        const { parameters: merged, failOn } = laidOver(base, near);
        expect(failOn).toBe(near.failOn ?? base.failOn);
        for (const policy of ["a", "b", "c"]) {
          for (const name of ["a", "b", "c"]) {
            const expected = near.parameters[policy]?.[name] ?? base.parameters[policy]?.[name];
            expect(merged[policy]?.[name]).toEqual(expected);
          }
        }
      }),
    );
  });

  it("a chain of files means what the last of them to set a thing says", async () => {
    const cwd = mkdtempSync(join(tmpdir(), "safeguard-chain-"));
    const written = fc.record(
      {
        failOn: fc.constantFrom("critical", "high", "low"),
        parameters: fc.dictionary(
          fc.constantFrom("a/b", "c/d"),
          fc.dictionary(names, fc.nat(9), { minKeys: 1 }),
        ),
      },
      { requiredKeys: [] },
    );
    try {
      await fc.assert(
        fc.asyncProperty(fc.array(written, { minLength: 1, maxLength: 6 }), async (chain) => {
          const name = (index: number) => (index === chain.length - 1 ? CONFIG : `${index}.json`);
          chain.forEach((one, index) => {
            const base = index === 0 ? {} : { extends: `./${name(index - 1)}` };
            writeFileSync(join(cwd, name(index)), JSON.stringify({ ...base, ...one }));
          });
          const found = await readConfig(null, cwd);
          expect(found.failOn).toBe(chain.findLast(({ failOn }) => failOn !== undefined)?.failOn ?? null);
          for (const policy of ["a/b", "c/d"]) {
            for (const key of ["a", "b", "c"]) {
              const last = chain.findLastIndex((one) => one.parameters?.[policy]?.[key] !== undefined);
              const { value, from } = found.parameters[policy]?.[key] ?? {};
              expect([value, from]).toEqual(
                last < 0 ? [undefined, undefined] : [chain[last]?.parameters?.[policy]?.[key], name(last)],
              );
            }
          }
        }),
        { numRuns: 40 },
      );
    } finally {
      rmSync(cwd, { recursive: true });
    }
  });
});
