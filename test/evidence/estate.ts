import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { baselineOf, writeBaseline } from "../../src/check/baseline.js";
import type { CheckOptions } from "../../src/check/check.js";
import type { Surroundings } from "../../src/input/read.js";
import { buildBundle } from "../../src/rego/build.js";
import { findOpa } from "../../src/rego/opa.js";
import { around, inFixtures } from "../check/support.js";
import { OPA, policyText, withoutOpa } from "../rego/support.js";

/** What an estate uses of its own policies; they take OPA. */
const POLICIES = withoutOpa ? "" : "policies: [ours, beta.tar.gz]\n";

const FILES: Readonly<Record<string, string>> = {
  "org/base.yaml": `severities:
  "tagging/*": medium
  tagging/owner: { severity: low, reason: Owners are kept in the service catalogue. }
vendors:
  - { name: aws, agreement: "AWS Artifact, addendum", since: 2024-02-01 }
parameters:
  sqs/message-retention: { minimum_days: 9 }
`,
  "clinic.yaml": `id: clinic
title: HIPAA Security Rule, with the policies of the clinic
extends: hipaa
controls:
  - id: clinic-1
    title: Queues
    policies:
      - { id: sqs/tls-only, role: primary, rationale: Nobody reads on the way. }
`,
  "safeguard.config.yaml": `extends: org/base.yaml
inputs: [infra/plan.json, app/plan.json]
framework: clinic.yaml
waivers: waivers.yaml
attestations: attestations.yaml
baseline: safeguard.baseline.json
${POLICIES}exclude:
  - { policy: upstash/*, reason: Nothing of Upstash holds ePHI here. }
overrides:
  - for: { address: "aws_sqs_queue.le*" }
    reason: Fetched once a week.
    parameters: { sqs/message-retention: { minimum_days: 10 } }
classification: { tag: data-class, values: [phi] }
`,
  "waivers.yaml": `waivers:
  - policy: sqs/no-public-access
    for: { address: "aws_sqs_queue.legacy*" }
    owner: ada@example.org
    reason: The partner sends from everywhere until March.
    expires: 2027-03-31
    rationale: Its device has no identity.
    alternative: A list of addresses.
`,
  "attestations.yaml": `attestations:
  164.308(a)(2):
    statement: Ada Lovelace is the security official.
    owner: board@example.org
    date: 2026-01-31
    reviewBy: 2027-01-31
    links: [https://intranet.example.org/official]
`,
  "ours/acme/named.rego": policyText(),
};

const WAIVED = `# safeguard:waive sqs/tls-only,sqs/dead-letter-queue owner=ada until=2027-03-31
#   reason="Plain HTTP until March." ticket=SEC-1
resource "aws_sqs_queue" "legacy" {`;

export const surroundings = (cwd: string): Surroundings => ({ ...around, cwd, opa: OPA, cache: null });

/** Two plans with their configuration, and everything that a project may say about them. */
export async function writeEstate(root: string): Promise<void> {
  for (const [folder, fixture] of Object.entries({ infra: "webshop", app: "ratchet" })) {
    cpSync(inFixtures(`hcl/${fixture}`), join(root, folder), { recursive: true });
    cpSync(inFixtures(`plans/${fixture}.json`), join(root, folder, "plan.json"));
  }
  const main = join(root, "infra/main.tf");
  writeFileSync(
    main,
    readFileSync(main, "utf8").replace('resource "aws_sqs_queue" "legacy" {', () => WAIVED),
  );
  for (const [name, content] of Object.entries(FILES)) {
    mkdirSync(join(root, name, ".."), { recursive: true });
    writeFileSync(join(root, name), content);
  }
  if (!withoutOpa) {
    mkdirSync(join(root, "theirs/beta"), { recursive: true });
    writeFileSync(join(root, "theirs/beta/named.rego"), policyText({ id: "beta/named" }));
    const { bytes } = await buildBundle(await findOpa(OPA), join(root, "theirs"), "theirs");
    writeFileSync(join(root, "beta.tar.gz"), bytes);
  }
  const { baseline, file } = await baselineOf(everything, surroundings(root));
  const entries = baseline.entries.filter(({ address }) => address !== "aws_sqs_queue.renamed");
  await writeBaseline(file, { ...baseline, entries }, root);
}

/** All of it at once. */
export const everything: CheckOptions = {
  inputs: [],
  source: null,
  config: "safeguard.config.yaml",
  parameters: ["logs/retention.minimum_days=400"],
  framework: null,
  waivers: null,
  attestations: null,
  gate: { onUnknown: "fail" },
  selection: { policies: [], services: [], controls: [] },
  changedOnly: false,
  ratchet: true,
  assessedAt: "2026-11-21T00:00:00Z",
};
