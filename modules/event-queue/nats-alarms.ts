import type { AutoscalingGroup } from "@cdktf/provider-aws/lib/autoscaling-group/index.js";
import { CloudwatchLogMetricFilter } from "@cdktf/provider-aws/lib/cloudwatch-log-metric-filter/index.js";
import { Construct } from "constructs";
import { type AlarmProps, alarmAbove } from "../shared/alarm.js";
import { Dashboard, type Series } from "./dashboard.js";
import type { NatsQueueProps } from "./nats.js";
import type { NatsLoadBalancer } from "./nats-load-balancer.js";
import { CONNECTION_FAILURES, metricNamespace } from "./nats-monitoring.js";

export interface NatsAlarmsProps extends NatsQueueProps {
  readonly group: AutoscalingGroup;
  readonly loadBalancer: NatsLoadBalancer;
  readonly logGroupName: string;
}

type OwnAlarmProps = Omit<AlarmProps, "name" | "topicArns" | "tags">;

/** Tells when a server is busy, full, gone or turns clients away; and shows what they measure. */
export class NatsAlarms extends Construct {
  constructor(scope: Construct, id: string, props: NatsAlarmsProps) {
    super(scope, id);
    const { name, settings, loadBalancer } = props;
    const group = { AutoScalingGroupName: props.group.name };
    const balancer = {
      LoadBalancer: loadBalancer.arnSuffix,
      TargetGroup: loadBalancer.targetGroupArnSuffix,
    };
    new CloudwatchLogMetricFilter(this, "failures", {
      name: `${name}-connection-failures`,
      logGroupName: props.logGroupName,
      pattern: `%${CONNECTION_FAILURES}%`,
      metricTransformation: {
        namespace: metricNamespace(name),
        name: "ConnectionFailures",
        value: "1",
        defaultValue: "0",
        unit: "Count",
      },
    });
    const alarm = (alarmId: string, rest: OwnAlarmProps) =>
      alarmAbove(this, alarmId, {
        name: `${name}-${alarmId}`,
        topicArns: settings.topicArns,
        tags: props.tags,
        ...rest,
      });
    // The busiest server counts: the average of three hides one. Above the limit in every minute of ten.
    const tenMinutes = { statistic: "Maximum", period: 60, evaluationPeriods: 10 } as const;
    alarm("cpu", {
      description: `A server of ${name} has used more than 75 % of its CPU for 10 minutes`,
      namespace: "AWS/EC2",
      metric: "CPUUtilization",
      dimensions: group,
      above: 75,
      ...tenMinutes,
    });
    alarm("memory", {
      description: `A server of ${name} has used more than 80 % of its memory for 10 minutes`,
      namespace: "CWAgent",
      metric: "mem_used_percent",
      dimensions: group,
      above: 80,
      ...tenMinutes,
    });
    alarm("disk", {
      description: `The volume of a server of ${name} has been more than 80 % full for 10 minutes`,
      namespace: "CWAgent",
      metric: "disk_used_percent",
      dimensions: group,
      above: 80,
      ...tenMinutes,
    });
    alarm("connections", {
      description: `A server of ${name} has more clients than expected`,
      namespace: metricNamespace(name),
      metric: "Connections",
      dimensions: {},
      statistic: "Maximum",
      above: settings.connectionsThreshold,
      period: 300,
      evaluationPeriods: 1,
    });
    alarm("connection-failures", {
      description: `Servers of ${name} turned clients away: credentials, TLS, or too many of them`,
      namespace: metricNamespace(name),
      metric: "ConnectionFailures",
      dimensions: {},
      statistic: "Sum",
      above: 0,
      period: 300,
      evaluationPeriods: 1,
    });
    alarm("unreachable", {
      description: `A server of ${name} does not answer`,
      namespace: "AWS/NetworkELB",
      metric: "UnHealthyHostCount",
      dimensions: balancer,
      statistic: "Maximum",
      above: 0,
      period: 60,
      evaluationPeriods: 5,
    });
    const own = (metric: string, statistic: Series["statistic"]) => ({
      title: metric,
      series: [{ namespace: metricNamespace(name), metric, dimensions: {}, statistic }],
    });
    const used = (title: string, namespace: string, metric: string) => ({
      title,
      series: [{ namespace, metric, dimensions: group, statistic: "Maximum" as const }],
    });
    new Dashboard(this, "dashboard", {
      name,
      region: props.region,
      graphs: [
        used("CPU used, %", "AWS/EC2", "CPUUtilization"),
        used("Memory used, %", "CWAgent", "mem_used_percent"),
        used("Disk used, %", "CWAgent", "disk_used_percent"),
        own("Connections", "Maximum"),
        own("ConnectionFailures", "Sum"),
        own("SlowConsumers", "Maximum"),
        own("StoredBytes", "Maximum"),
      ],
    });
  }
}
