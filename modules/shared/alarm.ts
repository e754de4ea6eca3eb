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
  const topics = [...props.topicArns].sort();
  return new CloudwatchMetricAlarm(scope, id, {
    alarmName: props.name,
    alarmDescription: props.description,
    namespace: props.namespace,
    metricName: props.metric,
    dimensions: props.dimensions,
    statistic: props.statistic,
    comparisonOperator: "GreaterThanThreshold",
    threshold: props.above,
    period: props.period,
    evaluationPeriods: props.evaluationPeriods,
    treatMissingData: "notBreaching",
    alarmActions: topics,
    okActions: topics,
    tags: props.tags,
  });
}
