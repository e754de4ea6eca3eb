import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { readFramework } from "../../src/check/judge.js";
import { readAttestations } from "../../src/config/attestations.js";
import { findFramework } from "../../src/config/framework.js";
import { checkParameters } from "../../src/config/parameters.js";
import { readConfig } from "../../src/config/read.js";
import { readWaivers } from "../../src/config/waivers.js";
import { catalogue } from "../policies/support.js";

const text = readFileSync(join(import.meta.dirname, "../../docs/configuration.md"), "utf8");
const schema = JSON.parse(
  readFileSync(join(import.meta.dirname, "../../schemas/config.v1.schema.json"), "utf8"),
) as { properties: object; $defs: { selector: { properties: object } } };

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
  const found = await readConfig(null, folder);
  expect(found.overrides).toHaveLength(2);
  await expect(checkParameters(found, {}, catalogue)).resolves.toBeUndefined();
  expect(await readWaivers(found.waivers ?? "", folder, catalogue)).toHaveLength(1);
  const attestations = await readAttestations(found.attestations ?? "", folder, readFramework("hipaa"));
  expect(Object.keys(attestations)).toEqual(["164.308(a)(2)"]);
  expect(found.framework).toBe("hipaa");
  const ids = catalogue.policies.map(({ id }) => id);
  expect((await findFramework("ours.yaml", folder, ids)).controls.map(({ id }) => id)).toEqual(["M", "M.1"]);
});

it("names every key", () => {
  const keys = [...Object.keys(schema.properties), ...Object.keys(schema.$defs.selector.properties)];
  for (const key of keys)
    expect(text).toMatch(new RegExp(`\`${key.replace("$", "\\$")}\`|^${key}:|\\${key}=`, "m"));
});
