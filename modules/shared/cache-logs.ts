import type { ElasticacheReplicationGroupLogDeliveryConfiguration } from "@cdktf/provider-aws/lib/elasticache-replication-group/index.js";
import type { Construct } from "constructs";
import { LogGroup, type LogGroupProps } from "./log-group.js";

export const CACHE_LOGS = ["slow-log", "engine-log"] as const;

/** A log group for each log of a Redis replication group, `<name>-slow-log` and `<name>-engine-log`, and what delivers there. */
export function cacheLogs(
  scope: Construct,
  props: LogGroupProps,
): ElasticacheReplicationGroupLogDeliveryConfiguration[] {
  return CACHE_LOGS.map((logType) => ({
    destination: new LogGroup(scope, logType, { ...props, name: `${props.name}-${logType}` }).name,
    destinationType: "cloudwatch-logs",
    logFormat: "json",
    logType,
  }));
}
