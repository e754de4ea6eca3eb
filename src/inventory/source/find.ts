import { dirname, resolve } from "node:path";
import { assets } from "../../assets.js";
import { ConfigError } from "../../errors.js";
import type { Document } from "../../input/document.js";
import type { HclParser } from "./hcl.js";
import { hasSource, loadSource, loadStack } from "./load.js";
import type { SourceModule } from "./module.js";

/** Finds and reads the source of documents; the parser is opened when the first one has any. */
export interface SourceFinder {
  /** @param place Where the source is, for a document that was made from it just now; null: it has to be found. */
  sourceOf(document: Document, place: SourcePlace | null): Promise<FoundSource | null>;
}

export interface SourcePlace {
  /** Folder of a plan's configuration, or file of a synthesized stack. */
  readonly path: string;
  /** Positions are relative to this folder. */
  readonly base: string;
}

export interface FoundSource {
  readonly module: SourceModule;
  /** The user named it, so a source that does not fit is worth a warning. */
  readonly named: boolean;
}

/**
 * @param named Folder or file given by the user. Without one, the input's folder and then the working directory are
 * tried. Throws {@link ConfigError} when what the user named has no configuration.
 */
export function newSourceFinder(named: string | null, cwd: string): SourceFinder {
  let opened: Promise<HclParser> | null = null;
  const parser = () => {
    opened ??= import("./hcl.js").then((hcl) => hcl.openHclParser(assets.hclGrammar, assets.treeSitter));
    return opened;
  };
  if (named !== null && !hasSource(resolve(cwd, named))) {
    throw new ConfigError(
      "no-source",
      `--source ${named} holds no Terraform configuration; expected a folder of .tf files or a cdk.tf.json.`,
      "Name the folder that the plan was made in.",
    );
  }
  return {
    async sourceOf(document, place) {
      if (document.kind === "cdktf-synth") {
        const { path, base } = place ?? { path: document.path, base: cwd };
        return { module: loadStack(document.text, path, base, await parser()), named: false };
      }
      if (document.kind === "terraform-state") return null;
      if (place !== null) return { module: loadSource(place.path, place.base, await parser()), named: false };
      const candidates = named === null ? [...besides(document.path), "."] : [named];
      const folder = candidates.map((candidate) => resolve(cwd, candidate)).find(hasSource);
      if (folder === undefined) return null;
      return { module: loadSource(folder, cwd, await parser()), named: named !== null };
    },
  };
}

function besides(path: string): string[] {
  return path === "-" ? [] : [dirname(path)];
}
