import { constants } from "node:buffer";
import { gunzipSync } from "node:zlib";
import { InputError } from "../errors.js";

const ZIP = [0x50, 0x4b, 0x03, 0x04];
const GZIP = [0x1f, 0x8b];

/** A plan as `terraform plan -out` writes it: a zip archive. */
export function isBinaryPlan(bytes: Uint8Array): boolean {
  return startsWith(bytes, ZIP);
}

/** What V8 holds in one string; a greater document cannot be parsed in one piece. */
const MOST_BYTES = constants.MAX_STRING_LENGTH;

/**
 * Text from bytes as tools write them: UTF-8 with or without a byte-order mark, UTF-16 of either order (PowerShell's
 * `>`), and gzip of these. Throws {@link InputError} for what is no text.
 */
export function decode(bytes: Uint8Array, path: string): string {
  const raw = unpack(bytes, path);
  if (raw.length > MOST_BYTES) throw tooLarge(path);
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

/** Whether some text stands in a file, in any of the encodings, without decoding all of it. */
export function mentions(bytes: Uint8Array, path: string, text: string): boolean {
  const raw = Buffer.from(unpack(bytes, path));
  const wide = Buffer.from(text, "utf16le");
  return [Buffer.from(text), wide, Buffer.from(wide).swap16()].some((needle) => raw.includes(needle));
}

function encodingOf(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  // Without a mark: JSON begins with an ASCII character, so a zero byte beside it tells the order (RFC 4627, section 3).
  if (bytes.length >= 2 && bytes[0] === 0) return "utf-16be";
  if (bytes.length >= 2 && bytes[1] === 0) return "utf-16le";
  return "utf-8";
}

function unpack(bytes: Uint8Array, path: string): Uint8Array {
  if (!startsWith(bytes, GZIP)) return bytes;
  try {
    return gunzipSync(bytes, { maxOutputLength: MOST_BYTES });
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE") throw tooLarge(path);
    throw new InputError(
      "bad-gzip",
      `${path} is damaged: it begins as gzip and does not unpack.`,
      "Write the file again.",
      { cause },
    );
  }
}

function tooLarge(path: string): InputError {
  return new InputError(
    "too-large",
    `${path} is larger than ${Math.floor(MOST_BYTES / 2 ** 20)} MiB, the most that can be read.`,
    "Split the configuration into several, and check the plan of each.",
  );
}

function startsWith(bytes: Uint8Array, prefix: readonly number[]): boolean {
  return prefix.every((byte, index) => bytes[index] === byte);
}
