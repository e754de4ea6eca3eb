/**
 * JSON in which no string can turn the direction of a text, move a cursor or speak to a CI server when it is looked at: such
 * characters are written as `\uXXXX`, which reads as the same value.
 */
export function jsonText(value: unknown, indent = 0): string {
  return inert(JSON.stringify(value, null, indent));
}

/** The same as a file: indented, with an end of its last line. */
export function jsonFile(value: unknown): string {
  // One text before it is looked through: what is put together later is copied as a whole by the next who looks.
  return inert(`${JSON.stringify(value, null, 2)}\n`);
}

/** More than the characters that act, and found sooner; of ASCII the one that JSON leaves as it is. */
const SUSPECT =
  /[\u007f-\u009f\u00ad\u0600-\u08ff\u1800-\u18af\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff-\uffff]/;

function inert(text: string): string {
  const isAscii = Buffer.byteLength(text) === text.length;
  const isSuspect = isAscii ? text.includes("\u007f") : SUSPECT.test(text);
  return isSuspect || text.includes("##") ? withoutActive(text) : text;
}

/** Controls, invisible and direction-changing characters, separators of lines, and the second `#` of `##[command]`. */
function withoutActive(text: string): string {
  return text.replaceAll(/[\p{Cf}\p{Zl}\p{Zp}\u007f-\u009f]|(?<=#)#(?=\[|vso\[)/gu, escapes);
}

function escapes(text: string): string {
  return Array.from({ length: text.length }, (_, index) => {
    const unit = text.charCodeAt(index).toString(16).padStart(4, "0");
    return `\\u${unit}`;
  }).join("");
}

/**
 * What JSON says. A half of a character that stands alone becomes U+FFFD, as Go (and so Terraform) reads it: nothing that takes
 * the value on could write it as text. Throws `SyntaxError`.
 */
export function jsonValue(text: string): unknown {
  const mayHaveHalves = text.includes("\\ud") || text.includes("\\uD");
  return JSON.parse(mayHaveHalves ? text.replace(ESCAPE, wellFormed) : text);
}

const SURROGATE = /\\ud[89a-f]/i;
/** Every escape; a whole character of two halves as one. */
const ESCAPE = /\\(?:ud[89ab][0-9a-f]{2}\\ud[c-f][0-9a-f]{2}|u[0-9a-f]{4}|.)/gis;

function wellFormed(sequence: string): string {
  return sequence.length === 6 && SURROGATE.test(sequence) ? "\\ufffd" : sequence;
}
