import type { Value } from "./inventory.js";
import { isRecord } from "./values.js";

/** What a value link needs of a resource. */
export interface Linkable {
  readonly address: string;
  readonly type: string;
  readonly values: Readonly<Record<string, Value>>;
  readonly documents: Readonly<Record<string, { readonly value: Value }>>;
}

/** A known value that another resource is identified by. */
export interface ValueLink {
  readonly path: string;
  readonly targets: readonly string[];
  /** The attribute of the targets that has the value. */
  readonly attribute: string;
  /** Why the targets are candidates only; null when the one target is meant. */
  readonly doubt: string | null;
  /** The doubt is which one of the targets is meant, all of one type. */
  readonly isShared: boolean;
}

/** Attributes that identify a resource, in any type; names in the argument each type uses. */
const IDENTITIES = ["arn", "id", "url", "name", "key_id"];
const TYPE_IDENTITIES: Readonly<Record<string, readonly string[]>> = {
  aws_cloudwatch_metric_alarm: ["alarm_name"],
  aws_cloudwatch_composite_alarm: ["alarm_name"],
  aws_elasticache_replication_group: ["replication_group_id"],
  aws_elasticache_cluster: ["cluster_id"],
  aws_lambda_function: ["function_name"],
  aws_msk_cluster: ["cluster_name"],
  aws_s3_bucket: ["bucket"],
  aws_autoscaling_group: ["name"],
  aws_dynamodb_table: ["name"],
};

/** Data sources that say where the plan is applied: whoever names the account or the region refers to no resource. */
const SURROUNDINGS = new Set(["aws_caller_identity", "aws_partition", "aws_region"]);

/** Free text and labels: an equal string there refers to nothing. */
const NO_LINKS = new Set([
  "tags",
  "tags_all",
  "description",
  "alarm_description",
  "name",
  "timeouts",
  "type",
]);
const SHORTEST = 2;

/** Finds the resources that known values name: equal names, ARNs, URLs and ids. One pass to index, one to look up. */
export function linkValues(resources: readonly Linkable[]): Map<string, ValueLink[]> {
  const owners = index(resources);
  const links = new Map<string, ValueLink[]>();
  for (const resource of resources) {
    const own = identitiesOf(resource.type);
    const found: ValueLink[] = [];
    for (const argument of Object.keys(resource.values)) {
      if (NO_LINKS.has(argument) || own.includes(argument)) continue;
      const content = resource.documents[argument]?.value ?? resource.values[argument] ?? null;
      eachString(content, argument, (path, text) => {
        const exact = owners.get(text);
        if (exact !== undefined) found.push(...linksTo(exact, path, resource));
        else if (text.startsWith("arn:")) found.push(...lookUpArn(text, path, owners));
      });
    }
    if (found.length > 0) links.set(resource.address, found);
  }
  return links;
}

/** Every attribute by which a resource may be named. */
export function identities(): string[] {
  return [...IDENTITIES, ...Object.values(TYPE_IDENTITIES).flat()];
}

interface Owner {
  readonly address: string;
  readonly type: string;
  readonly attribute: string;
}

/** By the value that names them. */
type Owners = ReadonlyMap<string, readonly Owner[]>;

function index(resources: readonly Linkable[]): Owners {
  const owners = new Map<string, Owner[]>();
  for (const resource of resources) {
    if (SURROUNDINGS.has(resource.type)) continue;
    const values = new Set<string>();
    for (const attribute of identitiesOf(resource.type)) {
      const value = resource.values[attribute];
      if (typeof value !== "string" || value.length < SHORTEST || values.has(value)) continue;
      values.add(value);
      const owner = { address: resource.address, type: resource.type, attribute };
      const sharing = owners.get(value);
      if (sharing === undefined) owners.set(value, [owner]);
      else sharing.push(owner);
    }
  }
  return owners;
}

function identitiesOf(type: string): readonly string[] {
  return [...IDENTITIES, ...(TYPE_IDENTITIES[type] ?? [])];
}

/** Resources of different types may share a name; of one type, who is meant cannot be told. */
function linksTo(owners: readonly Owner[], path: string, from: Linkable): ValueLink[] {
  const byType = new Map<string, { targets: string[]; attribute: string }>();
  for (const owner of owners) {
    const ofType = byType.get(owner.type);
    if (ofType === undefined)
      byType.set(owner.type, { targets: [owner.address], attribute: owner.attribute });
    else ofType.targets.push(owner.address);
  }
  const self = byType.get(from.type);
  if (self !== undefined && self.targets.length > 1)
    self.targets = self.targets.filter((target) => target !== from.address);
  return [...byType.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { targets, attribute }]) => ({
      path,
      targets,
      attribute,
      doubt: sharedBy(targets, attribute, path),
      isShared: targets.length > 1,
    }));
}

function sharedBy(targets: readonly string[], attribute: string, path: string): string | null {
  return targets.length === 1
    ? null
    : `${targets.length} resources share the ${attribute} that ${path} names`;
}

/** Services whose resource types have another prefix than `aws_<service>_`. */
const TYPE_PREFIXES: Readonly<Record<string, string>> = {
  events: "aws_cloudwatch_event_",
  logs: "aws_cloudwatch_log_",
  monitoring: "aws_cloudwatch_",
  kafka: "aws_msk_",
};

/**
 * An ARN whose resource is not created yet: the name at its end is known, that account and region are those of the plan
 * is not. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
 */
function lookUpArn(text: string, path: string, owners: Owners): ValueLink[] {
  const arn = /^arn:[^:]*:([^:]+):[^:]*:[^:]*:(.+)$/.exec(text);
  const [, service = "", rest = ""] = arn ?? [];
  if (arn === null) return [];
  const name = rest.slice(Math.max(rest.lastIndexOf(":"), rest.lastIndexOf("/")) + 1);
  const prefix = TYPE_PREFIXES[service] ?? `aws_${service}_`;
  const named = (owners.get(name) ?? []).filter(({ type }) => type.startsWith(prefix));
  if (named.length === 0) return [];
  const doubt = `${path} names ${name} in an ARN whose account and region cannot be compared before apply`;
  const targets = named.map(({ address }) => address).sort();
  return [{ path, targets, attribute: "name", doubt, isShared: false }];
}

function eachString(value: Value, path: string, visit: (path: string, text: string) => void): void {
  if (typeof value === "string") visit(path, value);
  else if (Array.isArray(value)) for (const item of value) eachString(item, path, visit);
  else if (isRecord(value))
    for (const key of Object.keys(value)) eachString(value[key] as Value, `${path}.${key}`, visit);
}
