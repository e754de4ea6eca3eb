import {
  DataAwsIamPolicyDocument,
  type DataAwsIamPolicyDocumentStatement,
} from "@cdktf/provider-aws/lib/data-aws-iam-policy-document/index.js";
import type { Construct } from "constructs";

export type Statement = DataAwsIamPolicyDocumentStatement;

/**
 * A resource policy as `data.aws_iam_policy_document`: its statements stay readable in the plan even while an ARN in
 * them is not known yet. A `jsonencode(…)` of the same would be one opaque unknown string.
 */
export function policyDocument(scope: Construct, id: string, statements: Statement[]): string {
  return new DataAwsIamPolicyDocument(scope, id, { statement: statements }).json;
}

/** Denies everyone `actions` on `resource` over plain HTTP. */
export function denyPlainHttp(actions: string, resource: string): Statement {
  return {
    sid: "DenyPlainHttp",
    effect: "Deny",
    principals: [{ type: "*", identifiers: ["*"] }],
    actions: [actions],
    resources: [resource],
    condition: [{ test: "Bool", variable: "aws:SecureTransport", values: ["false"] }],
  };
}
