import { Fn, Token } from "cdktf";
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
import { requireFargateSize } from "./fargate-size.js";
import type { ProductImportProps } from "./props.js";

/** Evictions that Redis knows; all but the first drop jobs. */
const MAXMEMORY_POLICIES = [
  "noeviction",
  "allkeys-lru",
  "allkeys-lfu",
  "allkeys-random",
  "volatile-lru",
  "volatile-lfu",
  "volatile-random",
  "volatile-ttl",
];
const LONGEST_NAME = 40;

/** The props with every default filled in and every value checked. */
export type Settings = ReturnType<typeof settingsOf>;

export function settingsOf(props: ProductImportProps) {
  const project = props.project ?? "product-import";
  const prefix = namePrefix({ ...props, project });
  checkNetwork(props);
  checkArns(props);
  return {
    project,
    prefix,
    redis: redisSettings(prefix, props),
    worker: workerSettings(prefix, props),
    scaling: scalingSettings(props),
    metric: metricSettings(props),
    logRetentionDays: retention(props),
  };
}

type NumericProp = {
  [Prop in keyof ProductImportProps]-?: ProductImportProps[Prop] extends number | undefined ? Prop : never;
}[keyof ProductImportProps];

function integer(
  props: ProductImportProps,
  prop: NumericProp,
  fallback: number,
  low: number,
  high: number,
  unit = "",
): number {
  const value = props[prop] ?? fallback;
  requireInteger(prop, value, low, high, unit);
  return value;
}

function redisSettings(prefix: string, props: ProductImportProps) {
  const nodeType = props.redisNodeType ?? "cache.r7g.large";
  requireMatch(
    "redisNodeType",
    nodeType,
    /^cache\.[a-z0-9-]+\.[a-z0-9]+$/,
    "a node type, e.g. cache.r7g.large",
  );
  const maxmemoryPolicy = props.redisMaxmemoryPolicy ?? "noeviction";
  requireOneOf("redisMaxmemoryPolicy", maxmemoryPolicy, MAXMEMORY_POLICIES);
  const snapshotWindow = props.redisSnapshotWindow ?? "03:00-05:00";
  requireDailyWindow("redisSnapshotWindow", snapshotWindow);
  const maintenanceWindow = props.redisMaintenanceWindow ?? "mon:05:00-mon:07:00";
  requireWeeklyWindow("redisMaintenanceWindow", maintenanceWindow);
  if (props.redisAuthToken !== undefined && !Token.isUnresolved(props.redisAuthToken)) {
    throw new InvalidPropError(
      "redisAuthToken",
      "(a literal)",
      "a reference, or nothing to have one generated",
    );
  }
  if (props.redisConnectionsThreshold !== undefined) {
    requireInteger("redisConnectionsThreshold", props.redisConnectionsThreshold, 1, 65_000, "connections");
  }
  const name = `${prefix}-redis`;
  if (name.length > LONGEST_NAME || /--|-$/.test(prefix)) {
    const allowed = `names such that ${name} has at most ${LONGEST_NAME} characters and no two hyphens in a row`;
    throw new InvalidPropError("environment", props.environment, allowed);
  }
  return {
    name,
    nodeType,
    nodes: integer(props, "redisNumReplicas", 3, 2, 6, "nodes"),
    maxmemoryPolicy,
    snapshotDays: integer(props, "redisSnapshotRetentionDays", 7, 1, 35, "days"),
    snapshotWindow,
    maintenanceWindow,
    connectionsThreshold: props.redisConnectionsThreshold,
  };
}

function workerSettings(prefix: string, props: ProductImportProps) {
  const cpu = props.workerCpu ?? 2048;
  const memory = props.workerMemory ?? 4096;
  requireFargateSize(cpu, memory);
  requireMatch("workerImage", props.workerImage, /^\S+[:@]\S+$/, "an image with its tag or digest");
  requireMatch("ecsClusterId", props.ecsClusterId, /^\S+$/, "the ARN or name of an ECS cluster");
  const deployment = props.deployment ?? "blue-green";
  requireOneOf("deployment", deployment, ["blue-green", "rolling"]);
  for (const name of Object.keys(props.workerEnvironment ?? {})) {
    requireMatch("workerEnvironment", name, /^[A-Za-z_][A-Za-z0-9_]*$/, "names of variables");
  }
  return {
    name: `${prefix}-worker`,
    cpu,
    memory,
    deployment,
    clusterName: props.ecsClusterName ?? lastPart(props.ecsClusterId),
    repositoryArn: props.workerRepositoryArn ?? repositoryOf(props.workerImage),
    concurrency: integer(props, "workerConcurrency", 5, 1, 100, "jobs"),
    stopTimeout: integer(props, "stopTimeout", 60, 30, 120, "seconds"),
    databasePort: integer(props, "databasePort", 5432, 1, 65_535),
  };
}

function scalingSettings(props: ProductImportProps) {
  const minimum = integer(props, "workerMinCount", 2, 1, 1000, "workers");
  return {
    minimum,
    maximum: integer(props, "workerMaxCount", 50, minimum, 1000, "workers"),
    jobsPerWorker: integer(props, "targetJobsPerWorker", 10, 1, 10_000, "jobs"),
    cpuPercent: integer(props, "targetCpuPercent", 70, 10, 95, "percent"),
    outCooldown: integer(props, "scaleOutCooldown", 60, 0, 3600, "seconds"),
    inCooldown: integer(props, "scaleInCooldown", 300, 0, 3600, "seconds"),
  };
}

function metricSettings(props: ProductImportProps) {
  const queue = props.queueName ?? "product-import";
  requireMatch("queueName", queue, /^[A-Za-z0-9_-]{1,64}$/, "1-64 letters, digits, hyphens and underscores");
  const namespace = props.metricNamespace ?? "ProductImport";
  const allowed = "a namespace of 1-255 letters, digits and .-_/#: that does not start with AWS/";
  requireMatch("metricNamespace", namespace, /^(?!AWS\/)[A-Za-z0-9._/#:-]{1,255}$/, allowed);
  return { namespace, queue, dimensions: { Environment: props.environment, Queue: queue } };
}

function retention(props: ProductImportProps): number {
  const days = props.logRetentionDays ?? 2192;
  requireOneOf("logRetentionDays", days, LOG_RETENTION_DAYS);
  return days;
}

function checkNetwork(props: ProductImportProps): void {
  requireMatch("awsRegion", props.awsRegion, /^[a-z]{2}(-[a-z]+)+-\d$/, "an AWS region, e.g. us-east-1");
  requireMatch("vpcId", props.vpcId, /^vpc-[0-9a-f]+$/, "the id of a VPC");
  requireEntries("privateSubnetIds", props.privateSubnetIds, "subnet", 2);
  for (const id of props.privateSubnetIds) {
    requireMatch("privateSubnetIds", id, /^subnet-[0-9a-f]+$/, "ids of subnets");
  }
  if (props.databaseSecurityGroupId !== undefined) {
    const isId = /^sg-[0-9a-f]+$/;
    requireMatch(
      "databaseSecurityGroupId",
      props.databaseSecurityGroupId,
      isId,
      "the id of a security group",
    );
  }
}

function checkArns(props: ProductImportProps): void {
  const secret = "arn:aws:secretsmanager:…:secret:…";
  requireArn("databaseSecretArn", props.databaseSecretArn, "secretsmanager", secret);
  requireArn("encryptionKeySecretArn", props.encryptionKeySecretArn, "secretsmanager", secret);
  requireArn("s3BucketArn", props.s3BucketArn, "s3", "arn:aws:s3:::…");
  requireArn("snsAlarmTopicArn", props.snsAlarmTopicArn, "sns", "arn:aws:sns:…");
  requireArn("snsCriticalTopicArn", props.snsCriticalTopicArn, "sns", "arn:aws:sns:…");
  const key = "arn:aws:kms:…:key/…";
  for (const arn of props.secretsKmsKeyArns ?? []) requireArn("secretsKmsKeyArns", arn, "kms", key);
  if (props.kmsKeyArn !== undefined) requireArn("kmsKeyArn", props.kmsKeyArn, "kms", key);
  if (props.s3KmsKeyArn !== undefined) requireArn("s3KmsKeyArn", props.s3KmsKeyArn, "kms", key);
  if (props.rotationLambdaArn !== undefined) {
    requireArn("rotationLambdaArn", props.rotationLambdaArn, "lambda", "arn:aws:lambda:…:function:…");
  }
  if (props.workerRepositoryArn !== undefined) {
    requireArn("workerRepositoryArn", props.workerRepositoryArn, "ecr", "arn:aws:ecr:…:repository/…");
  }
}

/** `imports` of `arn:aws:ecs:us-east-1:123456789012:cluster/imports`, and of `imports`. */
function lastPart(clusterId: string): string {
  if (Token.isUnresolved(clusterId)) return Fn.element(Fn.reverse(Fn.split("/", clusterId)), 0);
  return clusterId.split("/").at(-1) ?? clusterId;
}

/** The ECR repository of an image; an image of another registry has none. */
function repositoryOf(image: string): string | undefined {
  const pattern = /^(\d{12})\.dkr\.ecr\.([a-z0-9-]+)\.amazonaws\.com(\.cn)?\/([^:@]+)[:@]/;
  const [, account, region, china, repository] = pattern.exec(image) ?? [];
  const partition = china ? "aws-cn" : "aws";
  return repository && `arn:${partition}:ecr:${region}:${account}:repository/${repository}`;
}
