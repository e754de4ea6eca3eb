import { didYouMean } from "../check/closest.js";
import type { Catalogue } from "../engine/verdict.js";
import { ConfigError } from "../errors.js";
import type { Diagnostic } from "../inventory/inventory.js";
import type { Config, ConfigFile, SetParameter, Vendor } from "./config.js";
import { mergedParameters } from "./merge.js";
import type { Path } from "./yaml.js";

/** A vendor as somebody writes it. */
export interface WrittenVendor {
  readonly name: string;
  readonly agreement: string;
  readonly since: string;
  readonly expires?: string;
}

/** The policy that asks for agreements, and the parameter that it takes them by. */
export const VENDOR_POLICY = "vendor/business-associate";
const AGREEMENTS = "agreements";

/** Days before its end from which an agreement is announced to expire. */
const SOON = 30;
const DAY = 86_400_000;

/** The vendors of one file. Throws {@link ConfigError} for one that is there twice, and for one that ends before it begins. */
export function vendorsOf(
  written: readonly WrittenVendor[],
  file: ConfigFile,
  place: (path: Path) => string,
): Readonly<Record<string, Vendor>> {
  const vendors: Record<string, Vendor> = {};
  for (const [index, { name, agreement, since, expires }] of written.entries()) {
    const key = name.toLowerCase();
    if (vendors[key] !== undefined) {
      throw new ConfigError(
        "vendor-twice",
        `${place([index, "name"])}: the vendor ${name} is there twice.`,
        "Keep the agreement that is in force.",
      );
    }
    if (expires !== undefined && expires < since) {
      throw new ConfigError(
        "vendor-dates",
        `${place([index, "expires"])}: the agreement with ${name} expires on ${expires}, before it begins on ${since}.`,
        "Name its first day in since and its last in expires.",
      );
    }
    vendors[key] = {
      name: key,
      agreement,
      since,
      expires: expires ?? null,
      from: `${file.name}, vendors[${index}]`,
      place: place([index]),
    };
  }
  return vendors;
}

/**
 * The configuration with its vendors as the parameter of the policy that asks for their agreements. Throws
 * {@link ConfigError} for a vendor that it does not ask about, and where the parameter is set besides.
 */
export function withVendors(config: Config, { policies }: Catalogue): Config {
  const { vendors, parameters } = config;
  const list = Object.values(vendors).sort((a, b) => (a.name < b.name ? -1 : 1));
  const [first] = list;
  if (first === undefined) return config;
  const schema = policies.find(({ id }) => id === VENDOR_POLICY)?.parameters[AGREEMENTS]?.schema;
  const known = (schema?.propertyNames as { enum?: string[] } | undefined)?.enum ?? [];
  for (const { name, place } of list) {
    if (known.includes(name)) continue;
    throw new ConfigError(
      "unknown-vendor",
      `${place}: no policy asks about the vendor ${name}${didYouMean(name, known)}`,
      `Vendors that policies ask about: ${known.join(", ")}.`,
    );
  }
  const twice = parameters[VENDOR_POLICY]?.[AGREEMENTS];
  if (twice !== undefined) {
    throw new ConfigError(
      "vendor-parameter",
      `${twice.place}: ${VENDOR_POLICY}.${AGREEMENTS} is set here, and vendors says the same at ${first.place}.`,
      "Keep vendors, and take the parameter away.",
    );
  }
  const set: SetParameter = {
    value: Object.fromEntries(
      list.map(({ name, agreement, since, expires }) => [
        name,
        { since, until: expires, document: agreement },
      ]),
    ),
    from: list.map(({ from }) => from).join("; "),
    place: first.place,
  };
  return {
    ...config,
    parameters: mergedParameters(parameters, { [VENDOR_POLICY]: { [AGREEMENTS]: set } }),
  };
}

/** Agreements that do not count on a day, or not for long any more. */
export function vendorNotes({ vendors }: Config, today: string): Diagnostic[] {
  return Object.values(vendors).flatMap(({ name, agreement, expires, from }) => {
    if (expires === null) return [];
    const what = `The business associate agreement with ${name} (${agreement}; ${from})`;
    const days = (Date.parse(expires) - Date.parse(today)) / DAY;
    if (days < 0) {
      const message = `${what} expired on ${expires} and does not count.`;
      return [{ level: "warning" as const, code: "agreement-expired", message }];
    }
    if (days > SOON) return [];
    const message = `${what} expires on ${expires}.`;
    return [{ level: "warning" as const, code: "agreement-expires-soon", message }];
  });
}
