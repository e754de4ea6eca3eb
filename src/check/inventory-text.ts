import type { Surroundings } from "../input/read.js";
import { published } from "../inventory/published.js";
import { jsonText } from "../json.js";
import { type InventoryOptions, readInventories } from "./judge.js";
import { resourceAt } from "./resource-at.js";

/**
 * The inventory of each document as JSON, as `safeguard inventory` prints it: the input of the policies, without what must not
 * leave Safeguard. Throws {@link InputError}.
 * @param address Only this resource, with its references both ways.
 */
export async function inventoryTexts(
  options: InventoryOptions,
  around: Surroundings,
  address: string | null = null,
): Promise<string[]> {
  const inventories = (await readInventories(options, around)).map(({ inventory }) => published(inventory));
  const found = address === null ? inventories : [resourceAt(inventories, address)];
  return found.map((item) => jsonText(item, 2));
}
