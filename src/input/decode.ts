import { gunzipSync } from "node:zlib";
import { InputError } from "../errors.js";

const ZIP = [0x50, 0x4b, 0x03, 0x04];
const GZIP = [0x1f, 0x8b];

/** A plan as `terraform plan -out` writes it: a zip archive. */
export function isBinaryPlan(bytes: Uint8Array): boolean {
  return startsWith(bytes, ZIP);
}

/**
 * Text from bytes as tools write them: UTF-8 with or without a byte-order mark, UTF-16 of either order (PowerShell's
 * `>`), and gzip of these. Throws {@link InputError} for what is no text.
 */
export function decode(bytes: Uint8Array, path: string): string {
  const raw = startsWith(bytes, GZIP) ? gunzip(bytes, path) : bytes;
  try {
    return new TextDecoder(encodingOf(raw), { fatal: true }).decode(raw);
  } catch (cause) {
    throw new InputError(
      "not-text",
      `${path} is not text in UTF-8 or UTF-16.`,
      "Give a plan as JSON: terraform show -json plan.tfplan > plan.json",
      { cause },
    );
  }
}

function encodingOf(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  // Without a mark: JSON begins with an ASCII character, so a zero byte beside it tells the order (RFC 4627, section 3).
  if (bytes.length >= 2 && bytes[0] === 0) return "utf-16be";
  if (bytes.length >= 2 && bytes[1] === 0) return "utf-16le";
  return "utf-8";
}

function gunzip(bytes: Uint8Array, path: string): Uint8Array {
  try {
    return gunzipSync(bytes);
  } catch (cause) {
    throw new InputError(
      "bad-gzip",
      `${path} is damaged: it begins as gzip and does not unpack.`,
      "Write the file again.",
      {
        cause,
      },
    );
  }
}

function startsWith(bytes: Uint8Array, prefix: readonly number[]): boolean {
  return prefix.every((byte, index) => bytes[index] === byte);
}
