import { stripVTControlCharacters } from "node:util";
import { describe } from "../assessment/value.js";
import type { Evidence } from "../engine/verdict.js";
import type { ExcludedPolicy, Finding, SeverityChange, Waiver } from "./report.js";

// Tables of characters by property are slow to make, so the patterns that need them stand in the functions that use them.
const HARMLESS = /^[ -~]*$/;
/** What GitHub and Azure run wherever it stands in a line of a log: `##[command]`, `##vso[command]`. */
const CI_COMMAND = /#(?=#(?:\[|vso\[))/g;

/** Text on one line that can move no cursor, colour nothing, turn no direction and give a CI server no command. */
export function plain(text: string): string {
  const visible = HARMLESS.test(text) ? text : withoutHidden(text);
  return visible.includes("##") ? visible.replace(CI_COMMAND, "# ") : visible;
}

/** Without controls, invisible and direction-changing characters, lone surrogates, non-characters. */
function withoutHidden(text: string): string {
  return stripVTControlCharacters(text)
    .replace(/[\t\n\v\f\r\u0085\p{Zl}\p{Zp}]+/gu, " ")
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Noncharacter_Code_Point}]/gu, "");
}

/** At most so many characters. */
export function clipped(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1).replace(/\p{Cs}$/u, "")}…`;
}

/** The same with its lines kept, for snippets. */
export function plainLines(text: string): string[] {
  return text.trimEnd().split(/\r?\n/).map(plain);
}

/** Columns of a terminal that the text takes. */
export function columns(text: string): number {
  return HARMLESS.test(text) ? text.length : columnsOfAny(text);
}

function columnsOfAny(text: string): number {
  const wide = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{Emoji_Presentation}\uff01-\uff60]/u;
  const combining = /\p{M}/u;
  let width = 0;
  for (const character of text) width += combining.test(character) ? 0 : wide.test(character) ? 2 : 1;
  return width;
}

/** Breaks plain text into lines of at most `width` columns, at blanks; a longer word is cut. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ").filter(Boolean)) {
    for (const piece of cut(word, width)) {
      const longer = line === "" ? piece : `${line} ${piece}`;
      if (columns(longer) <= width) line = longer;
      else {
        lines.push(line);
        line = piece;
      }
    }
  }
  if (line !== "" || lines.length === 0) lines.push(line);
  return lines;
}

/** Cuts a long word, after a dot or a bracket where one is near the end of the line. */
function cut(word: string, width: number): string[] {
  if (columns(word) <= width) return [word];
  const pieces: string[] = [];
  let piece = "";
  for (const character of word) {
    if (columns(piece + character) > width) {
      const seam = /^.{20,}[.\]/,:]/u.exec(piece)?.[0].length ?? piece.length;
      pieces.push(piece.slice(0, seam));
      piece = piece.slice(seam);
    }
    piece += character;
  }
  return [...pieces, piece];
}

/** One fact in words: `redrive_policy: not set, expected a dead-letter queue`. */
export function evidenceText({ path, observed, expected, state }: Evidence): string {
  const relation = typeof observed === "string" ? observed : describe(observed);
  const value = path === "" ? (observed === null ? "" : `${relation}: `) : `${path}: ${describe(observed)}, `;
  return plain(`${value}${state === "satisfied" ? "as expected" : "expected"} ${expected}`);
}

/** The facts that decided a failure or an unknown verdict. */
export function deciding({ verdict, evidence }: Finding): readonly Evidence[] {
  const state = { pass: "satisfied", fail: "violated", unknown: "undetermined" }[verdict];
  return evidence.filter((fact) => fact.state === state);
}

export function waiverText({ owner, reason, expires, ticket, place }: Waiver): string {
  const where = place === undefined ? "" : ` at ${place}`;
  return plain(
    `Waived by ${owner} until ${expires}${ticket === null ? "" : ` (${ticket})`}${where}: ${reason}`,
  );
}

/** What the configuration takes from the assessment: what is left out leaves no finding to say so. */
export function excludedText({ policy, reason, by }: ExcludedPolicy): string {
  return plain(`${policy} is excluded and judged nothing: ${reason} (${by})`);
}

export function severityText({ policy, from, to, reason, by }: SeverityChange): string {
  return plain(`${policy} counts as ${to}, by itself ${from}${reason === null ? "" : `: ${reason}`} (${by})`);
}

/** A failure from before, which fails no gate. */
export function isKnown(finding: Finding): boolean {
  return outcome(finding) === "fail" && finding.baseline === "known";
}

export type Outcome = "fail" | "unknown" | "waived" | "pass";

export function outcome({ verdict, waiver }: Finding): Outcome {
  return waiver === null ? verdict : "waived";
}
