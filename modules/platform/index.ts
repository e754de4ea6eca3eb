import { EcsCluster } from "@cdktf/provider-aws/lib/ecs-cluster/index.js";
import { Construct } from "constructs";
import { ElasticacheRedis } from "../elasticache-redis/index.js";
import { EventQueue } from "../event-queue/index.js";
import { EventBridge } from "../eventbridge/index.js";
import { Msk } from "../msk/index.js";
import { ProductImport } from "../product-import/index.js";
import { AlarmTopic } from "../shared/alarm-topic.js";
import { commonTags, namePrefix } from "../shared/tags.js";
import { requireEntries, requireOneOf } from "../shared/validation.js";
import { Sqs } from "../sqs/index.js";
import type { PlatformProps } from "./props.js";

export { InvalidPropError } from "../shared/validation.js";
export type { PlatformProps } from "./props.js";

/** Everything of one environment that runs on AWS, wired together: one topic is told of every alarm. */
export class Platform extends Construct {
  readonly alarms: AlarmTopic;
  readonly sqs: Sqs;
  readonly events: EventBridge;
  readonly kafka: Msk;
  readonly eventQueue: EventQueue;
  readonly cache: ElasticacheRedis;
  readonly productImport: ProductImport;

  constructor(scope: Construct, id: string, props: PlatformProps) {
    super(scope, id);
    requireOneOf("size", props.size, ["development", "production"]);
    const large = props.size === "production";
    requireEntries("privateSubnetIds", props.privateSubnetIds, "subnet", large ? 3 : 2);
    const { project, environment, owner, dataClassification, tags, accountId } = props;
    const common = { project, environment, owner, dataClassification, tags, accountId };
    const { vpcId, privateSubnetIds, rotationLambdaArn } = props;

    this.alarms = new AlarmTopic(this, "alarms", { ...common, cacheEvents: true });
    const alarmSnsTopicArns = [this.alarms.arn];

    this.sqs = new Sqs(this, "sqs", {
      ...common,
      queues: this.queues(props),
      allowedPrincipalArns: props.applicationRoleArns,
      operatorPrincipalArns: props.operatorRoleArns,
      alarmSnsTopicArns,
      outputPrefix: "sqs_",
    });
    this.events = new EventBridge(this, "events", {
      ...common,
      eventRules: {
        orders: {
          description: "Orders to their queue",
          pattern: { source: [`${project}.orders`] },
          targetType: "sqs",
          targetArn: this.sqs.queueArns.orders as string,
        },
      },
      allowedPrincipalArns: props.applicationRoleArns,
      operatorPrincipalArns: props.operatorRoleArns,
      alarmSnsTopicArns,
      outputPrefix: "events_",
    });
    this.kafka = new Msk(this, "kafka", {
      ...common,
      vpcId,
      privateSubnetIds,
      eksNodesSecurityGroupId: props.eksNodesSecurityGroupId,
      useServerless: !large,
      topics: props.kafkaTopics ?? { orders: { consumerGroups: ["billing"] } },
      alarmSnsTopicArns,
      outputPrefix: "kafka_",
    });
    this.eventQueue = new EventQueue(this, "event-queue", {
      ...common,
      queueType: large ? "redis" : "nats",
      preset: props.size,
      vpcId,
      subnetIds: privateSubnetIds,
      allowedCidrBlocks: props.clientCidrBlocks,
      tenants: props.tenants,
      rotationLambdaArn,
      alarmSnsTopicArns,
      outputPrefix: "event_queue_",
    });
    this.cache = this.makeCache(props, common);
    this.productImport = this.makeImport(props, common);
  }

  /** The queues; the rule that feeds the first is known by its name, since the rule needs the queue. */
  private queues({ project, region, accountId, ...props }: PlatformProps) {
    const prefix = namePrefix({ project, ...props });
    const rule = `arn:aws:events:${region}:${accountId}:rule/${prefix}-events/${prefix}-orders`;
    return {
      orders: { producers: [{ service: "events.amazonaws.com", sourceArns: [rule] }] },
      "lab-results": { retentionSeconds: 1_209_600, maxReceiveCount: 3 },
      "claims-events": { fifo: true, contentBasedDeduplication: true },
    };
  }

  private makeCache(
    props: PlatformProps,
    common: Pick<PlatformProps, "project" | "environment" | "accountId">,
  ) {
    const large = props.size === "production";
    return new ElasticacheRedis(this, "cache", {
      ...common,
      customerId: "00000000-0000-0000-0000-000000000000",
      customerName: props.project,
      architectureType: "shared",
      planTier: "platform",
      region: props.region,
      vpcId: props.vpcId,
      subnetIds: props.privateSubnetIds,
      numCacheClusters: large ? 3 : 2,
      ...(large ? {} : { nodeType: "cache.t4g.medium" }),
      clientSecurityGroups: { applications: props.eksNodesSecurityGroupId },
      readerPrincipalArns: props.applicationRoleArns,
      notificationTopicArn: this.alarms.arn,
      outputPrefix: "cache_",
    });
  }

  private makeImport(
    props: PlatformProps,
    common: Pick<PlatformProps, "project" | "environment" | "accountId">,
  ) {
    const large = props.size === "production";
    const cluster = new EcsCluster(this, "workers", {
      name: `${namePrefix(props)}-workers`,
      setting: [{ name: "containerInsights", value: "enabled" }],
      tags: commonTags(props),
    });
    // A project of its own: its Redis and its logs have the names of the cache's otherwise.
    return new ProductImport(this, "product-import", {
      ...common,
      project: `${props.project}-import`,
      awsRegion: props.region,
      vpcId: props.vpcId,
      privateSubnetIds: props.privateSubnetIds,
      ecsClusterId: cluster.id,
      ecsClusterName: cluster.name,
      workerImage: props.workerImage,
      databaseSecretArn: props.databaseSecretArn,
      encryptionKeySecretArn: props.encryptionKeySecretArn,
      secretsKmsKeyArns: props.secretsKmsKeyArns,
      databaseSecurityGroupId: props.databaseSecurityGroupId,
      s3BucketArn: props.imagesBucketArn,
      redisConnectionsThreshold: 5000,
      rotationLambdaArn: props.rotationLambdaArn,
      snsAlarmTopicArn: this.alarms.arn,
      snsCriticalTopicArn: this.alarms.arn,
      ...(large
        ? {}
        : {
            redisNodeType: "cache.t4g.small",
            redisNumReplicas: 2,
            workerCpu: 512,
            workerMemory: 1024,
            workerMaxCount: 4,
          }),
      outputPrefix: "import_",
    });
  }
}
