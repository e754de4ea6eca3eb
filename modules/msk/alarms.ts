import { Construct } from "constructs";
import { type AlarmProps, alarmAbove } from "../shared/alarm.js";
import type { ClusterSettings } from "./settings.js";
import { lagAlarmName } from "./topic-settings.js";

export interface ClusterAlarmsProps {
  readonly settings: ClusterSettings;
  /** Start of the alarms' names, e.g. `orion-production`. */
  readonly prefix: string;
  readonly clusterName: string;
  readonly topicArns: readonly string[];
  readonly tags: Record<string, string>;
}

type OwnAlarmProps = Omit<AlarmProps, "namespace" | "topicArns" | "tags">;

/** Tells when consumers fall behind, disks fill up, and partitions lose copies. */
export class ClusterAlarms extends Construct {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: ClusterAlarmsProps,
  ) {
    super(scope, id);
    this.watchConsumers();
    if (!props.settings.useServerless) this.watchBrokers();
  }

  private watchConsumers(): void {
    const { settings, prefix, clusterName } = this.props;
    for (const { name: topic, consumerGroups, lagThreshold } of settings.topics) {
      const scope = new Construct(this, `topic-${topic}`);
      for (const group of consumerGroups) {
        this.alarm(scope, `lag-${group}`, {
          name: lagAlarmName(prefix, topic, group),
          description: `Consumer group ${group} falls behind in topic ${topic}`,
          metric: "MaxOffsetLag",
          dimensions: { "Cluster Name": clusterName, "Consumer Group": group, Topic: topic },
          statistic: "Maximum",
          above: lagThreshold,
          period: 300,
          evaluationPeriods: 3,
        });
      }
    }
  }

  private watchBrokers(): void {
    const { settings, prefix, clusterName } = this.props;
    this.alarm(this, "offline-partitions", {
      name: `${prefix}-msk-offline-partitions`,
      description: "Partitions without a leader: they take no records",
      metric: "OfflinePartitionsCount",
      dimensions: { "Cluster Name": clusterName },
      statistic: "Maximum",
      above: 0,
      period: 60,
      evaluationPeriods: 2,
    });
    // One broker is full, or behind, before the whole cluster is. Brokers are numbered from 1.
    for (let broker = 1; broker <= settings.brokerCount; broker++) {
      const dimensions = { "Cluster Name": clusterName, "Broker ID": String(broker) };
      this.alarm(this, `disk-${broker}`, {
        name: `${prefix}-msk-disk-${broker}`,
        description: `Disk of broker ${broker} is nearly full`,
        metric: "KafkaDataLogsDiskUsed",
        dimensions,
        statistic: "Maximum",
        above: settings.diskThreshold,
        period: 300,
        evaluationPeriods: 1,
      });
      this.alarm(this, `under-replicated-${broker}`, {
        name: `${prefix}-msk-under-replicated-${broker}`,
        description: `Broker ${broker} leads partitions that lack copies`,
        metric: "UnderReplicatedPartitions",
        dimensions,
        statistic: "Maximum",
        above: 0,
        period: 300,
        evaluationPeriods: 3,
      });
    }
  }

  private alarm(scope: Construct, id: string, own: OwnAlarmProps): void {
    const { topicArns, tags } = this.props;
    alarmAbove(scope, id, { namespace: "AWS/Kafka", topicArns, tags, ...own });
  }
}
