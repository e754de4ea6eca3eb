/** Files that ship with the package; `src/` and `dist/` stand side by side, so one path serves both. */
const root = new URL("../", import.meta.url);

export const assets = {
  package: new URL("package.json", root),
  policies: new URL("policies/dist/", root),
  frameworks: new URL("policies/dist/frameworks/", root),
  /** Where two have a type, the first counts. */
  providerSchemas: ["aws", "upstash", "upstash-1"].map(
    (name) => new URL(`schemas/providers/${name}.tsv`, root),
  ),
  hclGrammar: new URL("dist/tree-sitter-hcl.wasm", root),
  treeSitter: new URL("dist/web-tree-sitter.wasm", root),
};
