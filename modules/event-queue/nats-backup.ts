import { DlmLifecyclePolicy } from "@cdktf/provider-aws/lib/dlm-lifecycle-policy/index.js";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role/index.js";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment/index.js";
import { Construct } from "constructs";
import { policyDocument } from "../shared/policy-document.js";
import type { NatsQueueProps } from "./nats.js";

/** A snapshot of every server's volumes each night. */
export class NatsBackup extends Construct {
  constructor(scope: Construct, id: string, { name, settings, account, partition, tags }: NatsQueueProps) {
    super(scope, id);
    const role = new IamRole(this, "role", {
      name: `${name}-backup`,
      description: `Snapshots of the event queue ${name}`,
      assumeRolePolicy: policyDocument(this, "trust", [
        {
          principals: [{ type: "Service", identifiers: ["dlm.amazonaws.com"] }],
          actions: ["sts:AssumeRole"],
          condition: [{ test: "StringEquals", variable: "aws:SourceAccount", values: [account] }],
        },
      ]),
      tags,
    });
    new IamRolePolicyAttachment(this, "rights", {
      role: role.name,
      policyArn: `arn:${partition}:iam::aws:policy/service-role/AWSDataLifecycleManagerServiceRole`,
    });
    new DlmLifecyclePolicy(this, "snapshots", {
      description: `Event queue ${name}`,
      executionRoleArn: role.arn,
      state: "ENABLED",
      policyDetails: {
        resourceTypes: ["VOLUME"],
        targetTags: { Name: `${name}-data` },
        schedule: [
          {
            name: "daily",
            createRule: { interval: 24, intervalUnit: "HOURS", times: ["03:00"] },
            retainRule: { interval: settings.backupRetentionDays, intervalUnit: "DAYS" },
            copyTags: true,
          },
        ],
      },
      tags: { ...tags, Name: name },
    });
  }
}
