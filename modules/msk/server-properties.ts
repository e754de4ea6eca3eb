import { InvalidPropError, requireInteger } from "../shared/validation.js";
import type { MskProps } from "./props.js";

const LONGEST_RETENTION_HOURS = 87_600;

/** Properties that props of their own set. */
const BY_PROP: Readonly<Record<string, keyof MskProps>> = {
  "auto.create.topics.enable": "autoCreateTopics",
  "default.replication.factor": "replicationFactor",
  "min.insync.replicas": "minInsyncReplicas",
  "num.partitions": "numPartitions",
  "log.retention.hours": "retentionHours",
};

/** What the brokers are told beside what the props say. */
const FIXED: Readonly<Record<string, string>> = {
  "num.io.threads": "8",
  "num.network.threads": "5",
  "num.replica.fetchers": "2",
  "replica.lag.time.max.ms": "30000",
  "socket.receive.buffer.bytes": "102400",
  "socket.request.max.bytes": "104857600",
  "socket.send.buffer.bytes": "102400",
  "unclean.leader.election.enable": "false",
  "log.segment.bytes": "1073741824",
  "log.retention.check.interval.ms": "300000",
  "message.max.bytes": "10485760",
  "compression.type": "producer",
};

/** `retentionHours`, or what the prop `prop` says of it. */
export function retentionHours(prop: string, value: number | undefined, fallback: number): number {
  const hours = value ?? fallback;
  if (hours !== -1) requireInteger(prop, hours, 1, LONGEST_RETENTION_HOURS, "hours, or -1 for ever");
  return hours;
}

/** The properties of the brokers by name. */
export function brokerProperties(props: MskProps, brokerCount: number): Record<string, string> {
  const partitions = props.numPartitions ?? 6;
  requireInteger("numPartitions", partitions, 1, 1000, "partitions");
  const copies = props.replicationFactor ?? 3;
  if (!props.useServerless) requireInteger("replicationFactor", copies, 1, brokerCount, "copies");
  const inSync = props.minInsyncReplicas ?? 2;
  if (!props.useServerless) requireInteger("minInsyncReplicas", inSync, 1, copies, "copies");
  const hasRules = props.enableScramAuth || (props.certificateAuthorityArns?.length ?? 0) > 0;
  const properties = {
    ...FIXED,
    "auto.create.topics.enable": String(props.autoCreateTopics ?? true),
    "default.replication.factor": String(copies),
    "min.insync.replicas": String(inSync),
    "num.partitions": String(partitions),
    "log.retention.hours": String(retentionHours("retentionHours", props.retentionHours, 168)),
    ...(!isKraft(props.kafkaVersion) && { "zookeeper.session.timeout.ms": "18000" }),
    // Amazon MSK lets everyone who logged in use a topic without rules unless it is told otherwise.
    ...(hasRules && { "allow.everyone.if.no.acl.found": "false" }),
  };
  return { ...properties, ...ownProperties(props) };
}

/** Sorted by name: their order means nothing to Kafka. */
export function propertiesText(properties: Readonly<Record<string, string>>): string {
  return Object.keys(properties)
    .sort()
    .map((name) => `${name}=${properties[name]}\n`)
    .join("");
}

/** Whether the brokers of a version keep the metadata themselves, without ZooKeeper. */
export function isKraft(kafkaVersion = ""): boolean {
  return kafkaVersion.endsWith(".kraft") || /^[4-9]\./.test(kafkaVersion);
}

function ownProperties(props: MskProps): Record<string, string> {
  const own = Object.entries(props.serverProperties ?? {});
  for (const [name, value] of own) {
    const prop = `serverProperties.${name}`;
    if (!/^[a-z][a-z0-9._]*$/.test(name)) {
      throw new InvalidPropError(prop, name, "a property such as log.cleaner.delete.retention.ms");
    }
    if (BY_PROP[name] !== undefined) {
      throw new InvalidPropError(prop, value, `the prop ${BY_PROP[name]} instead`);
    }
    if (/[\r\n\\]/.test(String(value))) throw new InvalidPropError(prop, value, "a value on one line");
  }
  return Object.fromEntries(own.map(([name, value]) => [name, String(value)]));
}
