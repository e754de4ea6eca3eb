import { Token } from "cdktf";
import { LOG_RETENTION_DAYS } from "../shared/log-group.js";
import {
  InvalidPropError,
  requireArn,
  requireEntries,
  requireInteger,
  requireMatch,
  requireOneOf,
} from "../shared/validation.js";
import type { EnhancedMonitoringLevel, MskProps } from "./props.js";
import { checkScramProps } from "./scram-settings.js";
import { brokerProperties, isKraft } from "./server-properties.js";
import { type TopicSettings, topicSettings } from "./topic-settings.js";

const LEVELS: readonly EnhancedMonitoringLevel[] = [
  "DEFAULT",
  "PER_BROKER",
  "PER_TOPIC_PER_BROKER",
  "PER_TOPIC_PER_PARTITION",
];
const INSTANCE_TYPE = /^kafka\.(t3\.small|(m5|m7g)\.(large|xlarge|(2|4|8|12|16)xlarge)|m5\.24xlarge)$/;
const WITH_PROVISIONED_THROUGHPUT = /\.(4|8|12|16|24)xlarge$/;

/** The cluster's props with every default filled in and every value checked. */
export interface ClusterSettings {
  readonly useServerless: boolean;
  readonly kafkaVersion: string;
  /** No ZooKeeper: the brokers keep the metadata themselves. */
  readonly kraft: boolean;
  readonly brokerCount: number;
  readonly brokerInstanceType: string;
  readonly brokerVolumeSize: number;
  readonly enableProvisionedThroughput: boolean;
  readonly volumeThroughput: number;
  readonly privateSubnetIds: readonly string[];
  readonly enableScramAuth: boolean;
  readonly certificateAuthorityArns: readonly string[];
  /** Broker properties by name. */
  readonly serverProperties: Readonly<Record<string, string>>;
  readonly topics: readonly TopicSettings[];
  readonly diskThreshold: number;
  readonly enhancedMonitoringLevel: EnhancedMonitoringLevel;
  readonly logRetentionDays: number;
  /** Bucket for broker logs; undefined: CloudWatch only. */
  readonly s3LogsBucket: string | undefined;
}

/** Checks `props` and fills in what they leave out. */
export function clusterSettings(props: MskProps): ClusterSettings {
  const useServerless = props.useServerless ?? false;
  if (useServerless) refuseWhatServerlessLacks(props);
  checkReferences(props);
  checkScramProps(props);
  const kafkaVersion = props.kafkaVersion ?? "3.5.1";
  const versionWords = "a version such as 3.5.1, 3.8.x or 3.9.x.kraft";
  requireMatch("kafkaVersion", kafkaVersion, /^[2-9]\.\d+\.(\d+|x)(\.(kraft|tiered))?$/, versionWords);
  const kraft = isKraft(kafkaVersion);
  const brokerCount = integer(props, "brokerCount", 3, 2, kraft ? 60 : 30, "brokers");
  checkSubnets(props.privateSubnetIds, useServerless, brokerCount);
  const enhancedMonitoringLevel = props.enhancedMonitoringLevel ?? "PER_BROKER";
  requireOneOf("enhancedMonitoringLevel", enhancedMonitoringLevel, LEVELS);
  const logRetentionDays = props.logRetentionDays ?? 2192;
  requireOneOf("logRetentionDays", logRetentionDays, LOG_RETENTION_DAYS);
  return {
    useServerless,
    kafkaVersion,
    kraft,
    brokerCount,
    brokerInstanceType: instanceType(props),
    brokerVolumeSize: integer(props, "brokerVolumeSize", 500, 1, 16_384, "GiB"),
    ...throughput(props),
    privateSubnetIds: [...props.privateSubnetIds].sort(),
    enableScramAuth: props.enableScramAuth ?? false,
    certificateAuthorityArns: props.certificateAuthorityArns ?? [],
    serverProperties: brokerProperties(props, brokerCount),
    topics: topicSettings(props, brokerCount),
    diskThreshold: integer(props, "diskThreshold", 85, 1, 99, "percent"),
    enhancedMonitoringLevel,
    logRetentionDays,
    s3LogsBucket: s3LogsBucket(props),
  };
}

function integer(
  props: MskProps,
  prop: keyof MskProps,
  fallback: number,
  low: number,
  high: number,
  unit: string,
): number {
  const value = (props[prop] as number | undefined) ?? fallback;
  requireInteger(prop, value, low, high, unit);
  return value;
}

function refuseWhatServerlessLacks(props: MskProps): void {
  for (const prop of ["enableScramAuth", "enableS3Logs", "enableProvisionedThroughput"] as const) {
    if (props[prop]) throw new InvalidPropError(prop, true, "false: MSK Serverless does not have it");
  }
  if (props.certificateAuthorityArns?.length) {
    const allowed = "none: clients of MSK Serverless log in by IAM only";
    throw new InvalidPropError("certificateAuthorityArns", props.certificateAuthorityArns, allowed);
  }
}

function checkReferences(props: MskProps): void {
  requireEntries("alarmSnsTopicArns", props.alarmSnsTopicArns, "topic");
  for (const arn of props.alarmSnsTopicArns) requireArn("alarmSnsTopicArns", arn, "sns", "arn:aws:sns:…");
  if (props.kmsKeyArn !== undefined) requireArn("kmsKeyArn", props.kmsKeyArn, "kms", "arn:aws:kms:…:key/…");
  for (const arn of props.certificateAuthorityArns ?? []) {
    requireArn("certificateAuthorityArns", arn, "acm-pca", "arn:aws:acm-pca:…:certificate-authority/…");
  }
  checkSecurityGroups(props);
}

function checkSecurityGroups(props: MskProps): void {
  const group = (prop: string, id: string | undefined) =>
    requireMatch(prop, id as string, /^sg-[0-9a-f]+$/, "a security group (sg-…) or a reference to one");
  const makeOne = ["clientSecurityGroups", "prometheusSecurityGroupId"] as const;
  if (props.mskSecurityGroupId !== undefined) {
    group("mskSecurityGroupId", props.mskSecurityGroupId);
    for (const prop of makeOne) {
      if (props[prop] === undefined) continue;
      throw new InvalidPropError(prop, props[prop], "none: mskSecurityGroupId has its rules already");
    }
    return;
  }
  requireMatch("vpcId", props.vpcId as string, /^vpc-[0-9a-f]+$/, "a VPC (vpc-…) or a reference to one");
  group("eksNodesSecurityGroupId", props.eksNodesSecurityGroupId);
  for (const [name, id] of Object.entries(props.clientSecurityGroups ?? {})) {
    const words = "a name of 1-40 letters, digits and hyphens, other than `eks`";
    requireMatch("clientSecurityGroups", name, /^(?!eks$)[A-Za-z0-9-]{1,40}$/, words);
    group(`clientSecurityGroups.${name}`, id);
  }
  if (props.prometheusSecurityGroupId !== undefined) {
    group("prometheusSecurityGroupId", props.prometheusSecurityGroupId);
  }
}

function checkSubnets(subnets: readonly string[], useServerless: boolean, brokerCount: number): void {
  if (Token.isUnresolved(subnets)) return;
  requireEntries("privateSubnetIds", subnets, "subnet");
  const most = useServerless ? 5 : 3;
  if (subnets.length < 2 || subnets.length > most) {
    throw new InvalidPropError("privateSubnetIds", subnets, `2 to ${most} subnets, each in another zone`);
  }
  for (const id of subnets) {
    const words = "subnets (subnet-…) or references to them";
    requireMatch("privateSubnetIds", id, /^subnet-[0-9a-f]+$/, words);
  }
  if (!useServerless && brokerCount % subnets.length !== 0) {
    const allowed = `a multiple of the ${subnets.length} subnets: every zone has as many brokers`;
    throw new InvalidPropError("brokerCount", brokerCount, allowed);
  }
}

function instanceType(props: MskProps): string {
  const type = props.brokerInstanceType ?? "kafka.m5.large";
  const words = "a standard broker: kafka.t3.small, kafka.m5.* or kafka.m7g.*";
  requireMatch("brokerInstanceType", type, INSTANCE_TYPE, words);
  return type;
}

function throughput(
  props: MskProps,
): Pick<ClusterSettings, "enableProvisionedThroughput" | "volumeThroughput"> {
  const enabled = props.enableProvisionedThroughput ?? false;
  if (enabled && !WITH_PROVISIONED_THROUGHPUT.test(instanceType(props))) {
    const allowed = "false, or a brokerInstanceType of size 4xlarge or larger";
    throw new InvalidPropError("enableProvisionedThroughput", true, allowed);
  }
  if (!enabled && props.volumeThroughput !== undefined) {
    const allowed = "none, or enableProvisionedThroughput: true beside it";
    throw new InvalidPropError("volumeThroughput", props.volumeThroughput, allowed);
  }
  const volumeThroughput = integer(props, "volumeThroughput", 250, 250, 2375, "MiB/s");
  return { enableProvisionedThroughput: enabled, volumeThroughput };
}

function s3LogsBucket(props: MskProps): string | undefined {
  if (!props.enableS3Logs) {
    if (props.s3LogsBucket === undefined) return undefined;
    const allowed = "none, or enableS3Logs: true beside it";
    throw new InvalidPropError("s3LogsBucket", props.s3LogsBucket, allowed);
  }
  const bucket = props.s3LogsBucket as string;
  requireMatch("s3LogsBucket", bucket, /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, "the name of a bucket");
  return bucket;
}
