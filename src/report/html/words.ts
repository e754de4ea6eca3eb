import type { ControlStatus } from "../report.js";
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
    meaning: "Infrastructure cannot show it, or its policies were left out. It takes an attestation.",
  },
};

export const OUTCOME: Readonly<Record<Outcome, string>> = {
  fail: "failed",
  unknown: "unknown",
  waived: "waived",
  pass: "passed",
};

/** A word on a colour; the word alone says it too. */
export function badge(kind: string, word: string): Markup {
  return html`<span class="badge ${kind}">${word}</span>`;
}

/** An id that is a valid fragment: `control-164.312-a-1`. */
export function anchor(prefix: string, id: string): string {
  return `${prefix}-${id.replace(/[^A-Za-z0-9.]+/g, "-").replace(/-$/, "")}`;
}
