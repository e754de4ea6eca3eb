import { EcsService } from "@cdktf/provider-aws/lib/ecs-service/index.js";
import { EcsTaskDefinition } from "@cdktf/provider-aws/lib/ecs-task-definition/index.js";
import { Fn } from "cdktf";
import { Construct } from "constructs";
import type { ProductImportProps } from "./props.js";
import type { Roles } from "./roles.js";
import type { Settings } from "./settings.js";

export interface WorkerProps {
  readonly props: ProductImportProps;
  readonly settings: Settings;
  readonly roles: Roles;
  readonly securityGroupId: string;
  readonly logGroupName: string;
  readonly redisUrlSecretArn: string;
  readonly tags: Record<string, string>;
}

/** Percent of the workers that run, at least and at most, while a new version takes over. */
const DEPLOYMENTS = {
  "blue-green": { deploymentMinimumHealthyPercent: 100, deploymentMaximumPercent: 200 },
  rolling: { deploymentMinimumHealthyPercent: 50, deploymentMaximumPercent: 150 },
};

/** The workers on Fargate: no public address, read-only, and time to finish their jobs when they are stopped. */
export class Worker extends Construct {
  readonly service: EcsService;
  readonly taskDefinition: EcsTaskDefinition;

  constructor(scope: Construct, id: string, worker: WorkerProps) {
    super(scope, id);
    const { props, settings, roles, tags } = worker;
    const { name, cpu, memory } = settings.worker;
    this.taskDefinition = new EcsTaskDefinition(this, "task", {
      family: name,
      requiresCompatibilities: ["FARGATE"],
      networkMode: "awsvpc",
      cpu: String(cpu),
      memory: String(memory),
      executionRoleArn: roles.executionArn,
      taskRoleArn: roles.taskArn,
      containerDefinitions: Fn.jsonencode([container(worker)]),
      volume: [{ name: "tmp" }],
      tags: { ...tags, Name: name },
    });
    this.service = new EcsService(this, "service", {
      name,
      cluster: props.ecsClusterId,
      taskDefinition: this.taskDefinition.arn,
      launchType: "FARGATE",
      desiredCount: settings.scaling.minimum,
      networkConfiguration: {
        subnets: [...props.privateSubnetIds],
        securityGroups: [worker.securityGroupId],
        assignPublicIp: false,
      },
      ...DEPLOYMENTS[settings.worker.deployment],
      deploymentCircuitBreaker: { enable: true, rollback: true },
      enableExecuteCommand: false,
      enableEcsManagedTags: true,
      propagateTags: "SERVICE",
      tags: { ...tags, Name: name },
      // Autoscaling sets it.
      lifecycle: { ignoreChanges: ["desired_count"] },
    });
  }
}

function container({ props, settings, logGroupName, redisUrlSecretArn }: WorkerProps) {
  const variables = {
    ...props.workerEnvironment,
    AWS_REGION: props.awsRegion,
    ENVIRONMENT: props.environment,
    METRIC_NAMESPACE: settings.metric.namespace,
    QUEUE_NAME: settings.metric.queue,
    S3_BUCKET_ARN: props.s3BucketArn,
    WORKER_CONCURRENCY: String(settings.worker.concurrency),
  };
  return {
    name: "worker",
    image: props.workerImage,
    essential: true,
    privileged: false,
    readonlyRootFilesystem: true,
    stopTimeout: settings.worker.stopTimeout,
    linuxParameters: { initProcessEnabled: true },
    mountPoints: [{ sourceVolume: "tmp", containerPath: "/tmp", readOnly: false }],
    environment: Object.entries(variables)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([name, value]) => ({ name, value })),
    secrets: [
      { name: "DATABASE_URL", valueFrom: props.databaseSecretArn },
      { name: "ENCRYPTION_KEY", valueFrom: props.encryptionKeySecretArn },
      { name: "REDIS_URL", valueFrom: redisUrlSecretArn },
    ],
    logConfiguration: {
      logDriver: "awslogs",
      options: {
        "awslogs-group": logGroupName,
        "awslogs-region": props.awsRegion,
        "awslogs-stream-prefix": "worker",
      },
    },
  };
}
