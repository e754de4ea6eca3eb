import { createHash } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Terraform } from "./terraform.js";

/** Attribute values, as plans and states hold them. */
type Values = Record<string, unknown>;

/** Cut down to what is read of `terraform show -json PLAN`. */
interface Plan {
  readonly terraform_version: string;
  readonly resource_changes?: readonly Change[];
  readonly planned_values: { readonly root_module: { readonly resources?: readonly Planned[] } };
}

interface Planned {
  readonly address: string;
  readonly schema_version: number;
}

interface Change {
  readonly address: string;
  readonly mode: string;
  readonly type: string;
  readonly name: string;
  readonly index?: string | number;
  readonly provider_name: string;
  readonly change: {
    readonly actions: readonly string[];
    readonly after: Values;
    readonly after_unknown: Values;
    readonly after_sensitive: unknown;
  };
}

/** `terraform providers schema -json`, cut down likewise. */
interface Schemas {
  readonly provider_schemas: Record<string, { resource_schemas: Record<string, { block: Block }> }>;
}

interface Block {
  readonly attributes?: Record<string, { readonly type?: unknown }>;
  readonly block_types?: Record<string, { readonly block: Block }>;
}

interface Instance {
  readonly change: Change;
  readonly schemaVersion: number;
  readonly attributes: Values;
}

const STATE = "terraform.tfstate";
const PLAN = "deploy.tfplan";
const ROUNDS = 6;

const REGION = "us-east-1:123456789012";

/** Ids and ARNs of the types whose others refer to by them, or of which the provider insists on a form. */
const IDENTITIES: Readonly<Record<string, (name: string) => Values>> = {
  aws_ecs_cluster: (name) => arnAsId(`arn:aws:ecs:${REGION}:cluster/${name}`),
  aws_launch_template: (name) => ({ id: `lt-${digits(name)}` }),
  aws_secretsmanager_secret: (name) => arnAsId(`arn:aws:secretsmanager:${REGION}:secret:${name}-AbCdEf`),
  aws_security_group: (name) => ({ id: `sg-${digits(name)}` }),
  aws_sns_topic: (name) => arnAsId(`arn:aws:sns:${REGION}:${name}`),
  aws_sqs_queue: (name) => {
    const url = `https://sqs.us-east-1.amazonaws.com/123456789012/${name}`;
    return { id: url, url, arn: `arn:aws:sqs:${REGION}:${name}` };
  },
};

function arnAsId(arn: string): Values {
  return { id: arn, arn };
}

function digits(name: string): string {
  return createHash("sha256").update(name).digest("hex").slice(0, 17);
}

/**
 * Writes the state that an apply of the configuration in `folder` would leave. Nothing is applied: what the plan tells is taken
 * as it stands, and what AWS would decide is made up. What depends on it is then planned again by the provider, until it
 * finds nothing left to change. Root module only, which is all that CDKTF writes. Throws when it does not come to an end.
 */
export async function deploy(terraform: Terraform, folder: string): Promise<void> {
  const schemas = JSON.parse(await terraform.schemas(folder)) as Schemas;
  const state = new Map<string, Instance>();
  let pending: readonly Change[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    await terraform.plan(folder, PLAN, ["-refresh=false"]);
    const plan = JSON.parse(await terraform.show(folder, PLAN)) as Plan;
    pending = (plan.resource_changes ?? []).filter(
      ({ mode, change }) => mode === "managed" && change.actions[0] !== "no-op",
    );
    if (pending.length === 0) return;
    const versions = new Map(
      plan.planned_values.root_module.resources?.map((it) => [it.address, it.schema_version]),
    );
    for (const it of pending) {
      const schema = schemas.provider_schemas[it.provider_name]?.resource_schemas[it.type];
      if (schema === undefined) throw new Error(`The provider has no schema of ${it.type}.`);
      const { after, after_unknown } = it.change;
      state.set(it.address, {
        change: it,
        schemaVersion: versions.get(it.address) ?? 0,
        attributes: settled(it, schema.block, after, after_unknown, state.get(it.address)?.attributes),
      });
    }
    await writeFile(join(folder, STATE), JSON.stringify(stateOf(plan, state)));
  }
  throw new Error(`Still to change after ${ROUNDS} plans: ${pending.map((it) => it.address).join(", ")}.`);
}

function stateOf(plan: Plan, state: ReadonlyMap<string, Instance>) {
  return {
    version: 4,
    terraform_version: plan.terraform_version,
    serial: 1,
    lineage: "00000000-0000-4000-8000-000000000000",
    outputs: {},
    resources: [...state.values()].map(({ change, schemaVersion, attributes }) => ({
      mode: "managed",
      type: change.type,
      name: change.name,
      provider: `provider["${change.provider_name}"]`,
      instances: [
        {
          ...(change.index === undefined ? {} : { index_key: change.index }),
          schema_version: schemaVersion,
          attributes,
          sensitive_attributes: sensitivePaths(change.change.after_sensitive),
        },
      ],
    })),
  };
}

type Step =
  | { readonly type: "get_attr"; readonly value: string }
  | { readonly type: "index"; readonly value: unknown };

/** Paths of what is marked, as states write them. */
function sensitivePaths(marks: unknown, path: readonly Step[] = []): Step[][] {
  if (marks === true) return [[...path]];
  if (Array.isArray(marks)) {
    return marks.flatMap((mark, value) =>
      sensitivePaths(mark, [...path, { type: "index", value: { value, type: "number" } }]),
    );
  }
  if (!isValues(marks)) return [];
  return Object.entries(marks).flatMap(([value, mark]) =>
    sensitivePaths(mark, [...path, { type: "get_attr", value }]),
  );
}

/** The values after an apply. */
function settled(change: Change, block: Block, after: Values, unknown: Values, before: Values = {}): Values {
  const values: Values = { ...after };
  for (const [name, mask] of Object.entries(unknown)) {
    if (mask === true) values[name] = before[name] ?? madeUp(change, name, block);
    else if (typeof mask === "object" && mask !== null)
      values[name] = within(after[name], mask, before[name]);
  }
  return values;
}

/** Unknown parts of a value: of a block, a list or a map. */
function within(after: unknown, mask: unknown, before: unknown): unknown {
  if (mask === true) return before ?? null;
  if (Array.isArray(after) && Array.isArray(mask)) {
    return after.map((item, index) =>
      within(item, mask[index], Array.isArray(before) ? before[index] : null),
    );
  }
  if (isValues(after) && isValues(mask)) {
    const names = new Set([...Object.keys(after), ...Object.keys(mask)]);
    const old = isValues(before) ? before : {};
    return Object.fromEntries([...names].map((name) => [name, within(after[name], mask[name], old[name])]));
  }
  return after;
}

function isValues(value: unknown): value is Values {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Something to refer to where the name says that it is referred to; else nothing, as for what AWS leaves empty. */
function madeUp({ type, name, change }: Change, attribute: string, block: Block): unknown {
  const shape = block.attributes?.[attribute]?.type;
  if (shape === undefined) return [];
  if (Array.isArray(shape)) return shape[0] === "map" || shape[0] === "object" ? {} : [];
  if (shape === "number") return 1;
  if (shape === "bool") return false;
  const own = typeof change.after.name === "string" ? change.after.name : name;
  const identity = IDENTITIES[type]?.(own)[attribute];
  if (identity !== undefined) return identity;
  if (/(^|_)arn$/.test(attribute)) return `arn:aws:${type.split("_")[1]}:${REGION}:${own}`;
  return /(^|_)(id|name|url|endpoint|address)$/.test(attribute) ? own : "";
}
