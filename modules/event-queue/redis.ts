import { ElasticacheParameterGroup } from "@cdktf/provider-aws/lib/elasticache-parameter-group/index.js";
import { ElasticacheReplicationGroup } from "@cdktf/provider-aws/lib/elasticache-replication-group/index.js";
import { ElasticacheSubnetGroup } from "@cdktf/provider-aws/lib/elasticache-subnet-group/index.js";
import { Construct } from "constructs";
import { LogGroup } from "../shared/log-group.js";
import { Credentials } from "./credentials.js";
import { bounded } from "./names.js";
import { Network } from "./network.js";
import type { QueueParts } from "./parts.js";
import { RedisAlarms } from "./redis-alarms.js";
import { RedisTenants } from "./redis-tenants.js";
import type { RedisSettings } from "./settings.js";

export const REDIS_PORT = 6379;

export interface RedisQueueProps extends QueueParts {
  readonly redis: RedisSettings;
}

/** Redis Streams: a replication group, its parameters, its users and its logs. */
export class RedisQueue extends Construct {
  readonly group: ElasticacheReplicationGroup;
  readonly network: Network;
  readonly credentials: Credentials | undefined;
  readonly endpoint: string;
  readonly connectionString: string;

  constructor(scope: Construct, id: string, props: RedisQueueProps) {
    super(scope, id);
    const { name, settings, redis, tags } = props;
    const groupId = bounded(name, 40);
    const hasTenants = settings.tenants.length > 0;
    const username = hasTenants ? "platform" : "default";
    this.network = new Network(this, "network", {
      name,
      vpcId: settings.vpcId,
      allowedCidrBlocks: settings.allowedCidrBlocks,
      port: REDIS_PORT,
      memberPorts: [],
      egressCidrBlocks: [],
      tags,
    });
    this.credentials = settings.auth
      ? new Credentials(this, "credentials", { name, username, settings, kmsKeyArn: props.kmsKeyArn, tags })
      : undefined;
    const users =
      hasTenants && this.credentials
        ? new RedisTenants(this, "tenants", { groupId, username, credentials: this.credentials, tags })
        : undefined;
    const subnets = new ElasticacheSubnetGroup(this, "subnets", {
      name,
      description: `Event queue ${name}`,
      subnetIds: [...settings.subnetIds],
      tags: { ...tags, Name: name },
    });
    const parameters = new ElasticacheParameterGroup(this, "parameters", {
      name: `${name}-redis${redis.engineVersion.split(".")[0]}`,
      family: redis.engineVersion.startsWith("6") ? "redis6.x" : "redis7",
      description: `Event queue ${name}`,
      parameter: [{ name: "maxmemory-policy", value: redis.maxmemoryPolicy }],
      tags: { ...tags, Name: name },
    });
    const several = redis.nodes > 1;
    this.group = new ElasticacheReplicationGroup(this, "group", {
      replicationGroupId: groupId,
      description: `Event queue ${name}`,
      engine: "redis",
      engineVersion: redis.engineVersion,
      nodeType: redis.nodeType,
      numCacheClusters: redis.nodes,
      automaticFailoverEnabled: several,
      multiAzEnabled: several,
      port: REDIS_PORT,
      subnetGroupName: subnets.name,
      securityGroupIds: [this.network.securityGroupId],
      parameterGroupName: parameters.name,
      atRestEncryptionEnabled: String(settings.encryption),
      ...(settings.encryption && { kmsKeyId: props.kmsKeyArn }),
      transitEncryptionEnabled: settings.encryption,
      ...(settings.encryption && { transitEncryptionMode: "required" }),
      ...(users && { userGroupIds: [users.userGroupId] }),
      ...(!users && this.credentials && { authToken: this.credentials.platform.value() }),
      snapshotRetentionLimit: settings.backupRetentionDays,
      ...(settings.backupRetentionDays > 0 && { snapshotWindow: redis.snapshotWindow }),
      finalSnapshotIdentifier: `${groupId}-final`,
      maintenanceWindow: redis.maintenanceWindow,
      autoMinorVersionUpgrade: "true",
      ...(redis.notificationTopicArn && { notificationTopicArn: redis.notificationTopicArn }),
      ...(settings.cloudwatch && { logDeliveryConfiguration: this.logDelivery(props) }),
      tags: { ...tags, Name: name },
      lifecycle: { ignoreChanges: ["auth_token"] },
    });
    if (settings.cloudwatch) new RedisAlarms(this, "alarms", { ...props, group: this.group });
    this.endpoint = this.group.primaryEndpointAddress;
    const scheme = settings.encryption ? "rediss" : "redis";
    const login = this.credentials ? `${username}:${this.credentials.platform.value()}@` : "";
    this.connectionString = `${scheme}://${login}${this.endpoint}:${REDIS_PORT}`;
  }

  private logDelivery({ name, settings, kmsKeyArn, tags }: RedisQueueProps) {
    return ["engine-log", "slow-log"].map((logType) => {
      const log = new LogGroup(this, logType, {
        name: `/aws/elasticache/${name}/${logType}`,
        kmsKeyArn,
        retentionInDays: settings.logRetentionDays,
        tags,
      });
      return { destination: log.name, destinationType: "cloudwatch-logs", logFormat: "json", logType };
    });
  }
}
