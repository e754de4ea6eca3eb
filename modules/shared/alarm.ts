import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm/index.js";
import type { Construct } from "constructs";

export interface AlarmProps {
  readonly name: string;
  readonly description: string;
  /** CloudWatch namespace, metric and dimensions of what is watched. */
  readonly namespace: string;
  readonly metric: string;
  readonly dimensions: Record<string, string>;
  readonly statistic: "Average" | "Maximum" | "Minimum" | "SampleCount" | "Sum";
  /** Fires when the statistic is greater than this. */
  readonly above: number;
  /** Seconds one data point covers. */
  readonly period: number;
  /** Data points in a row before it fires. */
  readonly evaluationPeriods: number;
  readonly topicArns: readonly string[];
  readonly tags: Record<string, string>;
}

/** An alarm that tells the topics when it fires and when it is over. Silence of the metric is no alarm. */
export function alarmAbove(scope: Construct, id: string, props: AlarmProps): CloudwatchMetricAlarm {
  return new CloudwatchMetricAlarm(scope, id, {
    ...common(props),
    ...ofOneMetric(props),
    comparisonOperator: "GreaterThanThreshold",
    threshold: props.above,
    treatMissingData: "notBreaching",
  });
}

/** The same for what must not become too few. Silence of the metric is the alarm: nothing is left to report. */
export function alarmBelow(
  scope: Construct,
  id: string,
  props: Omit<AlarmProps, "above"> & { readonly below: number },
): CloudwatchMetricAlarm {
  return new CloudwatchMetricAlarm(scope, id, {
    ...common(props),
    ...ofOneMetric(props),
    comparisonOperator: "LessThanThreshold",
    threshold: props.below,
    treatMissingData: "breaching",
  });
}

export interface CacheAlarmProps extends Omit<AlarmProps, "namespace" | "dimensions" | "above"> {
  /** Id of the replication group: its nodes are `<id>-001`, `<id>-002`, … */
  readonly replicationGroupId: string;
  /** Nodes of the group: 1-9. */
  readonly nodes: number;
  /** Fires when the worst node is above this (`above`), or reaches it (`atLeast`). */
  readonly threshold: { readonly above: number } | { readonly atLeast: number };
}

/** One alarm for all nodes of a Redis replication group, whichever of them is the primary: it looks at the worst. */
export function cacheAlarm(scope: Construct, id: string, props: CacheAlarmProps): CloudwatchMetricAlarm {
  const nodes = Array.from({ length: props.nodes }, (_, index) => index + 1);
  const { threshold } = props;
  return new CloudwatchMetricAlarm(scope, id, {
    ...common(props),
    metricQuery: [
      {
        id: "worst",
        label: `${props.metric} of the worst node`,
        expression: `MAX([${nodes.map((node) => `node${node}`).join(", ")}])`,
        returnData: true,
      },
      ...nodes.map((node) => ({
        id: `node${node}`,
        returnData: false,
        metric: {
          namespace: "AWS/ElastiCache",
          metricName: props.metric,
          dimensions: { CacheClusterId: `${props.replicationGroupId}-00${node}` },
          period: props.period,
          stat: props.statistic,
        },
      })),
    ],
    comparisonOperator: "above" in threshold ? "GreaterThanThreshold" : "GreaterThanOrEqualToThreshold",
    threshold: "above" in threshold ? threshold.above : threshold.atLeast,
    treatMissingData: "notBreaching",
  });
}

function common(
  props: Pick<AlarmProps, "name" | "description" | "evaluationPeriods" | "topicArns" | "tags">,
) {
  const topics = [...props.topicArns].sort();
  return {
    alarmName: props.name,
    alarmDescription: props.description,
    evaluationPeriods: props.evaluationPeriods,
    alarmActions: topics,
    okActions: topics,
    tags: props.tags,
  };
}

function ofOneMetric(
  props: Pick<AlarmProps, "namespace" | "metric" | "dimensions" | "statistic" | "period">,
) {
  return {
    namespace: props.namespace,
    metricName: props.metric,
    dimensions: props.dimensions,
    statistic: props.statistic,
    period: props.period,
  };
}
