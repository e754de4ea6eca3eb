import { createPrivateKey, createPublicKey, type KeyObject } from "node:crypto";
import { readFileSync } from "node:fs";
import { ConfigError } from "../errors.js";

/** A private key in PEM, from a file or from `env:NAME`. Throws {@link ConfigError}, which shows nothing of it. */
export function readPrivateKey(source: string, environment: NodeJS.ProcessEnv): KeyObject {
  return keyFrom(source, environment, createPrivateKey, "private");
}

/** The same for a public key; a private one yields its public part. */
export function readPublicKey(source: string, environment: NodeJS.ProcessEnv): KeyObject {
  return keyFrom(source, environment, createPublicKey, "public");
}

function keyFrom(
  source: string,
  environment: NodeJS.ProcessEnv,
  create: (pem: string) => KeyObject,
  kind: string,
): KeyObject {
  const pem = pemFrom(source, environment);
  try {
    return create(pem);
  } catch {
    throw new ConfigError(
      "key-unreadable",
      `${source} holds no ${kind} key in PEM that can be read; keys with a passphrase cannot.`,
      "Make one: openssl genpkey -algorithm ed25519 -out key.pem; openssl pkey -in key.pem -pubout -out pub.pem",
    );
  }
}

function pemFrom(source: string, environment: NodeJS.ProcessEnv): string {
  if (source.startsWith("env:")) {
    const name = source.slice("env:".length);
    const pem = environment[name];
    if (pem !== undefined && pem !== "") return pem;
    throw new ConfigError("key-missing", `The environment has no ${name}.`, `Set ${name} to the key in PEM.`);
  }
  try {
    return readFileSync(source, "utf8");
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new ConfigError(
      "key-missing",
      `${source} cannot be read (${code}).`,
      "Name a key file, or env:NAME.",
      {
        cause,
      },
    );
  }
}
