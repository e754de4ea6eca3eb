import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { readFramework } from "../../src/check/judge.js";
import { readAttestations } from "../../src/config/attestations.js";
import { findFramework } from "../../src/config/framework.js";
import { checkParameters } from "../../src/config/parameters.js";
import { checkPolicyGlobs } from "../../src/config/policies.js";
import { readConfig } from "../../src/config/read.js";
import { withVendors } from "../../src/config/vendors.js";
import { readWaivers } from "../../src/config/waivers.js";
import { catalogue } from "../policies/support.js";

const text = readFileSync(join(import.meta.dirname, "../../docs/configuration.md"), "utf8");
interface Schema {
  readonly description?: string;
  readonly examples?: readonly unknown[];
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly $defs?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly additionalProperties?: Schema | boolean;
}

const schema = JSON.parse(
  readFileSync(join(import.meta.dirname, "../../schemas/config.v1.schema.json"), "utf8"),
) as Schema;

/** Every key of the configuration with its schema: `vendors.name`. */
function keysOf(at: Schema, path = ""): [string, Schema][] {
  const target = at.$ref === undefined ? at : (schema.$defs?.[at.$ref.split("/").at(-1) ?? ""] ?? at);
  const inner = [target.items, target.additionalProperties, ...(target.anyOf ?? [])].filter(
    (one) => typeof one === "object",
  );
  return [
    ...Object.entries(target.properties ?? {}).flatMap(([name, one]): [string, Schema][] => {
      const key = path === "" ? name : `${path}.${name}`;
      return [[key, one], ...keysOf(one, key)];
    }),
    ...inner.flatMap((one) => keysOf(one, path)),
  ];
}

it("the examples are a configuration, waivers and attestations", async () => {
  const folder = mkdtempSync(join(tmpdir(), "safeguard-docs-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const examples = [...text.matchAll(/^```yaml\n(.*?)^```/gms)].map(([, yaml = ""]) => yaml);
  const file = (name: string) => examples.find((example) => example.startsWith(`# ${name}\n`)) ?? "";
  const config = examples.filter((example) => !/^# \w+\.yaml\n/.test(example)).join("\n");
  for (const [name, yaml] of Object.entries({
    "safeguard.config.yaml": config,
    "waivers.yaml": file("waivers.yaml"),
    "attestations.yaml": file("attestations.yaml"),
    "ours.yaml": file("ours.yaml"),
  })) {
    writeFileSync(join(folder, name), yaml);
  }
  const base = join(folder, "node_modules/@org/hipaa-config");
  mkdirSync(base, { recursive: true });
  writeFileSync(join(base, "safeguard.config.yaml"), "waivers: none.yaml");
  const found = withVendors(await readConfig(null, folder), catalogue);
  checkPolicyGlobs([...found.exclude, ...found.severities], catalogue.policies);
  expect(found.files).toHaveLength(2);
  expect(Object.keys(found.vendors)).toEqual(["aws", "upstash"]);
  expect(found.overrides).toHaveLength(2);
  await expect(checkParameters(found, {}, catalogue)).resolves.toBeUndefined();
  expect(await readWaivers(found.waivers ?? "", folder, catalogue)).toHaveLength(1);
  const attestations = await readAttestations(found.attestations ?? "", folder, readFramework("hipaa"));
  expect(Object.keys(attestations)).toEqual(["164.308(a)(2)"]);
  expect(found.framework).toBe("hipaa");
  const ids = catalogue.policies.map(({ id }) => id);
  expect((await findFramework("ours.yaml", folder, ids)).controls.map(({ id }) => id)).toEqual(["M", "M.1"]);
});

const keys = keysOf(schema);

it("the schema has keys at every depth", () => {
  expect(keys.map(([key]) => key)).toEqual(
    expect.arrayContaining(["extends", "severities.reason", "vendors.since", "overrides.for.tags"]),
  );
});

it.each(keys)(
  "%s is documented, and described with an example for editors",
  (key, { description, examples }) => {
    const name = (key.split(".").at(-1) ?? "").replace("$", "\\$");
    // In a table, in a sentence, or in an example.
    expect(text).toMatch(new RegExp(`\`${name}\``));
    expect(description).toMatch(/\.$/);
    expect(examples?.length).toBeGreaterThan(0);
  },
);
