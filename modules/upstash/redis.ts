import { Construct } from "constructs";
import { InvalidPropError, requireInteger, requireOneOf } from "../shared/validation.js";
import { requireName, requireNetworks } from "./checks.js";
import type { RedisConfigProps, RedisRegion } from "./props.js";
import { type ProviderLine, RedisDatabase } from "./provider/index.js";

/** Region → the nearest other one. The provider makes no global database in those without. */
const NEAREST: Record<RedisRegion, RedisRegion | undefined> = {
  "ap-northeast-1": undefined,
  "ap-southeast-1": "ap-southeast-2",
  "ap-southeast-2": "ap-southeast-1",
  "eu-central-1": "eu-west-1",
  "eu-west-1": "eu-central-1",
  "sa-east-1": "us-east-1",
  "us-central1": undefined,
  "us-east-1": "us-west-1",
  "us-west-1": "us-west-2",
  "us-west-2": "us-west-1",
};

const LIMITS = [
  "maxMemorySize",
  "maxEntrySize",
  "maxRequestSize",
  "maxDailyBandwidth",
  "maxCommandsPerSecond",
] as const;

const OF_VERSION_2 = ["prodPack", "ipAllowlist", "budget"] as const;

export interface RedisProps {
  readonly config: RedisConfigProps;
  /** Name where the config has none. */
  readonly name: string;
  readonly isPhi: boolean;
  readonly line: ProviderLine;
}

/** A Redis database: TLS, encrypted disks, known addresses only, read from a second region, nothing evicted. */
export class Redis extends Construct {
  readonly database: RedisDatabase;
  readonly name: string;
  readonly region: RedisRegion;
  readonly readRegions: readonly RedisRegion[];
  private readonly config: RedisConfigProps;

  constructor(scope: Construct, id: string, props: RedisProps) {
    super(scope, id);
    const { config } = props;
    this.config = config;
    this.name = config.name ?? props.name;
    this.region = config.region ?? "us-east-1";
    checkRedis(config, props, this.name, this.region);
    const isGlobal = NEAREST[this.region] !== undefined;
    this.readRegions = [...readRegionsOf(config, this.region)].sort();
    this.database = new RedisDatabase(this, "database", {
      databaseName: this.name,
      region: isGlobal ? "global" : this.region,
      ...(isGlobal && { primaryRegion: this.region }),
      ...(this.readRegions.length > 0 && { readRegions: this.readRegions }),
      tls: config.tls ?? true,
      eviction: config.eviction ?? !(config.persistence ?? true),
      autoScale: config.autoScale ?? false,
      ...(props.line === "~> 2.0" && {
        prodPack: config.prodPack ?? true,
        ...(config.ipAllowlist && { ipAllowlist: [...config.ipAllowlist].sort() }),
        budget: config.budget,
      }),
    });
  }

  get restUrl(): string {
    return `https://${this.database.endpoint}`;
  }

  /** What applications need; it holds the password and the token. */
  get environment(): Record<string, string> {
    const { endpoint, password, port, restToken } = this.database;
    return {
      REDIS_URL: `rediss://default:${password}@${endpoint}:${port}`,
      UPSTASH_REDIS_REST_URL: this.restUrl,
      UPSTASH_REDIS_REST_TOKEN: restToken,
    };
  }

  /** What was wanted beside what the plan gives: Upstash sets the limits by plan. */
  get limits(): Record<string, { wanted: number | undefined; given: number }> {
    const { config, database } = this;
    return {
      memory_size: { wanted: config.maxMemorySize, given: database.dbMemoryThreshold },
      entry_size: { wanted: config.maxEntrySize, given: database.dbMaxEntrySize },
      request_size: { wanted: config.maxRequestSize, given: database.dbMaxRequestSize },
      daily_bandwidth: { wanted: config.maxDailyBandwidth, given: database.dbDailyBandwidthLimit },
      commands_per_second: { wanted: config.maxCommandsPerSecond, given: database.dbMaxCommandsPerSecond },
    };
  }
}

function checkRedis(config: RedisConfigProps, props: RedisProps, name: string, region: string): void {
  requireName("redisConfig.name", name);
  requireOneOf("redisConfig.region", region, Object.keys(NEAREST));
  for (const limit of LIMITS) {
    const value = config[limit];
    if (value !== undefined) requireInteger(`redisConfig.${limit}`, value, 1, Number.MAX_SAFE_INTEGER);
  }
  if (config.budget !== undefined)
    requireInteger("redisConfig.budget", config.budget, 1, 1_000_000, "dollars");
  if (props.line === "~> 1.5") {
    for (const prop of OF_VERSION_2) {
      if (config[prop] === undefined) continue;
      const allowed = "nothing beside enableKafka: version 1 of the provider does not know it";
      throw new InvalidPropError(`redisConfig.${prop}`, config[prop], allowed);
    }
    return;
  }
  if (config.ipAllowlist !== undefined) requireNetworks("redisConfig.ipAllowlist", config.ipAllowlist);
  else if (props.isPhi) {
    const allowed = "the addresses or networks that may connect, or a dataClassification other than PHI";
    throw new InvalidPropError("redisConfig.ipAllowlist", undefined, allowed);
  }
}

function readRegionsOf(config: RedisConfigProps, region: RedisRegion): readonly RedisRegion[] {
  const nearest = NEAREST[region];
  if (config.readRegions === undefined) {
    return nearest === undefined || config.multizone === false ? [] : [nearest];
  }
  const allowed = Object.keys(NEAREST).filter((name) => name !== region && NEAREST[name as RedisRegion]);
  for (const read of config.readRegions)
    requireOneOf("redisConfig.readRegions", read, nearest ? allowed : []);
  return config.readRegions;
}
