// Written by scripts/upstash-bindings.ts from the schema of upstash/upstash 2.0.1.
import type { TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";
import { UpstashResource } from "./resource.js";

export interface QstashTopicV2Config extends TerraformMetaArguments {
  /** Endpoints for the Qstash Topic. */
  readonly endpoints: readonly string[];
  /** Name of the Qstash Topic. */
  readonly name: string;
}

/** The resource `upstash_qstash_topic_v2`. */
export class QstashTopicV2 extends UpstashResource {
  static readonly tfResourceType = "upstash_qstash_topic_v2";

  constructor(scope: Construct, id: string, config: QstashTopicV2Config) {
    super(scope, id, QstashTopicV2.tfResourceType, config, {
      endpoints: config.endpoints,
      name: config.name,
    });
  }

  /** Creation time for Qstash Topic. */
  get createdAt(): number {
    return this.getNumberAttribute("created_at");
  }

  /** Name of the Qstash Topic. */
  get name(): string {
    return this.getStringAttribute("name");
  }

  /** Last Update time for Qstash Topic. */
  get updatedAt(): number {
    return this.getNumberAttribute("updated_at");
  }
}
