import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { didYouMean } from "../check/closest.js";
import { isDay } from "../check/date.js";
import type { Catalogue } from "../engine/verdict.js";
import { ConfigError, unwritable } from "../errors.js";
import { fits } from "../inventory/selector.js";

/** What `safeguard waive` writes; the keys are those of the file. */
export interface NewWaiver {
  readonly policy: string;
  readonly for: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
  readonly owner: string;
  readonly reason: string;
  readonly expires: string;
  readonly ticket?: string | undefined;
  readonly rationale?: string | undefined;
  readonly alternative?: string | undefined;
}

const OPENING = `# Failures that somebody accepts for a time. They stay in every report.
# yaml-language-server: $schema=node_modules/safeguard/schemas/waivers.v1.schema.json
waivers:
`;

/** Adds a waiver at the end of a file, which is made where there is none; what stands in it stays as it is. */
export async function writeWaiver(file: string, shown: string, waiver: NewWaiver): Promise<void> {
  const { parseDocument, isMap, isSeq } = await import("yaml");
  const attempt = <T>(action: () => T): T => {
    try {
      return action();
    } catch (cause) {
      throw unwritable(shown, cause);
    }
  };
  const document = parseDocument(attempt(() => (existsSync(file) ? readFileSync(file, "utf8") : OPENING)));
  if (document.errors.length > 0 || !isMap(document.contents)) {
    throw new ConfigError(
      "config-syntax",
      `${shown} holds no waivers and was left as it is.`,
      "Mend the YAML.",
    );
  }
  const written = Object.fromEntries(Object.entries(waiver).filter(([, value]) => value !== undefined));
  const list: unknown = document.get("waivers");
  if (isSeq(list)) list.add(document.createNode(written));
  else document.set("waivers", document.createNode([written]));
  attempt(() => writeFileSync(file, document.toString({ lineWidth: 0 })));
}

/** Refuses what the file would be refused for. Throws {@link ConfigError}. */
export function checkedWaiver(waiver: NewWaiver, { policies }: Catalogue): NewWaiver {
  const ids = policies.map(({ id }) => id);
  if (!ids.some((id) => fits(waiver.policy, id))) {
    const message = `There is no policy ${waiver.policy}${didYouMean(waiver.policy, ids)}`;
    throw new ConfigError("unknown-policy", message, "safeguard policies lists them.");
  }
  if (Object.keys(waiver.for).length === 0) {
    throw new ConfigError(
      "waiver-for-all",
      "A waiver is for certain resources; none of --address, --module, --type and --tag is given.",
      "Say which, as in --address aws_sqs_queue.legacy; --address '*' means all.",
    );
  }
  if (!isDay(waiver.expires)) {
    throw new ConfigError(
      "waiver-date",
      `--expires ${waiver.expires} is no date.`,
      "As in --expires 2027-03-31.",
    );
  }
  return waiver;
}
