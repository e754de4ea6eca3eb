/** Files that ship with the package; `src/` and `dist/` stand side by side, so one path serves both. */
const root = new URL("../", import.meta.url);

export const assets = {
  command: new URL("bin/safeguard.cjs", root),
  package: new URL("package.json", root),
  policies: new URL("policies/dist/", root),
  policySources: new URL("policies/", root),
  /** Of a clone; the package leaves them out. */
  policyPages: new URL("docs/policies/", root),
  capabilities: new URL("policies/capabilities.json", root),
  frameworks: new URL("policies/dist/frameworks/", root),
  /** Where two have a type, the first counts. */
  providerSchemas: ["aws", "upstash", "upstash-1"].map(
    (name) => new URL(`schemas/providers/${name}.tsv`, root),
  ),
  configSchema: new URL("schemas/config.v1.schema.json", root),
  waiversSchema: new URL("schemas/waivers.v1.schema.json", root),
  attestationsSchema: new URL("schemas/attestations.v1.schema.json", root),
  baselineSchema: new URL("schemas/baseline.v1.schema.json", root),
  frameworkSchema: new URL("schemas/framework-source.v1.schema.json", root),
  customPoliciesSchema: new URL("schemas/custom-policies.v1.schema.json", root),
  hclGrammar: new URL("dist/tree-sitter-hcl.wasm", root),
  treeSitter: new URL("dist/web-tree-sitter.wasm", root),
};
