import type { JsonObject, Plan, ResourceChange } from "../input/plan.js";
import { identities } from "./links.js";

/** What Terraform does not touch stays as it was. `forget` leaves the resource where it is. */
const CHANGES = new Set(["create", "update", "delete"]);

/**
 * Arguments that will not have the value that the plan shows. The provider reads `policy` of a queue back from AWS, and where
 * an `aws_sqs_queue_policy` sets it, the plan repeats it for the queue although that resource is about to change it, or to be
 * deleted. Which argument a resource sets for another is told by its type: `aws_sqs_queue_policy` sets `policy` of
 * `aws_sqs_queue`. Address → arguments, whether or not the configuration writes them.
 */
export function staleArguments(plan: Plan): Map<string, Set<string>> {
  const changes = (plan.resource_changes ?? []).filter(({ mode, deposed }) => mode === "managed" && !deposed);
  const types = new Set(changes.map(({ type }) => type));
  const stale = new Map<string, Set<string>>();
  const owners = ownersIn(changes);
  for (const change of changes) {
    if (!change.change.actions.some((action) => CHANGES.has(action))) continue;
    for (const type of types) {
      if (!change.type.startsWith(`${type}_`)) continue;
      const argument = change.type.slice(type.length + 1);
      for (const name of namesIn(change)) {
        for (const owner of owners.get(keyOf(type, name)) ?? []) add(stale, owner, argument);
      }
    }
  }
  return stale;
}

function ownersIn(changes: readonly ResourceChange[]): Map<string, Set<string>> {
  const owners = new Map<string, Set<string>>();
  const attributes = identities();
  for (const { address, type, change } of changes) {
    for (const attribute of attributes) {
      const value = change.before?.[attribute];
      if (typeof value === "string" && value !== "") add(owners, keyOf(type, value), address);
    }
  }
  return owners;
}

function add(sets: Map<string, Set<string>>, key: string, value: string): void {
  const set = sets.get(key);
  if (set === undefined) sets.set(key, new Set([value]));
  else set.add(value);
}

/** What a resource names, before and after. */
function namesIn({ change }: ResourceChange): Set<string> {
  const values = (one: JsonObject | null | undefined) => Object.values(one ?? {});
  const texts = [...values(change.before), ...values(change.after)].filter(
    (value) => typeof value === "string",
  );
  return new Set(texts);
}

function keyOf(type: string, name: string): string {
  return `${type}\n${name}`;
}
