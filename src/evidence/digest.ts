import { createHash } from "node:crypto";
import { jsonFile } from "../json.js";

/** Files of a package: path with `/` → bytes. */
export type PackageFiles = ReadonlyMap<string, Uint8Array>;

/** SHA-256 in hexadecimal. */
export function sha256(bytes: Uint8Array | string): string {
  return createHash("sha256").update(bytes).digest("hex");
}

export function textOf(bytes: Uint8Array): string {
  return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
}

export function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** JSON as every file of a package is written. */
export function jsonBytes(value: unknown): Uint8Array {
  return bytesOf(jsonFile(value));
}
