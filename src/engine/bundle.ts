import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { EngineError } from "../errors.js";
import type { PolicyBundle } from "./evaluate.js";
import type { Catalogue } from "./verdict.js";

/** Policies that are being compiled, and their bytes. */
export interface Compiling {
  readonly bytes: Uint8Array;
  readonly module: Promise<WebAssembly.Module>;
}

/**
 * Reads `policy.wasm` and `catalogue.json` from a folder. Throws {@link EngineError} when they are not there, or when
 * the policies are not those that the catalogue, and with it the report, names by their digest.
 * @param compiling Its `policy.wasm`, where somebody has read it already.
 */
export function readBundle(folder: URL, compiling: Compiling | null = null): PolicyBundle {
  const catalogue = readCatalogue(folder);
  try {
    const wasm = compiling?.bytes ?? readFileSync(new URL("policy.wasm", folder));
    const digest = `sha256:${createHash("sha256").update(wasm).digest("hex")}`;
    if (digest !== catalogue.digest) throw new Error(`policy.wasm is ${digest}, not ${catalogue.digest}`);
    const module = compiling?.module ?? WebAssembly.compile(wasm);
    // Whoever evaluates is told; that nobody does is no error of its own.
    module.catch(() => {});
    return { module, catalogue };
  } catch (cause) {
    throw new EngineError(
      "bundle-unreadable",
      "The compiled policies could not be loaded.",
      "Install the package again, or run `npm run build:policies`.",
      { cause },
    );
  }
}

/** Reads `catalogue.json` alone, for what needs no evaluation. */
export function readCatalogue(folder: URL): Catalogue {
  try {
    return JSON.parse(readFileSync(new URL("catalogue.json", folder), "utf8")) as Catalogue;
  } catch (cause) {
    throw new EngineError(
      "catalogue-unreadable",
      "The policy catalogue could not be read.",
      "Install the package again, or run `npm run build:policies`.",
      { cause },
    );
  }
}
