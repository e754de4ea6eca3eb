import { Token } from "cdktf";
import { InvalidPropError, requireEntries, requireMatch } from "../shared/validation.js";

const RESOURCE_NAME = /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/;
const SECRET_HEADER =
  /^(authorization|cookie|proxy-authorization)$|api[-_]?key|secret|token|password|signature/i;
const CRON_FIELD = "[A-Za-z0-9*,/?#LW-]+";
const CRON = new RegExp(`^(CRON_TZ=\\S+ )?${CRON_FIELD}( ${CRON_FIELD}){4}$`);

/** Name of a database, cluster or index. */
export function requireName(prop: string, name: string): void {
  requireMatch(prop, name, RESOURCE_NAME, "1-64 letters, digits, hyphens and underscores");
}

/** Name of a topic. */
export function requireTopicName(prop: string, name: string): void {
  requireMatch(prop, name, /^[A-Za-z0-9._-]{1,100}$/, "a name of 1-100 letters, digits and . _ -");
}

/** An address that is reached over TLS. */
export function requireHttps(prop: string, url: string): void {
  requireMatch(prop, url, /^https:\/\/[^\s/@]+(\/\S*)?$/i, "an https:// address without credentials");
}

export function requireCron(prop: string, cron: string): void {
  requireMatch(prop, cron, CRON, "five fields of cron, e.g. 0 9 * * *");
}

/** `30s`, `5m`, `1h` or `1d`. */
export function requireDuration(prop: string, duration: string): void {
  requireMatch(prop, duration, /^[1-9]\d*(ms|s|m|h|d)$/, "a duration, e.g. 30s, 5m or 1h");
}

/** What is secret comes from a variable or a secret store: what is written in the source is in the repository for good. */
export function requireReference(prop: string, value: string): void {
  if (!Token.isUnresolved(value)) {
    throw new InvalidPropError(
      prop,
      "(not shown)",
      "a reference to a sensitive variable or a secret, not a value",
    );
  }
}

/** Headers that carry a secret are references, or not there at all. */
export function requireHeaders(
  prop: string,
  headers: Readonly<Record<string, string>>,
  secrets: boolean,
): void {
  for (const [name, value] of Object.entries(headers)) {
    requireMatch(`${prop}.${name}`, name, /^[A-Za-z0-9!#$%&'*+.^_|~-]+$/, "the name of a header");
    if (!SECRET_HEADER.test(name)) continue;
    if (!secrets)
      throw new InvalidPropError(`${prop}.${name}`, "(not shown)", "no header that carries a secret");
    requireReference(`${prop}.${name}`, value);
  }
}

const ADDRESS = /^\d{1,3}(\.\d{1,3}){3}(\/([89]|[12]\d|3[0-2]))?$/;

/** IPv4 addresses and networks, none of which is the internet. Upstash knows no others. */
export function requireNetworks(prop: string, networks: readonly string[]): void {
  requireEntries(prop, networks, "address or network");
  for (const network of networks) {
    const allowed = "IPv4 addresses or networks of /8 and narrower, e.g. 203.0.113.0/24";
    requireMatch(prop, network, ADDRESS, allowed);
  }
}

/** The entries of a map, sorted by key, so that the order in which they are written changes nothing. */
export function sortedEntries<T>(map: Readonly<Record<string, T>> | undefined): [string, T][] {
  return Object.entries(map ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
}

/** The same made anew, with each value changed. */
export function mapValues<T, U>(
  entries: readonly [string, T][],
  change: (value: T, key: string) => U,
): Record<string, U> {
  return Object.fromEntries(entries.map(([key, value]) => [key, change(value, key)]));
}
