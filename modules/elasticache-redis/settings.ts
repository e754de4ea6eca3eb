import { LOG_RETENTION_DAYS } from "../shared/log-group.js";
import { namePrefix } from "../shared/tags.js";
import {
  InvalidPropError,
  requireArn,
  requireEntries,
  requireInteger,
  requireMatch,
  requireOneOf,
} from "../shared/validation.js";
import { requireDailyWindow, requireWeeklyWindow } from "../shared/windows.js";
import { checkedParameters } from "./parameters.js";
import type { ElasticacheRedisProps, LogDelivery, RedisParameter } from "./props.js";

const NOBODY = "00000000-0000-0000-0000-000000000000";
const LONGEST_NAME = 40;

/** The props with every default filled in and every value checked. */
export interface Settings {
  readonly name: string;
  readonly architectureType: string;
  readonly engineVersion: string;
  readonly nodeType: string;
  readonly nodes: number;
  readonly port: number;
  readonly multiAz: boolean;
  readonly failover: boolean;
  readonly encryptedAtRest: boolean;
  readonly encryptedInTransit: boolean;
  readonly authToken: boolean;
  readonly snapshotDays: number;
  readonly snapshotWindow: string;
  readonly finalSnapshot: string | undefined;
  readonly maintenanceWindow: string;
  readonly parameterGroup: ParameterGroupSettings | undefined;
  readonly logDelivery: readonly LogDelivery[] | undefined;
  readonly logRetentionDays: number;
  readonly alarmTopicArns: readonly string[];
  readonly thresholds: Thresholds;
}

export interface ParameterGroupSettings {
  readonly family: string;
  readonly description: string;
  readonly parameters: readonly RedisParameter[];
}

export interface Thresholds {
  readonly cpu: number;
  readonly memory: number;
  readonly evictions: number;
  readonly connections: number;
  readonly replicationLag: number;
}

export function settingsOf(props: ElasticacheRedisProps): Settings {
  const name = checkCustomer(props);
  const integer = (
    prop: keyof ElasticacheRedisProps,
    fallback: number,
    low: number,
    high: number,
    unit = "",
  ) => {
    const value = (props[prop] as number | undefined) ?? fallback;
    requireInteger(prop, value, low, high, unit);
    return value;
  };
  const availability = checkAvailability(props);
  const engineVersion = props.engineVersion ?? "7.1";
  requireMatch("engineVersion", engineVersion, /^(6\.[x\d]+|7\.\d+)$/, "a version of Redis 6 or 7, e.g. 7.1");
  const nodeType = props.nodeType ?? "cache.r7g.large";
  requireMatch("nodeType", nodeType, /^cache\.[a-z0-9-]+\.[a-z0-9]+$/, "a node type, e.g. cache.r7g.large");
  const snapshotWindow = props.snapshotWindow ?? "03:00-05:00";
  requireDailyWindow("snapshotWindow", snapshotWindow);
  const maintenanceWindow = props.maintenanceWindow ?? "sun:05:00-sun:07:00";
  requireWeeklyWindow("maintenanceWindow", maintenanceWindow);
  checkFinalSnapshot(props.finalSnapshotIdentifier);
  checkArns(props);
  const logRetentionDays = props.logRetentionDays ?? 2192;
  requireOneOf("logRetentionDays", logRetentionDays, LOG_RETENTION_DAYS);

  return {
    name,
    architectureType:
      props.architectureType === "dedicated" ? "dedicated_single_tenant" : props.architectureType,
    engineVersion,
    nodeType,
    ...availability,
    port: integer("port", 6379, 1, 65_535),
    ...checkEncryption(props),
    snapshotDays: integer("snapshotRetentionLimit", 7, 0, 35, "days"),
    snapshotWindow,
    finalSnapshot:
      props.finalSnapshotIdentifier === null
        ? undefined
        : (props.finalSnapshotIdentifier ?? `${name}-final-snapshot`),
    maintenanceWindow,
    parameterGroup: parameterGroupOf(props, engineVersion),
    logDelivery: checkedLogDelivery(props.logDeliveryConfiguration),
    logRetentionDays,
    alarmTopicArns:
      props.alarmSnsTopicArns ??
      (props.notificationTopicArn === undefined ? [] : [props.notificationTopicArn]),
    thresholds: {
      cpu: integer("cpuThreshold", 90, 1, 100, "percent"),
      memory: integer("memoryThreshold", 90, 1, 100, "percent"),
      evictions: integer("evictionsThreshold", 0, 0, 1_000_000, "keys"),
      connections: integer("connectionsThreshold", 10_000, 1, 65_000, "connections"),
      replicationLag: integer("replicationLagThreshold", 1, 1, 3600, "seconds"),
    },
  };
}

/** Checks who the cache is for, and returns its name. */
function checkCustomer(props: ElasticacheRedisProps): string {
  const { customerId, customerName, architectureType } = props;
  const uuid = /^(cust-)?[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
  requireMatch("customerId", customerId, uuid, "the UUID of a customer, with or without cust- before it");
  const customerWords = "1-20 lower-case letters, digits and single hyphens, starting with a letter";
  requireMatch("customerName", customerName, /^(?=.{1,20}$)[a-z][a-z0-9]*(-[a-z0-9]+)*$/, customerWords);
  const types = ["shared", "dedicated", "dedicated_single_tenant", "dedicated_vpc"];
  requireOneOf("architectureType", architectureType, types);
  requireOneOf("planTier", props.planTier, ["basic", "pro", "enterprise", "platform"]);
  if ((customerId === NOBODY) !== (architectureType === "shared")) {
    throw new InvalidPropError("customerId", customerId, `${NOBODY} for shared, and for shared only`);
  }
  requireMatch("region", props.region, /^[a-z]{2}(-[a-z]+)+-\d$/, "an AWS region, e.g. us-east-1");
  const name = `${namePrefix({ ...props, project: customerName })}-redis`;
  if (name.length > LONGEST_NAME || name.includes("--")) {
    const allowed = `names such that ${name} has at most ${LONGEST_NAME} characters and no two hyphens in a row`;
    throw new InvalidPropError("environment", props.environment, allowed);
  }
  return name;
}

function checkAvailability(props: ElasticacheRedisProps) {
  const multiAz = props.multiAzEnabled ?? true;
  const failover = props.automaticFailoverEnabled ?? multiAz;
  if (failover !== multiAz) {
    const allowed = multiAz ? "true, which Multi-AZ takes" : "false, or multiAzEnabled: true beside it";
    throw new InvalidPropError("automaticFailoverEnabled", failover, allowed);
  }
  const nodes = props.numCacheClusters ?? 2;
  requireInteger("numCacheClusters", nodes, multiAz ? 2 : 1, 6, multiAz ? "nodes with Multi-AZ" : "nodes");
  requireMatch("vpcId", props.vpcId, /^vpc-[0-9a-f]+$/, "the id of a VPC");
  requireEntries("subnetIds", props.subnetIds, "subnet", multiAz ? 2 : 1);
  for (const id of props.subnetIds) requireMatch("subnetIds", id, /^subnet-[0-9a-f]+$/, "ids of subnets");
  const zones = props.preferredAzs ?? [];
  if (zones.length > 0 && zones.length !== nodes) {
    throw new InvalidPropError("preferredAzs", zones, `a zone for each of the ${nodes} nodes`);
  }
  for (const zone of zones) {
    const inRegion = new RegExp(`^${props.region}[a-z]$`);
    requireMatch("preferredAzs", zone, inRegion, `zones of ${props.region}`);
  }
  checkSecurityGroups(props);
  return { multiAz, failover, nodes };
}

function checkSecurityGroups(props: ElasticacheRedisProps): void {
  const clients = Object.entries(props.clientSecurityGroups ?? {});
  const isId = /^sg-[0-9a-f]+$/;
  if (clients.length === 0)
    requireEntries("securityGroupIds", props.securityGroupIds ?? [], "security group");
  for (const id of props.securityGroupIds ?? []) {
    requireMatch("securityGroupIds", id, isId, "ids of security groups");
  }
  for (const [client, id] of clients) {
    const prop = `clientSecurityGroups.${client}`;
    requireMatch(prop, client, /^[a-zA-Z][a-zA-Z0-9-]{0,39}$/, "a name of 1-40 letters, digits and hyphens");
    requireMatch(prop, id, isId, "the id of a security group");
  }
}

function checkEncryption(props: ElasticacheRedisProps) {
  const encryptedInTransit = props.transitEncryptionEnabled ?? true;
  const authToken = props.authTokenEnabled ?? encryptedInTransit;
  if (authToken && !encryptedInTransit) {
    const allowed = "false, or transitEncryptionEnabled: true beside it";
    throw new InvalidPropError("authTokenEnabled", true, allowed);
  }
  if (props.rotateAuthToken && !authToken) {
    throw new InvalidPropError("rotateAuthToken", true, "false, or authTokenEnabled: true beside it");
  }
  return { encryptedAtRest: props.atRestEncryptionEnabled ?? true, encryptedInTransit, authToken };
}

function checkFinalSnapshot(identifier: string | null | undefined): void {
  if (identifier === undefined || identifier === null) return;
  const allowed =
    "1-255 lower-case letters, digits and single hyphens, starting with a letter; null makes none";
  requireMatch("finalSnapshotIdentifier", identifier, /^(?=.{1,255}$)[a-z][a-z0-9]*(-[a-z0-9]+)*$/, allowed);
}

function checkArns(props: ElasticacheRedisProps): void {
  if (props.kmsKeyArn !== undefined) requireArn("kmsKeyArn", props.kmsKeyArn, "kms", "arn:aws:kms:…:key/…");
  if (props.notificationTopicArn !== undefined) {
    requireArn("notificationTopicArn", props.notificationTopicArn, "sns", "arn:aws:sns:…");
  }
  for (const arn of props.alarmSnsTopicArns ?? [])
    requireArn("alarmSnsTopicArns", arn, "sns", "arn:aws:sns:…");
  for (const arn of props.readerPrincipalArns ?? []) {
    requireArn("readerPrincipalArns", arn, "iam", "arn:aws:iam::…:role/…");
  }
}

function parameterGroupOf(
  props: ElasticacheRedisProps,
  engineVersion: string,
): ParameterGroupSettings | undefined {
  const parameters = checkedParameters(props.parameters ?? []);
  const family = props.parameterGroupFamily ?? "redis7";
  requireOneOf("parameterGroupFamily", family, ["redis6.x", "redis7"]);
  if (!props.createParameterGroup) {
    if (parameters.length === 0) return undefined;
    const names = parameters.map((parameter) => parameter.name);
    throw new InvalidPropError("parameters", names, "none, or createParameterGroup: true beside them");
  }
  if (!family.startsWith(`redis${engineVersion[0]}`)) {
    throw new InvalidPropError("parameterGroupFamily", family, `the family of Redis ${engineVersion}`);
  }
  const description = props.parameterGroupDescription ?? "Custom parameter group for ElastiCache Redis";
  return { family, description, parameters };
}

function checkedLogDelivery(deliveries: readonly LogDelivery[] | undefined): LogDelivery[] | undefined {
  if (deliveries === undefined) return undefined;
  for (const { destination, destinationType, logFormat, logType } of deliveries) {
    const path = "logDeliveryConfiguration";
    requireMatch(`${path}.destination`, destination, /^\S+$/, "the name of a log group or stream");
    requireOneOf(`${path}.destinationType`, destinationType, ["cloudwatch-logs", "kinesis-firehose"]);
    requireOneOf(`${path}.logFormat`, logFormat, ["json", "text"]);
    requireOneOf(`${path}.logType`, logType, ["engine-log", "slow-log"]);
    if (deliveries.filter((other) => other.logType === logType).length > 1) {
      throw new InvalidPropError(`${path}.logType`, logType, "each type of log once");
    }
  }
  return [...deliveries].sort((one, other) => (one.logType < other.logType ? -1 : 1));
}
