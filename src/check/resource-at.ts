import { ConfigError } from "../errors.js";
import type { Inventory, Resource } from "../inventory/inventory.js";
import { didYouMean } from "./closest.js";

/** The resource of that address. Throws {@link ConfigError} when no inventory has it. */
export function resourceAt(inventories: readonly Inventory[], address: string): Resource {
  const all = inventories.flatMap(({ resources }) =>
    Object.values(resources).flatMap((ofType) => Object.values(ofType)),
  );
  const found = all.find((resource) => resource.address === address);
  if (found !== undefined) return found;
  const addresses = all.map((resource) => resource.address);
  throw new ConfigError(
    "unknown-address",
    `There is no resource ${address}${didYouMean(address, addresses)}`,
    "safeguard inventory INPUT lists all.",
  );
}
