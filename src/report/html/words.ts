import type { ControlStatus, ReportInput } from "../report.js";
import type { Outcome } from "../text.js";
import { html, type Markup } from "./markup.js";

/** What a status means, as an auditor would put it. */
export const STATUS: Readonly<Record<ControlStatus, { readonly word: string; readonly meaning: string }>> = {
  "not-satisfied": {
    word: "not satisfied",
    meaning: "At least one assessed resource fails, and no waiver settles it.",
  },
  indeterminate: {
    word: "indeterminate",
    meaning: "Nothing fails, and something could not be decided from the documents.",
  },
  accepted: { word: "accepted", meaning: "All failures are waived by somebody, for a time." },
  satisfied: {
    word: "satisfied as far as assessed",
    meaning: "Every assessed resource passes. It says nothing of what was not assessed.",
  },
  attested: { word: "attested", meaning: "The organisation states it; infrastructure cannot show it." },
  "not-exercised": {
    word: "not exercised",
    meaning: "Policies exist, and the documents hold no resource that they could judge.",
  },
  "not-assessed": {
    word: "not assessed",
    meaning:
      "Infrastructure cannot show it, or its policies were left out or excluded. It takes an attestation.",
  },
};

export const OUTCOME: Readonly<Record<Outcome, string>> = {
  fail: "failed",
  unknown: "unknown",
  waived: "waived",
  pass: "passed",
};

/** A sign that tells outcomes apart without their colours. */
export const SIGN: Readonly<Record<Outcome, string>> = {
  fail: "✕",
  unknown: "?",
  waived: "○",
  pass: "✓",
};

export const KIND: Readonly<Record<ReportInput["kind"], string>> = {
  "terraform-plan": "Terraform plan: what is about to be built",
  "terraform-state": "Terraform state: what has been built",
  "cdktf-synth": "synthesized stack: what is written, before it is planned",
};

/** The words of this report, for readers who do not know Terraform. */
export const GLOSSARY: readonly (readonly [word: string, meaning: string])[] = [
  ["Standard, specification", "What the rule asks for. A standard is made up of its specifications."],
  [
    "Required, addressable",
    "A required specification has to be met. An addressable one has to be met too, or the organisation writes down why it is not reasonable and appropriate, and what it does in its place.",
  ],
  ["Control", "A standard or a specification, by its number in the rule."],
  [
    "Resource",
    "One thing in the cloud, such as a queue, a key or an alarm. Its address says where it is written: module.orders.aws_sqs_queue.main is the queue “main” in the module “orders”.",
  ],
  ["Module", "A group of resources that belong together."],
  [
    "Document",
    "The file that was assessed. A Terraform plan lists every resource as it will be once the plan is carried out.",
  ],
  ["Policy", "One rule that Safeguard decides on one kind of resource, such as “Queues encrypt messages”."],
  ["Finding", "What one policy says of one resource: passed, failed or unknown, and by which evidence."],
  [
    "Evidence",
    "The arguments of the resource that decided: what was found, and what was expected. “Known after apply” is set only when the plan is carried out.",
  ],
  ["Severity", "How much harm a failure can do: critical, high, medium or low."],
  ["Waiver", "A failure that a named person accepts until a day, with a reason. It stays in the report."],
  [
    "Known, new",
    "A known failure was there before this assessment; it fails no gate until it gets worse, and no control is satisfied by it. The others are new.",
  ],
  ["Attestation", "What the organisation states of itself, with a name, a date and a day of review."],
  [
    "Exclusion",
    "A policy that the organisation does not let judge anything, with a reason. What it would have found is not known.",
  ],
  [
    "Gate",
    "The mark that was set for this run: whether a change may go ahead. It says nothing about the rule.",
  ],
  ["Digest", "A fingerprint of a file. The same digest means the same file, byte for byte."],
];

/** A word on a colour; the word alone says it too. */
export function badge(kind: string, word: string): Markup {
  return html`<span class="badge ${kind}">${word}</span>`;
}

/** An id that is a valid fragment: `control-164.312-a-1`. */
export function anchor(prefix: string, id: string): string {
  return `${prefix}-${id.replace(/[^A-Za-z0-9.]+/g, "-").replace(/-$/, "")}`;
}
