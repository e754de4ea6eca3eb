import { TerraformVariable, Token } from "cdktf";
import { Construct } from "constructs";
import { addOutputs, type ModuleOutput } from "../shared/outputs.js";
import { namePrefix } from "../shared/tags.js";
import { InvalidPropError } from "../shared/validation.js";
import { aclRules } from "./acl.js";
import { requireReference } from "./checks.js";
import { Kafka } from "./kafka.js";
import { monitoring } from "./monitoring.js";
import type { UpstashProps } from "./props.js";
import { type ProviderLine, UpstashProvider } from "./provider/index.js";
import { Qstash } from "./qstash.js";
import { rateLimits } from "./rate-limits.js";
import { Redis } from "./redis.js";
import { summary } from "./summary.js";
import { Vector } from "./vector.js";

export { InvalidPropError } from "../shared/validation.js";
export type * from "./props.js";
export * from "./provider/index.js";

/** Redis, Kafka, QStash, rate limits and vector indexes at Upstash, as safe for patients' data as Upstash can be made. */
export class Upstash extends Construct {
  readonly provider: UpstashProvider;
  readonly redis: Redis | undefined;
  readonly kafka: Kafka | undefined;
  readonly qstash: Qstash | undefined;
  readonly vector: Vector | undefined;
  /** User of the database → its rules, as `ACL SETUSER` takes them. */
  readonly redisAclRules: Readonly<Record<string, string>>;
  /** Rule → what `@upstash/ratelimit` takes. */
  readonly ratelimitRules: Readonly<Record<string, unknown>>;
  private readonly outputPrefix: string;

  constructor(scope: Construct, id: string, props: UpstashProps) {
    super(scope, id);
    const name = nameOf(props);
    const isPhi = (props.dataClassification ?? "PHI") === "PHI";
    this.outputPrefix = props.outputPrefix ?? "";
    if (props.enableRatelimit && !props.enableRedis) {
      throw new InvalidPropError("enableRatelimit", true, "false, or enableRedis: true beside it");
    }
    this.provider = this.providerOf(props);

    const { line } = this.provider;
    this.redis = props.enableRedis
      ? new Redis(this, "redis", { config: props.redisConfig ?? {}, name, isPhi, line })
      : undefined;
    this.redisAclRules = props.enableRedis ? aclRules(props.redisUsers, isPhi) : {};
    this.kafka = props.enableKafka
      ? new Kafka(this, "kafka", { config: props.kafkaConfig ?? {}, name, topics: props.kafkaTopics })
      : undefined;
    this.qstash = props.enableQstash ? this.qstashOf(props) : undefined;
    this.ratelimitRules = props.enableRatelimit
      ? rateLimits(props.ratelimitConfig ?? {}, props.rateLimitRules)
      : {};
    this.vector = props.enableVector
      ? new Vector(this, "vector", { config: props.vectorConfig ?? {}, name, indexes: props.vectorIndexes })
      : undefined;
    addOutputs(this, this.outputPrefix, this.outputs(props));
  }

  private qstashOf(props: UpstashProps): Qstash {
    return new Qstash(this, "qstash", {
      config: props.qstashConfig ?? {},
      dlq: props.qstashDlqConfig ?? {},
      topics: props.qstashTopics,
      urlGroups: props.qstashUrlGroups,
      schedules: props.qstashSchedules,
      variable: (variable, description) => this.variable(variable, description, true),
    });
  }

  private outputs(props: UpstashProps): Record<string, ModuleOutput> {
    const { kafka, qstash, redis, vector } = this;
    const watched = props.enableMonitoring
      ? monitoring(props.monitoringConfig ?? {}, props.redisConfig?.maxCommandsPerSecond)
      : undefined;
    const mainIndex = vector?.main ?? Object.values(vector?.indexes ?? {})[0];
    return {
      redis_endpoint: { description: "Redis connection endpoint", value: orNull(redis?.database.endpoint) },
      redis_rest_url: { description: "Redis REST API URL", value: orNull(redis?.restUrl) },
      redis_acl_rules: {
        description: "Rules of the Redis users, for ACL SETUSER",
        value: this.redisAclRules,
      },
      kafka_rest_endpoint: { description: "Kafka REST endpoint", value: orNull(kafka?.cluster.restEndpoint) },
      vector_endpoint: { description: "Vector database endpoint", value: orNull(mainIndex?.endpoint) },
      qstash_topics: {
        description: "QStash topic configurations",
        value: qstash?.topicConfigurations ?? {},
      },
      qstash_schedules: {
        description: "QStash scheduled job configurations",
        value: qstash?.scheduleConfigurations ?? {},
      },
      qstash_signing_key: {
        description: "QStash webhook signing key",
        value: orNull(qstash?.signingKey),
        sensitive: true,
      },
      qstash_publisher_token: {
        description: "QStash publisher API token",
        value: orNull(qstash?.token),
        sensitive: true,
      },
      redis_env_vars: secrets("Environment variables for Redis", redis?.environment),
      kafka_env_vars: secrets("Environment variables for Kafka", kafka?.environment),
      qstash_env_vars: secrets("Environment variables for QStash", qstash?.environment),
      vector_env_vars: secrets("Environment variables for the vector indexes", vector?.environment),
      ratelimit_rules: { description: "Rate limits, for @upstash/ratelimit", value: this.ratelimitRules },
      monitoring_config: {
        description: "What an alerting system has to watch",
        value: orNull(watched),
        sensitive: props.monitoringConfig?.slackWebhook !== undefined,
      },
      upstash_summary: { description: "Complete resource summary", value: summary(this, props) },
    };
  }

  private providerOf(props: UpstashProps): UpstashProvider {
    const line: ProviderLine = props.enableKafka ? "~> 1.5" : "~> 2.0";
    if (props.provider !== undefined) {
      if (props.enableKafka && props.provider.line !== line) {
        const allowed = `${line}: later releases have no Kafka`;
        throw new InvalidPropError("provider.line", props.provider.line, allowed);
      }
      return props.provider;
    }
    if (props.apiKey !== undefined) requireReference("apiKey", props.apiKey);
    return new UpstashProvider(this, "provider", {
      email:
        props.email ??
        this.variable("upstash_email", "E-mail address of the Upstash account", false).stringValue,
      apiKey:
        props.apiKey ?? this.variable("upstash_api_key", "Management API key of Upstash", true).stringValue,
      line,
    });
  }

  private variable(name: string, description: string, sensitive: boolean): TerraformVariable {
    const variable = new TerraformVariable(this, name, { type: "string", description, sensitive });
    variable.overrideLogicalId(this.outputPrefix + name);
    return variable;
  }
}

function nameOf(props: UpstashProps): string {
  try {
    return namePrefix({ project: props.namePrefix, environment: props.environment });
  } catch (error) {
    // Other modules call the first part of a name `project`.
    if (!(error instanceof InvalidPropError) || error.prop !== "project") throw error;
    throw new InvalidPropError("namePrefix", error.value, error.allowed);
  }
}

function orNull(value: unknown): unknown {
  return value ?? Token.nullValue();
}

function secrets(description: string, value: Record<string, string> | undefined): ModuleOutput {
  return { description, value: value ?? {}, sensitive: true };
}
