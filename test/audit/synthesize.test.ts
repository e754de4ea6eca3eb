import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { Interrupted } from "../../src/audit/audit.js";
import { app, audited, filesOf, folder, queue, refused } from "./support.js";

const ROOT = join(import.meta.dirname, "../..");

describe("a CDKTF app", () => {
  it("is synthesized and every stack checked; nothing is written in its folder", async () => {
    const cwd = folder(app({ production: queue(true), development: queue(false) }));
    const before = filesOf(cwd);
    const { report, notes } = await audited(cwd);
    expect(report.inputs.map(({ path, kind }) => [path, kind])).toEqual([
      ["development", "cdktf-synth"],
      ["production", "cdktf-synth"],
    ]);
    expect(report.findings.map(({ input, verdict }) => [input, verdict])).toEqual([
      ["development", "fail"],
      ["production", "pass"],
    ]);
    expect(report.findings[0]?.resource.construct).toBe("app/orders");
    expect(report.findings[0]?.location?.file).toBe("cdktf.out/stacks/development/cdk.tf.json");
    expect(report.gate.result).toBe("failed");
    expect(notes).toEqual([]);
    expect(filesOf(cwd)).toEqual(before);
  });

  it("runs as cdktf synth runs it: with its context, and without the values of Terraform's variables", async () => {
    const asked = `
const { CDKTF_CONTEXT_JSON, CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS, TF_VAR_password, PLATFORM } = process.env;
writeFileSync(process.env.SEEN, JSON.stringify([CDKTF_CONTEXT_JSON, CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS, TF_VAR_password ?? null, PLATFORM, process.cwd()]));`;
    const cwd = folder(app({ one: queue(true) }, asked));
    const seen = join(folder({}), "seen.json");
    const environment = { ...process.env, TF_VAR_password: "hunter22", PLATFORM: "orion", SEEN: seen };
    await audited(cwd, {}, { environment });
    expect(JSON.parse(readFileSync(seen, "utf8"))).toEqual(['{"tier":"gold"}', "true", null, "orion", cwd]);
  });

  it("is told where it is synthesized to, so that guard() stands aside", async () => {
    const cwd = folder(
      app({ one: queue(false) }, "if (process.env.SAFEGUARD_AUDIT !== out) process.exit(1);"),
    );
    expect((await audited(cwd)).report.gate.result).toBe("failed");
  });

  it("is found below the folder, beside others, and each stack is known by its place", async () => {
    const inside = (name: string) =>
      Object.entries(app({ one: queue(true) })).map(([file, text]) => [`${name}/${file}`, text]);
    const cwd = folder(
      Object.fromEntries([
        ...inside("b"),
        ...inside("a/deep"),
        ...inside("node_modules/c"),
        ...inside("a/.git/d"),
      ]),
    );
    const { report } = await audited(cwd);
    expect(report.inputs.map(({ path }) => path)).toEqual(["a/deep/one", "b/one"]);
  });

  it("says what it threw, not where, and no secret", async () => {
    const cwd = folder(app({}, 'throw new RangeError("size is huge with token " + process.env.MY_TOKEN);'));
    const environment = { ...process.env, MY_TOKEN: "s3cr3t-s3cr3t" };
    const { message, hint } = await refused(audited(cwd, {}, { environment }));
    expect(message).toBe(
      "The app of this folder could not be synthesized: RangeError: size is huge with token (secret).",
    );
    expect(hint).toBe("Run it by itself to see all: node main.cjs");
  });

  it("hides a message whole where a secret can be told by its shape alone", async () => {
    const cwd = folder(app({}, 'throw new Error("cannot reach postgres://app:hunter22@db/x");'));
    const { message } = await refused(audited(cwd));
    expect(message).not.toContain("hunter22");
    expect(message).toMatch(/its message holds a secret and is not shown\.$/);
  });

  it.each([
    [
      "has an error of its own",
      'manifest.stacks.one.annotations = [{ level: "@cdktf/error", message: "Error: no owner" }];',
      "The app says of its stack one that it is in error: Error: no owner.",
    ],
    [
      "writes elsewhere",
      "process.exit(0);",
      "The app of this folder ended well and wrote no stacks to the folder in CDKTF_OUTDIR.",
    ],
    ["has no stack", "manifest.stacks = {};", "The app of this folder has no stacks."],
    [
      "writes HCL",
      'manifest.stacks.one.synthesizedStackPath = "stacks/one/cdk.tf";',
      "The app of this folder synthesizes HCL; expected JSON.",
    ],
  ])("that %s is refused", async (_, before, message) => {
    const cwd = folder(app({ one: queue(true) }, before));
    expect((await refused(audited(cwd))).message).toBe(message);
  });

  it.each([
    ["{", "cdktf.json is no JSON."],
    ["null", "cdktf.json names no app; expected the command that synthesizes it."],
    ['{"app": ""}', "cdktf.json names no app; expected the command that synthesizes it."],
  ])("whose cdktf.json is %s is refused", async (text, message) => {
    expect((await refused(audited(folder({ "cdktf.json": text })))).message).toBe(message);
  });

  it("that takes too long is ended, with what it started", async () => {
    const cwd = folder(app({}, "setInterval(() => {}, 1000); return;"));
    const { message } = await refused(audited(cwd, { timeout: 200 }));
    expect(message).toBe("The app of this folder did not end within 0.2 seconds.");
  });

  it("is ended by the signal, and leaves nothing behind", async () => {
    const controller = new AbortController();
    const started = join(folder({}), "started");
    const cwd = folder(
      app({}, `writeFileSync(${JSON.stringify(started)}, ""); setInterval(() => {}, 1000); return;`),
    );
    const running = audited(cwd, {}, { signal: controller.signal }).catch((error: unknown) => error);
    while (!existsSync(started)) await new Promise((resolve) => setTimeout(resolve, 10));
    controller.abort();
    expect(await running).toBeInstanceOf(Interrupted);
  });

  it("takes the configuration of its folder, wherever the audit is called from", async () => {
    const files = { ...app({ one: queue(false) }), "safeguard.config.yaml": "waivers: waivers.yaml\n" };
    const waiver = {
      policy: "sqs/*",
      for: { address: "*" },
      owner: "ada",
      reason: "A queue of test messages",
      expires: "2026-12-31",
    };
    const cwd = folder({ ...files, "waivers.yaml": JSON.stringify({ waivers: [waiver] }) });
    const { report } = await audited(folder({}), { folder: cwd });
    expect(report.summary).toMatchObject({ fail: 0, waived: 1 });
  });
});

describe("the platform", () => {
  it("is what an audit of this repository finds: nothing fails", async () => {
    const selection = { policies: [], services: [], controls: [] };
    const { report } = await audited(ROOT, { selection });
    expect(report.inputs.map(({ path }) => path)).toEqual([
      "development",
      "production",
      "upstash-development",
      "upstash-production",
    ]);
    expect(report.gate.result).toBe("passed");
    expect(report.summary.fail).toBe(0);
  });
});
