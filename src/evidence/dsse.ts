import { createPublicKey, type KeyObject, sign, verify } from "node:crypto";
import { ConfigError } from "../errors.js";
import { sha256 } from "./digest.js";

/** A DSSE envelope: https://github.com/secure-systems-lab/dsse/blob/v1.0.2/envelope.md */
export interface Envelope {
  readonly payloadType: string;
  /** Base64. */
  readonly payload: string;
  readonly signatures: readonly { readonly keyid: string; readonly sig: string }[];
}

/** Signs with an ed25519 or ECDSA P-256 key. Throws {@link ConfigError} for any other. */
export function signEnvelope(payloadType: string, payload: Uint8Array, key: KeyObject): Envelope {
  const sig = sign(digestFor(key), preAuthEncoding(payloadType, payload), key).toString("base64");
  const keyid = keyId(createPublicKey(key));
  return { payloadType, payload: Buffer.from(payload).toString("base64"), signatures: [{ keyid, sig }] };
}

/** The payload, when one of the signatures is by the key; null otherwise. The key id is a hint and decides nothing. */
export function openEnvelope(envelope: Envelope, key: KeyObject): Uint8Array | null {
  const payload = Buffer.from(envelope.payload, "base64");
  const signed = preAuthEncoding(envelope.payloadType, payload);
  const ours = envelope.signatures.some(({ sig }) =>
    verify(digestFor(key), signed, key, Buffer.from(sig, "base64")),
  );
  return ours ? payload : null;
}

/** SHA-256 of the public key (SubjectPublicKeyInfo, DER). */
function keyId(key: KeyObject): string {
  return sha256(key.export({ type: "spki", format: "der" }));
}

/** What is signed: https://github.com/secure-systems-lab/dsse/blob/v1.0.2/protocol.md#signature-definition */
function preAuthEncoding(type: string, payload: Uint8Array): Uint8Array {
  const head = `DSSEv1 ${Buffer.byteLength(type)} ${type} ${payload.length} `;
  return Buffer.concat([Buffer.from(head), payload]);
}

/** Ed25519 hashes by itself; ECDSA P-256 goes with SHA-256. */
function digestFor(key: KeyObject): "sha256" | null {
  if (key.asymmetricKeyType === "ed25519") return null;
  if (key.asymmetricKeyType === "ec" && key.asymmetricKeyDetails?.namedCurve === "prime256v1")
    return "sha256";
  throw new ConfigError(
    "key-type",
    `The key is ${key.asymmetricKeyType ?? "of no known type"}; expected ed25519 or ECDSA P-256.`,
    "Make one: openssl genpkey -algorithm ed25519 -out key.pem",
  );
}
