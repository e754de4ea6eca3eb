import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic/index.js";
import { SnsTopicPolicy } from "@cdktf/provider-aws/lib/sns-topic-policy/index.js";
import { Construct } from "constructs";
import { alarmAbove } from "./alarm.js";
import { EncryptionKey } from "./encryption-key.js";
import { denyPlainHttp, policyDocument, type Statement } from "./policy-document.js";
import { commonTags, namePrefix, type TagProps } from "./tags.js";
import { requireArn } from "./validation.js";

export interface AlarmTopicProps extends TagProps {
  /** Customer managed key of the topic, open to `cloudwatch.amazonaws.com`. Default: a key of its own. */
  readonly kmsKeyArn?: string | undefined;
  /** Let ElastiCache publish its events too: failovers, replaced nodes, snapshots. Default: false. */
  readonly cacheEvents?: boolean | undefined;
  /** Account that owns topic and key: 12 digits. Default: `data.aws_caller_identity`. */
  readonly accountId?: string | undefined;
}

/** The topic alarms write to: encrypted, TLS only, open to the alarms of its own account. */
export class AlarmTopic extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, props: AlarmTopicProps) {
    super(scope, id);
    const name = `${namePrefix(props)}-alarms`;
    const tags = commonTags({ ...props, dataClassification: props.dataClassification ?? "Internal" });
    if (props.kmsKeyArn !== undefined) requireArn("kmsKeyArn", props.kmsKeyArn, "kms", "arn:aws:kms:…");
    const key =
      props.kmsKeyArn ??
      new EncryptionKey(this, "encryption", {
        name,
        description: `Alarms of ${namePrefix(props)}`,
        accountId: props.accountId,
        services: ["cloudwatch.amazonaws.com", ...(props.cacheEvents ? ["elasticache.amazonaws.com"] : [])],
        tags,
      }).arn;
    const topic = new SnsTopic(this, "topic", { name, kmsMasterKeyId: key, tags: { ...tags, Name: name } });
    const account = props.accountId ?? topic.owner;
    new SnsTopicPolicy(this, "policy", {
      arn: topic.arn,
      policy: policyDocument(this, "statements", [
        {
          sid: "PublishAlarms",
          principals: [{ type: "Service", identifiers: ["cloudwatch.amazonaws.com"] }],
          actions: ["sns:Publish"],
          resources: [topic.arn],
          condition: [{ test: "StringEquals", variable: "aws:SourceAccount", values: [account] }],
        },
        ...(props.cacheEvents ? [cacheEvents(topic.arn, account)] : []),
        denyPlainHttp("sns:Publish", topic.arn),
      ]),
    });
    alarmAbove(this, "failed", {
      name: `${name}-failed`,
      description: "A notification about an alarm could not be delivered",
      namespace: "AWS/SNS",
      metric: "NumberOfNotificationsFailed",
      dimensions: { TopicName: topic.name },
      statistic: "Sum",
      above: 0,
      period: 300,
      evaluationPeriods: 1,
      topicArns: [topic.arn],
      tags,
    });
    this.arn = topic.arn;
  }
}

/**
 * ElastiCache publishes for the owner of the topic and knows no other condition:
 * https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/ECEvents.SNS.html
 */
function cacheEvents(topicArn: string, account: string): Statement {
  return {
    sid: "PublishCacheEvents",
    principals: [{ type: "AWS", identifiers: ["*"] }],
    actions: ["sns:Publish"],
    resources: [topicArn],
    condition: [{ test: "StringEquals", variable: "AWS:SourceOwner", values: [account] }],
  };
}
