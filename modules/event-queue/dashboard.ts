import { CloudwatchDashboard } from "@cdktf/provider-aws/lib/cloudwatch-dashboard/index.js";
import { Fn } from "cdktf";
import { Construct } from "constructs";

export interface Series {
  readonly namespace: string;
  readonly metric: string;
  readonly dimensions: Record<string, string>;
  readonly statistic: "Average" | "Maximum" | "Sum";
}

export interface DashboardProps {
  readonly name: string;
  readonly region: string;
  readonly graphs: readonly { readonly title: string; readonly series: readonly Series[] }[];
}

/** The metrics of a queue on one page, three graphs in a row. */
export class Dashboard extends Construct {
  constructor(scope: Construct, id: string, props: DashboardProps) {
    super(scope, id);
    const widgets = props.graphs.map(({ title, series }, index) => ({
      type: "metric",
      x: (index % 3) * 8,
      y: Math.floor(index / 3) * 6,
      width: 8,
      height: 6,
      properties: {
        title,
        region: props.region,
        period: 60,
        metrics: series.map(({ namespace, metric, dimensions, statistic }) => [
          namespace,
          metric,
          ...Object.entries(dimensions).flat(),
          { stat: statistic },
        ]),
      },
    }));
    new CloudwatchDashboard(this, "page", {
      dashboardName: props.name,
      dashboardBody: Fn.jsonencode({ widgets }),
    });
  }
}
