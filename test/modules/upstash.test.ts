import { readFileSync } from "node:fs";
import { join } from "node:path";
import { TerraformStack, TerraformVariable, Testing } from "cdktf";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cases } from "../../fixtures/cases/index.js";
import {
  InvalidPropError,
  Upstash,
  type UpstashProps,
  UpstashProvider,
} from "../../modules/upstash/index.js";
import { bindings } from "../../scripts/upstash-bindings.js";
import { policiesThat, report } from "../check/support.js";
import { schemaErrors } from "./upstash-schema.support.js";

type Arguments = Record<string, unknown>;
interface Synthesized {
  terraform: { required_providers: Record<string, { source: string; version: string }> };
  provider: Record<string, Arguments[]>;
  resource: Record<string, Record<string, Arguments>>;
  variable: Record<string, Arguments>;
  output: Record<string, { value: unknown; description: string; sensitive?: boolean }>;
}

const ROOT = join(import.meta.dirname, "../..");
const base: UpstashProps = {
  namePrefix: "myapp",
  environment: "production",
  enableRedis: true,
  redisConfig: { ipAllowlist: ["203.0.113.0/24"] },
};

function synthesize(build: (stack: TerraformStack) => UpstashProps): string {
  const stack = new TerraformStack(Testing.app(), "upstash");
  new Upstash(stack, "upstash", build(stack));
  return Testing.synth(stack);
}

function made(change: Partial<UpstashProps> = {}): Synthesized {
  return JSON.parse(synthesize(() => ({ ...base, ...change })));
}

function readStack(name: string): Synthesized {
  return JSON.parse(readFileSync(join(ROOT, `fixtures/stacks/${name}/cdk.tf.json`), "utf8"));
}

function all(stack: Synthesized, type: string): Arguments[] {
  return Object.values(stack.resource?.[type] ?? {});
}

const database = (stack: Synthesized) => all(stack, "upstash_redis_database")[0];
const redis = (redisConfig: UpstashProps["redisConfig"]) => ({
  redisConfig: { ...base.redisConfig, ...redisConfig },
});
const ofUpstash = Object.entries(cases).filter(([name]) => name.startsWith("upstash-"));

describe("bindings", () => {
  it("are what the provider's schemas say", () => {
    for (const [path, text] of bindings()) {
      expect(readFileSync(join(ROOT, path), "utf8"), path).toBe(text);
    }
  });
});

describe.each(ofUpstash)("%s", (name, { fails = [], unknown = [] }) => {
  it("fits the schema of the provider", () => {
    expect(schemaErrors(readStack(name))).toEqual([]);
  });

  it("fails exactly what is wrong with it", async () => {
    const input = [`stacks/${name}/cdk.tf.json`];
    const { findings } = await report(input, {
      selection: { policies: [], services: ["upstash"], controls: [] },
    });
    expect(policiesThat("fail", findings)).toEqual([...fails].sort());
    expect(policiesThat("unknown", findings)).toEqual([...unknown].sort());
  });
});

describe("the check against the schema", () => {
  it("notices what the provider would", () => {
    const stack = made();
    const [values = {}] = Object.values(stack.resource.upstash_redis_database ?? {});
    Object.assign(values, {
      tls: "yes",
      password: "x",
      colour: "red",
      ip_allowlist: ["a", "a"],
      region: undefined,
    });
    expect(schemaErrors(stack).map((error) => error.replace(/^.*\./, ""))).toEqual([
      'ip_allowlist: ["a","a"] is no set,string',
      'tls: "yes" is no bool',
      "password: read-only",
      "colour: unknown argument",
      "region: missing",
    ]);
  });
});

describe("the production stack", () => {
  const stack = readStack("upstash-production");

  it("asks for version 2 of the provider, whose key is in no source", () => {
    expect(stack.terraform.required_providers.upstash).toMatchObject({
      source: "upstash/upstash",
      version: "~> 2.0",
    });
    expect(stack.provider.upstash).toEqual([
      { api_key: "${var.upstash_api_key}", email: "${var.upstash_email}" },
    ]);
    const secret = Object.keys(stack.variable).filter((name) => stack.variable[name]?.sensitive);
    expect(secret.sort()).toEqual([
      "qstash_next_signing_key",
      "qstash_signing_key",
      "qstash_token",
      "slack_webhook",
      "upstash_api_key",
    ]);
  });

  it("has a database that is encrypted, replicated and closed", () => {
    expect(database(stack)).toMatchObject({
      database_name: "myapp-cache",
      region: "global",
      primary_region: "us-east-1",
      read_regions: ["us-west-1"],
      tls: true,
      prod_pack: true,
      eviction: false,
      auto_scale: true,
      ip_allowlist: ["203.0.113.0/24"],
    });
  });

  it("has a topic per topic and URL group", () => {
    const topics = all(stack, "upstash_qstash_topic_v2");
    expect(topics.map(({ name }) => name).sort()).toEqual(["analytics", "notifications", "order-processing"]);
    expect(topics.find(({ name }) => name === "order-processing")?.endpoints).toHaveLength(4);
  });

  it("has schedules that are tried again, and whose outcome the webhook hears of", () => {
    const schedules = all(stack, "upstash_qstash_schedule_v2");
    expect(schedules).toHaveLength(2);
    for (const schedule of schedules) {
      expect(schedule).toMatchObject({ retries: 2, callback: "https://api.example.com/dlq/handler" });
    }
    expect(schedules.map(({ cron }) => cron).sort()).toEqual(["0 2 * * *", "0 9 * * *"]);
    expect(schedules).toContainEqual(
      expect.objectContaining({
        body: '{"retention_days":30,"dry_run":false}',
        content_type: "application/json",
      }),
    );
    expect(schedules).toContainEqual(
      expect.objectContaining({ forward_headers: { "X-Report-Type": "daily" } }),
    );
  });

  it("has the main index and one per key", () => {
    expect(
      all(stack, "upstash_vector_index")
        .map((index) => `${index.name} ${index.dimension_count} ${index.similarity_function} ${index.type}`)
        .sort(),
    ).toEqual([
      "myapp-embeddings 1536 COSINE paid",
      "myapp-production-documents 768 DOT_PRODUCT paid",
      "myapp-production-products 384 COSINE paid",
    ]);
  });

  it("has every output, and hides those that hold secrets", () => {
    expect(Object.keys(stack.output).sort()).toEqual([
      "kafka_env_vars",
      "kafka_rest_endpoint",
      "monitoring_config",
      "qstash_env_vars",
      "qstash_publisher_token",
      "qstash_schedules",
      "qstash_signing_key",
      "qstash_topics",
      "ratelimit_rules",
      "redis_acl_rules",
      "redis_endpoint",
      "redis_env_vars",
      "redis_rest_url",
      "upstash_summary",
      "vector_endpoint",
      "vector_env_vars",
    ]);
    for (const [name, { value, sensitive }] of Object.entries(stack.output)) {
      const holdsSecret = /\.(password|rest_token|token)\b|var\.(qstash|slack)/.test(JSON.stringify(value));
      if (holdsSecret) expect(`${name} ${sensitive}`).toBe(`${name} true`);
    }
  });

  it("tells the rate limits in the words of the SDK", () => {
    expect(stack.output.ratelimit_rules?.value).toEqual({
      "api-authenticated": {
        limiter: "slidingWindow",
        limit: 1000,
        window: "1 m",
        prefix: "auth",
        identifier: "user",
      },
      "api-default": {
        limiter: "slidingWindow",
        limit: 100,
        window: "1 m",
        prefix: "api-default",
        identifier: "user",
      },
      "api-public": {
        limiter: "slidingWindow",
        limit: 10,
        window: "1 m",
        prefix: "api-public",
        identifier: "ip",
      },
      "expensive-operation": {
        limiter: "slidingWindow",
        limit: 5,
        window: "5 m",
        prefix: "expensive-operation",
        identifier: "user",
      },
      uploads: {
        limiter: "slidingWindow",
        limit: 50,
        window: "1 h",
        prefix: "uploads",
        identifier: "user",
      },
    });
  });

  it("tells the users' rules, which begin with nothing allowed", () => {
    expect(stack.output.redis_acl_rules?.value).toMatchObject({
      "app-read": "on resetkeys ~cache:* ~session:* resetchannels &notifications -@all +@read -@dangerous",
    });
  });

  it("tells what to watch, and what was wanted of the plan", () => {
    expect(stack.output.monitoring_config).toMatchObject({
      sensitive: true,
      value: {
        email_alerts: ["alerts@example.com", "ops@example.com"],
        alert_thresholds: {
          cpu_percent: 75,
          memory_percent: 80,
          bandwidth_percent: 85,
          commands_per_second: 4500,
        },
      },
    });
    expect(stack.output.upstash_summary?.value).toMatchObject({
      team_id: "team-0001",
      redis: { limits: { entry_size: { wanted: 104_857_600 } } },
    });
  });

  it("tells the environment variables that the applications read", () => {
    const names = (output: string) => Object.keys(stack.output[output]?.value as Arguments);
    expect(names("redis_env_vars")).toEqual([
      "REDIS_URL",
      "UPSTASH_REDIS_REST_TOKEN",
      "UPSTASH_REDIS_REST_URL",
    ]);
    expect(names("qstash_env_vars")).toEqual(
      expect.arrayContaining(["QSTASH_TOKEN", "QSTASH_SIGNING_KEY", "QSTASH_DLQ_RETENTION_DAYS"]),
    );
    expect(names("vector_env_vars")).toEqual(
      expect.arrayContaining(["UPSTASH_VECTOR_REST_URL", "UPSTASH_VECTOR_REST_TOKEN_PRODUCTS"]),
    );
  });
});

describe("Kafka", () => {
  it("asks for version 1 of the provider and has the topics", () => {
    const stack = readStack("upstash-kafka");
    expect(stack.terraform.required_providers.upstash?.version).toBe("~> 1.5");
    expect(all(stack, "upstash_kafka_cluster")).toMatchObject([
      { cluster_name: "myapp-events", region: "us-east-1", multizone: true },
    ]);
    expect(all(stack, "upstash_kafka_topic")).toHaveLength(3);
    expect(all(stack, "upstash_kafka_topic")).toContainEqual(
      expect.objectContaining({
        topic_name: "audit-log",
        partitions: 5,
        retention_time: 31_536_000_000,
        retention_size: 1_073_741_824,
        max_message_size: 10_485_760,
        cleanup_policy: "compact",
      }),
    );
    expect(Object.keys(stack.output.kafka_env_vars?.value as Arguments)).toContain("UPSTASH_KAFKA_REST_URL");
  });

  it("takes no provider of version 2", () => {
    const build = (stack: TerraformStack) => {
      const secret = new TerraformVariable(stack, "key", { sensitive: true });
      const provider = new UpstashProvider(stack, "p", { email: "a@b.cd", apiKey: secret.stringValue });
      return { namePrefix: "a", environment: "b", provider, enableKafka: true };
    };
    expect(() => synthesize(build)).toThrow('provider.line is "~> 2.0"; expected ~> 1.5');
  });
});

describe("defaults", () => {
  it("make nothing but the provider", () => {
    const stack = made({ enableRedis: false });
    expect(stack.resource).toBeUndefined();
    expect(stack.output.redis_endpoint?.value).toBeNull();
  });

  it("are those of the table", () => {
    expect(database(made())).toEqual({
      database_name: "myapp-production",
      region: "global",
      primary_region: "us-east-1",
      read_regions: ["us-west-1"],
      tls: true,
      eviction: false,
      auto_scale: false,
      prod_pack: true,
      ip_allowlist: ["203.0.113.0/24"],
    });
    expect(database(made(redis({ persistence: false })))?.eviction).toBe(true);
    expect(database(made(redis({ region: "ap-northeast-1" })))).toMatchObject({ region: "ap-northeast-1" });
    expect(database(made(redis({ region: "ap-northeast-1" })))).not.toHaveProperty("read_regions");
    const { output } = made({ enableMonitoring: true });
    expect(output.monitoring_config?.value).toEqual({
      email_alerts: [],
      alert_thresholds: {
        cpu_percent: 75,
        memory_percent: 80,
        bandwidth_percent: 85,
        commands_per_second: 4500,
      },
    });
  });

  it("of a schedule: three retries and no callback", () => {
    const qstashSchedules = { daily: { destination: "https://a.example.com", cron: "0 9 * * MON-FRI" } };
    const [schedule] = all(made({ enableQstash: true, qstashSchedules }), "upstash_qstash_schedule_v2");
    expect(schedule).toMatchObject({ retries: 3 });
    expect(schedule).not.toHaveProperty("callback");
  });

  it("a schedule whose destination is a topic refers to it", () => {
    const stack = made({
      enableQstash: true,
      qstashTopics: { reports: { endpoints: [{ url: "https://a.example.com" }] } },
      qstashSchedules: { daily: { destination: "reports", cron: "0 9 * * *" } },
    });
    expect(all(stack, "upstash_qstash_schedule_v2")[0]?.destination).toMatch(
      /^\$\{upstash_qstash_topic_v2\.upstash_qstash_topic-reports_\w+\.name\}$/,
    );
  });
});

it("puts the prefix before every output and variable", () => {
  const stack = made({ outputPrefix: "two_" });
  expect(Object.keys(stack.output)).toContain("two_redis_endpoint");
  expect(Object.keys(stack.variable)).toEqual(["two_upstash_api_key", "two_upstash_email"]);
});

describe("bad props", () => {
  const url = "https://a.example.com";
  const schedule = (change: object): Partial<UpstashProps> => ({
    enableQstash: true,
    qstashSchedules: { daily: { destination: url, cron: "0 9 * * *", ...change } },
  });
  const endpoint = (change: object): Partial<UpstashProps> => ({
    enableQstash: true,
    qstashTopics: { a: { endpoints: [{ url, ...change }] } },
  });
  const kafka = (change: Partial<UpstashProps>): Partial<UpstashProps> => ({
    enableRedis: false,
    enableKafka: true,
    ...change,
  });
  const user = (change: object) => ({
    redisUsers: { app: { commands: ["+@read"], keys: ["*"], ...change } },
  });
  const limit = (rule: { limit: number; window: string; keyPrefix?: string }): Partial<UpstashProps> => ({
    enableRatelimit: true,
    rateLimitRules: { api: rule },
  });

  it.each<[string, Partial<UpstashProps>, string]>([
    ["namePrefix", { namePrefix: "My App" }, 'namePrefix is "My App"; expected 1-20 lower-case letters'],
    ["environment", { environment: "" }, 'environment is ""; expected 1-20 lower-case letters'],
    ["a written API key", { apiKey: "0123456789" }, 'apiKey is "(not shown)"; expected a reference'],
    ["no addresses", { redisConfig: {} }, "redisConfig.ipAllowlist is missing; expected the addresses"],
    [
      "the internet",
      redis({ ipAllowlist: ["0.0.0.0/0"] }),
      'redisConfig.ipAllowlist is "0.0.0.0/0"; expected',
    ],
    [
      "the internet of version 6",
      redis({ ipAllowlist: ["::/0"] }),
      'redisConfig.ipAllowlist is "::/0"; expected',
    ],
    [
      "a region",
      redis({ region: "mars-1" as "us-east-1" }),
      'redisConfig.region is "mars-1"; expected one of',
    ],
    [
      "a read region",
      redis({ readRegions: ["us-east-1"] }),
      'redisConfig.readRegions is "us-east-1"; expected',
    ],
    ["a database's name", redis({ name: "a b" }), 'redisConfig.name is "a b"; expected 1-64 letters'],
    ["a limit", redis({ maxEntrySize: 0 }), "redisConfig.maxEntrySize is 0; expected a whole number from 1"],
    [
      "a budget",
      redis({ budget: 0.5 }),
      "redisConfig.budget is 0.5; expected a whole number from 1 to 1000000 dollars.",
    ],
    [
      "the Prod Pack beside Kafka",
      { enableKafka: true, redisConfig: { prodPack: true } },
      "redisConfig.prodPack is true; expected nothing beside enableKafka",
    ],
    [
      "a user without commands",
      user({ commands: [] }),
      "redisUsers.app.commands is []; expected at least one command.",
    ],
    [
      "a user without keys",
      user({ keys: [] }),
      "redisUsers.app.keys is []; expected at least one key pattern.",
    ],
    ["a command", user({ commands: ["read"] }), 'redisUsers.app.commands is "read"; expected commands and'],
    [
      "a password in a pattern",
      user({ keys: ["a >pw"] }),
      'redisUsers.app.keys is "a >pw"; expected patterns',
    ],
    [
      "PHI without a password",
      user({ noPass: true }),
      "redisUsers.app.noPass is true; expected false where the data is PHI.",
    ],
    [
      "writing without a password",
      { ...user({ noPass: true, commands: ["+@all"] }), dataClassification: "Internal" },
      "redisUsers.app.noPass is true; expected false beside +@all.",
    ],
    [
      "a Kafka region",
      kafka({ kafkaConfig: { region: "us-west-1" as "us-east-1" } }),
      'kafkaConfig.region is "us-west-1"; expected one of us-east-1, eu-west-1, ap-northeast-1.',
    ],
    [
      "no partitions",
      kafka({ kafkaTopics: { a: { partitions: 0 } } }),
      "kafkaTopics.a.partitions is 0; expected a whole number from 1 to 1000.",
    ],
    [
      "too many partitions",
      kafka({ kafkaTopics: { a: { partitions: 600 }, b: { partitions: 600 } } }),
      "kafkaTopics is 1200; expected at most 1000 partitions of all topics together.",
    ],
    [
      "too many topics",
      kafka({ kafkaConfig: { maxTopics: 1 }, kafkaTopics: { a: { partitions: 1 }, b: { partitions: 1 } } }),
      'kafkaTopics is ["a","b"]; expected at most 1 topics.',
    ],
    [
      "retention",
      kafka({ kafkaTopics: { a: { partitions: 1, retentionTime: 2_592_000_001 } } }),
      "kafkaTopics.a.retentionTime is 2592000001; expected a whole number from 1 to 2592000000.",
    ],
    [
      "a cleanup policy",
      kafka({ kafkaTopics: { a: { partitions: 1, cleanupPolicy: "none" as "delete" } } }),
      'cleanupPolicy is "none"; expected one of delete, compact.',
    ],
    [
      "plain HTTP",
      endpoint({ url: "http://a.example.com" }),
      'qstashTopics.a.endpoints.url is "http://a.example.com"; expected an https:// address',
    ],
    [
      "no endpoints",
      { enableQstash: true, qstashTopics: { a: { endpoints: [] } } },
      "qstashTopics.a.endpoints is []; expected at least one endpoint.",
    ],
    [
      "a secret of an endpoint",
      endpoint({ headers: { Authorization: "Bearer x" } }),
      'qstashTopics.a.endpoints.headers.Authorization is "(not shown)"; expected no header',
    ],
    [
      "a delay",
      endpoint({ retry: { delay: "soon" } }),
      'qstashTopics.a.endpoints.retry.delay is "soon"; expected a duration',
    ],
    [
      "a count",
      endpoint({ retry: { count: 0 } }),
      "qstashTopics.a.endpoints.retry.count is 0; expected a whole number from 1 to 100.",
    ],
    [
      "two topics of one name",
      { ...endpoint({}), qstashUrlGroups: { a: { endpoints: [{ url }] } } },
      'qstashUrlGroups.a is "a"; expected another key',
    ],
    [
      "cron",
      schedule({ cron: "daily" }),
      'qstashSchedules.daily.cron is "daily"; expected five fields of cron',
    ],
    [
      "a destination",
      schedule({ destination: "nowhere" }),
      'qstashSchedules.daily.destination is "nowhere"; expected an https:// address',
    ],
    ["a wait", schedule({ delay: "5m" }), 'qstashSchedules.daily.delay is "5m"; expected seconds'],
    [
      "retries",
      schedule({ retries: -1 }),
      "qstashSchedules.daily.retries is -1; expected a whole number from 0 to 100.",
    ],
    [
      "a written token",
      schedule({ headers: { "X-Api-Key": "abc" } }),
      'qstashSchedules.daily.headers.X-Api-Key is "(not shown)"; expected a reference',
    ],
    ["a callback", schedule({ callback: "http://a.example.com" }), "qstashSchedules.daily.callback is"],
    ["a method", schedule({ method: "HEAD" }), 'qstashSchedules.daily.method is "HEAD"; expected one of'],
    [
      "retention days",
      { enableQstash: true, qstashConfig: { retentionDays: 91 } },
      "qstashConfig.retentionDays is 91; expected a whole number from 1 to 90 days.",
    ],
    [
      "receives",
      { enableQstash: true, qstashDlqConfig: { maxReceiveCount: 1 } },
      "qstashDlqConfig.maxReceiveCount is 1; expected a whole number from 2 to 101.",
    ],
    [
      "a written signing key",
      { enableQstash: true, qstashConfig: { signingKey: "sig_0001" } },
      'qstashConfig.signingKey is "(not shown)"; expected a reference',
    ],
    [
      "rate limits without Redis",
      { ...limit({ limit: 1, window: "1m" }), enableRedis: false },
      "enableRatelimit is true; expected false, or enableRedis: true beside it.",
    ],
    [
      "a limit of none",
      limit({ limit: 0, window: "1m" }),
      "rateLimitRules.api.limit is 0; expected a whole number from 1 to 1000000 requests.",
    ],
    [
      "a window",
      limit({ limit: 1, window: "minute" }),
      'rateLimitRules.api.window is "minute"; expected a duration',
    ],
    [
      "an algorithm",
      { ...limit({ limit: 1, window: "1m" }), ratelimitConfig: { algorithm: "dice" as "token-bucket" } },
      'ratelimitConfig.algorithm is "dice"; expected one of',
    ],
    [
      "no index",
      { enableVector: true },
      "vectorConfig.dimension is missing; expected a dimension, or vectorIndexes",
    ],
    [
      "a dimension",
      { enableVector: true, vectorConfig: { dimension: 5001 } },
      "vectorConfig.dimension is 5001; expected a whole number from 1 to 5000.",
    ],
    [
      "a metric",
      { enableVector: true, vectorConfig: { dimension: 3, metric: "taxi" as "cosine" } },
      'vectorConfig.metric is "taxi"; expected one of cosine, dot-product, euclidean.',
    ],
    [
      "a price",
      { enableVector: true, vectorConfig: { dimension: 3, reservedPrice: 0 } },
      "vectorConfig.reservedPrice is 0; expected a whole number",
    ],
    [
      "a threshold",
      { enableMonitoring: true, monitoringConfig: { alertThresholds: { cpuPercent: 101 } } },
      "monitoringConfig.alertThresholds.cpuPercent is 101; expected a whole number from 1 to 100 percent.",
    ],
    [
      "an address",
      { enableMonitoring: true, monitoringConfig: { emailAlerts: ["ops"] } },
      'monitoringConfig.emailAlerts is "ops"; expected e-mail addresses.',
    ],
    [
      "a written webhook",
      {
        enableMonitoring: true,
        monitoringConfig: { slackWebhook: "https://hooks.slack.com/services/T0/B0/x" },
      },
      'monitoringConfig.slackWebhook is "(not shown)"; expected a reference',
    ],
  ])("refuses %s", (_, change, message) => {
    expect(() => made(change)).toThrow(InvalidPropError);
    expect(() => made(change)).toThrow(message);
  });
});

describe("order", () => {
  const url = "https://a.example.com";
  const topics = {
    a: { endpoints: [{ url }] },
    b: { endpoints: [{ url }, { url: `${url}/2` }] },
    c: { endpoints: [{ url }] },
  };
  const indexes = { a: { dimension: 3 }, b: { dimension: 3 }, c: { dimension: 3 } };

  it("of topics and indexes changes nothing", () => {
    const withOrder = (keys: ("a" | "b" | "c")[]) =>
      synthesize(() => ({
        ...base,
        enableQstash: true,
        enableVector: true,
        qstashTopics: Object.fromEntries(keys.map((key) => [key, topics[key]])),
        vectorIndexes: Object.fromEntries(keys.map((key) => [key, indexes[key]])),
      }));
    const expected = withOrder(["a", "b", "c"]);
    fc.assert(
      fc.property(fc.shuffledSubarray<"a" | "b" | "c">(["a", "b", "c"], { minLength: 3 }), (keys) => {
        expect(withOrder(keys)).toBe(expected);
      }),
      { numRuns: 6 },
    );
  });

  it("and number of topics leaves the others as they are", () => {
    const before = made({ enableQstash: true, qstashTopics: { b: topics.b } });
    const after = made({ enableQstash: true, qstashTopics: topics });
    expect(after.resource).toMatchObject(before.resource);
  });
});
