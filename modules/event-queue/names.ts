import { createHash } from "node:crypto";
import { requireMatch } from "../shared/validation.js";

/** What a client may be called. */
export const CLIENT = /^[a-z][a-z0-9-]{0,30}$/;
const CLIENT_WORDS = "1-31 lower-case letters, digits and hyphens, starting with a letter";
const STREAM = /^[a-z][a-z0-9_-]{0,63}$/;
const STREAM_WORDS = "1-64 lower-case letters, digits, hyphens and underscores, starting with a letter";

/** Refuses what is no id of a client, e.g. `clinic-001`. */
export function requireClient(prop: string, client: string): void {
  requireMatch(prop, client, CLIENT, CLIENT_WORDS);
}

/** Key of a client's Redis stream: `tenant:{client}:{stream}`. */
export function redisStream(client: string, stream: string): string {
  return named(client, stream, ":");
}

/** Subject of a client's NATS stream: `tenant.{client}.{stream}`. */
export function natsSubject(client: string, stream: string): string {
  return named(client, stream, ".");
}

function named(client: string, stream: string, separator: string): string {
  requireClient("client", client);
  requireMatch("stream", stream, STREAM, STREAM_WORDS);
  return ["tenant", client, stream].join(separator);
}

/** A name that is not longer than AWS takes; what had to be cut stays told apart by a hash. */
export function bounded(name: string, longest: number): string {
  if (name.length <= longest) return name;
  const hash = createHash("sha256").update(name).digest("hex").slice(0, 6);
  return `${name.slice(0, longest - 7).replace(/-+$/, "")}-${hash}`;
}
