import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { gunzipSync } from "node:zlib";
import { readTar } from "../engine/tar.js";
import { servicesOf } from "./metadata.js";
import { type Opa, opaOutput } from "./opa.js";

/** Written for the engine; other OPAs have no use for it. */
const SERVICES_FILE = "safeguard-services.rego";

export interface Compiled {
  /** For Safeguard's engine. */
  readonly wasm: Uint8Array;
  /**
   * For any OPA: the Rego itself, as a `tar.gz`. Without the WebAssembly, which most builds of OPA refuse to load, and with
   * `safeguard` as its only root, so that other bundles may bring parameters and the date.
   */
  readonly bundle: Uint8Array;
}

/** Files of Rego: their names, which OPA embeds, and where they are read from, or their text. */
export type RegoFiles = ReadonlyMap<string, { readonly path: string } | { readonly text: string }>;

/** Does something with the files in a folder of their own, which is gone afterwards. */
export async function withFiles<T>(files: RegoFiles, use: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "safeguard-rego-"));
  try {
    for (const [name, file] of files) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      if ("path" in file) cpSync(file.path, join(folder, name), { dereference: true });
      else writeFileSync(join(folder, name), file.text);
    }
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Compiles Rego, reproducibly: the same names and texts give the same bytes, wherever they lie. */
export async function compile(
  opa: Opa,
  files: RegoFiles,
  entrypoints: readonly string[],
  capabilities: string,
): Promise<Compiled> {
  const manifest = { text: JSON.stringify({ roots: ["safeguard"] }) };
  const services = servicesOf(entrypoints);
  const all = new Map([...files, [".manifest", manifest], [SERVICES_FILE, { text: services.rego }]]);
  return withFiles(all, async (folder) => {
    const output = mkdtempSync(join(tmpdir(), "safeguard-bundle-"));
    try {
      const build = async (name: string, ...more: string[]): Promise<Uint8Array> => {
        const target = join(output, name);
        await opaOutput(
          opa,
          ["build", "--bundle", ".", "--capabilities", capabilities, "--output", target, ...more],
          folder,
        );
        return readFileSync(target);
      };
      const [bundle, compiled] = await Promise.all([
        build("rego.tar.gz", "--target", "rego", "--ignore", SERVICES_FILE),
        build(
          "wasm.tar.gz",
          ...["--target", "wasm", "--prune-unused"],
          ...[...entrypoints, ...services.entrypoints]
            .sort()
            .flatMap((entrypoint) => ["--entrypoint", entrypoint]),
        ),
      ]);
      const wasm = readTar(gunzipSync(compiled)).get("policy.wasm");
      if (wasm === undefined) throw new Error("OPA wrote no policy.wasm");
      return { wasm, bundle };
    } finally {
      rmSync(output, { recursive: true, force: true });
    }
  });
}
