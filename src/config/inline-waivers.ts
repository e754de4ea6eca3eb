import { resourceKey, type WaiverEntry } from "../assessment/waivers.js";
import { didYouMean } from "../check/closest.js";
import { isDay } from "../check/date.js";
import type { Catalogue } from "../engine/verdict.js";
import { ConfigError } from "../errors.js";
import type { Diagnostic, Inventory, Note, Value } from "../inventory/inventory.js";
import { fits } from "../inventory/selector.js";
import type { Waiver } from "../report/report.js";

/** A waiver that is written beside the resource it is for. */
export interface InlineWaiver {
  readonly policies: readonly string[];
  readonly waiver: Waiver & { readonly place: string };
  /** Sorted by input and address; none where the resource has no instance. */
  readonly resources: readonly { readonly input: string; readonly address: string }[];
}

export interface InlineWaivers {
  readonly waivers: readonly InlineWaiver[];
  readonly diagnostics: readonly Diagnostic[];
}

const WAIVE = "safeguard:waive";
const KEYS = ["reason", "owner", "until", "ticket", "rationale", "alternative"] as const;
const EXAMPLE = `As in: # ${WAIVE} sqs/tls-only reason="Plain HTTP until March" owner=ada until=2027-03-31`;

/** What a note says, not yet checked. */
interface Said {
  readonly policies: readonly string[];
  readonly fields: ReadonlyMap<string, string>;
  /** Of a construct that stands for several resources: its path. */
  readonly from: string | null;
}

/**
 * The waivers in comments of the source, and below `//` in synthesized stacks. Those of downloaded modules do not count: who
 * wrote them does not answer for this infrastructure. Throws {@link ConfigError} with file and line.
 */
export function inlineWaivers(
  inputs: readonly { readonly path: string; readonly inventory: Inventory }[],
  { policies }: Catalogue,
): InlineWaivers {
  const ids = policies.map(({ id }) => id);
  const found = new Map<
    string,
    { waiver: Omit<InlineWaiver, "resources">; resources: Map<string, Resource> }
  >();
  const diagnostics: Diagnostic[] = [];
  for (const { path: input, inventory } of inputs) {
    for (const note of inventory.notes ?? []) {
      if (isDownloaded(note)) {
        diagnostics.push(downloaded(note));
        continue;
      }
      const place = `${note.file}:${note.line}`;
      if (note.stray) throw stray(place);
      const said = typeof note.written === "string" ? parsed(note.written, place) : read(note.written, place);
      const waiver = { policies: said.policies, waiver: { ...checked(said, place, ids), place } };
      const { place: _, ...same } = waiver.waiver;
      const key = JSON.stringify([said.from === null ? place : [note.file, said.from], said.policies, same]);
      const known = found.get(key) ?? { waiver, resources: new Map<string, Resource>() };
      found.set(key, known);
      for (const address of note.resources)
        known.resources.set(resourceKey(input, address), { input, address });
    }
  }
  return {
    waivers: [...found.values()].map(({ waiver, resources }) => ({
      ...waiver,
      resources: [...resources].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, resource]) => resource),
    })),
    diagnostics,
  };
}

type Resource = InlineWaiver["resources"][number];

/** As the waivers of a file. */
export function entriesOf(waivers: readonly InlineWaiver[]): WaiverEntry[] {
  return waivers.map(({ policies, waiver, resources }) => ({
    policies,
    for: { resources: new Set(resources.map(({ input, address }) => resourceKey(input, address))) },
    waiver,
    place: waiver.place,
  }));
}

function isDownloaded({ file }: Note): boolean {
  return file.split("/").includes(".terraform");
}

function downloaded({ file, line }: Note): Diagnostic {
  const message = `The waiver at ${file}:${line} is in a downloaded module and does not count; write it to the file of waivers if you accept it.`;
  return { level: "warning", code: "waiver-downloaded", message };
}

function stray(place: string): ConfigError {
  return new ConfigError(
    "waiver-stray",
    `${place}: the waiver stands beside no resource; expected it in a resource block, or directly above one.`,
    "Move it there. For a whole module write it to the file of waivers: safeguard waive --help",
  );
}

/** `safeguard:waive POLICY[,POLICY] key=value key="several words"` */
function parsed(text: string, place: string): Said {
  const directive = /^\S+/.exec(text)?.[0] ?? "";
  if (directive !== WAIVE) {
    throw new ConfigError(
      "waiver-directive",
      `${place}: there is no ${directive}${didYouMean(directive, [WAIVE])}`,
      EXAMPLE,
    );
  }
  let rest = text.slice(directive.length).trim();
  const named = /^(?:(?![a-z]+\s*=)[^\s,"]+\s*,?\s*)*/i.exec(rest)?.[0] ?? "";
  rest = rest.slice(named.length);
  const fields = new Map<string, string>();
  while (rest !== "") {
    const [whole, key, quoted, bare] =
      /^([a-z]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s"]+))(?=\s|$)/i.exec(rest) ?? [];
    if (whole === undefined || key === undefined) {
      throw new ConfigError(
        "waiver-syntax",
        `${place}: the waiver goes on with ${JSON.stringify(rest.slice(0, 40))}; expected key=value, or key="several words".`,
        EXAMPLE,
      );
    }
    if (fields.has(key))
      throw new ConfigError("waiver-syntax", `${place}: the waiver has two ${key}.`, EXAMPLE);
    fields.set(key, quoted?.replace(/\\(.)/g, "$1") ?? bare ?? "");
    rest = rest.slice(whole.length).trim();
  }
  return { policies: named.split(/[\s,]+/).filter(Boolean), fields, from: null };
}

/** What `waive()` of safeguard/cdktf writes. */
function read(written: Value, place: string): Said {
  const record = typeof written === "object" && written !== null && !Array.isArray(written) ? written : null;
  const { policy, from = null, ...rest } = (record ?? {}) as Record<string, Value>;
  const policies = [policy].flat();
  const entries = Object.entries(rest);
  const fits =
    record !== null &&
    policies.every((one) => typeof one === "string") &&
    entries.every(([, value]) => typeof value === "string") &&
    (from === null || typeof from === "string");
  if (!fits) {
    throw new ConfigError(
      "waiver-syntax",
      `${place}: "//".safeguard holds no waivers; expected {"waive": [{"policy", "reason", "owner", "until"}]}.`,
      "Write it with waive() of safeguard/cdktf.",
    );
  }
  return { policies: policies as string[], fields: new Map(entries as [string, string][]), from };
}

function checked({ policies, fields }: Said, place: string, ids: readonly string[]): Omit<Waiver, "place"> {
  const refuse = (code: string, message: string, hint = EXAMPLE) =>
    new ConfigError(code, `${place}: ${message}`, hint);
  if (policies.length === 0) throw refuse("waiver-syntax", "the waiver names no policy.");
  for (const policy of policies) {
    if (ids.some((id) => fits(policy, id))) continue;
    throw refuse(
      "unknown-policy",
      `there is no policy ${policy}${didYouMean(policy, ids)}`,
      "safeguard policies lists them.",
    );
  }
  for (const key of fields.keys()) {
    if ((KEYS as readonly string[]).includes(key)) continue;
    throw refuse(
      "waiver-key",
      `a waiver has no key ${key}${didYouMean(key, KEYS)}`,
      `There are ${KEYS.join(", ")}.`,
    );
  }
  for (const key of ["reason", "owner", "until"] as const) {
    if ((fields.get(key) ?? "").trim() === "") throw refuse("waiver-key", `the waiver needs ${key}.`);
  }
  const expires = fields.get("until") ?? "";
  if (!isDay(expires))
    throw refuse("waiver-date", `until=${expires} is no date; expected the last day it counts.`);
  const optional = (key: (typeof KEYS)[number]) => fields.get(key) || null;
  return {
    owner: fields.get("owner") ?? "",
    reason: fields.get("reason") ?? "",
    expires,
    ticket: optional("ticket"),
    rationale: optional("rationale"),
    alternative: optional("alternative"),
  };
}
