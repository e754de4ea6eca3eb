import { AppautoscalingPolicy } from "@cdktf/provider-aws/lib/appautoscaling-policy/index.js";
import { AppautoscalingTarget } from "@cdktf/provider-aws/lib/appautoscaling-target/index.js";
import { Construct } from "constructs";
import type { Settings } from "./settings.js";

export interface ScalingProps {
  readonly settings: Settings;
  readonly serviceName: string;
}

/** As many workers as the queue asks for; where nobody tells its depth, as the CPU asks for. */
export class Scaling extends Construct {
  constructor(scope: Construct, id: string, { settings, serviceName }: ScalingProps) {
    super(scope, id);
    const { scaling, metric, worker } = settings;
    const target = new AppautoscalingTarget(this, "target", {
      serviceNamespace: "ecs",
      scalableDimension: "ecs:service:DesiredCount",
      resourceId: `service/${worker.clusterName}/${serviceName}`,
      minCapacity: scaling.minimum,
      maxCapacity: scaling.maximum,
    });
    const policy = (policyId: string, tracking: Tracking) =>
      new AppautoscalingPolicy(this, policyId, {
        name: `${worker.name}-${policyId}`,
        policyType: "TargetTrackingScaling",
        serviceNamespace: target.serviceNamespace,
        scalableDimension: target.scalableDimension,
        resourceId: target.resourceId,
        targetTrackingScalingPolicyConfiguration: {
          scaleOutCooldown: scaling.outCooldown,
          scaleInCooldown: scaling.inCooldown,
          ...tracking,
        },
      });

    policy("queue-depth", {
      targetValue: scaling.jobsPerWorker,
      customizedMetricSpecification: {
        metrics: [
          {
            id: "jobs_per_worker",
            label: "Jobs in the queue per worker",
            expression: "depth / workers",
            returnData: true,
          },
          {
            id: "depth",
            returnData: false,
            metricStat: stat(metric.namespace, "BullQueueDepth", "Maximum", metric.dimensions),
          },
          {
            id: "workers",
            returnData: false,
            metricStat: stat("ECS/ContainerInsights", "RunningTaskCount", "Average", {
              ClusterName: worker.clusterName,
              ServiceName: serviceName,
            }),
          },
        ],
      },
    });
    policy("cpu", {
      targetValue: scaling.cpuPercent,
      predefinedMetricSpecification: { predefinedMetricType: "ECSServiceAverageCPUUtilization" },
    });
  }
}

type Tracking = Pick<
  NonNullable<
    ConstructorParameters<typeof AppautoscalingPolicy>[2]["targetTrackingScalingPolicyConfiguration"]
  >,
  "targetValue" | "customizedMetricSpecification" | "predefinedMetricSpecification"
>;

function stat(namespace: string, metricName: string, statistic: string, dimensions: Record<string, string>) {
  return {
    stat: statistic,
    metric: {
      namespace,
      metricName,
      dimensions: Object.entries(dimensions).map(([name, value]) => ({ name, value })),
    },
  };
}
