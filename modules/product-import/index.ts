import { DataAwsCallerIdentity } from "@cdktf/provider-aws/lib/data-aws-caller-identity/index.js";
import { Fn } from "cdktf";
import { Construct } from "constructs";
import { CACHE_LOGS } from "../shared/cache-logs.js";
import { EncryptionKey } from "../shared/encryption-key.js";
import { LogGroup } from "../shared/log-group.js";
import { addOutputs } from "../shared/outputs.js";
import { commonTags } from "../shared/tags.js";
import { ImportAlarms } from "./alarms.js";
import type { ProductImportProps } from "./props.js";
import { Redis } from "./redis.js";
import { RedisUrl } from "./redis-url.js";
import { Roles } from "./roles.js";
import { Scaling } from "./scaling.js";
import { SecurityGroups } from "./security-groups.js";
import { type Settings, settingsOf } from "./settings.js";
import { Worker } from "./worker.js";

export { InvalidPropError } from "../shared/validation.js";
export type { ProductImportProps } from "./props.js";

/** The product import: a Redis queue, workers on Fargate that grow with it, and alarms. */
export class ProductImport extends Construct {
  /** Redis, the backend of the queue: for references and escape hatches. */
  readonly redis: Redis;
  /** Service and task definition of the workers: likewise. */
  readonly worker: Worker;
  /** Execution and task role of the workers. */
  readonly roles: Roles;
  readonly securityGroups: SecurityGroups;
  /** ARN of the secret with `REDIS_URL`. */
  readonly redisUrlSecretArn: string;
  /** ARN of each alarm: `redis_cpu`, `redis_memory`, `queue_depth`, `worker_count`. */
  readonly alarmArns: Readonly<Record<string, string>>;
  /** The customer managed key of Redis, the secret and the logs. */
  readonly kmsKeyArn: string;

  constructor(scope: Construct, id: string, props: ProductImportProps) {
    super(scope, id);
    const settings = settingsOf(props);
    const { project, prefix } = settings;
    const tags = { ...commonTags({ ...props, project }), Region: props.awsRegion };
    const logGroupName = `/ecs/${props.environment}/product-import-worker`;

    this.kmsKeyArn = props.kmsKeyArn ?? this.ownKey(props, settings, logGroupName, tags);
    this.securityGroups = new SecurityGroups(this, "security-groups", {
      prefix,
      vpcId: props.vpcId,
      databaseSecurityGroupId: props.databaseSecurityGroupId,
      databasePort: settings.worker.databasePort,
      tags,
    });
    this.redis = new Redis(this, "redis", {
      props,
      settings,
      securityGroupId: this.securityGroups.redisId,
      kmsKeyArn: this.kmsKeyArn,
      tags,
    });
    this.redisUrlSecretArn = new RedisUrl(this, "redis-url", {
      name: `${prefix}-redis-url`,
      group: this.redis.group,
      kmsKeyArn: this.kmsKeyArn,
      followToken: props.rotateAuthToken ?? false,
      rotationLambdaArn: props.rotationLambdaArn,
      tags,
    }).secretArn;
    const logs = new LogGroup(this, "worker-logs", {
      name: logGroupName,
      kmsKeyArn: this.kmsKeyArn,
      retentionInDays: settings.logRetentionDays,
      tags,
    });
    this.roles = new Roles(this, "roles", {
      prefix,
      accountId: props.accountId ?? new DataAwsCallerIdentity(this, "account").accountId,
      logGroupArn: logs.arn,
      repositoryArn: settings.worker.repositoryArn,
      secretArns: [props.databaseSecretArn, props.encryptionKeySecretArn, this.redisUrlSecretArn],
      secretsKmsKeyArns: [this.kmsKeyArn, ...(props.secretsKmsKeyArns ?? [])],
      bucketArn: props.s3BucketArn,
      bucketKmsKeyArn: props.s3KmsKeyArn,
      metricNamespace: settings.metric.namespace,
      tags,
    });
    this.worker = new Worker(this, "worker", {
      props,
      settings,
      roles: this.roles,
      securityGroupId: this.securityGroups.workerId,
      logGroupName: logs.name,
      redisUrlSecretArn: this.redisUrlSecretArn,
      tags,
    });
    const serviceName = this.worker.service.name;
    new Scaling(this, "scaling", { settings, serviceName });
    this.alarmArns = new ImportAlarms(this, "alarms", {
      props,
      settings,
      replicationGroupId: this.redis.group.replicationGroupId,
      serviceName,
      tags,
    }).arns;
    this.outputs(props.outputPrefix ?? "", logs.name);
  }

  private ownKey(
    props: ProductImportProps,
    { prefix, redis }: Settings,
    workerLogs: string,
    tags: Record<string, string>,
  ): string {
    return new EncryptionKey(this, "encryption", {
      name: prefix,
      description: `Product import of ${props.environment}: Redis, its backups, its URL and logs`,
      accountId: props.accountId,
      logGroupNames: [workerLogs, ...CACHE_LOGS.map((log) => `${redis.name}-${log}`)],
      tags,
    }).arn;
  }

  private outputs(prefix: string, logGroupName: string): void {
    const { group } = this.redis;
    addOutputs(this, prefix, {
      redis_endpoint: { description: "Redis primary endpoint", value: group.primaryEndpointAddress },
      redis_reader_endpoint: { description: "Redis reader endpoint", value: group.readerEndpointAddress },
      redis_configuration_endpoint: {
        description: "Redis endpoint to configure: the primary's, as a group without shards has no other",
        value: Fn.coalesce([group.configurationEndpointAddress, group.primaryEndpointAddress]),
      },
      redis_port: { description: "Redis port", value: group.port },
      redis_url_secret_arn: { description: "Secret with REDIS_URL", value: this.redisUrlSecretArn },
      redis_security_group_id: {
        description: "Security group of Redis",
        value: this.securityGroups.redisId,
      },
      worker_service_name: { description: "ECS service name", value: this.worker.service.name },
      worker_task_definition_arn: { description: "Task definition", value: this.worker.taskDefinition.arn },
      worker_log_group_name: { description: "CloudWatch log group", value: logGroupName },
      worker_security_group_id: {
        description: "Security group of the workers",
        value: this.securityGroups.workerId,
      },
      worker_task_role_arn: { description: "Role of the workers", value: this.roles.taskArn },
      worker_execution_role_arn: {
        description: "Role that starts the workers",
        value: this.roles.executionArn,
      },
      alarms: { description: "ARN of each alarm", value: this.alarmArns },
    });
  }
}
