import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { readInventories } from "../../src/check/judge.js";
import type { Plan } from "../../src/input/plan.js";
import type { Surroundings } from "../../src/input/read.js";
import type { Inventory, Resource } from "../../src/inventory/inventory.js";

export const root = fileURLToPath(new URL("../../", import.meta.url));

export const around: Surroundings = {
  cwd: root,
  stdin: () => Promise.resolve(new Uint8Array()),
  terraform: "terraform",
};

function planPath(name: string): string {
  return `fixtures/plans/${name}.json`;
}

export function readPlan(name: string): Plan {
  return JSON.parse(readFileSync(`${root}${planPath(name)}`, "utf8")) as Plan;
}

/** The inventory of a real plan, alone or with the configuration it was made from. */
export async function inventoryOf(name: string, source: string | null = null): Promise<Inventory> {
  const [only] = await readInventories({ inputs: [planPath(name)], source }, around);
  if (only === undefined) throw new Error(`${name} gave no inventory`);
  return only.inventory;
}

/** The inventory of a plan held in memory. */
export async function inventoryOfPlan(plan: unknown): Promise<Inventory> {
  const bytes = new TextEncoder().encode(JSON.stringify(plan));
  const stdin = () => Promise.resolve(bytes);
  const [only] = await readInventories(
    { inputs: ["-"], source: null },
    { ...around, cwd: `${root}fixtures`, stdin },
  );
  if (only === undefined) throw new Error("the plan gave no inventory");
  return only.inventory;
}

export function at(inventory: Inventory, address: string): Resource {
  for (const ofType of Object.values(inventory.resources)) {
    const found = ofType[address];
    if (found !== undefined) return found;
  }
  throw new Error(`no resource ${address}`);
}

export function addresses(inventory: Inventory): string[] {
  return Object.values(inventory.resources).flatMap((ofType) => Object.keys(ofType));
}
