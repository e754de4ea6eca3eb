import { execFileSync, spawnSync } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { makeEvidence } from "../../src/check/evidence.js";
import { ATTESTATION } from "../../src/evidence/package.js";
import type { Report } from "../../src/index.js";
import { around, inFixtures } from "../check/support.js";
import { folder } from "../commands/support.js";

// Independent readers, two Python packages. What needs them is skipped without them, unless SAFEGUARD_REQUIRE_IN_TOTO is
// set; the variable IN_TOTO_PYTHON names the Python that has them.
const python = process.env.IN_TOTO_PYTHON ?? "python3";
const imports = "import in_toto_attestation, securesystemslib.dsse, cryptography";
const hasReaders =
  process.env.SAFEGUARD_REQUIRE_IN_TOTO !== undefined ||
  spawnSync(python, ["-c", imports], { stdio: "ignore" }).status === 0;

const PLAN = inFixtures("plans/seed-sqs.json");

describe.skipIf(!hasReaders).each([
  ["ed25519", generateKeyPairSync("ed25519")],
  ["ECDSA P-256", generateKeyPairSync("ec", { namedCurve: "prime256v1" })],
])("the libraries of DSSE and in-toto, by %s", (_, { privateKey, publicKey }) => {
  const read = (envelope: Uint8Array | string) => {
    const cwd = folder({
      "envelope.json": envelope,
      "key.pem": publicKey.export({ type: "spki", format: "pem" }),
    });
    const script = join(import.meta.dirname, "read-envelope.py");
    return execFileSync(python, [script, "envelope.json", "key.pem"], {
      cwd,
      encoding: "utf8",
      stdio: "pipe",
    });
  };

  it("open the attestation of a package, and nothing that was changed", async () => {
    const options = {
      inputs: [PLAN],
      source: null,
      config: false,
      parameters: [],
      waivers: null,
      attestations: null,
      framework: null,
      gate: {},
      selection: { policies: [], services: [], controls: [] },
      changedOnly: false,
      assessedAt: "2026-01-31T00:00:00Z",
    } as const;
    const { files } = await makeEvidence(options, { key: privateKey, previous: null }, around);
    const envelope = Buffer.from(files.get(ATTESTATION) ?? []).toString();
    const report = JSON.parse(Buffer.from(files.get("report.json") ?? []).toString()) as Report;
    expect(JSON.parse(read(envelope))).toMatchObject({
      subject: [{ name: PLAN, digest: { sha256: report.inputs[0]?.digest.replace("sha256:", "") } }],
      predicateType: "https://in-toto.io/attestation/test-result/v0.1",
      result: "FAILED",
      configuration: expect.arrayContaining(["manifest.json", "policy.wasm"]),
      tests: report.findings.length,
    });
    const { payload, ...rest } = JSON.parse(envelope) as { payload: string };
    const forged = Buffer.from(payload, "base64").toString().replace('"FAILED"', '"PASSED"');
    expect(forged).toContain('"result":"PASSED"');
    expect(() => read(JSON.stringify({ ...rest, payload: Buffer.from(forged).toString("base64") }))).toThrow(
      /VerificationError/,
    );
  });
});
