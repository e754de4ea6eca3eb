import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { checkParameters } from "../../src/config/parameters.js";
import { readConfig } from "../../src/config/read.js";
import { catalogue } from "../policies/support.js";

const text = readFileSync(join(import.meta.dirname, "../../docs/configuration.md"), "utf8");
const schema = JSON.parse(
  readFileSync(join(import.meta.dirname, "../../schemas/config.v1.schema.json"), "utf8"),
) as { properties: object; $defs: { selector: { properties: object } } };

it("the example is a configuration", async () => {
  const folder = mkdtempSync(join(tmpdir(), "safeguard-docs-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const examples = [...text.matchAll(/^```yaml\n(.*?)^```/gms)].map(([, yaml = ""]) => yaml);
  writeFileSync(join(folder, "safeguard.config.yaml"), examples.join("\n"));
  const found = await readConfig(null, folder);
  expect(found.config.overrides).toHaveLength(2);
  await expect(checkParameters(found, {}, catalogue)).resolves.toBeUndefined();
});

it("names every key", () => {
  const keys = [...Object.keys(schema.properties), ...Object.keys(schema.$defs.selector.properties)];
  for (const key of keys)
    expect(text).toMatch(new RegExp(`\`${key.replace("$", "\\$")}\`|^${key}:|\\${key}=`, "m"));
});
