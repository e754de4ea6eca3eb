import { Token } from "cdktf";
import { LOG_RETENTION_DAYS } from "../shared/log-group.js";
import {
  InvalidPropError,
  requireArn,
  requireEntries,
  requireInteger,
  requireMatch,
} from "../shared/validation.js";
import { requireClient } from "./names.js";
import type { EventQueueProps, NatsProps, RedisProps } from "./props.js";

/** What a number of clients takes. */
const SIZES = {
  small: { redisNodeType: "cache.t3.micro", redisNodes: 1, natsInstanceType: "t3.small", natsServers: 1 },
  medium: { redisNodeType: "cache.t3.small", redisNodes: 2, natsInstanceType: "t3.medium", natsServers: 3 },
  large: { redisNodeType: "cache.m5.large", redisNodes: 2, natsInstanceType: "m5.large", natsServers: 3 },
} as const;

const SIX_YEARS = 2192;

/** The props that Redis and NATS share, with every default filled in and every value checked. */
export interface Settings {
  readonly vpcId: string;
  readonly subnetIds: readonly string[];
  readonly allowedCidrBlocks: readonly string[];
  readonly encryption: boolean;
  readonly auth: boolean;
  readonly cloudwatch: boolean;
  readonly topicArns: readonly string[];
  readonly backupRetentionDays: number;
  readonly logRetentionDays: number;
  readonly connectionsThreshold: number;
  /** Sorted, so that the order in which they are written changes nothing. */
  readonly tenants: readonly string[];
  readonly rotation: { readonly lambdaArn: string; readonly days: number } | undefined;
}

export interface RedisSettings {
  readonly nodeType: string;
  readonly nodes: number;
  readonly engineVersion: string;
  readonly maxmemoryPolicy: string;
  readonly snapshotWindow: string;
  readonly maintenanceWindow: string;
  readonly notificationTopicArn: string | undefined;
}

export interface NatsSettings {
  readonly instanceType: string;
  readonly servers: number;
  readonly version: string;
  readonly sha256: string | undefined;
  readonly downloadUrl: string;
  readonly amiId: string | undefined;
  readonly volumeSize: number;
  readonly serverName: string | undefined;
  readonly egressCidrBlocks: readonly string[];
  readonly accessLogsBucket: string | undefined;
  readonly sessionManager: boolean;
}

export function settingsOf(props: EventQueueProps): Settings {
  requireOneOf("queueType", props.queueType, ["redis", "nats"]);
  requireOneOf("preset", props.preset ?? "production", ["development", "production"]);
  requireOneOf("size", props.size ?? "medium", ["small", "medium", "large"]);
  requireMatch("vpcId", props.vpcId, /^vpc-[0-9a-f]+$/, "the id of a VPC (vpc-…) or a reference to one");
  requireEntries("subnetIds", props.subnetIds, "subnet");
  requireBlocks("allowedCidrBlocks", props.allowedCidrBlocks, 8);
  const cloudwatch = props.enableCloudwatch ?? true;
  const topicArns = props.alarmSnsTopicArns ?? [];
  if (cloudwatch) requireEntries("alarmSnsTopicArns", topicArns, "topic");
  for (const arn of topicArns) requireArn("alarmSnsTopicArns", arn, "sns", "arn:aws:sns:…");
  if (props.kmsKeyArn !== undefined) requireArn("kmsKeyArn", props.kmsKeyArn, "kms", "arn:aws:kms:…:key/…");
  const auth = props.enableAuth ?? true;
  return {
    vpcId: props.vpcId,
    subnetIds: props.subnetIds,
    allowedCidrBlocks: props.allowedCidrBlocks,
    encryption: props.enableEncryption ?? true,
    auth,
    cloudwatch,
    topicArns,
    backupRetentionDays: backupRetention(props),
    logRetentionDays: logRetention(props),
    connectionsThreshold: integer(
      "connectionsThreshold",
      props.connectionsThreshold,
      1000,
      1,
      65_000,
      "connections",
    ),
    tenants: tenantsOf(props, auth),
    rotation: rotationOf(props),
  };
}

export function redisSettingsOf(props: EventQueueProps & RedisProps, settings: Settings): RedisSettings {
  if (settings.auth && !settings.encryption) {
    throw new InvalidPropError(
      "enableAuth",
      true,
      "false without enableEncryption: Redis takes credentials over TLS only",
    );
  }
  const size = sizeOf(props);
  const nodes = integer("redisNumCacheNodes", props.redisNumCacheNodes, size.redisNodes, 1, 6, "nodes");
  requireSpread("redisNumCacheNodes", nodes, props.subnetIds);
  const nodeType = props.redisNodeType ?? size.redisNodeType;
  requireMatch(
    "redisNodeType",
    nodeType,
    /^cache\.[a-z0-9]+\.[a-z0-9]+$/,
    "a node type such as cache.t3.small",
  );
  const engineVersion = props.redisEngineVersion ?? "7.0";
  requireOneOf("redisEngineVersion", engineVersion, ["6.2", "7.0", "7.1"]);
  const maxmemoryPolicy = props.redisMaxmemoryPolicy ?? "noeviction";
  const policyWords = "a maxmemory-policy of Redis such as noeviction";
  const policies = /^(?:noeviction|(?:allkeys-(?:lru|lfu|random))|(?:volatile-(?:lru|lfu|random|ttl)))$/;
  requireMatch("redisMaxmemoryPolicy", maxmemoryPolicy, policies, policyWords);
  const snapshotWindow = props.redisSnapshotWindow ?? "03:00-05:00";
  const time = "(?:[01]\\d|2[0-3]):[0-5]\\d";
  requireMatch(
    "redisSnapshotWindow",
    snapshotWindow,
    new RegExp(`^${time}-${time}$`),
    "a time such as 03:00-05:00",
  );
  const maintenanceWindow = props.redisMaintenanceWindow ?? "sun:05:00-sun:07:00";
  const day = "(?:mon|tue|wed|thu|fri|sat|sun)";
  const weekly = new RegExp(`^${day}:${time}-${day}:${time}$`);
  requireMatch("redisMaintenanceWindow", maintenanceWindow, weekly, "a time such as sun:05:00-sun:07:00");
  const topic = props.redisNotificationTopicArn ?? [...settings.topicArns].sort()[0];
  if (props.redisNotificationTopicArn !== undefined) {
    requireArn("redisNotificationTopicArn", props.redisNotificationTopicArn, "sns", "arn:aws:sns:…");
  }
  return {
    nodeType,
    nodes,
    engineVersion,
    maxmemoryPolicy,
    snapshotWindow,
    maintenanceWindow,
    notificationTopicArn: topic,
  };
}

export function natsSettingsOf(props: EventQueueProps & NatsProps): NatsSettings {
  const size = sizeOf(props);
  const servers = props.natsClusterSize ?? size.natsServers;
  if (![1, 3, 5].includes(servers)) {
    throw new InvalidPropError(
      "natsClusterSize",
      servers,
      "1, 3 or 5: JetStream needs a majority of the servers",
    );
  }
  requireSpread("natsClusterSize", servers, props.subnetIds);
  const instanceType = props.natsInstanceType ?? size.natsInstanceType;
  requireMatch(
    "natsInstanceType",
    instanceType,
    /^[a-z][a-z0-9-]*\.[a-z0-9-]+$/,
    "an instance type such as t3.medium",
  );
  const version = props.natsVersion ?? "2.15.2";
  requireMatch(
    "natsVersion",
    version,
    /^(?:2\.[1-9]\d+|[3-9]\.\d+)\.\d+$/,
    "a version such as 2.15.2, 2.10 or newer",
  );
  if (props.natsSha256 !== undefined) {
    requireMatch("natsSha256", props.natsSha256, /^[0-9a-f]{64}$/, "64 hexadecimal digits");
  }
  const downloadUrl = props.natsDownloadUrl ?? "https://github.com/nats-io/nats-server/releases/download";
  requireMatch(
    "natsDownloadUrl",
    downloadUrl,
    /^https:\/\/[\w.:/-]+[\w-]$/,
    "an https URL without a slash at its end",
  );
  if (props.natsAmiId !== undefined) {
    requireMatch("natsAmiId", props.natsAmiId, /^ami-[0-9a-f]+$/, "the id of an image (ami-…)");
  }
  if (props.natsServerName !== undefined) {
    // It becomes part of a script.
    if (Token.isUnresolved(props.natsServerName) || !/^[a-z0-9.-]{1,64}$/.test(props.natsServerName)) {
      throw new InvalidPropError(
        "natsServerName",
        props.natsServerName,
        "a name such as queue.example.internal",
      );
    }
  }
  const egressCidrBlocks = props.natsEgressCidrBlocks ?? ["0.0.0.0/0"];
  requireBlocks("natsEgressCidrBlocks", egressCidrBlocks, 0);
  return {
    instanceType,
    servers,
    version,
    sha256: props.natsSha256,
    downloadUrl,
    amiId: props.natsAmiId,
    volumeSize: integer("natsVolumeSize", props.natsVolumeSize, 50, 8, 16_384, "GiB"),
    serverName: props.natsServerName,
    egressCidrBlocks,
    accessLogsBucket: props.natsAccessLogsBucket,
    sessionManager: props.natsSessionManager ?? false,
  };
}

function sizeOf(props: EventQueueProps) {
  return SIZES[props.size ?? (props.preset === "development" ? "small" : "medium")];
}

function backupRetention(props: EventQueueProps): number {
  const fallback = props.preset === "development" ? 1 : 7;
  const least = props.queueType === "redis" ? 0 : 1;
  return integer("backupRetentionDays", props.backupRetentionDays, fallback, least, 35, "days");
}

function logRetention(props: EventQueueProps): number {
  const days = props.logRetentionDays ?? SIX_YEARS;
  requireOneOf("logRetentionDays", days, LOG_RETENTION_DAYS);
  return days;
}

function rotationOf(props: EventQueueProps): Settings["rotation"] {
  const days = integer("rotationDays", props.rotationDays, 30, 1, 90, "days");
  if (props.rotationLambdaArn === undefined) return undefined;
  requireArn("rotationLambdaArn", props.rotationLambdaArn, "lambda", "arn:aws:lambda:…:function:…");
  return { lambdaArn: props.rotationLambdaArn, days };
}

function tenantsOf(props: EventQueueProps, auth: boolean): string[] {
  const tenants = [...(props.tenants ?? [])].sort();
  for (const tenant of tenants) requireClient("tenants", tenant);
  if (tenants.length > 0) requireEntries("tenants", tenants, "client");
  if (tenants.length > 0 && !auth) {
    throw new InvalidPropError("tenants", tenants, "none without enableAuth");
  }
  return tenants;
}

function integer(
  prop: string,
  value: number | undefined,
  fallback: number,
  low: number,
  high: number,
  unit: string,
) {
  const number = value ?? fallback;
  requireInteger(prop, number, low, high, unit);
  return number;
}

function requireOneOf<T extends string | number>(prop: string, value: T, allowed: readonly T[]): void {
  if (!allowed.includes(value)) throw new InvalidPropError(prop, value, `one of ${allowed.join(", ")}`);
}

/** Several nodes outlive a zone only in several subnets. A list that is a reference cannot be counted here. */
function requireSpread(prop: string, nodes: number, subnets: readonly string[]): void {
  if (nodes > 1 && !Token.isUnresolved(subnets) && subnets.length < 2) {
    throw new InvalidPropError("subnetIds", subnets, `at least two subnets where ${prop} is ${nodes}`);
  }
}

function requireBlocks(prop: string, blocks: readonly string[], widest: number): void {
  requireEntries(prop, blocks, "block");
  for (const block of blocks) {
    if (Token.isUnresolved(block)) continue;
    const octet = "(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)";
    const [, length] =
      new RegExp(`^(?:${octet}\\.){3}${octet}/(\\d|[12]\\d|3[0-2])$`).exec(String(block)) ?? [];
    if (length === undefined || Number(length) < widest) {
      throw new InvalidPropError(
        prop,
        block,
        `an IPv4 block such as 10.20.0.0/16, none wider than /${widest}`,
      );
    }
  }
}
