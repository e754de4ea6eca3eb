import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";
import type { CheckOptions } from "../../src/check/check.js";
import { inFixtures } from "../check/support.js";

export const OPA = process.env.OPA ?? "opa";

/** Without OPA its tests are left out, unless the surroundings demand them. */
export const withoutOpa =
  !process.env.SAFEGUARD_REQUIRE_OPA && spawnSync(OPA, ["version"], { stdio: "ignore" }).status !== 0;

/** What may follow METADATA and `package` of a policy on queues. */
export interface Parts {
  readonly id?: string;
  readonly imports?: string;
  readonly metadata?: (lines: string) => string;
  readonly rule?: string;
}

export const RULE = `verdict[address] := check.is_set(inventory.argument(queue, "name"), "a name") if {
	some address, queue in input.resources.aws_sqs_queue
	queue.mode == "managed"
}`;

/** A policy that holds for queues with a name, or one that differs in a part. */
export function policyText({
  id = "acme/named",
  imports = "",
  metadata = (it) => it,
  rule = RULE,
}: Parts = {}): string {
  const lines = `# METADATA
# title: Queues have a name of their own
# description: A queue without one is found by nobody.
# entrypoint: true
# custom:
#   severity: high
#   subjects: [aws_sqs_queue]
#   remediation:
#     text: Give the queue a name.
`;
  // The strict compiler refuses an import that nothing uses.
  const used = ["check", "inventory"]
    .filter((name) => rule.includes(`${name}.`))
    .map((name) => `import data.safeguard.lib.${name}`)
    .join("\n");
  return `package safeguard.${id.replace("/", ".").replaceAll("-", "_")}

${used}
${imports}
${metadata(lines)}${rule}
`;
}

/** A test of it that passes. */
export const TEST = `package safeguard.acme.named_test

import data.safeguard.acme.named
import data.safeguard.lib.testing

test_pass if {
	named.verdict["aws_sqs_queue.q"].status == "pass" with input as testing.inventory([testing.plain("aws_sqs_queue.q", {"name": "orders"})])
}
`;

/** A folder with these files, gone after the test. */
export function folderOf(files: Readonly<Record<string, string | Uint8Array>>): string {
  const path = mkdtempSync(join(tmpdir(), "safeguard-custom-"));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), content);
  }
  return path;
}

export const PLAN = inFixtures("plans/seed-sqs.json");

export const options: CheckOptions = {
  inputs: [PLAN],
  source: null,
  config: null,
  parameters: [],
  framework: "hipaa",
  waivers: null,
  attestations: null,
  gate: {},
  selection: { policies: [], services: [], controls: [] },
  changedOnly: false,
  assessedAt: "2026-01-31T12:00:00Z",
};
