import { readFileSync } from "node:fs";
import { join } from "node:path";

type Arguments = Readonly<Record<string, unknown>>;

interface PlannedResource {
  readonly address: string;
  readonly mode: "managed" | "data";
  readonly type: string;
  readonly values: Arguments;
  readonly sensitive_values: Arguments;
}

/** What a fixture's plan makes, as Terraform wrote it. */
export class Planned {
  private readonly resources: readonly PlannedResource[];
  readonly outputs: Readonly<Record<string, { readonly value?: unknown; readonly sensitive: boolean }>>;

  constructor(fixture: string) {
    const path = join(import.meta.dirname, "../../fixtures/plans", `${fixture}.json`);
    const { planned_values } = JSON.parse(readFileSync(path, "utf8"));
    this.resources = planned_values.root_module.resources;
    this.outputs = planned_values.outputs;
  }

  /** Arguments of the managed resources of a type. */
  all(type: string): Arguments[] {
    return this.resources
      .filter((each) => each.mode === "managed" && each.type === type)
      .map(({ values }) => values);
  }

  only(type: string): Arguments {
    const [first, ...more] = this.all(type);
    if (!first || more.length > 0) throw new Error(`not one ${type} but ${more.length + (first ? 1 : 0)}`);
    return first;
  }

  named(type: string, name: string): Arguments {
    const key = type === "aws_cloudwatch_metric_alarm" ? "alarm_name" : "name";
    const found = this.all(type).find((values) => values[key] === name);
    if (!found) throw new Error(`no ${type} named ${name}`);
    return found;
  }

  names(type: string, key = "name"): unknown[] {
    return this.all(type)
      .map((values) => values[key])
      .sort();
  }

  /** How many resources there are of each type. */
  counts(): Record<string, number> {
    const counts: Record<string, number> = {};
    for (const { mode, type } of this.resources) {
      if (mode === "managed") counts[type] = (counts[type] ?? 0) + 1;
    }
    return counts;
  }
}

/** Nodes an alarm looks at, and the metric, statistic and period of all of them. */
export function nodesOf(alarm: Arguments) {
  const queries = alarm.metric_query as {
    expression: string;
    return_data: boolean;
    metric: { metric_name: string; stat: string; period: number; dimensions: { CacheClusterId: string } }[];
  }[];
  const metrics = queries.flatMap(({ metric }) => metric);
  return {
    expression: queries.find(({ return_data }) => return_data)?.expression,
    nodes: metrics.map(({ dimensions }) => dimensions.CacheClusterId).sort(),
    metrics: [...new Set(metrics.map((metric) => `${metric.metric_name} ${metric.stat} ${metric.period}`))],
  };
}
