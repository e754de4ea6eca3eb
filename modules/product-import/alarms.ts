import { Construct } from "constructs";
import { alarmAbove, alarmBelow, cacheAlarm } from "../shared/alarm.js";
import type { ProductImportProps } from "./props.js";
import type { Settings } from "./settings.js";

export interface ImportAlarmsProps {
  readonly props: ProductImportProps;
  readonly settings: Settings;
  readonly replicationGroupId: string;
  readonly serviceName: string;
  readonly tags: Record<string, string>;
}

const FIVE_MINUTES = { period: 300, evaluationPeriods: 1 };
const THREE_MINUTES = { period: 60, evaluationPeriods: 3 };

/** Tells when Redis is busy or full, when jobs pile up, and when workers are missing. */
export class ImportAlarms extends Construct {
  /** ARN of each alarm, by what it watches. */
  readonly arns: Readonly<Record<string, string>>;

  constructor(scope: Construct, id: string, alarms: ImportAlarmsProps) {
    super(scope, id);
    const { props, settings, tags } = alarms;
    const { prefix, redis, metric, scaling, worker } = settings;
    const warning = { topicArns: [props.snsAlarmTopicArn], tags };
    const critical = { topicArns: [props.snsCriticalTopicArn], tags };
    const nodes = { replicationGroupId: alarms.replicationGroupId, nodes: redis.nodes };

    const redisCpu = cacheAlarm(this, "redis-cpu", {
      name: `${prefix}-redis-cpu`,
      description: "CPU of a Redis node is high",
      metric: "CPUUtilization",
      statistic: "Average",
      threshold: { above: 75 },
      ...nodes,
      ...FIVE_MINUTES,
      ...warning,
    });
    const redisMemory = cacheAlarm(this, "redis-memory", {
      name: `${prefix}-redis-memory`,
      description: "Memory of a Redis node is nearly full; a full one takes no jobs",
      metric: "DatabaseMemoryUsagePercentage",
      statistic: "Average",
      threshold: { above: 85 },
      ...nodes,
      ...FIVE_MINUTES,
      ...critical,
    });
    const queueDepth = alarmAbove(this, "queue-depth", {
      name: `${prefix}-queue-depth`,
      description: "Jobs pile up in the import queue",
      namespace: metric.namespace,
      metric: "BullQueueDepth",
      dimensions: metric.dimensions,
      statistic: "Average",
      above: 10_000,
      ...FIVE_MINUTES,
      ...warning,
    });
    const workerCount = alarmBelow(this, "worker-count", {
      name: `${prefix}-worker-count`,
      description: `Fewer than ${scaling.minimum} workers run`,
      namespace: "ECS/ContainerInsights",
      metric: "RunningTaskCount",
      dimensions: { ClusterName: worker.clusterName, ServiceName: alarms.serviceName },
      statistic: "Average",
      below: scaling.minimum,
      ...THREE_MINUTES,
      ...critical,
    });
    const connections =
      redis.connectionsThreshold === undefined
        ? undefined
        : cacheAlarm(this, "redis-connections", {
            name: `${prefix}-redis-connections`,
            description: "A Redis node has many connections",
            metric: "CurrConnections",
            statistic: "Average",
            threshold: { above: redis.connectionsThreshold },
            ...nodes,
            ...FIVE_MINUTES,
            ...warning,
          });

    this.arns = {
      redis_cpu: redisCpu.arn,
      redis_memory: redisMemory.arn,
      queue_depth: queueDepth.arn,
      worker_count: workerCount.arn,
      ...(connections && { redis_connections: connections.arn }),
    };
  }
}
