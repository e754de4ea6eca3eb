import { Construct } from "constructs";
import { type CacheAlarmProps, cacheAlarm } from "../shared/alarm.js";
import type { Thresholds } from "./settings.js";

export interface CacheAlarmsProps {
  readonly name: string;
  readonly replicationGroupId: string;
  readonly nodes: number;
  readonly thresholds: Thresholds;
  readonly topicArns: readonly string[];
  readonly tags: Record<string, string>;
}

/** Tells when a node is busy, full, evicts keys, has too many clients, or is behind. */
export class CacheAlarms extends Construct {
  /** ARN of each alarm, by what it watches. */
  readonly arns: Readonly<Record<string, string>>;

  constructor(scope: Construct, id: string, props: CacheAlarmsProps) {
    super(scope, id);
    const { thresholds } = props;
    const alarm = (what: string, rest: OwnProps) =>
      cacheAlarm(this, what, {
        name: `${props.name}-${what}`,
        replicationGroupId: props.replicationGroupId,
        nodes: props.nodes,
        period: 300,
        evaluationPeriods: 1,
        topicArns: props.topicArns,
        tags: props.tags,
        ...rest,
      }).arn;

    this.arns = {
      cpu: alarm("cpu", {
        description: `CPU of a node of ${props.name} is high`,
        metric: "CPUUtilization",
        statistic: "Average",
        threshold: { atLeast: thresholds.cpu },
      }),
      memory: alarm("memory", {
        description: `Memory of a node of ${props.name} is nearly full`,
        metric: "DatabaseMemoryUsagePercentage",
        statistic: "Average",
        threshold: { atLeast: thresholds.memory },
      }),
      evictions: alarm("evictions", {
        description: `A node of ${props.name} evicts keys for want of memory`,
        metric: "Evictions",
        statistic: "Sum",
        threshold: { above: thresholds.evictions },
      }),
      connections: alarm("connections", {
        description: `A node of ${props.name} has many connections`,
        metric: "CurrConnections",
        statistic: "Average",
        threshold: { above: thresholds.connections },
      }),
      ...(props.nodes > 1 && {
        "replication-lag": alarm("replication-lag", {
          description: `A replica of ${props.name} is behind its primary`,
          metric: "ReplicationLag",
          statistic: "Average",
          threshold: { atLeast: thresholds.replicationLag },
        }),
      }),
    };
  }
}

type OwnProps = Pick<CacheAlarmProps, "description" | "metric" | "statistic" | "threshold">;
