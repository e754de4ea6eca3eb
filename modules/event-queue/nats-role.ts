import { IamInstanceProfile } from "@cdktf/provider-aws/lib/iam-instance-profile/index.js";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role/index.js";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy/index.js";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment/index.js";
import { Construct } from "constructs";
import { policyDocument, type Statement } from "../shared/policy-document.js";
import { tenantSecretName } from "./credentials.js";
import { metricNamespace } from "./nats-monitoring.js";
import { caParameterName } from "./nats-prepare.js";
import { tenantPath } from "./nats-tenants.js";
import type { QueueParts } from "./parts.js";

export interface NatsRoleProps extends QueueParts {
  /** Secrets that a server reads. */
  readonly secretArns: readonly string[];
  /** Whether clients have secrets of their own, of which there are more with time. */
  readonly tenants: boolean;
  /** The secret that the first server fills; undefined without encryption. */
  readonly tlsSecretArn: string | undefined;
  /** ARN of the log group; undefined without CloudWatch. */
  readonly logGroupArn: string | undefined;
  readonly sessionManager: boolean;
}

/** The role of the servers: their own secrets, volumes, log and metrics, and nothing else. */
export class NatsRole extends Construct {
  readonly instanceProfileArn: string;

  constructor(scope: Construct, id: string, props: NatsRoleProps) {
    super(scope, id);
    const { name, partition, tags } = props;
    const role = new IamRole(this, "role", {
      name: `${name}-server`,
      description: `Servers of the event queue ${name}`,
      assumeRolePolicy: policyDocument(this, "trust", [
        {
          principals: [{ type: "Service", identifiers: ["ec2.amazonaws.com"] }],
          actions: ["sts:AssumeRole"],
        },
      ]),
      tags,
    });
    new IamRolePolicy(this, "policy", {
      name: "server",
      role: role.id,
      policy: policyDocument(this, "statements", [
        ...secretStatements(props),
        ...volumeStatements(props),
        ...monitoringStatements(props),
      ]),
    });
    if (props.sessionManager) {
      new IamRolePolicyAttachment(this, "session-manager", {
        role: role.name,
        policyArn: `arn:${partition}:iam::aws:policy/AmazonSSMManagedInstanceCore`,
      });
    }
    this.instanceProfileArn = new IamInstanceProfile(this, "profile", {
      name: `${name}-server`,
      role: role.name,
      tags,
    }).arn;
  }
}

function secretStatements(props: NatsRoleProps): Statement[] {
  const { partition, region, account, tlsSecretArn } = props;
  const own = (service: string, what: string) => `arn:${partition}:${service}:${region}:${account}:${what}`;
  const secretArns = [
    ...props.secretArns,
    ...(tlsSecretArn ? [tlsSecretArn] : []),
    ...(props.tenants ? [own("secretsmanager", `secret:${tenantSecretName(props.name, "*")}`)] : []),
  ];
  if (secretArns.length === 0) return [];
  return [
    { sid: "ReadSecrets", actions: ["secretsmanager:GetSecretValue"], resources: secretArns },
    {
      sid: "UseKeyOfSecrets",
      actions: ["kms:Decrypt", ...(tlsSecretArn ? ["kms:GenerateDataKey"] : [])],
      resources: [props.kmsKeyArn],
      condition: [
        {
          test: "StringEquals",
          variable: "kms:ViaService",
          values: [`secretsmanager.${region}.amazonaws.com`],
        },
      ],
    },
    ...(props.tenants
      ? [
          {
            sid: "FindTenants",
            actions: ["ssm:GetParametersByPath"],
            resources: [own("ssm", `parameter${tenantPath(props.name)}`)],
          },
        ]
      : []),
    ...(tlsSecretArn
      ? [
          { sid: "PutCertificate", actions: ["secretsmanager:PutSecretValue"], resources: [tlsSecretArn] },
          {
            sid: "PublishCertificate",
            actions: ["ssm:PutParameter"],
            resources: [own("ssm", `parameter${caParameterName(props.name)}`)],
          },
        ]
      : []),
  ];
}

function volumeStatements(props: NatsRoleProps): Statement[] {
  const { name, partition, region, account, settings } = props;
  const ec2 = `arn:${partition}:ec2:${region}:${account}`;
  const named = (value: string) => [
    { test: "StringEquals", variable: "aws:ResourceTag/Name", values: [value] },
  ];
  return [
    // EC2 limits none of these to resources.
    {
      sid: "FindServersAndVolumes",
      actions: ["ec2:DescribeInstances", "ec2:DescribeTags", "ec2:DescribeVolumes"],
      resources: ["*"],
    },
    {
      sid: "AdoptVolumes",
      actions: ["ec2:AttachVolume"],
      resources: [`${ec2}:volume/*`],
      condition: named(`${name}-data`),
    },
    {
      sid: "AttachToServers",
      actions: ["ec2:AttachVolume", "ec2:ModifyInstanceAttribute"],
      resources: [`${ec2}:instance/*`],
      condition: named(name),
    },
    ...(settings.encryption
      ? [
          {
            sid: "UseKeyOfVolumes",
            actions: ["kms:CreateGrant", "kms:Decrypt"],
            resources: [props.kmsKeyArn],
            condition: [
              { test: "StringEquals", variable: "kms:ViaService", values: [`ec2.${region}.amazonaws.com`] },
              { test: "BoolIfExists", variable: "kms:GrantIsForAWSResource", values: ["true"] },
            ],
          },
        ]
      : []),
  ];
}

function monitoringStatements({ name, logGroupArn }: NatsRoleProps): Statement[] {
  if (!logGroupArn) return [];
  return [
    {
      sid: "WriteLog",
      actions: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
      resources: [logGroupArn, `${logGroupArn}:*`],
    },
    {
      sid: "PutMetrics",
      actions: ["cloudwatch:PutMetricData"],
      resources: ["*"],
      condition: [
        {
          test: "StringEquals",
          variable: "cloudwatch:namespace",
          values: ["CWAgent", metricNamespace(name)],
        },
      ],
    },
  ];
}
