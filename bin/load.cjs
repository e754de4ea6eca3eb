const { readFileSync } = require("node:fs");
const { createRequire, enableCompileCache, Module } = require("node:module");
const { dirname, join } = require("node:path");
const { setFlagsFromString } = require("node:v8");
const { Script } = require("node:vm");

/** The newest Node whose engine is known to know the flags below; one that does not says so on standard error. */
const NEWEST = 26;

// Policies are compiled as a whole, not function by function while they are evaluated, and by one thread: more would take
// turns with this one on a small machine. Garbage is marked when there is need, not step by step beforehand: nobody notices
// a pause here. Before any code is compiled, for what is kept of it holds for the same flags only.
const release = Number.parseInt(process.versions.node, 10);
if (release <= NEWEST) {
  setFlagsFromString("--no-wasm-lazy-compilation --wasm-num-compilation-tasks=1 --no-incremental-marking");
}
// Node 20 optimises four times sooner than newer engines do, for runs that are over before it has paid.
if (release <= 20) setFlagsFromString("--interrupt-budget=270000 --wasm-tiering-budget=13000000");

/**
 * Begins to compile the policies: that takes longer than all that comes before they are evaluated, and goes on beside it.
 * Null where they cannot be read; whoever needs them will say so.
 */
function compilePolicies(root) {
  try {
    const bytes = readFileSync(join(root, "policies/dist/policy.wasm"));
    const module = WebAssembly.compile(bytes);
    module.catch(() => {});
    return { bytes, module };
  } catch {
    return null;
  }
}

/** Where the build keeps what the engine compiled of a file; another engine has no use for it. */
const cacheOf = (file) => `${file}.${process.version}-${process.arch}.cache`;

/** Compiles a CommonJS file; `run` gives its exports. What the engine does not take of the cache it compiles anew. */
function compile(file, cachedData) {
  const script = new Script(Module.wrap(readFileSync(file, "utf8")), { filename: file, cachedData });
  const run = () => {
    const module = new Module(file);
    module.filename = file;
    // oclif asks for the commands by this name.
    require.cache[file] = module;
    script.runInThisContext()(module.exports, createRequire(file), module, file, dirname(file));
    module.loaded = true;
    return module.exports;
  };
  return { script, run };
}

/** The exports of a file of `dist/`: compiled by the build, by an earlier run, or now. */
function load(file) {
  let cachedData;
  try {
    cachedData = readFileSync(cacheOf(file));
  } catch {
    // The package was built elsewhere.
  }
  if (cachedData !== undefined) return compile(file, cachedData).run();
  // Node 22 and newer keep what they compiled for the next run.
  enableCompileCache?.();
  return require(file);
}

module.exports = { cacheOf, compile, compilePolicies, load };
