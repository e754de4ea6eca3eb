// Planning every fixture again takes minutes. What came out the same on this machine once, from the same bytes, is
// remembered and not planned again.
// Usage: node .ci/fixtures.mjs unverified MEMORY
//          prints the cases to plan
//        node .ci/fixtures.mjs verified MEMORY CASE…
//          remembers these
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

const [mode, memory, ...names] = process.argv.slice(2);
const index = JSON.parse(readFileSync("fixtures/plans/index.json", "utf8"));
const common = [
  "scripts/fixtures.ts",
  "scripts/terraform",
  "fixtures/cases/case.ts",
  "fixtures/inputs/state.json",
];
const digests = {
  ...Object.fromEntries(
    Object.entries(index).map(([name, fixture]) => [
      name,
      digest(
        [...common, join("fixtures", fixture.source), `fixtures/plans/${name}.json`],
        JSON.stringify(fixture),
      ),
    ]),
  ),
  ...Object.fromEntries(
    readdirSync("fixtures/examples").map((file) => [
      `examples/${file.replace(/\.json$/, "")}`,
      digest(
        [
          ...common,
          "scripts/examples.ts",
          `policies/${file.replace(/\.json$/, "")}/examples`,
          `fixtures/examples/${file}`,
        ],
        "",
      ),
    ]),
  ),
};

const known = existsSync(memory) ? JSON.parse(readFileSync(memory, "utf8")) : {};
if (mode === "unverified") {
  for (const [name, value] of Object.entries(digests)) if (known[name] !== value) console.log(name);
} else {
  mkdirSync(dirname(memory), { recursive: true });
  const verified = Object.fromEntries(names.map((name) => [name, digests[name]]));
  writeFileSync(memory, JSON.stringify({ ...known, ...verified }, null, 1));
}

function digest(paths, text) {
  const hash = createHash("sha256").update(text);
  for (const file of paths.flatMap(filesOf)) hash.update(`\0${file}\0`).update(readFileSync(file));
  return hash.digest("hex");
}

function filesOf(path) {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesOf(join(path, name)));
}
