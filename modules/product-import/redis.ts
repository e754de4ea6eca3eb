import { ElasticacheParameterGroup } from "@cdktf/provider-aws/lib/elasticache-parameter-group/index.js";
import { ElasticacheReplicationGroup } from "@cdktf/provider-aws/lib/elasticache-replication-group/index.js";
import { ElasticacheSubnetGroup } from "@cdktf/provider-aws/lib/elasticache-subnet-group/index.js";
import { Construct } from "constructs";
import { generatedToken } from "../shared/auth-token.js";
import { cacheLogs } from "../shared/cache-logs.js";
import type { ProductImportProps } from "./props.js";
import type { Settings } from "./settings.js";

export interface RedisProps {
  readonly props: ProductImportProps;
  readonly settings: Settings;
  readonly securityGroupId: string;
  readonly kmsKeyArn: string;
  readonly tags: Record<string, string>;
}

/** The backend of Bull: encrypted, TLS and AUTH, over several zones, and one that drops no jobs when it is full. */
export class Redis extends Construct {
  readonly group: ElasticacheReplicationGroup;

  constructor(
    scope: Construct,
    id: string,
    { props, settings, securityGroupId, kmsKeyArn, tags }: RedisProps,
  ) {
    super(scope, id);
    const { redis } = settings;
    const subnets = new ElasticacheSubnetGroup(this, "subnets", {
      name: redis.name,
      description: `Subnets of ${redis.name}`,
      subnetIds: [...props.privateSubnetIds],
      tags: { ...tags, Name: redis.name },
    });
    const parameters = new ElasticacheParameterGroup(this, "parameters", {
      name: `${redis.name}-redis7`,
      family: "redis7",
      description: `Parameters of ${redis.name}, for Bull`,
      parameter: [{ name: "maxmemory-policy", value: redis.maxmemoryPolicy }],
      tags: { ...tags, Name: `${redis.name}-redis7` },
      lifecycle: { createBeforeDestroy: true },
    });
    this.group = new ElasticacheReplicationGroup(this, "group", {
      replicationGroupId: redis.name,
      description: `Queue of the product import in ${props.environment}`,
      engine: "redis",
      engineVersion: "7.0",
      nodeType: redis.nodeType,
      numCacheClusters: redis.nodes,
      port: 6379,
      parameterGroupName: parameters.name,
      subnetGroupName: subnets.name,
      securityGroupIds: [securityGroupId],
      multiAzEnabled: true,
      automaticFailoverEnabled: true,
      atRestEncryptionEnabled: "true",
      kmsKeyId: kmsKeyArn,
      transitEncryptionEnabled: true,
      authToken: props.redisAuthToken ?? generatedToken(this, "token"),
      authTokenUpdateStrategy: "ROTATE",
      snapshotRetentionLimit: redis.snapshotDays,
      snapshotWindow: redis.snapshotWindow,
      finalSnapshotIdentifier: `${redis.name}-final-snapshot`,
      maintenanceWindow: redis.maintenanceWindow,
      autoMinorVersionUpgrade: "true",
      notificationTopicArn: props.snsAlarmTopicArn,
      logDeliveryConfiguration: cacheLogs(this, {
        name: redis.name,
        kmsKeyArn,
        retentionInDays: settings.logRetentionDays,
        tags,
      }),
      tags: { ...tags, Name: redis.name },
      ...(!props.rotateAuthToken && { lifecycle: { ignoreChanges: ["auth_token"] } }),
    });
  }
}
