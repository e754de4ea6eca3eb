import { InvalidPropError, requireEntries, requireInteger, requireMatch } from "../shared/validation.js";
import type { MskProps, TopicProps } from "./props.js";
import { scramUsers } from "./scram-settings.js";
import { retentionHours } from "./server-properties.js";

const LONGEST_ALARM_NAME = 255;
const NAME = /^(?!\.{1,2}$)[A-Za-z0-9._-]{1,249}$/;
const NAME_WORDS = "a name of 1-249 letters, digits, dots, hyphens and underscores";

/** A topic's props with every default filled in and every value checked. */
export interface TopicSettings {
  readonly name: string;
  readonly partitions: number;
  readonly replicationFactor: number;
  readonly retentionHours: number;
  readonly cleanupPolicy: "delete" | "compact";
  readonly consumerGroups: readonly string[];
  readonly lagThreshold: number;
  readonly producers: readonly string[];
  readonly consumers: readonly string[];
}

/** The topics of `props`, sorted by name, so that the order in which they are written changes nothing. */
export function topicSettings(props: MskProps, brokerCount: number): TopicSettings[] {
  const topics = props.topics ?? {};
  return Object.keys(topics)
    .sort()
    .map((name) => settingsOf(props, brokerCount, name, topics[name] ?? {}));
}

/** Name of the alarm on the lag of a consumer group. Neither part holds a slash: no two alarms share a name. */
export function lagAlarmName(prefix: string, topic: string, group: string): string {
  return `${prefix}-msk-lag-${topic}/${group}`;
}

function settingsOf(props: MskProps, brokerCount: number, name: string, topic: TopicProps): TopicSettings {
  requireMatch(`topics.${name}`, name, NAME, NAME_WORDS);
  const path = `topics.${name}`;
  const partitions = topic.partitions ?? props.numPartitions ?? 6;
  requireInteger(`${path}.partitions`, partitions, 1, 1000, "partitions");
  const copies = topic.replicationFactor ?? props.replicationFactor ?? 3;
  if (props.useServerless) refuseOtherCopies(path, copies);
  else requireInteger(`${path}.replicationFactor`, copies, 1, brokerCount, "copies");
  const lagThreshold = topic.lagThreshold ?? 1000;
  requireInteger(`${path}.lagThreshold`, lagThreshold, 1, 100_000_000, "records");
  const cleanupPolicy = topic.cleanupPolicy ?? "delete";
  requireMatch(`${path}.cleanupPolicy`, cleanupPolicy, /^(delete|compact)$/, "delete or compact");
  return {
    name,
    partitions,
    replicationFactor: copies,
    retentionHours: retentionHours(
      `${path}.retentionHours`,
      topic.retentionHours,
      props.retentionHours ?? 168,
    ),
    cleanupPolicy,
    consumerGroups: consumerGroups(props, name, topic),
    lagThreshold,
    producers: principals(props, `${path}.producers`, topic.producers),
    consumers: principals(props, `${path}.consumers`, topic.consumers),
  };
}

function refuseOtherCopies(path: string, copies: number): void {
  if (copies !== 3)
    throw new InvalidPropError(`${path}.replicationFactor`, copies, "3, as MSK Serverless has it");
}

function consumerGroups(props: MskProps, name: string, topic: TopicProps): readonly string[] {
  const groups = topic.consumerGroups ?? [];
  const path = `topics.${name}.consumerGroups`;
  if (groups.length > 0) requireEntries(path, groups, "group");
  for (const group of groups) {
    requireMatch(path, group, NAME, NAME_WORDS);
    const alarm = lagAlarmName(`${props.project}-${props.environment}`, name, group);
    if (alarm.length > LONGEST_ALARM_NAME) {
      const allowed = `a shorter name: ${alarm} is longer than ${LONGEST_ALARM_NAME} characters`;
      throw new InvalidPropError(path, group, allowed);
    }
  }
  if (groups.length === 0 && (topic.consumers?.length || topic.lagThreshold !== undefined)) {
    throw new InvalidPropError(path, topic.consumerGroups, "the groups that read the topic");
  }
  return [...groups].sort();
}

function principals(props: MskProps, path: string, names: readonly string[] = []): readonly string[] {
  if (names.length === 0) return [];
  requireEntries(path, names, "user");
  const users = scramUsers(props).map(({ name }) => name);
  for (const name of names) {
    if (users.includes(name) || (name.startsWith("CN=") && props.certificateAuthorityArns?.length)) continue;
    throw new InvalidPropError(path, name, "a user of scramUsers, or CN=… beside certificateAuthorityArns");
  }
  return [...names].sort();
}
