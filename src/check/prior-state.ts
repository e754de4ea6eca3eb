import { InputError } from "../errors.js";
import { type Document, type StateDocument, shownPath } from "../input/document.js";

/**
 * What was there before the change that a plan makes, as Terraform refreshed it; null before the first apply. Throws
 * {@link InputError} for a document that does not tell.
 */
export function priorState(document: Document): StateDocument | null {
  const { path, digest } = document;
  if (document.kind !== "terraform-plan") {
    const what = document.kind === "terraform-state" ? "a state" : "a synthesized stack";
    throw new InputError(
      "needs-plan",
      `${shownPath(path)} is ${what}, which changes nothing; --ratchet needs a plan.`,
      "Give a plan, or compare with a baseline: safeguard baseline --help",
    );
  }
  const { plan } = document;
  const values = plan.prior_state?.values;
  if (values?.root_module !== undefined) {
    return {
      kind: "terraform-state",
      path,
      digest,
      formatVersion: plan.format_version,
      terraformVersion: plan.terraform_version ?? null,
      values,
    };
  }
  const existing = plan.resource_changes?.find(
    ({ mode, change }) => mode === "managed" && change.before != null,
  );
  if (existing === undefined) return null;
  throw new InputError(
    "no-prior-state",
    `${shownPath(path)} changes what exists (${existing.address}) and holds no prior state; --ratchet needs it.`,
    "Give the whole of what terraform show -json writes.",
  );
}
