import type { UpstashProvider } from "./provider/index.js";

/** A region that a Redis database can live in. */
export type RedisRegion =
  | "ap-northeast-1"
  | "ap-southeast-1"
  | "ap-southeast-2"
  | "eu-central-1"
  | "eu-west-1"
  | "sa-east-1"
  | "us-central1"
  | "us-east-1"
  | "us-west-1"
  | "us-west-2";

export interface RedisConfigProps {
  /** Name of the database: 1-64 letters, digits, hyphens and underscores. Default: `<namePrefix>-<environment>`. */
  readonly name?: string | undefined;
  /** Region that takes the writes, one of the ten of the README. Default: us-east-1. */
  readonly region?: RedisRegion | undefined;
  /** Survive the loss of a region: read from a second one. Default: true. */
  readonly multizone?: boolean | undefined;
  /** Regions to read from. Default: the one nearest to `region` where `multizone` is on, none elsewhere. */
  readonly readRegions?: readonly RedisRegion[] | undefined;
  /** Delete old entries when the database is full, instead of refusing to write. Default: false; true without `persistence`. */
  readonly eviction?: boolean | undefined;
  /** Move to a larger plan when a quota is reached. Default: false. */
  readonly autoScale?: boolean | undefined;
  /** Speak TLS only. Default: true. Version 2 of the provider cannot turn it off. */
  readonly tls?: boolean | undefined;
  /** Whether what is written has to last. Upstash always writes to disk; a cache only (false) may evict. Default: true. */
  readonly persistence?: boolean | undefined;
  /**
   * Prod Pack: encryption at rest, replicas in several zones. Default: true. Not in version 1 of the provider, and
   * refused beside `enableKafka`.
   */
  readonly prodPack?: boolean | undefined;
  /**
   * IPv4 addresses or networks of /8 and narrower that may connect. Required for PHI; the internet is refused. Not in version 1 of
   * the provider, and refused beside `enableKafka`. Default: everybody, where `dataClassification` is not PHI.
   */
  readonly ipAllowlist?: readonly string[] | undefined;
  /** US dollars a month after which the database is throttled: 1-1000000. Default: 20, Upstash's. Not in version 1. */
  readonly budget?: number | undefined;
  /** Bytes of memory that are wanted: 1 and more. Default: what the plan gives. Told in `upstash_summary`. */
  readonly maxMemorySize?: number | undefined;
  /** Bytes of the largest entry that are wanted: 1 and more. Default: what the plan gives. Told likewise. */
  readonly maxEntrySize?: number | undefined;
  /** Bytes of the largest request that are wanted: 1 and more. Default: what the plan gives. Told likewise. */
  readonly maxRequestSize?: number | undefined;
  /** Bytes a day that are wanted: 1 and more. Default: what the plan gives. Told likewise. */
  readonly maxDailyBandwidth?: number | undefined;
  /** Commands a second that are wanted: 1 and more. Default: what the plan gives. Told likewise. */
  readonly maxCommandsPerSecond?: number | undefined;
}

/** What a user of the database may do. The provider cannot make users: the rules are told in `redis_acl_rules`. */
export interface RedisUserProps {
  /** Commands and categories allowed (`+get`, `+@read`) and denied (`-@dangerous`), at least one, in this order. */
  readonly commands: readonly string[];
  /** Patterns of the keys the user may touch, at least one, e.g. `cache:*`. */
  readonly keys: readonly string[];
  /** Patterns of the channels the user may use. Default: none. */
  readonly channels?: readonly string[] | undefined;
  /** Let the user in without a password. Refused for PHI, and beside commands that write. Default: false. */
  readonly noPass?: boolean | undefined;
}

export interface KafkaConfigProps {
  /** Name of the cluster: 1-64 letters, digits, hyphens and underscores. Default: `<namePrefix>-<environment>`. */
  readonly name?: string | undefined;
  /** us-east-1, eu-west-1 or ap-northeast-1. Default: us-east-1. */
  readonly region?: "ap-northeast-1" | "eu-west-1" | "us-east-1" | undefined;
  /** Spread the cluster over zones. Default: true. */
  readonly multizone?: boolean | undefined;
  /** Most bytes a partition may keep, for the topics below: 1 and more. Default: 10737418240 (10 GB). */
  readonly maxRetentionSize?: number | undefined;
  /** Most milliseconds a topic that deletes may keep records: 1 and more. Default: 2592000000 (30 days). */
  readonly maxRetentionTime?: number | undefined;
  /** Largest record in bytes, and the default of the topics: 1 and more. Default: 10485760 (10 MB). */
  readonly maxMessageSize?: number | undefined;
  /** Most partitions of all topics together: 1 and more. Default: 1000. */
  readonly maxPartitions?: number | undefined;
  /** Most topics: 1 and more. Default: 100. */
  readonly maxTopics?: number | undefined;
}

export interface KafkaTopicProps {
  /** Partitions: 1 to `maxPartitions`. */
  readonly partitions: number;
  /** Milliseconds records are kept: 1 to `maxRetentionTime` (compacted topics: any). Default: 604800000 (7 days). */
  readonly retentionTime?: number | undefined;
  /** Bytes a partition keeps: 1 to `maxRetentionSize`. Default: 1073741824 (1 GB). */
  readonly retentionSize?: number | undefined;
  /** Largest record in bytes: 1 to `maxMessageSize`. Default: `maxMessageSize`. */
  readonly maxMessageSize?: number | undefined;
  /** Delete old records, or keep the last one of each key (compact). Default: delete. */
  readonly cleanupPolicy?: "compact" | "delete" | undefined;
}

export interface QstashConfigProps {
  /** Make topics and URL groups. Default: true. */
  readonly enableTopics?: boolean | undefined;
  /** Make schedules. Default: true. */
  readonly enableSchedules?: boolean | undefined;
  /** Tell applications of the dead-letter queue. Default: true. */
  readonly enableDlq?: boolean | undefined;
  /** Days messages are kept, told in the environment variables: 1-90. Default: 7. */
  readonly retentionDays?: number | undefined;
  /** Publisher token. A reference to a secret, never the token. Default: the sensitive variable `qstash_token`. */
  readonly token?: string | undefined;
  /** Key that webhooks are signed with. A reference likewise. Default: the sensitive variable `qstash_signing_key`. */
  readonly signingKey?: string | undefined;
  /** Key that comes after it. A reference likewise. Default: the sensitive variable `qstash_next_signing_key`. */
  readonly nextSigningKey?: string | undefined;
}

export interface QstashEndpointProps {
  /** https address. */
  readonly url: string;
  /** Headers to send along, told in `qstash_topics`. Secrets are refused. Default: none. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** How often to try again, told in `qstash_topics`. Default: as QStash does. */
  readonly retry?: QstashRetryProps | undefined;
}

export interface QstashRetryProps {
  /** Times: 1-100. Default: 3. */
  readonly count?: number | undefined;
  /** First wait, e.g. `30s`, `5m` or `1h`. Default: as QStash does. */
  readonly delay?: string | undefined;
  /** Longest wait, likewise. Default: as QStash does. */
  readonly maxDelay?: string | undefined;
}

export interface QstashTopicProps {
  /** Where messages go, each to all: at least one. */
  readonly endpoints: readonly QstashEndpointProps[];
}

export interface QstashScheduleProps {
  /** https address, or the key of a topic or URL group above. */
  readonly destination: string;
  /** When: five fields of cron, in UTC, or after `CRON_TZ=<zone> `. */
  readonly cron: string;
  /** Headers to send along. Those that carry a secret (`Authorization`, `X-Api-Key`, …) have to be references. Default: none. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Body of the message. Default: none. */
  readonly body?: string | undefined;
  /** Times a failed delivery is tried again: 0-100. Default: one less than `maxReceiveCount` of `qstashDlqConfig`, or 3. */
  readonly retries?: number | undefined;
  /** https address that is told what became of each delivery. Default: `webhookUrl` of `qstashDlqConfig`. */
  readonly callback?: string | undefined;
  /** Seconds before the delivery, e.g. `30s`. Default: none. */
  readonly delay?: string | undefined;
  /** GET, POST, PUT, PATCH or DELETE. Default: POST, QStash's. */
  readonly method?: "DELETE" | "GET" | "PATCH" | "POST" | "PUT" | undefined;
  /** Content type of the body. Default: application/json where there is a body. */
  readonly contentType?: string | undefined;
}

export interface QstashDlqConfigProps {
  /** Tell applications of the dead-letter queue, and schedules of the webhook. Default: true. */
  readonly enabled?: boolean | undefined;
  /** Deliveries before a message is dead: 2-101. Schedules are tried again one time less. Default: 4. */
  readonly maxReceiveCount?: number | undefined;
  /** Days dead letters are kept, told in the environment variables: 1-90. Default: 14. */
  readonly retentionDays?: number | undefined;
  /** https address that is told of what could not be delivered. Default: none. */
  readonly webhookUrl?: string | undefined;
}

export interface RatelimitConfigProps {
  /** sliding-window, fixed-window or token-bucket. Default: sliding-window. */
  readonly algorithm?: "fixed-window" | "sliding-window" | "token-bucket" | undefined;
}

export interface RateLimitRuleProps {
  /** Requests in the window: 1-1000000. */
  readonly limit: number;
  /** Length of the window, e.g. `500ms`, `10s`, `1m`, `1h` or `1d`. */
  readonly window: string;
  /** Start of the keys in Redis. Default: the key of the rule. */
  readonly keyPrefix?: string | undefined;
  /** Count by address, of callers that nobody knows, instead of by user. Default: false. */
  readonly anonymous?: boolean | undefined;
}

/** cosine, euclidean or dot-product. */
export type VectorMetric = "cosine" | "dot-product" | "euclidean";

export interface VectorConfigProps {
  /** Name of the index: 1-64 letters, digits, hyphens and underscores. Default: `<namePrefix>-<environment>`. */
  readonly name?: string | undefined;
  /** us-east-1, eu-west-1 or us-central1, of all indexes. Default: us-east-1. */
  readonly region?: "eu-west-1" | "us-central1" | "us-east-1" | undefined;
  /** Numbers in a vector: 1-5000. An index of this name is made where it is given. Default: none is made. */
  readonly dimension?: number | undefined;
  /** How near two vectors are. Default: cosine. */
  readonly metric?: VectorMetric | undefined;
  /** `pay-as-you-go`, or US dollars a month for a fixed plan: 1 and more. Default: pay-as-you-go. */
  readonly reservedPrice?: number | "pay-as-you-go" | undefined;
}

export interface VectorIndexProps {
  /** Numbers in a vector: 1-5000. */
  readonly dimension: number;
  /** How near two vectors are. Default: cosine. */
  readonly metric?: VectorMetric | undefined;
  /** Fields of the metadata that are searched, told in `upstash_summary`: Upstash indexes all of them. Default: none told. */
  readonly metadataConfig?: { readonly indexed: readonly string[] } | undefined;
}

export interface MonitoringConfigProps {
  /** Addresses to tell. Default: none. */
  readonly emailAlerts?: readonly string[] | undefined;
  /** Address of a Slack webhook. It is a secret: a reference, never the address itself. Default: none. */
  readonly slackWebhook?: string | undefined;
  /** When to alert. */
  readonly alertThresholds?: AlertThresholdsProps | undefined;
}

export interface AlertThresholdsProps {
  /** Percent of the CPU: 1-100. Default: 75. */
  readonly cpuPercent?: number | undefined;
  /** Percent of the memory: 1-100. Default: 80. */
  readonly memoryPercent?: number | undefined;
  /** Percent of the bandwidth: 1-100. Default: 85. */
  readonly bandwidthPercent?: number | undefined;
  /** Commands a second: 1 and more. Default: nine tenths of `maxCommandsPerSecond`, or 4500. */
  readonly commandsPerSecond?: number | undefined;
}

export interface UpstashProps {
  /** First part of every name: 1-20 lower-case letters, digits and hyphens. */
  readonly namePrefix: string;
  /** Environment, e.g. `production`: 1-20 lower-case letters, digits and hyphens. Second part of every name. */
  readonly environment: string;
  /** Team of the account, told in `upstash_summary`: the API key decides whose the resources are. Default: none. */
  readonly teamId?: string | undefined;
  /** What the data is, e.g. `PHI`. Default: `PHI`, the careful choice. */
  readonly dataClassification?: string | undefined;
  /** Told in `upstash_summary`: Upstash has no tags. Default: none. */
  readonly tags?: Readonly<Record<string, string>> | undefined;
  /** The provider, where the stack has one already. Default: one of its own, of version 1 with Kafka and of 2 without. */
  readonly provider?: UpstashProvider | undefined;
  /** Account of the provider made here. Default: the variable `upstash_email`. */
  readonly email?: string | undefined;
  /** API key of the provider made here. A reference, never the key. Default: the sensitive variable `upstash_api_key`. */
  readonly apiKey?: string | undefined;
  /** Make a Redis database. Default: false. */
  readonly enableRedis?: boolean | undefined;
  /** The database. Default: the defaults of its props. */
  readonly redisConfig?: RedisConfigProps | undefined;
  /** Users of the database, by name of 1-64 letters, digits, hyphens and underscores. Default: none. */
  readonly redisUsers?: Readonly<Record<string, RedisUserProps>> | undefined;
  /** Make a Kafka cluster, with version 1 of the provider. Default: false. */
  readonly enableKafka?: boolean | undefined;
  /** The cluster, and the limits of its topics. Default: the defaults of its props. */
  readonly kafkaConfig?: KafkaConfigProps | undefined;
  /** Topics by name of 1-100 letters, digits, `.`, `_` and `-`. Default: none. */
  readonly kafkaTopics?: Readonly<Record<string, KafkaTopicProps>> | undefined;
  /** Make QStash topics, URL groups and schedules. Default: false. */
  readonly enableQstash?: boolean | undefined;
  /** What of QStash is used. Default: the defaults of its props. */
  readonly qstashConfig?: QstashConfigProps | undefined;
  /** Topics by name of 1-100 letters, digits, `.`, `_` and `-`. Default: none. */
  readonly qstashTopics?: Readonly<Record<string, QstashTopicProps>> | undefined;
  /** Schedules by key, likewise. Default: none. */
  readonly qstashSchedules?: Readonly<Record<string, QstashScheduleProps>> | undefined;
  /** URL groups by name, likewise, and none that a topic has. Default: none. */
  readonly qstashUrlGroups?: Readonly<Record<string, QstashTopicProps>> | undefined;
  /** What becomes of messages that cannot be delivered. Default: the defaults of its props. */
  readonly qstashDlqConfig?: QstashDlqConfigProps | undefined;
  /** Tell applications the rate limits; needs `enableRedis`. Default: false. */
  readonly enableRatelimit?: boolean | undefined;
  /** How requests are counted. Default: the defaults of its props. */
  readonly ratelimitConfig?: RatelimitConfigProps | undefined;
  /** Rules by key of 1-64 letters, digits, hyphens and underscores. Default: none. */
  readonly rateLimitRules?: Readonly<Record<string, RateLimitRuleProps>> | undefined;
  /** Make vector indexes. Default: false. */
  readonly enableVector?: boolean | undefined;
  /** The main index, and what all indexes share. Default: the defaults of its props. */
  readonly vectorConfig?: VectorConfigProps | undefined;
  /** Indexes by key of 1-40 letters, digits, hyphens and underscores, named `<namePrefix>-<environment>-<key>`. Default: none. */
  readonly vectorIndexes?: Readonly<Record<string, VectorIndexProps>> | undefined;
  /** Tell the monitoring what to watch. Default: false. */
  readonly enableMonitoring?: boolean | undefined;
  /** Whom to tell, and when. Default: the defaults of its props. */
  readonly monitoringConfig?: MonitoringConfigProps | undefined;
  /** Put before the name of each output and variable, for two instances in one stack. Default: "". */
  readonly outputPrefix?: string | undefined;
}
