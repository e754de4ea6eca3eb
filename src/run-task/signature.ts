import { createHmac, timingSafeEqual } from "node:crypto";

/** Whether HCP Terraform signed a body: `X-TFC-Task-Signature` is its HMAC-SHA512 under the key of the run task, in hex. */
export function isSigned(body: Uint8Array, signature: string | undefined, key: string): boolean {
  const expected = createHmac("sha512", key).update(body).digest();
  const given = Buffer.from(/^[0-9a-f]{128}$/i.test(signature ?? "") ? (signature ?? "") : "", "hex");
  return given.length === expected.length && timingSafeEqual(given, expected);
}
