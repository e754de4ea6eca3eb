/** Builds `dist/`: the command line and the library bundled for a quick start, the parsers' wasm, the types. */
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import Ajv from "ajv";
import standalone from "ajv/dist/standalone/index.js";
import { build, type Plugin } from "esbuild";
import { SCHEMAS } from "../src/input/shape-schemas.js";

const root = fileURLToPath(new URL("..", import.meta.url));
const require = createRequire(import.meta.url);
rmSync(`${root}dist`, { recursive: true, force: true });
mkdirSync(`${root}dist`);

/** Ajv's generated code instead of its compiler, which would make up a third of the start-up time. */
const generatedValidators: Plugin = {
  name: "generated-validators",
  setup({ onLoad }) {
    onLoad({ filter: /shape-validators\.ts$/ }, () => {
      const ajv = new Ajv.default({
        allowUnionTypes: true,
        code: { source: true, esm: true },
        schemas: SCHEMAS,
      });
      const names = Object.keys(SCHEMAS);
      const code = standalone.default(ajv, Object.fromEntries(names.map((name) => [name, name])));
      return {
        contents: `${code}\nexport const validators = { ${names.join(", ")} };`,
        loader: "js",
        resolveDir: root,
      };
    });
  },
};

/** The SDK loads a YAML parser for builtins that no policy may use (`policies/capabilities.json`). */
const withoutYaml: Plugin = {
  name: "without-yaml",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^yaml$/ }, ({ importer }) =>
      /opa-wasm/.test(importer) ? { path: "yaml", namespace: "empty" } : undefined,
    );
    onLoad({ filter: /.*/, namespace: "empty" }, () => ({ contents: "", loader: "js" }));
  },
};

await build({
  absWorkingDir: root,
  entryPoints: { cli: "src/cli.ts", commands: "src/commands/index.ts", index: "src/index.ts" },
  outdir: "dist",
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "node",
  target: "node20",
  plugins: [generatedValidators, withoutYaml],
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: "eof",
  // oclif would compile TypeScript commands with these; there are none.
  external: ["web-tree-sitter", "typescript", "tsx"],
  // CommonJS packages in the bundle call require.
  banner: {
    js: 'import{createRequire as __createRequire}from"node:module";const require=__createRequire(import.meta.url);',
  },
});
copyFileSync(require.resolve("web-tree-sitter/web-tree-sitter.wasm"), `${root}dist/web-tree-sitter.wasm`);
copyFileSync(
  require.resolve("@tree-sitter-grammars/tree-sitter-hcl/tree-sitter-hcl.wasm"),
  `${root}dist/tree-sitter-hcl.wasm`,
);
if (!process.argv.includes("--no-types")) {
  execFileSync(process.execPath, [require.resolve("typescript/bin/tsc"), "-p", "tsconfig.build.json"], {
    cwd: root,
    stdio: "inherit",
  });
}
