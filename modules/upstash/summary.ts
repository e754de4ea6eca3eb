import type { Upstash } from "./index.js";
import type { UpstashProps } from "./props.js";

/** What there is, without any secret. */
export function summary(made: Upstash, props: UpstashProps): Record<string, unknown> {
  const { kafka, qstash, redis, vector } = made;
  return {
    name_prefix: props.namePrefix,
    environment: props.environment,
    data_classification: props.dataClassification ?? "PHI",
    ...(props.teamId !== undefined && { team_id: props.teamId }),
    tags: props.tags ?? {},
    provider: `upstash/upstash ${made.provider.line}`,
    ...(redis && {
      redis: {
        database_id: redis.database.databaseId,
        name: redis.name,
        region: redis.region,
        read_regions: redis.readRegions,
        persistence: props.redisConfig?.persistence ?? true,
        limits: redis.limits,
        users: Object.keys(made.redisAclRules),
      },
    }),
    ...(kafka && {
      kafka: { cluster_id: kafka.cluster.clusterId, topics: Object.keys(kafka.topics) },
    }),
    ...(qstash && {
      qstash: { topics: Object.keys(qstash.topics), schedules: Object.keys(qstash.schedules) },
    }),
    ...(props.enableRatelimit && { ratelimit: { rules: Object.keys(made.ratelimitRules) } }),
    ...(vector && {
      vector: {
        ...(vector.main && { main: vector.main.id }),
        indexes: Object.fromEntries(
          Object.entries(vector.indexes).map(([key, index]) => [
            key,
            { id: index.id, searched: props.vectorIndexes?.[key]?.metadataConfig?.indexed ?? [] },
          ]),
        ),
      },
    }),
    monitoring: props.enableMonitoring ?? false,
  };
}
