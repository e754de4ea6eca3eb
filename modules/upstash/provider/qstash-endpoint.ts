// Written by scripts/upstash-bindings.ts from the schema of upstash/upstash 2.0.1.
import type { TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";
import { UpstashResource } from "./resource.js";

export interface QstashEndpointConfig extends TerraformMetaArguments {
  /** Topic Id that the endpoint is added to. */
  readonly topicId: string;
  /** URL of the endpoint. */
  readonly url: string;
}

/** The resource `upstash_qstash_endpoint`. */
export class QstashEndpoint extends UpstashResource {
  static readonly tfResourceType = "upstash_qstash_endpoint";

  constructor(scope: Construct, id: string, config: QstashEndpointConfig) {
    super(scope, id, QstashEndpoint.tfResourceType, config, {
      topic_id: config.topicId,
      url: config.url,
    });
  }

  /** Unique Qstash Endpoint ID. */
  get endpointId(): string {
    return this.getStringAttribute("endpoint_id");
  }

  /** Topic Id that the endpoint is added to. */
  get topicId(): string {
    return this.getStringAttribute("topic_id");
  }

  /** Unique Qstash Topic Name for Endpoint. */
  get topicName(): string {
    return this.getStringAttribute("topic_name");
  }

  /** URL of the endpoint. */
  get url(): string {
    return this.getStringAttribute("url");
  }
}
