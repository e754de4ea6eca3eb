import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { globSync } from "tinyglobby";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { assets } from "../../src/assets.js";
import { inventoryTexts } from "../../src/check/inventory-text.js";
import { readInventories } from "../../src/check/judge.js";
import { readBundle } from "../../src/engine/bundle.js";
import { evaluate } from "../../src/engine/evaluate.js";
import { DEFAULTS } from "../../src/engine/parameters.js";
import type { Inventory } from "../../src/inventory/inventory.js";
import { catalogue, hasOpa, opaCommand, root } from "./support.js";

// What needs OPA is skipped without it, unless SAFEGUARD_REQUIRE_OPA is set.
//
// The bundle is the committed file, untouched; its input is what `safeguard inventory` prints, byte for byte. What OPA makes of
// them is held against Safeguard's own engine: over the same input, where nothing may differ, and over what `safeguard check`
// judges, which differs by what is not printed.

const BUNDLE = join(root, "policies/dist/bundle.tar.gz");
const DATE = "2026-01-31";
const around = { cwd: root, stdin: async () => new Uint8Array(), terraform: "terraform-that-does-not-exist" };
const bundle = readBundle(assets.policies);

/** Policies that read user data, which `safeguard inventory` leaves out: over what it prints they may be undecided. */
const READ_USER_DATA = [
  "nats/authentication",
  "nats/cluster-tls",
  "nats/jetstream-encryption",
  "nats/monitoring-port",
  "nats/tls",
  "secrets/no-plaintext",
];

/** Every fixture, with the configuration that it was planned from, and without. */
const cases = [...fixtures()];

function* fixtures(): Generator<{ name: string; inputs: string[]; source: string | null }> {
  const plans = JSON.parse(readFileSync(join(root, "fixtures/plans/index.json"), "utf8")) as Record<
    string,
    { source: string }
  >;
  for (const [plan, { source }] of Object.entries(plans)) {
    const inputs = [`fixtures/plans/${plan}.json`];
    yield { name: plan, inputs, source: `fixtures/${source}` };
    yield { name: `${plan} without its source`, inputs, source: null };
  }
  for (const file of globSync("fixtures/examples/*.json", { cwd: root }).sort())
    yield { name: `examples of ${basename(file, ".json")}`, inputs: [file], source: null };
}

/** Policy → address → status and evidence, or why it is spared. */
type Outcomes = Record<string, Record<string, unknown>>;

async function byEngine(inventory: Inventory, settings = DEFAULTS): Promise<Outcomes> {
  const { verdicts, exemptions, failures } = await evaluate(inventory, bundle, settings, { date: DATE });
  expect(failures).toEqual([]);
  const outcomes: Outcomes = Object.fromEntries(catalogue.policies.map(({ id }) => [id, {}]));
  for (const { policy, address, status, evidence } of verdicts)
    Object.assign(outcomes[policy] ?? {}, { [address]: { status, evidence } });
  for (const { policy, address, reason } of exemptions)
    Object.assign(outcomes[policy] ?? {}, { [address]: { reason } });
  return outcomes;
}

interface Rules {
  readonly verdict?: Record<string, unknown>;
  readonly exempt?: Record<string, string>;
}

/** The document `data.safeguard`, sorted by policy. */
function outcomesOf(document: Record<string, Record<string, Rules>>): Outcomes {
  return Object.fromEntries(
    catalogue.policies.map(({ id }) => {
      const [service = "", rule = ""] = id.replaceAll("-", "_").split("/");
      const { verdict = {}, exempt = {} } = document[service]?.[rule] ?? {};
      const spared = Object.entries(exempt).map(([address, reason]) => [address, { reason }] as const);
      return [id, { ...verdict, ...Object.fromEntries(spared) }];
    }),
  );
}

describe.skipIf(!hasOpa)("native OPA, given the bundle and what `safeguard inventory` prints", () => {
  const folder = mkdtempSync(join(tmpdir(), "safeguard-native-"));
  const native = new Map<string, Outcomes>();
  const texts = new Map<string, string>();
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  beforeAll(async () => {
    mkdirSync(join(folder, "facts"));
    writeFileSync(join(folder, "facts/.manifest"), JSON.stringify({ roots: ["assessment", "parameters"] }));
    writeFileSync(join(folder, "facts/data.json"), JSON.stringify({ assessment: { date: DATE } }));
    for (const [index, { name, inputs, source }] of cases.entries()) {
      const [text = ""] = await inventoryTexts({ inputs, source }, around);
      texts.set(name, text);
      writeFileSync(join(folder, `${index}.json`), text);
    }
    const bundles = ["--bundle", BUNDLE, "--bundle", "facts"];
    // One OPA for many inputs, and not for all: it holds every result until the end.
    for (let from = 0; from < cases.length; from += 60) {
      const files = cases.slice(from, from + 60).map((_, index) => `${from + index}.json`);
      const text = execFileSync(opaCommand, ["exec", ...bundles, "--decision", "safeguard", ...files], {
        cwd: folder,
        encoding: "utf8",
        maxBuffer: 512 << 20,
      });
      const { result } = JSON.parse(text) as {
        result: { path: string; result?: Record<string, Record<string, Rules>> }[];
      };
      for (const { path, result: document } of result) {
        const name = cases[Number.parseInt(basename(path), 10)]?.name;
        if (name !== undefined && document !== undefined) native.set(name, outcomesOf(document));
      }
    }
  }, 300_000);

  it.each(cases)("says the same of $name, word for word", async ({ name }) => {
    const printed = JSON.parse(texts.get(name) ?? "") as Inventory;
    expect(native.get(name)).toEqual(await byEngine(printed));
  });

  it("does so by the command of docs/custom-policies.md, over what the command line prints", async () => {
    const page = readFileSync(join(root, "docs/custom-policies.md"), "utf8");
    const [, block = ""] = /In an OPA fleet[\s\S]*?```sh\n([\s\S]*?)```/.exec(page) ?? [];
    const [, facts = ""] = /```json\n([\s\S]*?)```/.exec(page) ?? [];
    const cwd = join(folder, "fleet");
    mkdirSync(cwd);
    writeFileSync(join(cwd, "facts.json"), facts);
    cpSync(join(root, "fixtures/plans/seed-sqs.json"), join(cwd, "plan.json"));
    cpSync(join(root, "fixtures/hcl/seed-sqs"), join(cwd, "infra"), { recursive: true });
    mkdirSync(join(cwd, "policies/dist"), { recursive: true });
    cpSync(BUNDLE, join(cwd, "policies/dist/bundle.tar.gz"));
    const script = `set -e\nsafeguard() { "$NODE" "$SAFEGUARD" "$@"; }\nopa() { "$OPA" "$@"; }\n${block}`;
    const env = {
      PATH: process.env.PATH ?? "",
      NODE: process.execPath,
      SAFEGUARD: join(root, "bin/safeguard.cjs"),
      OPA: execFileSync("sh", ["-c", `command -v ${opaCommand}`], { encoding: "utf8" }).trim(),
    };
    const said = execFileSync("sh", ["-c", script], { cwd, env, encoding: "utf8" });
    const printed = JSON.parse(readFileSync(join(cwd, "inventory.json"), "utf8")) as Inventory;
    const { parameters } = JSON.parse(facts) as { parameters: Record<string, Record<string, number>> };
    const usual = Object.entries(parameters).map(([policy, values]) => {
      const set = Object.entries(values).map(([name, value]) => [name, { value, from: "facts.json" }]);
      return [policy, Object.fromEntries(set)] as const;
    });
    const engine = await byEngine(printed, { usual: new Map(usual), exceptions: new Map() });
    const ofQueues = (outcomes: Outcomes) => Object.entries(outcomes).filter(([id]) => id.startsWith("sqs/"));
    const native = outcomesOf({ sqs: JSON.parse(said) as Record<string, Rules> });
    expect(ofQueues(native)).toEqual(ofQueues(engine));
    expect(ofQueues(engine)).not.toEqual(ofQueues(await byEngine(printed)));
  });

  it("judges as `safeguard check` does, and is undecided at most where user data decides", {
    timeout: 300_000,
  }, async () => {
    const keep = { types: new Set(catalogue.types), arguments: new Set(catalogue.arguments) };
    const differing = new Map<string, Set<string>>();
    for (const { name, inputs, source } of cases) {
      const [read] = await readInventories({ inputs, source }, around, keep);
      if (read === undefined) throw new Error(`${name} was not read`);
      for (const [policy, byAddress] of Object.entries(await byEngine(read.inventory))) {
        const others = native.get(name)?.[policy] ?? {};
        expect(Object.keys(others).sort()).toEqual(Object.keys(byAddress).sort());
        for (const [address, outcome] of Object.entries(byAddress)) {
          const other = others[address];
          // Why it is spared may be another reason: its user data is of no use, or it is not known.
          if (isDeepStrictEqual(other, outcome) || (isSpared(other) && isSpared(outcome))) continue;
          const status = (other as { status?: string } | undefined)?.status ?? "spared";
          differing.set(policy, (differing.get(policy) ?? new Set()).add(status));
        }
      }
    }
    expect([...differing].sort()).toEqual(READ_USER_DATA.map((policy) => [policy, new Set(["unknown"])]));
  });
});

function isSpared(outcome: unknown): boolean {
  return typeof outcome === "object" && outcome !== null && "reason" in outcome;
}
