import { CloudwatchEventArchive } from "@cdktf/provider-aws/lib/cloudwatch-event-archive/index.js";
import { CloudwatchEventBus } from "@cdktf/provider-aws/lib/cloudwatch-event-bus/index.js";
import { CloudwatchEventBusPolicy } from "@cdktf/provider-aws/lib/cloudwatch-event-bus-policy/index.js";
import { DataAwsPartition } from "@cdktf/provider-aws/lib/data-aws-partition/index.js";
import { DataAwsRegion } from "@cdktf/provider-aws/lib/data-aws-region/index.js";
import { Construct } from "constructs";
import { policyDocument } from "../shared/policy-document.js";
import { DeadLetters } from "./dead-letters.js";

export interface BusProps {
  readonly name: string;
  readonly archiveName: string;
  readonly dlqName: string;
  readonly archiveRetentionDays: number;
  readonly archiveEventPattern: Readonly<Record<string, unknown>>;
  /** Account of the bus, or a reference to it. */
  readonly account: string;
  readonly allowedPrincipalArns: readonly string[];
  readonly operatorPrincipalArns: readonly string[];
  readonly kmsKeyArn: string;
  readonly dlqKmsKeyArn: string;
  readonly topicArns: readonly string[];
  readonly tags: Record<string, string>;
}

/** The bus, what may put events on it, what it cannot decrypt any more, and the archive that events come back from. */
export class Bus extends Construct {
  readonly bus: CloudwatchEventBus;
  readonly archive: CloudwatchEventArchive;
  readonly deadLetters: DeadLetters;

  constructor(scope: Construct, id: string, props: BusProps) {
    super(scope, id);
    const { name, tags } = props;
    this.deadLetters = new DeadLetters(this, "dlq", {
      name: props.dlqName,
      what: `bus ${name}`,
      sourceArn: this.futureArn(props),
      kmsKeyArn: props.dlqKmsKeyArn,
      operatorPrincipalArns: props.operatorPrincipalArns,
      topicArns: props.topicArns,
      tags,
    });
    this.bus = new CloudwatchEventBus(this, "bus", {
      name,
      kmsKeyIdentifier: props.kmsKeyArn,
      deadLetterConfig: { arn: this.deadLetters.queue.arn },
      tags: { ...tags, Name: name },
    });
    const { archiveEventPattern: pattern } = props;
    this.archive = new CloudwatchEventArchive(this, "archive", {
      name: props.archiveName,
      description: `Events of ${name}, for replay`,
      eventSourceArn: this.bus.arn,
      retentionDays: props.archiveRetentionDays,
      ...(Object.keys(pattern).length > 0 && { eventPattern: JSON.stringify(pattern) }),
    });
    if (props.allowedPrincipalArns.length === 0) return;
    new CloudwatchEventBusPolicy(this, "policy", {
      eventBusName: this.bus.name,
      policy: policyDocument(this, "statements", [
        {
          sid: "AllowPutEvents",
          principals: [{ type: "AWS", identifiers: [...props.allowedPrincipalArns].sort() }],
          actions: ["events:PutEvents"],
          resources: [this.bus.arn],
        },
      ]),
    });
  }

  /** The bus refers to its dead-letter queue, so the queue's policy cannot refer to the bus. */
  private futureArn({ name, account }: BusProps): string {
    const partition = new DataAwsPartition(this, "partition").partition;
    const region = new DataAwsRegion(this, "region").name;
    return `arn:${partition}:events:${region}:${account}:event-bus/${name}`;
  }
}
