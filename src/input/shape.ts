import { InputError } from "../errors.js";
import { validators } from "./shape-validators.js";

/** Holds a document against the parts of the format that are read. Throws {@link InputError} naming the first place. */
export function checkShape(kind: keyof typeof validators, document: unknown, path: string): void {
  const validate = validators[kind];
  if (validate(document)) return;
  const error = validate.errors?.[0];
  const what = kind === "rawState" ? "state file" : kind;
  const place = error?.instancePath ? error.instancePath.slice(1).replaceAll("/", ".") : "the document";
  throw new InputError(
    "bad-shape",
    `${path} is no well-formed ${what}: ${place} ${error?.message ?? "has a wrong shape"}.`,
    kind === "rawState"
      ? "Take it unedited: terraform state pull > state.json"
      : "Write it again with terraform show -json, without editing it.",
  );
}
