import { SqsQueuePolicy } from "@cdktf/provider-aws/lib/sqs-queue-policy/index.js";
import { DefaultTokenResolver, StringConcat, Tokenization } from "cdktf";
import { Construct } from "constructs";
import { denyPlainHttp, policyDocument } from "../shared/policy-document.js";
import { sendFor } from "./dead-letters.js";
import type { RoutedRule } from "./rule.js";
import type { RuleSettings } from "./settings.js";

export interface RoutedTo {
  readonly settings: RuleSettings;
  readonly made: RoutedRule;
}

interface Queue {
  readonly url: string;
  readonly arn: string;
  readonly ruleArns: string[];
}

/** The policies of queues made elsewhere that the rules' props leave to this module: one per queue, for all its rules. */
export class QueuePolicies extends Construct {
  constructor(scope: Construct, id: string, rules: readonly RoutedTo[]) {
    super(scope, id);
    const queues = new Map<string, Queue>();
    const add = (url: string | undefined, arn: string | undefined, ruleArn: string) => {
      if (url === undefined || arn === undefined) return;
      const name = this.nameOf(url);
      const queue = queues.get(name) ?? { url, arn, ruleArns: [] };
      queue.ruleArns.push(ruleArn);
      queues.set(name, queue);
    };
    for (const { settings, made } of rules) {
      add(settings.targetQueueUrl, settings.targetArn, made.rule.arn);
      add(settings.dlqUrl, settings.dlqArn, made.rule.arn);
    }
    for (const [name, { url, arn, ruleArns }] of queues) {
      new SqsQueuePolicy(this, name, {
        queueUrl: url,
        policy: policyDocument(this, `${name}-statements`, [
          sendFor(ruleArns, arn),
          denyPlainHttp("sqs:*", arn),
        ]),
      });
    }
  }

  /** A queue's URL as an id. Two references to one URL are two tokens: what they resolve to is the same. */
  private nameOf(url: string): string {
    const resolver = new DefaultTokenResolver(new StringConcat());
    const text = String(Tokenization.resolve(url, { scope: this, resolver, preparing: true }));
    return text.replace(/[^A-Za-z0-9]+/g, "-").replace(/^-|-$/g, "");
  }
}
