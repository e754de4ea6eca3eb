import { CloudwatchLogDataProtectionPolicy } from "@cdktf/provider-aws/lib/cloudwatch-log-data-protection-policy/index.js";
import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group/index.js";
import { DataAwsCloudwatchLogDataProtectionPolicyDocument } from "@cdktf/provider-aws/lib/data-aws-cloudwatch-log-data-protection-policy-document/index.js";
import { Construct } from "constructs";
import type { Statement } from "./policy-document.js";
import { InvalidPropError } from "./validation.js";

/** What CloudWatch Logs takes as retention, in days; 0 keeps events forever. */
const RETENTIONS = [
  0, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

/** What is masked in logs: what identifies a patient, and credentials. */
const MASKED = [
  "Address",
  "AwsSecretKey",
  "EmailAddress",
  "HealthInsuranceClaimNumber-US",
  "MedicareBeneficiaryNumber-US",
  "Name",
  "PhoneNumber-US",
  "Ssn-US",
];

export interface LogGroupProps {
  readonly name: string;
  /** Customer managed key that `logsKeyStatement` opens to CloudWatch Logs. */
  readonly kmsKeyArn: string;
  /** Days that events are kept: one of the values that CloudWatch Logs knows; 0 is forever. */
  readonly retentionDays: number;
  readonly partition: string;
  readonly tags: Record<string, string>;
}

/** Refuses a retention that CloudWatch Logs does not know. */
export function requireRetention(prop: string, days: number): void {
  if (!RETENTIONS.includes(days)) throw new InvalidPropError(prop, days, `one of ${RETENTIONS.join(", ")}`);
}

/** An encrypted log group in which what identifies a patient is masked. */
export class LogGroup extends Construct {
  readonly group: CloudwatchLogGroup;

  constructor(scope: Construct, id: string, props: LogGroupProps) {
    super(scope, id);
    this.group = new CloudwatchLogGroup(this, "group", {
      name: props.name,
      kmsKeyId: props.kmsKeyArn,
      retentionInDays: props.retentionDays,
      tags: { ...props.tags, Name: props.name },
    });
    const dataIdentifiers = MASKED.map(
      (name) => `arn:${props.partition}:dataprotection::aws:data-identifier/${name}`,
    );
    const document = new DataAwsCloudwatchLogDataProtectionPolicyDocument(this, "masked", {
      name: "mask-patients",
      statement: [
        { sid: "audit", dataIdentifiers, operation: { audit: { findingsDestination: {} } } },
        { sid: "mask", dataIdentifiers, operation: { deidentify: { maskConfig: {} } } },
      ],
    });
    new CloudwatchLogDataProtectionPolicy(this, "data-protection", {
      logGroupName: this.group.name,
      policyDocument: document.json,
    });
  }
}

/** Lets CloudWatch Logs use a key for log groups whose names begin with `prefix`, and for nothing else. */
export function logsKeyStatement(
  place: { readonly partition: string; readonly region: string; readonly account: string },
  prefix: string,
): Statement {
  const { partition, region, account } = place;
  return {
    sid: "UseByLogs",
    principals: [{ type: "Service", identifiers: [`logs.${region}.amazonaws.com`] }],
    actions: ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"],
    resources: ["*"],
    condition: [
      {
        test: "ArnLike",
        variable: "kms:EncryptionContext:aws:logs:arn",
        values: [`arn:${partition}:logs:${region}:${account}:log-group:${prefix}*`],
      },
    ],
  };
}
