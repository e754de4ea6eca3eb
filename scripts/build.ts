/** Builds `dist/`: the command line and the library bundled for a quick start, the parsers' wasm, the types. */
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import Ajv from "ajv";
import standalone from "ajv/dist/standalone/index.js";
import { type BuildOptions, build, type Plugin } from "esbuild";
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

/**
 * What others load and no run needs: the SDK a YAML parser for builtins that no policy may use
 * (`policies/capabilities.json`), oclif a logger of its own workings, and that what colours it.
 */
const withoutUnused: Plugin = {
  name: "without-unused",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^yaml$/ }, ({ importer }) =>
      /opa-wasm/.test(importer) ? { path: "yaml", namespace: "unused" } : undefined,
    );
    onResolve({ filter: /^debug$/ }, () => ({ path: "debug", namespace: "unused" }));
    onLoad({ filter: /.*/, namespace: "unused" }, ({ path }) => ({
      contents: path === "debug" ? "module.exports = () => () => {};" : "",
      loader: "js",
    }));
  },
};

/**
 * oclif's modules load each other before they need to: to run a command would load how to show help, find plugins and ask
 * questions. As TypeScript writes them, each `const name_1 = require(…)` is only ever read as `name_1.member`.
 */
const oclifOnDemand: Plugin = {
  name: "oclif-on-demand",
  setup({ onLoad }) {
    onLoad({ filter: /@oclif[\\/]core[\\/]lib[\\/].*\.js$/ }, ({ path }) => {
      const IMPORT = /^const (\w+_\d+) = ((?:__importDefault\()?require\("[^"]+"\)\)?);$/gm;
      const text = readFileSync(path, "utf8");
      const names = [...text.matchAll(IMPORT)].map(([, name]) => name);
      const onDemand = text.replace(IMPORT, "let $1; const $1_get = () => ($1 ??= $2);");
      const contents = onDemand.replace(/\b(\w+_\d+)\./g, (read, name: string) =>
        names.includes(name) ? `(${name}_get()).` : read,
      );
      return { contents, loader: "js" };
    });
  },
};

/** Imports of our own that one run in many needs, by the file that has them: functions, loaded by their first call. */
const ON_DEMAND: Readonly<Record<string, RegExp>> = {
  "src/report/formats.ts": /^\.\//,
  "src/input/decode.ts": /^node:zlib$/,
};
const onDemand: Plugin = {
  name: "on-demand",
  setup({ onLoad }) {
    for (const [file, imported] of Object.entries(ON_DEMAND)) {
      onLoad({ filter: new RegExp(`${file.replaceAll(".", "\\.")}$`) }, ({ path }) => {
        const IMPORT = /^import \{ ([\w, ]+) \} from "([^"]+)";$/gm;
        const contents = readFileSync(path, "utf8").replace(IMPORT, (whole, names: string, from: string) => {
          if (!imported.test(from)) return whole;
          const load = (name: string) =>
            `const ${name} = (...given) => require("${from}").${name}(...given);`;
          return names.split(", ").map(load).join(" ");
        });
        if (!contents.includes("(...given) =>")) throw new Error(`${file} has no import to load on demand`);
        return { contents, loader: "ts" };
      });
    }
    // Commands are no functions: each is loaded when somebody looks at it.
    onLoad({ filter: /src\/commands\/index\.ts$/ }, ({ path }) => {
      const text = readFileSync(path, "utf8");
      const files = new Map(
        [...text.matchAll(/^import (\w+) from ("[^"]+");$/gm)].map(([, name, file]) => [name, file]),
      );
      const contents = text
        .replace(/^import .*$/gm, "")
        .replace(
          /^( {2}\S+): (\w+),$/gm,
          (_, name, value) => `get ${name}() { return require(${files.get(value)}).default; },`,
        );
      return { contents, loader: "ts" };
    });
  },
};

// oclif would compile TypeScript commands with the latter two; there are none.
const external = ["web-tree-sitter", "typescript", "tsx"];

/** What few runs need, and an engine would compile for all: a file of its own, which is loaded when it is asked for. */
const RARE = [
  "ajv/dist/2020.js",
  "ajv-formats",
  "yaml",
  "@dagrejs/dagre",
  "tinyglobby",
  // Of oclif, to show help and to look for plugins.
  "cli-spinners",
  "ejs",
  "lilconfig",
  "minimatch",
];
const RARE_FILE = "./rare.cjs";
const rareApart: Plugin = {
  name: "rare-apart",
  setup({ onResolve, onLoad }) {
    const isOurs = (importer: string) =>
      importer.startsWith(`${root}src`) || /@oclif[\\/]core[\\/]lib[\\/]/.test(importer);
    onResolve({ filter: /^[@a-z]/ }, ({ path, importer }) =>
      RARE.includes(path) && isOurs(importer) ? { path, namespace: "rare" } : undefined,
    );
    onLoad({ filter: /.*/, namespace: "rare" }, ({ path }) => ({
      contents: `module.exports = require(${JSON.stringify(RARE_FILE)})[${JSON.stringify(path)}];`,
    }));
  },
};

const shared: BuildOptions = {
  absWorkingDir: root,
  bundle: true,
  platform: "node",
  target: "node20",
  plugins: [generatedValidators, withoutUnused],
  minify: true,
  keepNames: true,
  legalComments: "eof",
  external,
};

// The command line is one CommonJS file: modules are loaded one by one, and that takes longer than reading a plan.
await build({
  ...shared,
  entryPoints: { cli: "src/cli.ts" },
  outdir: "dist",
  outExtension: { ".js": ".cjs" },
  format: "cjs",
  plugins: [rareApart, oclifOnDemand, onDemand, generatedValidators, withoutUnused],
  external: [...external, RARE_FILE],
  define: { "import.meta.url": "__moduleUrl" },
  banner: { js: 'const __moduleUrl=require("node:url").pathToFileURL(__filename).href;' },
  // A call for every function, before the first of them runs; what the library throws keeps its name.
  keepNames: false,
  // Code that was compiled before has no say in what `import` loads.
  supported: { "dynamic-import": false },
});
// esbuild leaves other characters in patterns and templates; a text of one byte a character takes half the memory.
const escaped = readFileSync(`${root}dist/cli.cjs`, "utf8").replace(
  /[^\0-\x7f]/g,
  (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
);
writeFileSync(`${root}dist/cli.cjs`, escaped);
const rare = RARE.map((name) => `get ${JSON.stringify(name)}() { return require(${JSON.stringify(name)}); }`);
await build({
  ...shared,
  stdin: { contents: `module.exports = { ${rare.join(", ")} };`, resolveDir: root },
  outfile: `dist/${RARE_FILE}`,
  format: "cjs",
});
await build({
  ...shared,
  entryPoints: { index: "src/index.ts" },
  outdir: "dist",
  format: "esm",
  // CommonJS packages in the bundle call require.
  banner: {
    js: 'import{createRequire as __createRequire}from"node:module";const require=__createRequire(import.meta.url);',
  },
});
// What CDKTF apps import, most of which are CommonJS; cdktf and its bindings are theirs.
for (const format of ["cjs", "esm"] as const) {
  await build({
    ...shared,
    entryPoints: { cdktf: "src/cdktf/index.ts", modules: "modules/index.ts" },
    outdir: "dist",
    outExtension: { ".js": format === "cjs" ? ".cjs" : ".js" },
    format,
    external: ["cdktf", "constructs", "@cdktf/*"],
    ...(format === "cjs" && {
      define: { "import.meta.url": "__moduleUrl" },
      banner: { js: 'const __moduleUrl=require("node:url").pathToFileURL(__filename).href;' },
    }),
  });
}
execFileSync(process.execPath, ["scripts/code-cache.cjs"], {
  cwd: root,
  stdio: ["ignore", "ignore", "inherit"],
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
