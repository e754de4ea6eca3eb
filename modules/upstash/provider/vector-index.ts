// Written by scripts/upstash-bindings.ts from the schema of upstash/upstash 2.0.1.
import type { TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";
import { UpstashResource } from "./resource.js";

export interface VectorIndexConfig extends TerraformMetaArguments {
  /** Size of the vector array. */
  readonly dimensionCount: number;
  /** Name of the index. */
  readonly name: string;
  /** The region where your index is deployed. */
  readonly region: string;
  /** Monthly pricing of your index. Only available for fixed and pro plans. */
  readonly reservedPrice?: number | undefined;
  /** Associated distance metric to calculate the similarity. */
  readonly similarityFunction: string;
  /** Associated plan of the index. Either `free`, `paid`, `fixed` or `pro`. */
  readonly type: string;
}

/** The resource `upstash_vector_index`. */
export class VectorIndex extends UpstashResource {
  static readonly tfResourceType = "upstash_vector_index";

  constructor(scope: Construct, id: string, config: VectorIndexConfig) {
    super(scope, id, VectorIndex.tfResourceType, config, {
      dimension_count: config.dimensionCount,
      name: config.name,
      region: config.region,
      reserved_price: config.reservedPrice,
      similarity_function: config.similarityFunction,
      type: config.type,
    });
  }

  /** The creation time of the vector index in UTC as unix timestamp. */
  get creationTime(): number {
    return this.getNumberAttribute("creation_time");
  }

  /** The unique ID associated to the owner of this index. */
  get customerId(): string {
    return this.getStringAttribute("customer_id");
  }

  /** Size of the vector array. */
  get dimensionCount(): number {
    return this.getNumberAttribute("dimension_count");
  }

  /** Associated endpoint of your index. */
  get endpoint(): string {
    return this.getStringAttribute("endpoint");
  }

  /** The number of maximum query operations you can perform in a day. Only query operations are included in query count. */
  get maxDailyQueries(): number {
    return this.getNumberAttribute("max_daily_queries");
  }

  /** The number of maximum update operations you can perform in a day. Only upsert operations are included in update count. */
  get maxDailyUpdates(): number {
    return this.getNumberAttribute("max_daily_updates");
  }

  /** The maximum amount of monthly bandwidth for the index. Unit is bytes. `-1` if the limit is unlimited. */
  get maxMonthlyBandwidth(): number {
    return this.getNumberAttribute("max_monthly_bandwidth");
  }

  /** The number of maximum query operations you can perform per second. Only query operations are included in query count. */
  get maxQueryPerSecond(): number {
    return this.getNumberAttribute("max_query_per_second");
  }

  /** The number of maximum vectors in a read operation. Query and fetch operations are included in read operations. */
  get maxReadsPerRequest(): number {
    return this.getNumberAttribute("max_reads_per_request");
  }

  /** The amount of maximum size for the total metadata sizes in your index. */
  get maxTotalMetadataSize(): number {
    return this.getNumberAttribute("max_total_metadata_size");
  }

  /** The number of maximum that your index can contain. */
  get maxVectorCount(): number {
    return this.getNumberAttribute("max_vector_count");
  }

  /** The number of maximum vectors in a write operation. Only upsert operations are included in write operations. */
  get maxWritesPerRequest(): number {
    return this.getNumberAttribute("max_writes_per_request");
  }

  /** The number of maximum write operations you can perform per second. Only upsert operations are included in write count. */
  get maxWritesPerSecond(): number {
    return this.getNumberAttribute("max_writes_per_second");
  }

  /** Name of the index. */
  get name(): string {
    return this.getStringAttribute("name");
  }

  /** Readonly REST token to send request to the related index. You can't perform update operation with this token. Sensitive. */
  get readOnlyToken(): string {
    return this.getStringAttribute("read_only_token");
  }

  /** The region where your index is deployed. */
  get region(): string {
    return this.getStringAttribute("region");
  }

  /** Monthly pricing of your index. Only available for fixed and pro plans. */
  get reservedPrice(): number {
    return this.getNumberAttribute("reserved_price");
  }

  /** Associated distance metric to calculate the similarity. */
  get similarityFunction(): string {
    return this.getStringAttribute("similarity_function");
  }

  /** REST token to send request to the related index. Sensitive. */
  get token(): string {
    return this.getStringAttribute("token");
  }

  /** Associated plan of the index. Either `free`, `paid`, `fixed` or `pro`. */
  get type(): string {
    return this.getStringAttribute("type");
  }
}
