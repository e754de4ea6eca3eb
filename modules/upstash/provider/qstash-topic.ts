// Written by scripts/upstash-bindings.ts from the schema of upstash/upstash 2.0.1.
import type { TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";
import { UpstashResource } from "./resource.js";

export interface QstashTopicConfig extends TerraformMetaArguments {
  /** Name of the Qstash Topic. */
  readonly name: string;
}

/** The resource `upstash_qstash_topic`. */
export class QstashTopic extends UpstashResource {
  static readonly tfResourceType = "upstash_qstash_topic";

  constructor(scope: Construct, id: string, config: QstashTopicConfig) {
    super(scope, id, QstashTopic.tfResourceType, config, {
      name: config.name,
    });
  }

  /** Name of the Qstash Topic. */
  get name(): string {
    return this.getStringAttribute("name");
  }

  /** Unique Qstash Topic ID for requested topic. */
  get topicId(): string {
    return this.getStringAttribute("topic_id");
  }
}
