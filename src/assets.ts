/** Files that ship with the package; `src/` and `dist/` stand side by side, so one path serves both. */
const root = new URL("../", import.meta.url);

export const assets = {
  package: new URL("package.json", root),
  policies: new URL("policies/dist/", root),
  policySources: new URL("policies/", root),
  frameworks: new URL("policies/dist/frameworks/", root),
  awsSchema: new URL("schemas/providers/aws.tsv", root),
  configSchema: new URL("schemas/config.v1.schema.json", root),
  waiversSchema: new URL("schemas/waivers.v1.schema.json", root),
  attestationsSchema: new URL("schemas/attestations.v1.schema.json", root),
  frameworkSchema: new URL("schemas/framework-source.v1.schema.json", root),
  hclGrammar: new URL("dist/tree-sitter-hcl.wasm", root),
  treeSitter: new URL("dist/web-tree-sitter.wasm", root),
};
