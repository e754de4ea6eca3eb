import { IamRole } from "@cdktf/provider-aws/lib/iam-role/index.js";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy/index.js";
import { Construct } from "constructs";
import { policyDocument, type Statement } from "../shared/policy-document.js";

export interface RolesProps {
  readonly prefix: string;
  readonly accountId: string;
  readonly logGroupArn: string;
  readonly repositoryArn: string | undefined;
  /** Secrets that ECS hands to a starting worker, and the keys they are encrypted with. */
  readonly secretArns: readonly string[];
  readonly secretsKmsKeyArns: readonly string[];
  readonly bucketArn: string;
  readonly bucketKmsKeyArn: string | undefined;
  readonly metricNamespace: string;
  readonly tags: Record<string, string>;
}

/** One role with which ECS starts a worker, and one with which the worker works. Neither can do what the other does. */
export class Roles extends Construct {
  readonly executionArn: string;
  readonly taskArn: string;

  constructor(scope: Construct, id: string, props: RolesProps) {
    super(scope, id);
    const execution = this.role("execution", "Starts workers of the product import", props);
    this.policy("start", execution, `${props.prefix}-start`, startStatements(props));
    const task = this.role("task", "Workers of the product import", props);
    this.policy("images", task, `${props.prefix}-images`, imageStatements(props));
    this.policy("metrics", task, `${props.prefix}-metrics`, [
      {
        sid: "PublishQueueDepth",
        actions: ["cloudwatch:PutMetricData"],
        resources: ["*"],
        condition: [
          { test: "StringEquals", variable: "cloudwatch:namespace", values: [props.metricNamespace] },
        ],
      },
    ]);
    this.executionArn = execution.arn;
    this.taskArn = task.arn;
  }

  private role(id: string, description: string, props: RolesProps): IamRole {
    const name = `${props.prefix}-${id}`;
    return new IamRole(this, id, {
      name,
      description,
      assumeRolePolicy: policyDocument(this, `${id}-trust`, [
        {
          sid: "TasksOfThisAccount",
          principals: [{ type: "Service", identifiers: ["ecs-tasks.amazonaws.com"] }],
          actions: ["sts:AssumeRole"],
          condition: [{ test: "StringEquals", variable: "aws:SourceAccount", values: [props.accountId] }],
        },
      ]),
      tags: { ...props.tags, Name: name },
    });
  }

  private policy(id: string, role: IamRole, name: string, statements: Statement[]): void {
    const policy = policyDocument(this, `${id}-statements`, statements);
    new IamRolePolicy(this, id, { name, role: role.name, policy });
  }
}

function startStatements(props: RolesProps): Statement[] {
  return [
    { sid: "ReadSecrets", actions: ["secretsmanager:GetSecretValue"], resources: [...props.secretArns] },
    { sid: "DecryptSecrets", actions: ["kms:Decrypt"], resources: [...props.secretsKmsKeyArns] },
    {
      sid: "WriteLogs",
      actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
      resources: [`${props.logGroupArn}:*`],
    },
    ...(props.repositoryArn === undefined ? [] : pullStatements(props.repositoryArn)),
  ];
}

function pullStatements(repositoryArn: string): Statement[] {
  return [
    {
      sid: "PullImage",
      actions: ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
      resources: [repositoryArn],
    },
    // It has no resource: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerregistry.html
    { sid: "LogInToRegistry", actions: ["ecr:GetAuthorizationToken"], resources: ["*"] },
  ];
}

function imageStatements(props: RolesProps): Statement[] {
  return [
    {
      sid: "ReadAndWriteImages",
      actions: ["s3:DeleteObject", "s3:GetObject", "s3:PutObject"],
      resources: [`${props.bucketArn}/*`],
    },
    { sid: "ListImages", actions: ["s3:ListBucket"], resources: [props.bucketArn] },
    ...(props.bucketKmsKeyArn === undefined
      ? []
      : [
          {
            sid: "UseKeyOfImages",
            actions: ["kms:Decrypt", "kms:GenerateDataKey"],
            resources: [props.bucketKmsKeyArn],
          },
        ]),
  ];
}
