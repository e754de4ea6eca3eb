import { execFileSync } from "node:child_process";
import { createHash, generateKeyPairSync, type KeyObject } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import type { CheckOptions } from "../../src/check/check.js";
import { makeEvidence, replay } from "../../src/check/evidence.js";
import type { PackageFiles } from "../../src/evidence/digest.js";
import type { Envelope } from "../../src/evidence/dsse.js";
import { type Link, linkTo } from "../../src/evidence/manifest.js";
import { ATTESTATION } from "../../src/evidence/package.js";
import type { Statement } from "../../src/evidence/statement.js";
import { verifyPackage } from "../../src/evidence/verify.js";
import { around, inFixtures } from "../check/support.js";
import { folder } from "../commands/support.js";

const PLAN = inFixtures("plans/seed-sqs.json");
const ed25519 = generateKeyPairSync("ed25519");
const p256 = generateKeyPairSync("ec", { namedCurve: "prime256v1" });

const options: CheckOptions = {
  inputs: [PLAN],
  source: inFixtures("hcl/seed-sqs"),
  config: null,
  parameters: ["sqs/message-retention.minimum_days=1"],
  waivers: null,
  attestations: null,
  framework: "hipaa",
  gate: {},
  selection: { policies: [], services: [], controls: [] },
  changedOnly: false,
  assessedAt: "2026-01-31T00:00:00Z",
};

async function packed(
  key: KeyObject | null,
  previous: Link | null = null,
  changes: Partial<CheckOptions> = {},
) {
  const { files } = await makeEvidence({ ...options, ...changes }, { key, previous }, around);
  return files;
}

let signed: PackageFiles;
let unsigned: PackageFiles;
beforeAll(async () => {
  signed = await packed(ed25519.privateKey);
  unsigned = await packed(null);
});

const faults = (files: PackageFiles, key: KeyObject | null = ed25519.publicKey) =>
  verifyPackage(files, key).problems.map(({ file }) => file);

/** Written into a folder that is gone after the test. */
function inFolder(files: PackageFiles): string {
  return folder(Object.fromEntries(files));
}

describe("a package", () => {
  it("is the same bytes in every run", async () => {
    expect(await packed(ed25519.privateKey)).toEqual(signed);
  });

  it("is found to be whole", () => {
    expect(verifyPackage(signed, ed25519.publicKey)).toMatchObject({ problems: [], signature: "checked" });
    expect(verifyPackage(signed, null)).toMatchObject({ problems: [], signature: "present" });
    expect(verifyPackage(unsigned, null)).toMatchObject({ problems: [], signature: "absent" });
  });

  it("holds the policies as text, what they were told, and the inventory", () => {
    for (const file of [
      "policies/sqs/tls-only.rego",
      "policies/lib/check.rego",
      "config/run.json",
      "inventory/1.json",
      "oscal/assessment-results.json",
      "oscal/catalog.json",
      "oscal/component-definition.json",
    ])
      expect(signed.has(file), file).toBe(true);
    expect([...signed.keys()].filter((file) => /_test\.rego|testing\.rego/.test(file))).toEqual([]);
  });

  it("is checked by sha256sum too", () => {
    const said = execFileSync("sha256sum", ["--check", "--strict", "SHA256SUMS"], {
      cwd: inFolder(signed),
      encoding: "utf8",
    });
    expect(said.trimEnd().split("\n")).toHaveLength(signed.size - 1);
  });
});

describe("any change is found and named", () => {
  it("of one byte, anywhere", () => {
    const files = [...signed.keys()];
    fc.assert(
      fc.property(fc.constantFrom(...files), fc.nat(), fc.integer({ min: 1, max: 255 }), (file, at, by) => {
        const bytes = Uint8Array.from(signed.get(file) ?? []);
        const place = at % bytes.length;
        bytes[place] = ((bytes[place] ?? 0) + by) % 256;
        const changed = new Map(signed).set(file, bytes);
        expect(faults(changed)).toContain(file);
        expect(faults(changed, null).length).toBeGreaterThan(0);
      }),
      { numRuns: 300 },
    );
  });

  it("of a file that is gone, or one too many", () => {
    for (const file of signed.keys()) {
      const fewer = new Map(signed);
      fewer.delete(file);
      expect(faults(fewer), file).toContain(file);
    }
    expect(faults(new Map(signed).set("more.txt", new Uint8Array()))).toEqual(["more.txt"]);
  });

  it("of another package's part, with all digests mended", async () => {
    const other = await packed(null, null, { gate: { failOn: "never" } });
    const forged = new Map(other).set(ATTESTATION, signed.get(ATTESTATION) ?? new Uint8Array());
    expect(faults(forged)).toContain(ATTESTATION);
  });

  it("of a signature: by another key, or taken away", () => {
    const other = generateKeyPairSync("ed25519").publicKey;
    expect(faults(signed, other)).toEqual([ATTESTATION]);
    expect(faults(unsigned, other)).toEqual([ATTESTATION]);
  });
});

describe.each([
  ["ed25519", ed25519],
  ["ECDSA P-256", p256],
])("a signature by %s", (name, { privateKey, publicKey }) => {
  let envelope: Envelope;
  let statement: Statement;
  beforeAll(async () => {
    const files = name === "ed25519" ? signed : await packed(privateKey);
    expect(verifyPackage(files, publicKey)).toMatchObject({ problems: [], signature: "checked" });
    envelope = JSON.parse(Buffer.from(files.get(ATTESTATION) ?? []).toString()) as Envelope;
    statement = JSON.parse(Buffer.from(envelope.payload, "base64").toString()) as Statement;
  });

  it("holds for openssl, over the encoding that DSSE prescribes", () => {
    const payload = Buffer.from(envelope.payload, "base64");
    const head = `DSSEv1 28 application/vnd.in-toto+json ${payload.length} `;
    const cwd = folder({ "public.pem": publicKey.export({ type: "spki", format: "pem" }) });
    writeFileSync(join(cwd, "signed"), Buffer.concat([Buffer.from(head), payload]));
    writeFileSync(join(cwd, "sig"), Buffer.from(envelope.signatures[0]?.sig ?? "", "base64"));
    const how =
      name === "ed25519"
        ? [
            "pkeyutl",
            "-verify",
            "-pubin",
            "-inkey",
            "public.pem",
            "-rawin",
            "-in",
            "signed",
            "-sigfile",
            "sig",
          ]
        : ["dgst", "-sha256", "-verify", "public.pem", "-signature", "sig", "signed"];
    expect(execFileSync("openssl", how, { cwd, encoding: "utf8" })).toMatch(/Verified/);
  });

  it("is about the plan", () => {
    const digest = createHash("sha256").update(inFixturesBytes()).digest("hex");
    expect(statement.subject).toEqual([{ name: PLAN, digest: { sha256: digest } }]);
    expect(statement).toMatchObject({
      _type: "https://in-toto.io/Statement/v1",
      predicateType: "https://in-toto.io/attestation/test-result/v0.1",
      predicate: { result: "FAILED" },
    });
  });
});

function inFixturesBytes(): Buffer {
  return execFileSync("cat", [PLAN], { maxBuffer: 1 << 26 });
}

describe("a replay", () => {
  const source = inFixtures("hcl/seed-sqs");

  it("proves that the same comes out, by what the package was told", async () => {
    expect(await replay(unsigned, inFolder(unsigned), [PLAN], source, around)).toEqual({
      same: true,
      differences: [],
    });
  });

  it("says what is missing where other findings come out", async () => {
    const { same, differences } = await replay(unsigned, inFolder(unsigned), [PLAN], null, around);
    expect(same).toBe(false);
    expect(differences[0]).toMatch(/name it with --source/);
  });

  it("finds a report that was made up, though its digests are right", async () => {
    const report = JSON.parse(Buffer.from(unsigned.get("report.json") ?? []).toString()) as {
      findings: { verdict: string }[];
    };
    for (const finding of report.findings) finding.verdict = "pass";
    const forged = new Map(unsigned).set("report.json", Buffer.from(JSON.stringify(report)));
    const { differences } = await replay(forged, inFolder(forged), [PLAN], source, around);
    expect(differences).toEqual([
      expect.stringMatching(
        /^Other findings come out: \S+ on \S+, pass \(\w+\) then, fail \(\w+\) now, and \d+ more\.$/,
      ),
    ]);
  });

  it("takes two documents of the same content for two", async () => {
    const copies = inFolder(new Map(["a", "b"].map((name) => [`${name}.json`, inFixturesBytes()])));
    const inputs = [join(copies, "a.json"), join(copies, "b.json")];
    const twice = await packed(null, null, { inputs });
    const again = [...inputs].reverse();
    expect(await replay(twice, inFolder(twice), again, source, around)).toEqual({
      same: true,
      differences: [],
    });
  });

  it("refuses another plan", async () => {
    const other = inFixtures("plans/webshop.json");
    await expect(replay(unsigned, inFolder(unsigned), [other], null, around)).rejects.toThrow(
      /webshop\.json is none of the documents/,
    );
  });
});

it("links to the package before it", async () => {
  const next = await packed(null, linkTo(unsigned));
  expect(verifyPackage(next, null).manifest?.previous?.manifest).toBe(
    `sha256:${createHash("sha256")
      .update(unsigned.get("manifest.json") ?? "")
      .digest("hex")}`,
  );
});
