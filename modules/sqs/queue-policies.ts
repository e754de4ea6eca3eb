import { SqsQueuePolicy } from "@cdktf/provider-aws/lib/sqs-queue-policy/index.js";
import { Construct } from "constructs";
import { denyPlainHttp, policyDocument, type Statement } from "../shared/policy-document.js";
import type { QueuePair } from "./queue.js";
import type { QueueSettings } from "./settings.js";

export interface QueuePoliciesProps {
  readonly pair: QueuePair;
  readonly settings: QueueSettings;
  readonly allowedPrincipalArns: readonly string[];
  readonly operatorPrincipalArns: readonly string[];
}

/** Who may use a queue and its dead-letter queue. Nobody may over plain HTTP. */
export class QueuePolicies extends Construct {
  constructor(scope: Construct, id: string, props: QueuePoliciesProps) {
    super(scope, id);
    const { main, deadLetters } = props.pair;
    new SqsQueuePolicy(this, "main", {
      queueUrl: main.url,
      policy: policyDocument(this, "main-statements", [
        ...allow("AllowEKSAccess", main.arn, props.allowedPrincipalArns, [
          "sqs:SendMessage",
          "sqs:ReceiveMessage",
          "sqs:DeleteMessage",
          "sqs:GetQueueAttributes",
        ]),
        ...producerStatements(main.arn, props.settings),
        denyPlainHttp("sqs:*", main.arn),
      ]),
    });
    if (!deadLetters) return;
    new SqsQueuePolicy(this, "dlq", {
      queueUrl: deadLetters.url,
      policy: policyDocument(this, "dlq-statements", [
        ...allow("AllowRedrive", deadLetters.arn, props.operatorPrincipalArns, [
          "sqs:ReceiveMessage",
          "sqs:DeleteMessage",
          "sqs:GetQueueAttributes",
          "sqs:StartMessageMoveTask",
          "sqs:ListMessageMoveTasks",
          "sqs:CancelMessageMoveTask",
        ]),
        denyPlainHttp("sqs:*", deadLetters.arn),
      ]),
    });
  }
}

function allow(sid: string, resource: string, arns: readonly string[], actions: string[]): Statement[] {
  if (arns.length === 0) return [];
  return [
    { sid, principals: [{ type: "AWS", identifiers: [...arns].sort() }], actions, resources: [resource] },
  ];
}

function producerStatements(resource: string, settings: QueueSettings): Statement[] {
  return settings.producers.map((producer, index) => ({
    sid: `AllowProducer${index}`,
    principals: [{ type: "Service", identifiers: [producer.service] }],
    actions: ["sqs:SendMessage"],
    resources: [resource],
    condition: [{ test: "ArnEquals", variable: "aws:SourceArn", values: [...producer.sourceArns].sort() }],
  }));
}
