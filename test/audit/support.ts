import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";
import { type AuditOptions, type AuditResult, type AuditSurroundings, audit } from "../../src/audit/audit.js";
import { SafeguardError } from "../../src/errors.js";

/** A folder with these files, gone after the test. */
export function folder(files: Readonly<Record<string, string>>): string {
  const path = mkdtempSync(join(tmpdir(), "safeguard-test-"));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), content);
  }
  return path;
}

/** Every file below a folder with its content. */
export function filesOf(path: string): Record<string, string> {
  const entries = readdirSync(path, { recursive: true, withFileTypes: true });
  return Object.fromEntries(
    entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .map((file) => [file, readFileSync(file, "utf8")]),
  );
}

/** An app of these stacks that needs nothing but Node, writing what CDKTF writes; `before` runs first. */
export function app(stacks: Readonly<Record<string, object>>, before = ""): Record<string, string> {
  const manifest = Object.fromEntries(
    Object.keys(stacks).map((name) => [
      name,
      { name, synthesizedStackPath: `stacks/${name}/cdk.tf.json`, annotations: [] },
    ]),
  );
  return {
    "cdktf.json": JSON.stringify({ language: "typescript", app: "node main.cjs", context: { tier: "gold" } }),
    "main.cjs": `const { mkdirSync, writeFileSync } = require("node:fs");
const out = process.env.CDKTF_OUTDIR;
const manifest = ${JSON.stringify({ version: "0.21.0", stacks: manifest })};
${before}
for (const [name, stack] of Object.entries(${JSON.stringify(stacks)})) {
  mkdirSync(out + "/stacks/" + name, { recursive: true });
  writeFileSync(out + "/stacks/" + name + "/cdk.tf.json", JSON.stringify(stack));
}
writeFileSync(out + "/manifest.json", JSON.stringify(manifest));
`,
  };
}

/** A stack with one queue, encrypted or not. */
export function queue(encrypted: boolean): object {
  const body = {
    "//": { metadata: { path: "app/orders", uniqueId: "orders" } },
    name: "orders",
    sqs_managed_sse_enabled: encrypted,
  };
  return { provider: { aws: [{ region: "us-east-1" }] }, resource: { aws_sqs_queue: { orders: body } } };
}

export interface Audited extends AuditResult {
  readonly progress: readonly string[];
}

/** Audits a folder by one policy. */
export async function audited(
  cwd: string,
  options: Partial<AuditOptions> = {},
  around: Partial<AuditSurroundings> = {},
): Promise<Audited> {
  const progress: string[] = [];
  const result = await audit(
    {
      folder: ".",
      variables: [],
      variableFiles: [],
      timeout: 60_000,
      config: null,
      parameters: [],
      framework: null,
      waivers: null,
      attestations: null,
      gate: {},
      selection: { policies: ["sqs/encryption-at-rest"], services: [], controls: [] },
      assessedAt: "2026-01-31T12:00:00Z",
      ...options,
    },
    {
      cwd,
      stdin: async () => new Uint8Array(),
      environment: process.env,
      terraform: null,
      signal: new AbortController().signal,
      progress: (text) => progress.push(text),
      temporary: temporary(),
      clock: () => 0,
      ...around,
    },
  );
  return { ...result, progress };
}

/** A folder for temporary ones, which has to be empty when the test ends. */
export function temporary(): string {
  const path = mkdtempSync(join(tmpdir(), "safeguard-test-"));
  onTestFinished(() => {
    const left = readdirSync(path);
    rmSync(path, { recursive: true, force: true });
    if (left.length > 0) throw new Error(`The audit left behind: ${left.join(", ")}`);
  });
  return path;
}

/** What was refused, in its two sentences. */
export async function refused(running: Promise<unknown>): Promise<SafeguardError> {
  const error = await running.then(
    () => new Error("nothing was refused"),
    (thrown: unknown) => thrown,
  );
  if (error instanceof SafeguardError) return error;
  throw error;
}

/** An executable that runs this shell script. */
export function executable(path: string, script: string): string {
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
  return path;
}
