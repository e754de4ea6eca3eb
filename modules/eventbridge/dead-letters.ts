import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue/index.js";
import { SqsQueuePolicy } from "@cdktf/provider-aws/lib/sqs-queue-policy/index.js";
import { SqsQueueRedriveAllowPolicy } from "@cdktf/provider-aws/lib/sqs-queue-redrive-allow-policy/index.js";
import { Construct } from "constructs";
import { alarmAbove } from "../shared/alarm.js";
import { denyPlainHttp, policyDocument, type Statement } from "../shared/policy-document.js";

const FOURTEEN_DAYS = 1_209_600;

export interface DeadLettersProps {
  /** Name of the queue. */
  readonly name: string;
  /** Whose events end here, for the tag and the alarm: e.g. `rule orders`. */
  readonly what: string;
  /** ARN of the rule or bus that EventBridge sends for. */
  readonly sourceArn: string;
  readonly kmsKeyArn: string;
  readonly operatorPrincipalArns: readonly string[];
  readonly topicArns: readonly string[];
  readonly tags: Record<string, string>;
}

/** Keeps for 14 days what EventBridge cannot deliver. Nothing but its own source sends here, and the first event alarms. */
export class DeadLetters extends Construct {
  readonly queue: SqsQueue;

  constructor(scope: Construct, id: string, props: DeadLettersProps) {
    super(scope, id);
    const { name } = props;
    this.queue = new SqsQueue(this, "queue", {
      name,
      messageRetentionSeconds: FOURTEEN_DAYS,
      kmsMasterKeyId: props.kmsKeyArn,
      kmsDataKeyReusePeriodSeconds: 300,
      tags: { ...props.tags, Name: name, Type: "DeadLetterQueue", Source: props.what },
    });
    // EventBridge needs no redrive permission; no queue shall mix its messages in.
    new SqsQueueRedriveAllowPolicy(this, "redrive-allow", {
      queueUrl: this.queue.url,
      redriveAllowPolicy: JSON.stringify({ redrivePermission: "denyAll" }),
    });
    new SqsQueuePolicy(this, "policy", {
      queueUrl: this.queue.url,
      policy: policyDocument(this, "statements", [
        sendFor([props.sourceArn], this.queue.arn),
        ...operate(props.operatorPrincipalArns, this.queue.arn),
        denyPlainHttp("sqs:*", this.queue.arn),
      ]),
    });
    alarmAbove(this, "alarm", {
      name: `${name}-messages`,
      description: `Events of the ${props.what} were not delivered and wait in ${name}`,
      namespace: "AWS/SQS",
      metric: "ApproximateNumberOfMessagesVisible",
      dimensions: { QueueName: this.queue.name },
      statistic: "Sum",
      above: 0,
      period: 60,
      evaluationPeriods: 1,
      topicArns: props.topicArns,
      tags: props.tags,
    });
  }
}

/** Lets EventBridge send to a queue for the rules or the bus named, and for nothing else. */
export function sendFor(sourceArns: readonly string[], queueArn: string): Statement {
  return {
    sid: "AllowEventBridge",
    principals: [{ type: "Service", identifiers: ["events.amazonaws.com"] }],
    actions: ["sqs:SendMessage"],
    resources: [queueArn],
    condition: [{ test: "ArnEquals", variable: "aws:SourceArn", values: [...sourceArns] }],
  };
}

function operate(arns: readonly string[], queueArn: string): Statement[] {
  if (arns.length === 0) return [];
  return [
    {
      sid: "AllowOperators",
      principals: [{ type: "AWS", identifiers: [...arns].sort() }],
      actions: ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"],
      resources: [queueArn],
    },
  ];
}
