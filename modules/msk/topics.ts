import type { ClusterSettings } from "./settings.js";
import type { TopicSettings } from "./topic-settings.js";

const MS_PER_HOUR = 3_600_000;

/** A topic as `kafka-topics.sh` and every admin client take it. */
export interface AdminTopic {
  readonly partitions: number;
  readonly replication_factor: number;
  readonly config: Readonly<Record<string, string>>;
}

/** A rule as `kafka-acls.sh` and every admin client take it: `principal` may do `operations` on the resource. */
export interface AdminAcl {
  readonly principal: string;
  readonly resource_type: "TOPIC" | "GROUP";
  readonly resource_name: string;
  readonly operations: readonly string[];
}

/** What the job that makes the topics needs to know of them, by name. */
export function adminTopics(settings: ClusterSettings): Record<string, AdminTopic> {
  return Object.fromEntries(settings.topics.map((topic) => [topic.name, adminTopic(topic)]));
}

/** The rules that let the SCRAM users and certificates in; without one, a topic is closed to them. */
export function adminAcls(settings: ClusterSettings): AdminAcl[] {
  const rules = settings.topics.flatMap((topic) => [
    ...topic.producers.map((name) => onTopic(topic, name, ["DESCRIBE", "WRITE"])),
    ...topic.consumers.map((name) => onTopic(topic, name, ["DESCRIBE", "READ"])),
    ...topic.consumers.flatMap((name) => topic.consumerGroups.map((group) => onGroup(group, name))),
  ]);
  // A group may read several topics.
  return [...new Map(rules.map((rule) => [JSON.stringify(rule), rule])).values()];
}

function adminTopic(topic: TopicSettings): AdminTopic {
  const retention = topic.retentionHours === -1 ? -1 : topic.retentionHours * MS_PER_HOUR;
  return {
    partitions: topic.partitions,
    replication_factor: topic.replicationFactor,
    config: { "cleanup.policy": topic.cleanupPolicy, "retention.ms": String(retention) },
  };
}

function onTopic(topic: TopicSettings, name: string, operations: string[]): AdminAcl {
  return { principal: `User:${name}`, resource_type: "TOPIC", resource_name: topic.name, operations };
}

function onGroup(group: string, name: string): AdminAcl {
  return { principal: `User:${name}`, resource_type: "GROUP", resource_name: group, operations: ["READ"] };
}
