import { CloudwatchLogDataProtectionPolicy } from "@cdktf/provider-aws/lib/cloudwatch-log-data-protection-policy/index.js";
import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group/index.js";
import { DataAwsCloudwatchLogDataProtectionPolicyDocument } from "@cdktf/provider-aws/lib/data-aws-cloudwatch-log-data-protection-policy-document/index.js";
import { Construct } from "constructs";
import { InvalidPropError } from "./validation.js";

/** Six years, as 45 CFR 164.316(b)(2)(i) asks of documentation, in days that CloudWatch knows. */
const SIX_YEARS = 2192;

/** What CloudWatch takes as `retention_in_days`; 0 keeps for ever. */
const RETENTIONS = [
  0,
  1,
  3,
  5,
  7,
  14,
  30,
  60,
  90,
  120,
  150,
  180,
  365,
  400,
  545,
  731,
  1096,
  1827,
  SIX_YEARS,
  2557,
  2922,
  3288,
  3653,
];

/** What is masked in a log line: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/protect-sensitive-log-data-types.html */
const MASKED = [
  "Address",
  "AwsSecretKey",
  "DrugEnforcementAgencyNumber-US",
  "EmailAddress",
  "HealthInsuranceClaimNumber-US",
  "HealthcareProcedureCode-US",
  "MedicareBeneficiaryNumber-US",
  "Name",
  "NationalDrugCode-US",
  "NationalProviderId-US",
  "PhoneNumber-US",
  "Ssn-US",
].map((identifier) => `arn:aws:dataprotection::aws:data-identifier/${identifier}`);

export function requireRetention(prop: string, days: number): void {
  if (!RETENTIONS.includes(days)) throw new InvalidPropError(prop, days, `one of ${RETENTIONS.join(", ")}`);
}

export interface LogGroupProps {
  readonly name: string;
  readonly kmsKeyArn: string;
  /** Days, one of those that CloudWatch knows; 0 keeps for ever. */
  readonly retentionDays: number;
  readonly tags: Record<string, string>;
}

/** A log group: encrypted, kept as long as asked, and what looks like a patient's data is masked in it. */
export class LogGroup extends Construct {
  readonly name: string;
  readonly arn: string;

  constructor(scope: Construct, id: string, props: LogGroupProps) {
    super(scope, id);
    const group = new CloudwatchLogGroup(this, "group", {
      name: props.name,
      kmsKeyId: props.kmsKeyArn,
      retentionInDays: props.retentionDays,
      tags: { ...props.tags, Name: props.name },
    });
    new CloudwatchLogDataProtectionPolicy(this, "data-protection", {
      logGroupName: group.name,
      policyDocument: new DataAwsCloudwatchLogDataProtectionPolicyDocument(this, "masked", {
        name: "mask-patients-data",
        statement: [
          { sid: "Audit", dataIdentifiers: MASKED, operation: { audit: { findingsDestination: {} } } },
          { sid: "Mask", dataIdentifiers: MASKED, operation: { deidentify: { maskConfig: {} } } },
        ],
      }).json,
    });
    this.name = group.name;
    this.arn = group.arn;
  }
}
