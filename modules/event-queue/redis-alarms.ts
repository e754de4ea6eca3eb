import type { ElasticacheReplicationGroup } from "@cdktf/provider-aws/lib/elasticache-replication-group/index.js";
import { Construct } from "constructs";
import { type AlarmProps, alarmAbove } from "../shared/alarm.js";
import { Dashboard } from "./dashboard.js";
import type { RedisQueueProps } from "./redis.js";

export interface RedisAlarmsProps extends RedisQueueProps {
  readonly group: ElasticacheReplicationGroup;
}

type OwnAlarmProps = Omit<AlarmProps, "namespace" | "dimensions" | "topicArns" | "tags">;

/** Tells when a node is busy, full, or turns clients away; and shows what it measures. */
export class RedisAlarms extends Construct {
  constructor(scope: Construct, id: string, props: RedisAlarmsProps) {
    super(scope, id);
    // Nodes of a replication group are named after it: `orders-001`.
    const nodes = Array.from({ length: props.redis.nodes }, (_, index) => String(index + 1).padStart(3, "0"));
    for (const node of nodes) this.watch(node, props);
    const metrics = [
      "CPUUtilization",
      "DatabaseMemoryUsagePercentage",
      "NetworkBytesIn",
      "NetworkBytesOut",
      "CurrConnections",
      "Evictions",
      "AuthenticationFailures",
    ];
    new Dashboard(this, "dashboard", {
      name: props.name,
      region: props.region,
      graphs: metrics.map((metric) => ({
        title: metric,
        series: nodes.map((node) => ({
          namespace: "AWS/ElastiCache",
          metric,
          dimensions: { CacheClusterId: `${props.group.replicationGroupId}-${node}` },
          statistic: "Average",
        })),
      })),
    });
  }

  private watch(node: string, { name, settings, group, tags }: RedisAlarmsProps): void {
    const alarm = (id: string, rest: Omit<OwnAlarmProps, "name">) =>
      alarmAbove(this, `${id}-${node}`, {
        name: `${name}-${node}-${id}`,
        namespace: "AWS/ElastiCache",
        dimensions: { CacheClusterId: `${group.replicationGroupId}-${node}` },
        topicArns: settings.topicArns,
        tags,
        ...rest,
      });
    alarm("cpu", {
      description: `Node ${node} of ${name} has used more than 75 % of its CPU for 10 minutes`,
      metric: "CPUUtilization",
      statistic: "Average",
      above: 75,
      period: 300,
      evaluationPeriods: 2,
    });
    alarm("memory", {
      description: `Node ${node} of ${name} has used more than 80 % of its memory for 10 minutes`,
      metric: "DatabaseMemoryUsagePercentage",
      statistic: "Average",
      above: 80,
      period: 300,
      evaluationPeriods: 2,
    });
    alarm("connections", {
      description: `Node ${node} of ${name} has more clients than expected; one that is full refuses new ones`,
      metric: "CurrConnections",
      statistic: "Maximum",
      above: settings.connectionsThreshold,
      period: 300,
      evaluationPeriods: 1,
    });
    alarm("connection-failures", {
      description: `Node ${node} of ${name} turned clients away that could not authenticate`,
      metric: "AuthenticationFailures",
      statistic: "Sum",
      above: 0,
      period: 300,
      evaluationPeriods: 1,
    });
    alarm("evictions", {
      description: `Node ${node} of ${name} dropped data because its memory was full`,
      metric: "Evictions",
      statistic: "Sum",
      above: 0,
      period: 300,
      evaluationPeriods: 1,
    });
  }
}
