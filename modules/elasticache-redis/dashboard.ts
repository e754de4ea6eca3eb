import { CloudwatchDashboard } from "@cdktf/provider-aws/lib/cloudwatch-dashboard/index.js";
import type { Construct } from "constructs";

export interface DashboardProps {
  readonly name: string;
  readonly region: string;
  readonly nodes: number;
}

/** What to look at, each with the statistic that tells most. */
const METRICS = [
  ["CPUUtilization", "Average"],
  ["DatabaseMemoryUsagePercentage", "Average"],
  ["NetworkBytesIn", "Sum"],
  ["NetworkBytesOut", "Sum"],
  ["Evictions", "Sum"],
  ["CurrConnections", "Average"],
  ["ReplicationLag", "Maximum"],
] as const;

const WIDTH = 8;
const HEIGHT = 6;
const COLUMNS = 3;

/** A dashboard with a graph for each key metric, and a line for each node in it. */
export function dashboard(scope: Construct, id: string, props: DashboardProps): CloudwatchDashboard {
  const nodes = Array.from({ length: props.nodes }, (_, index) => `${props.name}-00${index + 1}`);
  return new CloudwatchDashboard(scope, id, {
    dashboardName: props.name,
    dashboardBody: JSON.stringify({
      widgets: METRICS.map(([metric, stat], index) => ({
        type: "metric",
        x: (index % COLUMNS) * WIDTH,
        y: Math.floor(index / COLUMNS) * HEIGHT,
        width: WIDTH,
        height: HEIGHT,
        properties: {
          title: metric,
          region: props.region,
          period: 300,
          stat,
          metrics: nodes.map((node) => ["AWS/ElastiCache", metric, "CacheClusterId", node]),
        },
      })),
    }),
  });
}
