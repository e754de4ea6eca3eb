import type { KeyObject } from "node:crypto";
import { jsonBytes, type PackageFiles, sha256, textOf } from "./digest.js";
import { type Envelope, openEnvelope } from "./dsse.js";
import { MANIFEST, type Manifest, readManifest } from "./manifest.js";
import { ATTESTATION } from "./package.js";
import { PAYLOAD_TYPE, type Statement } from "./statement.js";
import { parseSums, SUMS } from "./sums.js";

/** Something that is not as it was sealed. */
export interface Problem {
  readonly file: string;
  readonly message: string;
}

export interface Verification {
  readonly problems: readonly Problem[];
  readonly manifest: Manifest | null;
  /** `checked`: signed by the key that was given. `present`: signed, and no key was given to check it by. */
  readonly signature: "checked" | "present" | "absent";
}

/** Checks every byte of a package against its digests, and the signature against a key, if one is given. */
export function verifyPackage(files: PackageFiles, key: KeyObject | null): Verification {
  const manifest = readManifest(files);
  const wrong = checkManifest(files, manifest);
  const problems = [...wrong, ...checkSums(files, wrong)];
  const { signature, problems: unsigned } = checkSignature(files, manifest, key);
  const all = [...problems, ...unsigned];
  const distinct = new Map(all.map((problem) => [problem.file, problem]).reverse() as [string, Problem][]);
  return {
    problems: [...distinct.values()].sort((a, b) => (a.file < b.file ? -1 : 1)),
    manifest,
    signature,
  };
}

/**
 * The sums against the files. Where the manifest finds nothing wrong with a file, the sums were changed; of what the
 * manifest does not name, either may have been.
 */
function checkSums(files: PackageFiles, wrong: readonly Problem[]): Problem[] {
  const bytes = files.get(SUMS);
  if (bytes === undefined) return [{ file: SUMS, message: "it is missing" }];
  const sums = parseSums(safeText(bytes));
  if (sums === null) return [{ file: SUMS, message: "it is not as it was written" }];
  const known = new Set(wrong.map(({ file }) => file));
  const problems: Problem[] = [];
  for (const file of new Set([...sums.keys(), ...files.keys()])) {
    const found = files.get(file);
    if (file === SUMS || known.has(file)) continue;
    if (found !== undefined && sha256(found) === sums.get(file)) continue;
    if (file === MANIFEST || file === ATTESTATION)
      problems.push({ file, message: `its digest is not the one in ${SUMS}` });
    problems.push({ file: SUMS, message: `what it says of ${file} is not so` });
  }
  return problems;
}

function checkManifest(files: PackageFiles, manifest: Manifest | null): Problem[] {
  if (!files.has(MANIFEST)) return [{ file: MANIFEST, message: "it is missing" }];
  if (manifest === null) return [{ file: MANIFEST, message: "it is not as it was written" }];
  const problems: Problem[] = [];
  const named = new Set([MANIFEST, ATTESTATION, SUMS, ...manifest.files.map(({ path }) => path)]);
  for (const { path, size, sha256: digest } of manifest.files) {
    const found = files.get(path);
    if (found === undefined) problems.push({ file: path, message: "it is missing" });
    else if (found.length !== size || sha256(found) !== digest)
      problems.push({ file: path, message: `its digest is not the one in ${MANIFEST}` });
  }
  for (const file of files.keys()) {
    if (!named.has(file)) problems.push({ file, message: "it does not belong to the package" });
  }
  return problems;
}

function checkSignature(
  files: PackageFiles,
  manifest: Manifest | null,
  key: KeyObject | null,
): Pick<Verification, "signature" | "problems"> {
  const bytes = files.get(ATTESTATION);
  if (bytes === undefined) {
    const problems =
      key === null ? [] : [{ file: ATTESTATION, message: "it is missing: the package is not signed" }];
    return { signature: "absent", problems };
  }
  const envelope = readEnvelope(bytes);
  if (envelope === null)
    return {
      signature: "present",
      problems: [{ file: ATTESTATION, message: "it is not as it was written" }],
    };
  const payload = key === null ? Buffer.from(envelope.payload, "base64") : openEnvelope(envelope, key);
  if (payload === null)
    return {
      signature: "present",
      problems: [{ file: ATTESTATION, message: "it was not signed by this key" }],
    };
  const fault = contradiction(payload, files, manifest);
  return {
    signature: key === null ? "present" : "checked",
    problems: fault === null ? [] : [{ file: ATTESTATION, message: fault }],
  };
}

function readEnvelope(bytes: Uint8Array): Envelope | null {
  try {
    const envelope = JSON.parse(textOf(bytes)) as Envelope;
    const whole =
      envelope.payloadType === PAYLOAD_TYPE &&
      typeof envelope.payload === "string" &&
      Array.isArray(envelope.signatures) &&
      sha256(jsonBytes(envelope)) === sha256(bytes);
    return whole ? envelope : null;
  } catch {
    return null;
  }
}

/** What a statement says otherwise than the package, or null. */
function contradiction(payload: Uint8Array, files: PackageFiles, manifest: Manifest | null): string | null {
  let statement: Statement;
  try {
    statement = JSON.parse(safeText(payload)) as Statement;
  } catch {
    return "it holds no statement";
  }
  for (const { name, digest } of statement.predicate?.configuration ?? []) {
    const found = files.get(name);
    if (found !== undefined && sha256(found) !== digest.sha256) return `it was signed over another ${name}`;
  }
  const manifestNamed = statement.predicate?.configuration?.some(({ name }) => name === MANIFEST);
  if (manifestNamed !== true) return `it does not name ${MANIFEST}`;
  const inputs = new Map(statement.subject.map(({ name, digest }) => [name, `sha256:${digest.sha256}`]));
  const same = manifest?.inputs.every(({ path, digest }) => inputs.get(path) === digest) ?? true;
  return same ? null : "it was signed over other inputs";
}

function safeText(bytes: Uint8Array): string {
  try {
    return textOf(bytes);
  } catch {
    return "";
  }
}
