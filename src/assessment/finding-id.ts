import * as crypto from "node:crypto";

/** The namespace of all ids (a UUID v4 drawn once); to change it would change every id. */
const NAMESPACE = Buffer.from("7c1e8f0a52d94b0c9a36d1f2b8e4470d", "hex");

/** UUID v5 of policy, input path and address: the same finding has the same id in every run. */
export function findingId(policy: string, input: string, address: string): string {
  return uuidOf([policy, input, address]);
}

/** UUID v5 of several texts: the same texts give the same id, others another. */
export function uuidOf(name: readonly string[]): string {
  const text = JSON.stringify(name);
  const data = Buffer.allocUnsafe(NAMESPACE.length + Buffer.byteLength(text));
  NAMESPACE.copy(data);
  data.write(text, NAMESPACE.length);
  const hex = sha1(data);
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 0x3) | 0x8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** In hexadecimal. `crypto.hash` came with Node 20.12 and spares an object for each of thousands of findings. */
function sha1(data: Buffer): string {
  return crypto.hash?.("sha1", data) ?? crypto.createHash("sha1").update(data).digest("hex");
}
