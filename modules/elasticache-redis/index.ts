import { ElasticacheReplicationGroup } from "@cdktf/provider-aws/lib/elasticache-replication-group/index.js";
import { ElasticacheSubnetGroup } from "@cdktf/provider-aws/lib/elasticache-subnet-group/index.js";
import { Construct } from "constructs";
import { generatedToken } from "../shared/auth-token.js";
import { CACHE_LOGS, cacheLogs } from "../shared/cache-logs.js";
import { EncryptionKey } from "../shared/encryption-key.js";
import { commonTags } from "../shared/tags.js";
import { CacheAlarms } from "./alarms.js";
import { ClientAccess } from "./client-access.js";
import { ConnectionParameters } from "./connection-parameters.js";
import { dashboard } from "./dashboard.js";
import { outputs } from "./outputs.js";
import { parameterGroup } from "./parameter-group.js";
import type { ElasticacheRedisProps } from "./props.js";
import { type Settings, settingsOf } from "./settings.js";

export { InvalidPropError } from "../shared/validation.js";
export type { ElasticacheRedisProps, LogDelivery, RedisParameter } from "./props.js";

/** A Redis cache for one customer or for all: encrypted, TLS and AUTH, over several zones, backed up and watched. */
export class ElasticacheRedis extends Construct {
  /** The cache itself: for references and escape hatches. */
  readonly replicationGroup: ElasticacheReplicationGroup;
  /** Names of the SSM parameters that tell programs how to connect. */
  readonly parameters: ConnectionParameters;
  /** ARN of each alarm: `cpu`, `memory`, `evictions`, `connections` and, with replicas, `replication-lag`. */
  readonly alarmArns: Readonly<Record<string, string>>;
  /** The customer managed key of cache, token and logs. */
  readonly kmsKeyArn: string;
  /** All security groups of the cache. */
  readonly securityGroupIds: readonly string[];

  constructor(scope: Construct, id: string, props: ElasticacheRedisProps) {
    super(scope, id);
    const settings = settingsOf(props);
    const tags = tagsOf(props, settings);
    const { name } = settings;

    this.kmsKeyArn = props.kmsKeyArn ?? this.ownKey(props, settings, tags);
    const subnets = new ElasticacheSubnetGroup(this, "subnets", {
      name: `${name}-subnet-group`,
      description: `Subnets of ${name}`,
      subnetIds: [...props.subnetIds],
      tags: { ...tags, Name: `${name}-subnet-group` },
    });
    const parameters =
      settings.parameterGroup && parameterGroup(this, "parameters", name, settings.parameterGroup, tags);
    this.securityGroupIds = this.securityGroups(props, settings, tags);
    const followToken = props.rotateAuthToken ?? false;
    this.replicationGroup = new ElasticacheReplicationGroup(this, "redis", {
      replicationGroupId: name,
      description: `Redis of ${props.customerName} in ${props.environment}`,
      engine: "redis",
      engineVersion: settings.engineVersion,
      nodeType: settings.nodeType,
      numCacheClusters: settings.nodes,
      port: settings.port,
      ...(parameters && { parameterGroupName: parameters.name }),
      subnetGroupName: subnets.name,
      securityGroupIds: [...this.securityGroupIds],
      ...(props.preferredAzs?.length && { preferredCacheClusterAzs: [...props.preferredAzs] }),
      multiAzEnabled: settings.multiAz,
      automaticFailoverEnabled: settings.failover,
      atRestEncryptionEnabled: String(settings.encryptedAtRest),
      ...(settings.encryptedAtRest && { kmsKeyId: this.kmsKeyArn }),
      transitEncryptionEnabled: settings.encryptedInTransit,
      ...(settings.authToken && {
        authToken: generatedToken(this, "token"),
        authTokenUpdateStrategy: "ROTATE",
      }),
      snapshotRetentionLimit: settings.snapshotDays,
      ...(settings.snapshotDays > 0 && { snapshotWindow: settings.snapshotWindow }),
      ...(settings.finalSnapshot && { finalSnapshotIdentifier: settings.finalSnapshot }),
      maintenanceWindow: settings.maintenanceWindow,
      autoMinorVersionUpgrade: String(props.autoMinorVersionUpgrade ?? true),
      applyImmediately: props.applyImmediately ?? false,
      ...(props.notificationTopicArn && { notificationTopicArn: props.notificationTopicArn }),
      logDeliveryConfiguration: settings.logDelivery
        ? [...settings.logDelivery]
        : cacheLogs(this, {
            name,
            kmsKeyArn: this.kmsKeyArn,
            retentionInDays: settings.logRetentionDays,
            tags,
          }),
      tags: { ...tags, Name: name },
      ...(settings.authToken && !followToken && { lifecycle: { ignoreChanges: ["auth_token"] } }),
    });

    this.parameters = new ConnectionParameters(this, "connection", {
      folder: `/${props.environment}/cache/${name}`,
      group: this.replicationGroup,
      port: settings.port,
      hasReader: settings.nodes > 1,
      hasToken: settings.authToken,
      followToken,
      kmsKeyArn: this.kmsKeyArn,
      tags,
    });
    this.alarmArns = new CacheAlarms(this, "alarms", {
      name,
      replicationGroupId: this.replicationGroup.replicationGroupId,
      nodes: settings.nodes,
      thresholds: settings.thresholds,
      topicArns: settings.alarmTopicArns,
      tags,
    }).arns;
    if (props.dashboard ?? true) {
      dashboard(this, "dashboard", { name, region: props.region, nodes: settings.nodes });
    }
    outputs(this, props.outputPrefix ?? "", {
      settings,
      group: this.replicationGroup,
      subnetGroupName: subnets.name,
      securityGroupIds: this.securityGroupIds,
      parameters: this.parameters,
      parameterGroup: parameters,
    });
  }

  private ownKey(props: ElasticacheRedisProps, settings: Settings, tags: Record<string, string>): string {
    const { name, logDelivery } = settings;
    return new EncryptionKey(this, "encryption", {
      name,
      description: `Redis of ${name}: data, backups, token and logs`,
      accountId: props.accountId,
      principalArns: props.readerPrincipalArns,
      viaService: "ssm",
      logGroupNames: logDelivery ? [] : CACHE_LOGS.map((log) => `${name}-${log}`),
      tags,
    }).arn;
  }

  private securityGroups(props: ElasticacheRedisProps, settings: Settings, tags: Record<string, string>) {
    const given = [...(props.securityGroupIds ?? [])].sort();
    const clients = props.clientSecurityGroups ?? {};
    if (Object.keys(clients).length === 0) return given;
    const { name, port } = settings;
    const access = new ClientAccess(this, "clients", { name, vpcId: props.vpcId, port, clients, tags });
    return [...given, access.securityGroupId];
  }
}

function tagsOf(props: ElasticacheRedisProps, settings: Settings): Record<string, string> {
  return {
    ...commonTags({ ...props, project: props.tags?.Project ?? props.customerName }),
    Region: props.region,
    CustomerId: props.customerId,
    CustomerName: props.customerName,
    ArchitectureType: settings.architectureType,
    PlanTier: props.planTier,
  };
}
