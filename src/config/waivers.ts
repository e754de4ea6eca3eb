import { resolve } from "node:path";
import type { WaiverEntry } from "../assessment/waivers.js";
import { assets } from "../assets.js";
import { didYouMean } from "../check/closest.js";
import type { Catalogue } from "../engine/verdict.js";
import { ConfigError } from "../errors.js";
import { fits, type Globs, type Selector } from "../inventory/selector.js";
import { readYaml } from "./yaml.js";

/** One entry of the file. */
interface Written {
  readonly policy: Globs;
  readonly for: Selector;
  readonly owner: string;
  readonly reason: string;
  readonly expires: string;
  readonly ticket?: string;
  readonly rationale?: string;
  readonly alternative?: string;
}

/** The waivers of a file. Throws {@link ConfigError} with line and key, also for a policy that does not exist. */
export async function readWaivers(file: string, cwd: string, catalogue: Catalogue): Promise<WaiverEntry[]> {
  const { value, lineOf } = await readYaml(resolve(cwd, file), cwd, {
    schema: assets.waiversSchema,
    others: [assets.configSchema],
    what: "the waivers",
    hint: "docs/configuration.md describes waivers.",
  });
  const ids = catalogue.policies.map(({ id }) => id);
  return (value as { waivers: readonly Written[] }).waivers.map((written, index) => {
    const { policy, for: selector, owner, reason, expires, ticket, rationale, alternative } = written;
    for (const glob of [policy].flat()) {
      if (ids.some((id) => fits(glob, id))) continue;
      throw new ConfigError(
        "unknown-policy",
        `${lineOf(["waivers", index, "policy"])}: there is no policy ${glob}${didYouMean(glob, ids)}`,
        "safeguard policies lists them.",
      );
    }
    return {
      policies: policy,
      for: selector,
      waiver: {
        owner,
        reason,
        expires,
        ticket: ticket ?? null,
        rationale: rationale ?? null,
        alternative: alternative ?? null,
      },
      place: lineOf(["waivers", index]),
    };
  });
}
