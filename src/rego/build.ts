import { fileURLToPath } from "node:url";
import { gunzipSync, gzipSync } from "node:zlib";
import { assets } from "../assets.js";
import { CATALOGUE, type CustomCatalogue, digestOf, MODULE } from "../engine/custom.js";
import { readTar, writeTar } from "../engine/tar.js";
import type { Policy } from "../engine/verdict.js";
import { type Checked, checkFolder } from "./check.js";
import { compile } from "./compile.js";
import { type PolicyFolder, readFolder, staged } from "./folder.js";
import { entrypointsOf } from "./metadata.js";
import { type Fault, RegoError } from "./module.js";
import type { Opa } from "./opa.js";

export interface BuiltBundle {
  /** One file: a bundle that OPA evaluates, with the same as WebAssembly and a catalogue for Safeguard. */
  readonly bytes: Uint8Array;
  /** Of what is compressed: `gunzip -c FILE | sha256sum`. */
  readonly digest: string;
  readonly policies: readonly Policy[];
  readonly notes: readonly Fault[];
}

/**
 * Compiles a folder of policies into one file; the same texts give the same digest, wherever they lie. Throws a
 * {@link RegoError} that names everything that is wrong.
 */
export async function buildBundle(opa: Opa, path: string, shown: string): Promise<BuiltBundle> {
  const folder = readFolder(path, shown);
  const checked = await checkFolder(opa, folder, false);
  if (checked.faults.length > 0) throw new RegoError(checked.faults);
  return compileChecked(opa, folder, checked);
}

async function compileChecked(
  opa: Opa,
  folder: PolicyFolder,
  { policies, modules, notes }: Checked,
): Promise<BuiltBundle> {
  const { wasm, bundle } = await compile(
    opa,
    staged(folder, policies, false),
    entrypointsOf(modules),
    fileURLToPath(assets.capabilities),
  );
  const catalogue: CustomCatalogue = {
    schema: "safeguard.custom-policies/v1",
    inventory: "safeguard.inventory/v1",
    wasm: digestOf(wasm),
    policies,
  };
  const files = readTar(gunzipSync(bundle));
  files.set(CATALOGUE, Buffer.from(`${JSON.stringify(catalogue, null, 2)}\n`));
  files.set(MODULE, wasm);
  const tar = writeTar(files);
  return { bytes: gzipSync(tar, { level: 9 }), digest: digestOf(tar), policies, notes };
}
