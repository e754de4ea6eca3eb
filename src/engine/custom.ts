import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { assets } from "../assets.js";
import { ConfigError } from "../errors.js";
import type { PolicyBundle } from "./evaluate.js";
import { readTar } from "./tar.js";
import type { Policy } from "./verdict.js";

/** Files that Safeguard adds to a bundle of OPA, by names that OPA passes over. */
export const CATALOGUE = "safeguard/catalogue.json";
export const MODULE = "safeguard/module.wasm";

/** `safeguard/catalogue.json`; its schema is `schemas/custom-policies.v1.schema.json`. */
export interface CustomCatalogue {
  readonly schema: "safeguard.custom-policies/v1";
  /** The schema of what the policies read. */
  readonly inventory: "safeguard.inventory/v1";
  /** `sha256:<hex>` of the module. */
  readonly wasm: string;
  /** Sorted by id. */
  readonly policies: readonly Policy[];
}

/** Policies of one's own, compiled. */
export interface CustomBundle extends PolicyBundle {
  /** Where it is from, for people. */
  readonly path: string;
  /** The archive, not compressed; its digest is that of the catalogue. */
  readonly tar: Uint8Array;
  /** The Rego of the policies by its name in the archive. */
  readonly rego: ReadonlyMap<string, Uint8Array>;
}

const LARGEST = 256 * 1024 * 1024;
const HINT = "Build it again: safeguard policy build DIR --output FILE.tar.gz.";

/** Reads what `safeguard policy build` wrote; no OPA takes part. Throws {@link ConfigError}. */
export async function readCustomBundle(bytes: Uint8Array, path: string): Promise<CustomBundle> {
  const { tar, files } = unpack(bytes, path);
  const [catalogueFile, wasm] = [files.get(CATALOGUE), files.get(MODULE)];
  if (catalogueFile === undefined || wasm === undefined)
    throw wrong(path, `is no bundle of Safeguard: it has no ${catalogueFile ? MODULE : CATALOGUE}.`);
  const { policies, wasm: expected } = await readCatalogue(catalogueFile, path);
  const found = digestOf(wasm);
  if (found !== expected) throw wrong(path, `was changed: its ${MODULE} is ${found}, expected ${expected}.`);
  return {
    path,
    tar,
    rego: new Map([...files].filter(([name]) => name.endsWith(".rego"))),
    module: moduleOf(wasm, path),
    catalogue: {
      schema: "safeguard.catalogue/v1",
      digest: digestOf(tar),
      // What policies of others read is not known: they are given everything.
      types: [],
      arguments: [],
      policies,
    },
  };
}

/** `sha256:<hex>` */
export function digestOf(bytes: Uint8Array): string {
  return `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
}

function unpack(bytes: Uint8Array, path: string): { tar: Uint8Array; files: Map<string, Uint8Array> } {
  try {
    const isPacked = bytes[0] === 0x1f && bytes[1] === 0x8b;
    const tar = isPacked ? gunzipSync(bytes, { maxOutputLength: LARGEST }) : bytes;
    return { tar, files: readTar(tar) };
  } catch (cause) {
    throw wrong(path, `is no bundle of policies: ${(cause as Error).message}.`, cause);
  }
}

async function readCatalogue(bytes: Uint8Array, path: string): Promise<CustomCatalogue> {
  let catalogue: CustomCatalogue;
  try {
    catalogue = JSON.parse(new TextDecoder().decode(bytes)) as CustomCatalogue;
  } catch (cause) {
    throw wrong(path, `has a ${CATALOGUE} that is no JSON.`, cause);
  }
  const { Ajv2020 } = await import("ajv/dist/2020.js");
  const fits = new Ajv2020({ allowUnionTypes: true }).compile(
    JSON.parse(readFileSync(assets.customPoliciesSchema, "utf8")) as object,
  );
  if (!fits(catalogue)) {
    const [error] = fits.errors ?? [];
    throw wrong(path, `has a ${CATALOGUE} in which ${error?.instancePath || "/"} ${error?.message}.`);
  }
  const ids = catalogue.policies.map(({ id }) => id);
  const odd = catalogue.policies.find(
    ({ id, service }, index) => service !== id.split("/")[0] || ids.indexOf(id) !== index,
  );
  if (odd !== undefined) throw wrong(path, `has a ${CATALOGUE} that names ${odd.id} twice or wrongly.`);
  return catalogue;
}

function moduleOf(wasm: Uint8Array, path: string): WebAssembly.Module {
  try {
    return new WebAssembly.Module(Uint8Array.from(wasm));
  } catch (cause) {
    throw wrong(path, `has a ${MODULE} that is no WebAssembly.`, cause);
  }
}

function wrong(path: string, message: string, cause?: unknown): ConfigError {
  return new ConfigError("custom-bundle", `${path} ${message}`, HINT, { cause });
}
