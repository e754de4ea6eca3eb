import { CloudwatchLogDataProtectionPolicy } from "@cdktf/provider-aws/lib/cloudwatch-log-data-protection-policy/index.js";
import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group/index.js";
import { DataAwsCloudwatchLogDataProtectionPolicyDocument } from "@cdktf/provider-aws/lib/data-aws-cloudwatch-log-data-protection-policy-document/index.js";
import { DataAwsPartition } from "@cdktf/provider-aws/lib/data-aws-partition/index.js";
import { Construct } from "constructs";

/** Days CloudWatch Logs can keep events; 0 is for ever. */
export const LOG_RETENTION_DAYS: readonly number[] = [
  0, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

/** What is masked for everyone without `logs:Unmask`. */
const MASKED = [
  "DrugEnforcementAgencyNumber-US",
  "EmailAddress",
  "HealthInsuranceClaimNumber-US",
  "MedicareBeneficiaryNumber-US",
  "NationalProviderId-US",
  "PhoneNumber-US",
  "Ssn-US",
];

export interface LogGroupProps {
  readonly name: string;
  /** One of `LOG_RETENTION_DAYS`. */
  readonly retentionInDays: number;
  /** Customer managed key that admits CloudWatch Logs: `EncryptionKeyProps.logGroupNames`. */
  readonly kmsKeyArn: string;
  readonly tags: Record<string, string>;
}

/** A log group with a key of one's own that finds and masks what identifies patients. */
export class LogGroup extends Construct {
  readonly name: string;
  readonly arn: string;

  constructor(scope: Construct, id: string, props: LogGroupProps) {
    super(scope, id);
    const group = new CloudwatchLogGroup(this, "group", {
      name: props.name,
      retentionInDays: props.retentionInDays,
      kmsKeyId: props.kmsKeyArn,
      tags: { ...props.tags, Name: props.name },
    });
    const partition = new DataAwsPartition(this, "partition").partition;
    const dataIdentifiers = MASKED.map(
      (name) => `arn:${partition}:dataprotection::aws:data-identifier/${name}`,
    );
    new CloudwatchLogDataProtectionPolicy(this, "protection", {
      logGroupName: group.name,
      policyDocument: new DataAwsCloudwatchLogDataProtectionPolicyDocument(this, "masked", {
        name: "mask-phi",
        statement: [
          { sid: "audit", dataIdentifiers, operation: { audit: { findingsDestination: {} } } },
          { sid: "mask", dataIdentifiers, operation: { deidentify: { maskConfig: {} } } },
        ],
      }).json,
    });
    this.name = group.name;
    this.arn = group.arn;
  }
}
