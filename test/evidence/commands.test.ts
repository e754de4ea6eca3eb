import { generateKeyPairSync } from "node:crypto";
import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { BAD, folder, GOOD, SENTENCES, SOURCE, safeguard } from "../commands/support.js";

const { privateKey, publicKey } = generateKeyPairSync("ed25519");
const pem = {
  "key.pem": privateKey.export({ type: "pkcs8", format: "pem" }),
  "public.pem": publicKey.export({ type: "spki", format: "pem" }),
};

describe("safeguard report, verify and diff", () => {
  it("form a chain that is followed to its beginning, and a link that is missing or changed is found", async () => {
    const cwd = folder(pem);
    const report = (output: string, ...more: string[]) =>
      safeguard(["report", BAD, "--output", `evidence/${output}`, "--date", `2026-0${output}-01`, ...more], {
        cwd,
      });
    expect(await report("1")).toMatchObject({ code: 1, stderr: "" });
    expect(await report("2", "--previous", "evidence/1", "--key", "key.pem")).toMatchObject({
      code: 1,
      stderr: "",
    });
    expect(await report("3", "--previous", "evidence/2")).toMatchObject({ code: 1, stderr: "" });

    const signed = await safeguard(["verify", "evidence/2", "--key", "public.pem", "--replay", BAD], { cwd });
    expect(signed).toMatchObject({ code: 0, stderr: "" });
    expect(signed.stdout).toMatch(
      /PROVED {2}digests: .*\nPROVED {2}signature: .*\nPROVED {2}replay: .*\nOPEN {4}chain:/,
    );
    const chain = () => safeguard(["verify", "evidence/3", "--chain"], { cwd });
    expect((await chain()).stdout).toContain("PROVED  chain: 3 <- 2 <- 1, back to its beginning.");

    cpSync(join(cwd, "evidence/1"), join(cwd, "kept"), { recursive: true });
    writeFileSync(join(cwd, "evidence/1/report.md"), "Everything is fine.\n");
    expect(await chain()).toMatchObject({
      code: 1,
      stdout: expect.stringContaining("WRONG  chain: 1 is not as it was sealed."),
    });
    rmSync(join(cwd, "evidence/1"), { recursive: true });
    expect(await chain()).toMatchObject({
      code: 1,
      stdout: expect.stringContaining("WRONG  chain: the package before 2 is missing (sha256:"),
    });
  });

  it("name the file that was changed", async () => {
    const cwd = folder();
    await safeguard(["report", GOOD, "--output", "e"], { cwd });
    const file = join(cwd, "e/report.json");
    writeFileSync(file, readFileSync(file, "utf8").replace('"pass"', '"fail"'));
    const { code, stdout } = await safeguard(["verify", "e"], { cwd });
    expect(code).toBe(1);
    expect(stdout).toMatch(/^WRONG {2}report\.json: its digest is not the one in /);
  });

  it("compare: what is new, fixed, and which controls moved", async () => {
    const cwd = folder();
    await safeguard(["report", GOOD, "--source", SOURCE, "--output", "good"], { cwd });
    await safeguard(["check", BAD, "--format", "json=bad.json"], { cwd });
    const worse = await safeguard(["diff", "good", "bad.json"], { cwd });
    expect(worse.code).toBe(1);
    expect(worse.stdout).toMatch(
      /New failures:\n {2}critical {2}Queues are closed to the public \(sqs\/no-public-access\): .*: .* -> fail/,
    );
    expect(worse.stdout).toMatch(/164\.312\(a\)\(1\) Access control: satisfied -> not-satisfied/);
    const better = await safeguard(["diff", "bad.json", "good", "--json"], { cwd });
    expect(better.code).toBe(0);
    expect(JSON.parse(better.stdout)).toMatchObject({
      appeared: [],
      fixed: [{ policy: "sqs/no-public-access" }],
    });
  });
});

describe("what cannot be is refused in a sentence", () => {
  const files = {
    ...pem,
    "other.json": "{}",
    "full/x": "",
    "rsa.pem": generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey.export({
      type: "pkcs8",
      format: "pem",
    }),
  };

  it.each([
    [["report", GOOD], "Missing required flag output"],
    [["report", GOOD, "--output", "full"], "full is not empty"],
    [["report", GOOD, "--output", "e1", "--key", "none.pem"], "none.pem cannot be read (ENOENT)."],
    [["report", GOOD, "--output", "e1", "--key", "other.json"], "other.json holds no private key in PEM"],
    [["report", GOOD, "--output", "e1", "--key", "env:NO_SUCH_KEY"], "The environment has no NO_SUCH_KEY."],
    [
      ["report", GOOD, "--output", "e1", "--key", "rsa.pem"],
      "The key is rsa; expected ed25519 or ECDSA P-256.",
    ],
    [["report", GOOD, "--output", "e1", "--previous", "full"], "full is no package of evidence"],
    [["verify", "nowhere"], "nowhere is no folder."],
    [["diff", "other.json", "other.json"], "other.json is no report of Safeguard."],
  ])("safeguard %j", async (args, says) => {
    const { code, stdout, stderr } = await safeguard(args, { cwd: folder(files) });
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(SENTENCES);
    expect(stderr).toContain(says);
  });
});
