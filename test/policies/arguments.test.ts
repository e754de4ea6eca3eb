import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { globSync } from "tinyglobby";
import { beforeAll, describe, expect, it } from "vitest";
import { assets } from "../../src/assets.js";
import { readProviderSchema } from "../../src/inventory/provider-schema.js";
import { openHclParser } from "../../src/inventory/source/hcl.js";
import { newModule, type SourceBlock } from "../../src/inventory/source/module.js";
import { addHclFile } from "../../src/inventory/source/read-hcl.js";
import { catalogue, hasOpa, opaCommand, root } from "./support.js";

// What needs OPA is skipped without it, unless SAFEGUARD_REQUIRE_OPA is set.

const schema = readProviderSchema(assets.providerSchemas);
/** The schemas at hand are those of resources. */
const DATA_SOURCES = [
  "aws_caller_identity",
  "aws_iam_policy_document",
  "aws_partition",
  "aws_prefix_list",
  "aws_region",
];
/** An argument of nearly every resource since version 6 of the AWS provider; the schema at hand is older. */
const NEWER = "region";
/** What is read by hand of data sources. */
const OF_DATA_SOURCES = "account_id";

const read = (file: string) => readFileSync(join(root, file), "utf8");

it("every type that a policy names is one that a provider has", () => {
  expect(catalogue.types.filter((type) => schema.names(type).length === 0)).toEqual(DATA_SOURCES);
  const subjects = catalogue.policies.flatMap((policy) => policy.subjects);
  expect(subjects.filter((type) => schema.names(type).length === 0)).toEqual([]);
});

it("every argument that a module reads by hand is one of a type that it, or what it imports, names", () => {
  const lines = assets.providerSchemas.flatMap((file) => readFileSync(file, "utf8").split("\n"));
  const files = globSync("policies/*/*.rego", { cwd: root, ignore: ["**/*_test.rego"] });
  const strangers = files.sort().flatMap((file) => {
    const types = file.startsWith("policies/lib/")
      ? catalogue.types.join("\n")
      : withImports(file, new Set());
    const schemas = lines.filter((line) => types.includes(line.split("\t", 1)[0] ?? "")).join("\n");
    // `queue.values.name` and `object.get(queue.values, "name", null)`
    const names = [...read(file).matchAll(/\.values(?:\.|, ")(\w+)/g)].map(([, name = ""]) => name);
    return [...new Set(names)]
      .filter((name) => !schemas.includes(`"${name}"`) && ![NEWER, OF_DATA_SOURCES].includes(name))
      .map((name) => `${file}: ${name}`);
  });
  expect(strangers).toEqual([]);
});

it("every argument that a remediation sets is one of the resource's type, and not the provider's alone", async () => {
  const parser = await openHclParser(assets.hclGrammar, assets.treeSitter);
  const strangers = catalogue.policies.flatMap(({ id, remediation }) => {
    const tree = parser.file(remediation.terraform ?? "");
    if (tree === null || tree.hasError) return [`${id}: not HCL`];
    const module = newModule();
    addHclFile(tree, "remediation.tf", module);
    return [...module.resources]
      .filter(([local]) => !local.startsWith("data."))
      .flatMap(([local, block]) => {
        const type = local.split(".", 1)[0] ?? "";
        return [...pathsOf(block, [])]
          .filter((path) => !schema.argument(type, path)?.settable)
          .map((path) => `${id}: ${type} ${path.join(".")}`);
      });
  });
  expect(strangers).toEqual([]);
});

/** Arguments and nested blocks, but what Terraform itself reads. */
function* pathsOf(block: SourceBlock, above: readonly string[]): Generator<readonly string[]> {
  for (const name of block.attributes.keys())
    if (above.length > 0 || !["count", "for_each", "depends_on", "provider"].includes(name))
      yield [...above, name];
  for (const { type, block: inner } of block.blocks)
    if (above.length > 0 || type !== "lifecycle") yield* pathsOf(inner, [...above, type]);
}

/** A module with all that it imports. */
function withImports(file: string, seen: Set<string>): string {
  if (seen.has(file)) return "";
  seen.add(file);
  const imported = [...read(file).matchAll(/^import data\.safeguard\.lib\.(\w+)$/gm)];
  return [read(file), ...imported.map(([, name]) => withImports(`policies/lib/${name}.rego`, seen))].join(
    "\n",
  );
}

/** A function of the library, and in Rego the type and the paths that a call of it is about. */
interface Printing {
  readonly what: "asked" | "told";
  readonly module: string;
  readonly head: string;
  readonly type: string;
  readonly paths: string;
}

/** One through which policies come to arguments. */
function asked(module: string, head: string, paths: string, resource = "resource"): Printing {
  // A data source has no schema here, and a block that was taken out of its resource no type.
  const managed = `{"data": "", "managed": object.get(${resource}, "type", "")}`;
  const type = `${managed}[object.get(${resource}, "mode", "managed")]`;
  return { what: "asked", module, head, type, paths };
}

const PRINTING: readonly Printing[] = [
  asked("inventory", "argument(resource, path)", "[path]"),
  asked("inventory", "kind(resource, path)", "[path]"),
  asked("inventory", "reference(resource, paths, type)", "paths"),
  asked("inventory", "blocks(resource, path)", "[path]"),
  asked("satellites", "document(holder, argument)", "[argument]", "holder"),
  asked("satellites", "names(resource, arguments)", "arguments"),
  // The one with which the tests build every resource.
  {
    what: "told",
    module: "testing",
    head: "resource(address, said)",
    type: '{true: "", false: _type(address)}[startswith(address, "data.")]',
    paths: `[concat(".", [step | some step in way; is_string(step); not startswith(step, "$")]) |
      walk(object.get(said, "values", {}), [way, value])
      not is_object(value)
      not is_array(value)
    ]`,
  },
];

/** The function prints, then does what it did. */
function withPrint(text: string, { what, head, type, paths }: Printing): string {
  const inner = head.replace("(", "_unprinted(");
  const print = `print(json.marshal({"what": "${what}", "type": ${type}, "paths": ${paths}}))`;
  const parts = text.split(`\n${head} :=`);
  if (parts.length !== 2) throw new Error(`the library has not one rule ${head}`);
  return parts.join(`\n${head} := ${inner} if ${print}\n\n${inner} :=`);
}

/**
 * `what type path` of all that is printed while the policies' own tests run: those reach every line of the policies, so
 * that nothing is missed.
 */
function printed(): readonly string[] {
  const folder = mkdtempSync(join(tmpdir(), "safeguard-arguments-"));
  try {
    for (const file of globSync("policies/*/*.rego", { cwd: root }))
      cpSync(join(root, file), join(folder, file));
    for (const printing of PRINTING) {
      const file = join(folder, `policies/lib/${printing.module}.rego`);
      writeFileSync(file, withPrint(readFileSync(file, "utf8"), printing));
    }
    const output = execFileSync(opaCommand, ["test", "--format", "json", "policies"], {
      cwd: folder,
      encoding: "utf8",
      maxBuffer: 256 << 20,
    });
    const lines = (JSON.parse(output) as { output?: string }[]).flatMap((test) =>
      Buffer.from(test.output ?? "", "base64")
        .toString("utf8")
        .split("\n"),
    );
    const found = [...new Set(lines)].filter(Boolean).flatMap((line) => {
      const { what, type, paths } = JSON.parse(line) as { what: string; type: string; paths: string[] };
      return paths.filter(Boolean).map((path) => `${what} ${type} ${path}`);
    });
    return [...new Set(found)].filter((line) => / (?:aws|upstash)_/.test(line));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function isStranger(line: string): boolean {
  const [, type = "", path = ""] = /^\w+ (\w+) (.*)$/s.exec(line) ?? [];
  return path !== NEWER && schema.argument(type, path.split(".")) === null;
}

describe.skipIf(!hasOpa)("every argument", () => {
  let lines: readonly string[] = [];
  beforeAll(() => {
    lines = printed();
  });

  it("that a policy asks for is one of the resource's type", () => {
    const found = lines.filter((line) => line.startsWith("asked "));
    expect(found.length).toBeGreaterThan(250);
    expect(found.filter(isStranger)).toEqual([]);
  });

  it("that a test gives a resource is one of its type", () => {
    const found = lines.filter((line) => line.startsWith("told "));
    expect(found.length).toBeGreaterThan(400);
    expect(found.filter(isStranger)).toEqual([]);
  });
});
