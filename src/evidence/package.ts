import type { KeyObject } from "node:crypto";
import type { Report } from "../report/report.js";
import { bytesOf, jsonBytes, type PackageFiles } from "./digest.js";
import { signEnvelope } from "./dsse.js";
import { type Link, MANIFEST, makeManifest } from "./manifest.js";
import { makeStatement, PAYLOAD_TYPE } from "./statement.js";
import { SUMS, sumsText } from "./sums.js";

export const ATTESTATION = "attestation.dsse.json";

export interface Seal {
  /** Signs the package; null leaves it unsigned. */
  readonly key: KeyObject | null;
  /** The package before this one. */
  readonly previous: Link | null;
}

/** Adds manifest, signature and sums to the content of a package. Pure: the same content gives the same bytes. */
export function sealPackage(content: PackageFiles, report: Report, { key, previous }: Seal): PackageFiles {
  const files = new Map(content);
  files.set(MANIFEST, jsonBytes(makeManifest(content, report, previous)));
  if (key !== null) {
    const statement = bytesOf(JSON.stringify(makeStatement(report, files)));
    files.set(ATTESTATION, jsonBytes(signEnvelope(PAYLOAD_TYPE, statement, key)));
  }
  files.set(SUMS, bytesOf(sumsText(files)));
  return new Map([...files].sort(([a], [b]) => (a < b ? -1 : 1)));
}
