// Written by scripts/upstash-bindings.ts from the schema of upstash/upstash 2.0.1.
import type { IResolvable, TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";
import { UpstashResource } from "./resource.js";

export interface RedisDatabaseConfig extends TerraformMetaArguments {
  /** Upgrade to higher plans automatically when it hits quotas. */
  readonly autoScale?: boolean | IResolvable | undefined;
  /** Budget for the database (default $20). It is used to limit the cost of the database. If the budget is reached, the database will be throttled until the next month. */
  readonly budget?: number | undefined;
  /** When enabled, all writes are synchronously persisted to the disk. Deprecated by the provider. */
  readonly consistent?: boolean | IResolvable | undefined;
  /** Name of the database. */
  readonly databaseName: string;
  /** Enable eviction, to evict keys when your database reaches the max size. */
  readonly eviction?: boolean | IResolvable | undefined;
  /** Ip CIDR allowlist for the database. If not set, all IPs are allowed to connect to the database. */
  readonly ipAllowlist?: readonly string[] | undefined;
  /** When enabled, database becomes highly available and is deployed in multiple zones. (If changed to false from true, results in deletion and recreation of the resource). Deprecated by the provider. */
  readonly multizone?: boolean | IResolvable | undefined;
  /** Primary region for the database (Only works if region='global'. Can be one of [us-east-1, us-west-1, us-west-2, eu-central-1, eu-west-1, sa-east-1, ap-southeast-1, ap-southeast-2]). */
  readonly primaryRegion?: string | undefined;
  /** Whether Prod Pack is enabled for the database. */
  readonly prodPack?: boolean | IResolvable | undefined;
  /** Read regions for the database (Only works if region='global' and primary_region is set. Can be any combination of [us-east-1, us-west-1, us-west-2, eu-central-1, eu-west-1, sa-east-1, ap-southeast-1, ap-southeast-2], excluding the one given as primary.). */
  readonly readRegions?: readonly string[] | undefined;
  /** region of the database. Possible values are: "global", "eu-west-1", "us-east-1", "us-west-1", "ap-northeast-1" , "eu-central1". */
  readonly region: string;
  /** When enabled, data is encrypted in transit. TLS is enabled by default for newly created databases and cannot be disabled. */
  readonly tls?: boolean | IResolvable | undefined;
}

/** The resource `upstash_redis_database`. */
export class RedisDatabase extends UpstashResource {
  static readonly tfResourceType = "upstash_redis_database";

  constructor(scope: Construct, id: string, config: RedisDatabaseConfig) {
    super(scope, id, RedisDatabase.tfResourceType, config, {
      auto_scale: config.autoScale,
      budget: config.budget,
      consistent: config.consistent,
      database_name: config.databaseName,
      eviction: config.eviction,
      ip_allowlist: config.ipAllowlist,
      multizone: config.multizone,
      primary_region: config.primaryRegion,
      prod_pack: config.prodPack,
      read_regions: config.readRegions,
      region: config.region,
      tls: config.tls,
    });
  }

  /** Upgrade to higher plans automatically when it hits quotas. */
  get autoScale(): IResolvable {
    return this.getBooleanAttribute("auto_scale");
  }

  /** Budget for the database (default $20). It is used to limit the cost of the database. If the budget is reached, the database will be throttled until the next month. */
  get budget(): number {
    return this.getNumberAttribute("budget");
  }

  /** When enabled, all writes are synchronously persisted to the disk. Deprecated by the provider. */
  get consistent(): IResolvable {
    return this.getBooleanAttribute("consistent");
  }

  /** Creation time of the database. */
  get creationTime(): number {
    return this.getNumberAttribute("creation_time");
  }

  /** Unique Database ID for created database. */
  get databaseId(): string {
    return this.getStringAttribute("database_id");
  }

  /** Name of the database. */
  get databaseName(): string {
    return this.getStringAttribute("database_name");
  }

  /** Type of the database. */
  get databaseType(): string {
    return this.getStringAttribute("database_type");
  }

  /** Daily bandwidth limit for the database. */
  get dbDailyBandwidthLimit(): number {
    return this.getNumberAttribute("db_daily_bandwidth_limit");
  }

  /** Disk threshold for the database. */
  get dbDiskThreshold(): number {
    return this.getNumberAttribute("db_disk_threshold");
  }

  /** Max clients for the database. */
  get dbMaxClients(): number {
    return this.getNumberAttribute("db_max_clients");
  }

  /** Max commands per second for the database. */
  get dbMaxCommandsPerSecond(): number {
    return this.getNumberAttribute("db_max_commands_per_second");
  }

  /** Max entry size for the database. */
  get dbMaxEntrySize(): number {
    return this.getNumberAttribute("db_max_entry_size");
  }

  /** Max request size for the database. */
  get dbMaxRequestSize(): number {
    return this.getNumberAttribute("db_max_request_size");
  }

  /** Memory threshold for the database. */
  get dbMemoryThreshold(): number {
    return this.getNumberAttribute("db_memory_threshold");
  }

  /** Database URL for connection. */
  get endpoint(): string {
    return this.getStringAttribute("endpoint");
  }

  /** Enable eviction, to evict keys when your database reaches the max size. */
  get eviction(): IResolvable {
    return this.getBooleanAttribute("eviction");
  }

  /** When enabled, database becomes highly available and is deployed in multiple zones. (If changed to false from true, results in deletion and recreation of the resource). Deprecated by the provider. */
  get multizone(): IResolvable {
    return this.getBooleanAttribute("multizone");
  }

  /** Password of the database. Sensitive. */
  get password(): string {
    return this.getStringAttribute("password");
  }

  /** Port of the endpoint. */
  get port(): number {
    return this.getNumberAttribute("port");
  }

  /** Primary region for the database (Only works if region='global'. Can be one of [us-east-1, us-west-1, us-west-2, eu-central-1, eu-west-1, sa-east-1, ap-southeast-1, ap-southeast-2]). */
  get primaryRegion(): string {
    return this.getStringAttribute("primary_region");
  }

  /** Whether Prod Pack is enabled for the database. */
  get prodPack(): IResolvable {
    return this.getBooleanAttribute("prod_pack");
  }

  /** Rest Token for the database. Sensitive. */
  get readOnlyRestToken(): string {
    return this.getStringAttribute("read_only_rest_token");
  }

  /** region of the database. Possible values are: "global", "eu-west-1", "us-east-1", "us-west-1", "ap-northeast-1" , "eu-central1". */
  get region(): string {
    return this.getStringAttribute("region");
  }

  /** Rest Token for the database. Sensitive. */
  get restToken(): string {
    return this.getStringAttribute("rest_token");
  }

  /** State of the database. */
  get state(): string {
    return this.getStringAttribute("state");
  }

  /** When enabled, data is encrypted in transit. TLS is enabled by default for newly created databases and cannot be disabled. */
  get tls(): IResolvable {
    return this.getBooleanAttribute("tls");
  }

  /** User email for the database. */
  get userEmail(): string {
    return this.getStringAttribute("user_email");
  }
}
