import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { beforeAll, describe, expect, it } from "vitest";
import { readAllPolicies } from "../../src/check/bundles.js";
import { check } from "../../src/check/check.js";
import { makeEvidence, replay } from "../../src/check/evidence.js";
import {
  CATALOGUE,
  type CustomCatalogue,
  digestOf,
  MODULE,
  readCustomBundle,
} from "../../src/engine/custom.js";
import { readTar, writeTar } from "../../src/engine/tar.js";
import { verifyPackage } from "../../src/evidence/verify.js";
import { explain } from "../../src/index.js";
import { buildBundle } from "../../src/rego/build.js";
import { findOpa } from "../../src/rego/opa.js";
import { formats } from "../../src/report/formats.js";
import { around as elsewhere } from "../check/support.js";
import { ROOT, safeguard } from "../commands/support.js";
import { folderOf, OPA, options, PLAN, policyText, withoutOpa } from "./support.js";

// What needs OPA is skipped without it, unless SAFEGUARD_REQUIRE_OPA is set.

const NO_OPA = "opa-that-does-not-exist";
const around = (cwd: string, opa = OPA) => ({ ...elsewhere, cwd, opa, cache: null });

/** Holds for queues whose name begins as the parameter says. */
const NAMES = policyText({
  id: "acme/names",
  imports: "import data.safeguard.lib.parameters\n",
  metadata: (lines) =>
    lines.replace(
      /$/,
      "#   parameters:\n#     begins:\n#       description: How names begin.\n#       default: orders\n#       schema: {type: string, minLength: 1}\n",
    ),
  rule: `verdict[address] := check.one(status, "name", queue.values.name, "our prefix", []) if {
	some address, queue in input.resources.aws_sqs_queue
	queue.mode == "managed"
	status := {true: "pass", false: "fail"}[startswith(queue.values.name, parameters.value("acme/names", "begins"))]
}`,
});

let bytes: Uint8Array;
beforeAll(async () => {
  if (withoutOpa) return;
  const folder = mkdtempSync(join(tmpdir(), "safeguard-names-"));
  mkdirSync(join(folder, "acme"));
  writeFileSync(join(folder, "acme/names.rego"), NAMES);
  bytes = (await buildBundle(await findOpa(OPA), folder, "ours")).bytes;
  rmSync(folder, { recursive: true });
});
const judged = async (
  cwd: string,
  paths: readonly string[],
  more: Partial<typeof options> = {},
  opa = NO_OPA,
) => check({ ...options, policyPaths: paths, ...more }, around(cwd, opa));

describe.skipIf(withoutOpa)("policies of one's own", () => {
  it("judge beside those that ship, whose verdicts stay; a folder and what it was built to say the same", async () => {
    const cwd = folderOf({ "ours/acme/names.rego": NAMES, "ours.tar.gz": bytes });
    const { report: plain } = await check(options, around(cwd));
    const { report } = await judged(cwd, ["ours.tar.gz"]);
    const { report: compiled } = await judged(cwd, ["ours"], {}, OPA);
    expect(compiled).toEqual(report);
    const own = report.findings.filter(({ policy }) => policy === "acme/names");
    expect(own.length).toBeGreaterThan(0);
    expect(report.findings.filter(({ policy }) => policy !== "acme/names")).toEqual(plain.findings);
    expect(own[0]).toMatchObject({
      parameters: { begins: { value: "orders", from: "default" } },
      controls: [],
    });
    const { policyBundle } = report.tool;
    expect(policyBundle.bundles).toEqual([
      {
        name: "safeguard",
        digest: plain.tool.policyBundle.digest,
        policies: plain.tool.policyBundle.policies,
      },
      { name: "acme", digest: digestOf(gunzipSync(bytes)), policies: 1 },
    ]);
    expect(policyBundle.digest).not.toBe(plain.tool.policyBundle.digest);
    expect(plain.tool.policyBundle.bundles).toBeUndefined();
    const read = (file: string) => JSON.parse(readFileSync(join(ROOT, "schemas", file), "utf8")) as object;
    const ajv = new Ajv2020({ allowUnionTypes: true });
    addFormats.default(ajv);
    expect(ajv.validate(read("report.v1.schema.json"), report), JSON.stringify(ajv.errors)).toBe(true);
    for (const { name, render } of formats) {
      const text = render(report, { verbose: true });
      expect([name, text.includes("acme/names") || text.includes("acme&#x2F;names")]).toEqual([name, true]);
    }
  });

  it("are named by the configuration, take its parameters, its waivers and the selecting flags", async () => {
    const cwd = folderOf({
      "config/ours.tar.gz": bytes,
      "config/safeguard.config.yaml":
        "policies: [ours.tar.gz]\nparameters:\n  acme/names: { begins: zzz }\nwaivers: waivers.yaml\n",
      "config/waivers.yaml":
        "waivers:\n  - policy: acme/*\n    for: { type: aws_sqs_queue }\n    owner: ada\n    reason: Renamed in March.\n    expires: 2026-12-31\n",
    });
    const { report } = await judged(cwd, [], {
      config: "config/safeguard.config.yaml",
      selection: { policies: [], services: ["acme"], controls: [] },
    });
    expect(new Set(report.findings.map(({ policy }) => policy))).toEqual(new Set(["acme/names"]));
    for (const { waiver, parameters } of report.findings) {
      expect(waiver).toMatchObject({ owner: "ada" });
      expect(parameters.begins).toMatchObject({ value: "zzz", from: "safeguard.config.yaml" });
    }
    const wrong = judged(cwd, ["config/ours.tar.gz"], { parameters: ["acme/names.begins=1"] });
    await expect(wrong).rejects.toThrow(/acme\/names takes a begins that must be string, not 1/);
    const near = judged(cwd, ["config/ours.tar.gz"], {
      selection: { policies: ["acme/name"], services: [], controls: [] },
    });
    await expect(near).rejects.toThrow("There is no policy acme/name; did you mean acme/names?");
  });

  it("see every argument, however a rule comes by it", async () => {
    const rule = `verdict[address] := check.one(status, "", null, "no word", []) if {
	some address, queue in input.resources.aws_sqs_queue
	queue.mode == "managed"
	status := {true: "fail", false: "pass"}[count([name | some name, _ in queue.values; startswith(name, concat("_", ["content", "based"]))]) > 0]
}`;
    const cwd = folderOf({ "ours/acme/words.rego": policyText({ id: "acme/words", rule }) });
    const { report } = await judged(cwd, ["ours"], {}, OPA);
    const own = report.findings.filter(({ policy }) => policy === "acme/words");
    expect(new Set(own.map(({ verdict }) => verdict))).toEqual(new Set(["fail"]));
  });

  it("support controls of HIPAA through a framework that extends it", async () => {
    const cwd = folderOf({
      "ours.tar.gz": bytes,
      "hipaa-of-ours.yaml": `id: clinic
title: HIPAA Security Rule, with the policies of the clinic
extends: hipaa
controls:
  - id: 164.312(b)
    policies:
      - id: acme/names
        role: supporting
        rationale: Who reads the log has to know whose queue it is about.
  - id: clinic-1
    title: Names
    policies:
      - id: acme/names
        role: primary
        rationale: It checks the names.
`,
    });
    const { report: plain } = await check(options, around(cwd));
    const { report } = await judged(cwd, ["ours.tar.gz"], { framework: "hipaa-of-ours.yaml" });
    expect(report.framework).toMatchObject({ id: "clinic", citation: plain.framework.citation });
    const ids = plain.controls.map(({ id }) => id);
    expect(report.controls.map(({ id }) => id)).toEqual([...ids, "clinic-1"].sort());
    const audit = report.controls.find(({ id }) => id === "164.312(b)");
    expect(audit?.policies).toContain("acme/names");
    expect(audit?.policies).toContain("sqs/oldest-message-alarm");
    for (const { id, status } of plain.controls.filter(({ policies }) => policies.length > 0))
      if (id !== "164.312(b)")
        expect([id, report.controls.find((one) => one.id === id)?.status]).toEqual([id, status]);
    const missing = check({ ...options, framework: "hipaa-of-ours.yaml" }, around(cwd));
    await expect(missing).rejects.toThrow(/hipaa-of-ours\.yaml:7: there is no policy acme\/names/);
  });

  it("are sealed into a package of evidence, and replayed from it", async () => {
    const cwd = folderOf({ "ours/acme/names.rego": NAMES, "safeguard.config.yaml": "policies: [ours]\n" });
    const seal = { key: null, previous: null };
    const { files, report } = await makeEvidence(
      { ...options, config: "safeguard.config.yaml" },
      seal,
      around(cwd),
    );
    const tar = files.get("policies/custom/acme.tar");
    expect(digestOf(tar ?? new Uint8Array())).toBe(report.tool.policyBundle.bundles?.[1]?.digest);
    expect(new TextDecoder().decode(files.get("policies/acme/names.rego"))).toBe(NAMES);
    expect(verifyPackage(files, null).problems).toEqual([]);
    const sealed = folderOf(Object.fromEntries(files));
    rmSync(join(cwd, "ours"), { recursive: true });
    const again = () => replay(files, sealed, [PLAN], null, around(cwd, NO_OPA));
    expect(await again()).toEqual({ same: true, differences: [] });
    const other = readTar(tar ?? new Uint8Array());
    const rewritten = new TextDecoder()
      .decode(other.get(CATALOGUE))
      .replace('"severity": "high"', '"severity": "low"');
    other.set(CATALOGUE, new TextEncoder().encode(rewritten));
    writeFileSync(join(sealed, "policies/custom/acme.tar"), writeTar(other));
    expect((await again()).differences[0]).toMatch(/^The policies are others: /);
  });

  it("are compiled once for each text, and again where what is kept is damaged", async () => {
    const cwd = folderOf({ "ours/acme/names.rego": NAMES });
    const cache = join(cwd, "cache");
    const kept = () => readdirSync(join(cache, "policies"));
    const run = async () => (await readAllPolicies(["ours"], { ...around(cwd), cache })).digest;
    const digest = await run();
    const [file = ""] = kept();
    const path = join(cache, "policies", file);
    expect(await run()).toBe(digest);
    expect(kept()).toEqual([file]);
    writeFileSync(path, readFileSync(path).subarray(0, 1000));
    expect(await run()).toBe(digest);
    writeFileSync(join(cwd, "ours/acme/names.rego"), NAMES.replace("severity: high", "severity: low"));
    expect(await run()).not.toBe(digest);
    expect(kept().length).toBe(2);
  });

  it("are listed and explained", async () => {
    const cwd = folderOf({ "ours.tar.gz": bytes });
    const catalogue = await readAllPolicies(["ours.tar.gz"], around(cwd, NO_OPA));
    expect(explain("acme/names", catalogue, { ...FRAMEWORK })).toContain(
      'begins (default "orders"): How names begin.',
    );
  });
});

const FRAMEWORK = {
  schema: "safeguard.framework/v1" as const,
  id: "x",
  title: "X",
  citation: "X",
  crosswalk: null,
  controls: [],
};

describe.skipIf(withoutOpa)("what is wrong with policies of one's own is named", () => {
  const broken: Record<string, [rule: string, says: RegExp]> = {
    "covers not every subject": [
      'verdict[address] := check.pass("", null, "x", []) if {\n\tsome address, queue in input.resources.aws_sqs_queue\n\tqueue.values.name == "no such name"\n}',
      /acme\/odd could not be evaluated: it gave no verdict for \S*aws_sqs_queue\S* \(acme\/odd\.rego of ours\)$/,
    ],
    "returns something else": [
      'verdict[address] := "pass" if some address, _ in input.resources.aws_sqs_queue',
      /its verdict for .* has not the form of a verdict \(acme\/odd\.rego of ours\)$/,
    ],
    throws: [
      'verdict[address] := check.pass("", null, word, []) if {\n\tsome address, _ in input.resources.aws_sqs_queue\n\tsome word in ["one", "two"]\n}',
      /acme\/odd could not be evaluated: .* \(acme\/odd\.rego of ours\)$/,
    ],
  };

  it.each(Object.entries(broken))(
    "a policy that %s: unknown, and the run has failed",
    async (_, [rule, says]) => {
      const text = policyText({ id: "acme/odd", rule });
      const cwd = folderOf({
        "ours/acme/odd.rego": text,
      });
      const { report, failures } = await judged(cwd, ["ours"], {}, OPA);
      expect(failures).toMatchObject([{ policy: "acme/odd" }]);
      expect(report.diagnostics.find(({ code }) => code === "policy-failed")?.message).toMatch(says);
      const verdicts = report.findings
        .filter(({ policy }) => policy === "acme/odd")
        .map(({ verdict }) => verdict);
      expect(new Set(verdicts)).toEqual(new Set(["unknown"]));
    },
  );

  it("a folder that does not compile, with the first fault", async () => {
    const cwd = folderOf({ "ours/acme/odd.rego": "package safeguard.acme.odd\n\nverdict[" });
    await expect(judged(cwd, ["ours"], {}, OPA)).rejects.toMatchObject({
      message: expect.stringMatching(/^ours\/acme\/odd\.rego:3: /),
      hint: "safeguard policy test ours names everything that is wrong.",
    });
  });

  it("policies of one id", async () => {
    const cwd = folderOf({ "ours.tar.gz": bytes, "theirs/acme/names.rego": `${NAMES}\nmore := 1\n` });
    await expect(judged(cwd, ["ours.tar.gz", "theirs"], {}, OPA)).rejects.toThrow(
      /^(?:theirs: acme\/names is a policy of ours\.tar\.gz|ours\.tar\.gz: acme\/names is a policy of theirs) too\./,
    );
    // The same under two names is the same.
    copyFileSync(join(cwd, "ours.tar.gz"), join(cwd, "again.tar.gz"));
    const { report } = await judged(cwd, ["ours.tar.gz", "again.tar.gz"]);
    expect(report.tool.policyBundle.bundles?.length).toBe(2);
  });

  it("another digest than the one that is expected", async () => {
    const cwd = folderOf({ "ours.tar.gz": bytes });
    const digest = digestOf(gunzipSync(bytes));
    await judged(cwd, [`ours.tar.gz@${digest}`]);
    const other = `sha256:${"0".repeat(64)}`;
    await expect(judged(cwd, [`ours.tar.gz@${other}`])).rejects.toThrow(
      `ours.tar.gz is ${digest}, and expected to be ${other}.`,
    );
  });

  const changed = (change: (files: Map<string, Uint8Array>) => void) => {
    const files = readTar(gunzipSync(bytes));
    change(files);
    return gzipSync(writeTar(files));
  };
  const catalogueWith = (
    change: (catalogue: { policies: Record<string, unknown>[] } & Record<string, unknown>) => void,
  ) =>
    changed((files) => {
      const catalogue = JSON.parse(new TextDecoder().decode(files.get(CATALOGUE))) as CustomCatalogue;
      change(catalogue as unknown as { policies: Record<string, unknown>[] } & Record<string, unknown>);
      files.set(CATALOGUE, new TextEncoder().encode(JSON.stringify(catalogue)));
    });

  it.each<[string, () => Uint8Array, RegExp]>([
    ["text", () => new TextEncoder().encode("package x"), /^ours\.tar\.gz is no bundle of policies: /],
    [
      "half a file",
      () => bytes.subarray(0, bytes.length / 2),
      /is no bundle of policies: unexpected end of file/,
    ],
    [
      "a bundle of OPA alone",
      () => readFileSync(join(ROOT, "policies/dist/bundle.tar.gz")),
      /it has no safeguard\/catalogue\.json/,
    ],
    [
      "one without a module",
      () => changed((files) => files.delete(MODULE)),
      /it has no safeguard\/module\.wasm/,
    ],
    [
      "one whose module was changed",
      () => changed((files) => files.set(MODULE, Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0))),
      /was changed: its safeguard\/module\.wasm is sha256:/,
    ],
    [
      "a module that is none",
      () => {
        const wasm = new TextEncoder().encode("no wasm");
        const files = readTar(
          gunzipSync(catalogueWith((catalogue) => Object.assign(catalogue, { wasm: digestOf(wasm) }))),
        );
        files.set(MODULE, wasm);
        return gzipSync(writeTar(files));
      },
      /that is no WebAssembly/,
    ],
    [
      "an unknown severity",
      () => catalogueWith(({ policies }) => Object.assign(policies[0] ?? {}, { severity: "dire" })),
      /\/policies\/0\/severity must be equal to one of/,
    ],
    [
      "no subjects",
      () => catalogueWith(({ policies }) => Object.assign(policies[0] ?? {}, { subjects: [] })),
      /\/policies\/0\/subjects must NOT have fewer than 1/,
    ],
    [
      "an odd id",
      () => catalogueWith(({ policies }) => Object.assign(policies[0] ?? {}, { id: "../../x" })),
      /\/policies\/0\/id must match pattern/,
    ],
    [
      "an inventory of the future",
      () => catalogueWith((catalogue) => Object.assign(catalogue, { inventory: "safeguard.inventory/v2" })),
      /\/inventory must be equal to constant/,
    ],
    [
      "a service that is another's",
      () => catalogueWith(({ policies }) => Object.assign(policies[0] ?? {}, { service: "sqs" })),
      /names acme\/names twice or wrongly/,
    ],
  ])("a file that is %s", async (_, file, says) => {
    await expect(readCustomBundle(file(), "ours.tar.gz")).rejects.toThrow(says);
  });

  it("a policy of the catalogue that the module does not have", async () => {
    const cwd = folderOf({
      "ours.tar.gz": catalogueWith(({ policies }) => Object.assign(policies[0] ?? {}, { id: "acme/gone" })),
    });
    const { failures } = await judged(cwd, ["ours.tar.gz"]);
    expect(failures).toMatchObject([
      { policy: "acme/gone", message: expect.stringContaining("no entrypoint") },
    ]);
  });

  it("the id of a policy that ships", async () => {
    const cwd = folderOf({
      "ours.tar.gz": catalogueWith(({ policies }) =>
        Object.assign(policies[0] ?? {}, { id: "sqs/tls-only", service: "sqs" }),
      ),
    });
    await expect(judged(cwd, ["ours.tar.gz"])).rejects.toThrow(
      "ours.tar.gz: sqs/tls-only is a policy of Safeguard too.",
    );
  });

  it("no such path, and a folder without policies", async () => {
    const cwd = folderOf({ "empty/README.md": "x" });
    await expect(judged(cwd, ["none"])).rejects.toThrow("none: there is no such folder or file of policies.");
    await expect(judged(cwd, ["empty"], {}, OPA)).rejects.toThrow("empty holds no policies");
  });
});

describe.skipIf(withoutOpa)("the command line", () => {
  it("writes, tests, builds and uses policies, and needs OPA for the first three only", async () => {
    const cwd = folderOf({});
    const env = { OPA, XDG_CACHE_HOME: join(cwd, "cache") };
    const run = (...args: string[]) => safeguard(args, { cwd, env });
    expect(await run("policy", "new", "acme/cost")).toMatchObject({ code: 0, stderr: "" });
    expect(await run("policy", "test")).toMatchObject({
      code: 0,
      stdout: "1 policy, 4 tests: all is well.\n",
      stderr: "",
    });
    const built = await run("policy", "build", "--output", "acme.tar.gz");
    expect(built).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^Wrote 1 policy to acme\.tar\.gz\.\nsha256:[0-9a-f]{64}\n$/),
    });
    const bare = (...args: string[]) => safeguard(args, { cwd, env: { OPA: NO_OPA } });
    const checked = await bare("check", PLAN, "--policies", "acme.tar.gz", "--service", "acme");
    expect(checked).toMatchObject({ code: 1, stderr: "", stdout: expect.stringContaining("acme/cost") });
    expect((await bare("policies", "--policies", "acme.tar.gz", "--service", "acme")).stdout).toMatch(
      /^acme\/cost +medium/,
    );
    expect((await bare("explain", "acme/cost", "--policies", "acme.tar.gz")).stdout).toContain(
      "Judges: aws_sqs_queue",
    );
    const folder = await bare("check", PLAN, "--policies", "safeguard-policies");
    expect(folder).toMatchObject({ code: 2, stdout: "" });
    expect(folder.stderr).toMatch(/^Error: opa-that-does-not-exist was not found; .*\nInstall OPA 1\.22 /);
    expect(readdirSync(cwd).sort()).toEqual(["acme.tar.gz", "safeguard-policies"]);
  });

  it("exits with 2 where a policy of one's own fails, and writes no package", async () => {
    const rule = 'verdict[address] := "pass" if some address, _ in input.resources.aws_sqs_queue';
    const text = policyText({ id: "acme/odd", rule });
    const cwd = folderOf({ "ours/acme/odd.rego": text });
    const env = { OPA, XDG_CACHE_HOME: join(cwd, "cache") };
    const checked = await safeguard(["check", PLAN, "--policies", "ours", "--fail-on", "never"], {
      cwd,
      env,
    });
    expect(checked.code).toBe(2);
    expect(checked.stdout).toContain("acme/odd could not be evaluated");
    const packed = await safeguard(["report", PLAN, "--policies", "ours", "--output", "e"], { cwd, env });
    expect(packed).toMatchObject({
      code: 2,
      stdout: "",
      stderr: expect.stringContaining("no package was written"),
    });
  });

  it.each([
    [["policy"], 0, /safeguard policy COMMAND|policy new/],
    [["policy", "tets"], 2, /safeguard policy has no tets; did you mean test\?/],
    [["policy", "build", "--output", "x.zip"], 2, /x\.zip does not end in \.tar\.gz/],
    [["policy", "test", "nowhere"], 2, /nowhere is no folder/],
    [["check", PLAN, "--policies", "nowhere"], 2, /nowhere: there is no such folder or file/],
  ])("safeguard %j", async (args, code, says) => {
    const result = await safeguard(args, { cwd: folderOf({}), env: { OPA } });
    expect(result.code).toBe(code);
    expect(result.stdout + result.stderr).toMatch(says);
  });
});
