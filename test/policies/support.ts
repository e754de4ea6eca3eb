import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { readInventories } from "../../src/check/judge.js";
import type { Catalogue } from "../../src/engine/verdict.js";
import type { Inventory } from "../../src/inventory/inventory.js";

export const root = fileURLToPath(new URL("../../", import.meta.url));
export const opaCommand = process.env.OPA ?? "opa";

export function distFile(name: string): Buffer {
  return readFileSync(new URL(`../../policies/dist/${name}`, import.meta.url));
}

export const catalogue = JSON.parse(distFile("catalogue.json").toString("utf8")) as Catalogue;

/** OPA is for policy authors; without it, only CI insists. */
export const hasOpa = process.env.SAFEGUARD_REQUIRE_OPA !== undefined || answers();

function answers(): boolean {
  try {
    execFileSync(opaCommand, ["version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

/** The inventory of a plan of `fixtures/plans`, of which the policies see the types they read. */
export async function inventoryOf(plan: string): Promise<Pick<Inventory, "resources">> {
  const index = JSON.parse(readFileSync(`${root}fixtures/plans/index.json`, "utf8")) as Record<
    string,
    { source: string }
  >;
  const [read] = await readInventories(
    { inputs: [`fixtures/plans/${plan}.json`], source: `fixtures/${index[plan]?.source}` },
    { cwd: root, stdin: async () => new Uint8Array(), terraform: "terraform" },
  );
  const resources = Object.entries(read?.inventory.resources ?? {});
  return { resources: Object.fromEntries(resources.filter(([type]) => catalogue.types.includes(type))) };
}
