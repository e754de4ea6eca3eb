// Written by scripts/upstash-bindings.ts from the schema of upstash/upstash 2.0.1.
import type { TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";
import { UpstashResource } from "./resource.js";

export interface QstashScheduleV2Config extends TerraformMetaArguments {
  /** Body to send for the POST request in string format. Needs escaping (\) double quotes. */
  readonly body?: string | undefined;
  /** Callback URL for Qstash Schedule. */
  readonly callback?: string | undefined;
  /** Content type for Qstash Scheduling. */
  readonly contentType?: string | undefined;
  /** Cron string for Qstash Schedule. */
  readonly cron: string;
  /** Delay for Qstash Schedule. Delay should be given in seconds. */
  readonly delay?: string | undefined;
  /** Destination for Qstash Schedule. Either Topic Name or valid URL. */
  readonly destination: string;
  /** Forward headers to your API. */
  readonly forwardHeaders?: Readonly<Record<string, string>> | undefined;
  /** Method of Http Request on QStash. */
  readonly method?: string | undefined;
  /** Retries for Qstash Schedule requests. */
  readonly retries?: number | undefined;
}

/** The resource `upstash_qstash_schedule_v2`. */
export class QstashScheduleV2 extends UpstashResource {
  static readonly tfResourceType = "upstash_qstash_schedule_v2";

  constructor(scope: Construct, id: string, config: QstashScheduleV2Config) {
    super(scope, id, QstashScheduleV2.tfResourceType, config, {
      body: config.body,
      callback: config.callback,
      content_type: config.contentType,
      cron: config.cron,
      delay: config.delay,
      destination: config.destination,
      forward_headers: config.forwardHeaders,
      method: config.method,
      retries: config.retries,
    });
  }

  /** Body to send for the POST request in string format. Needs escaping (\) double quotes. */
  get body(): string {
    return this.getStringAttribute("body");
  }

  /** Callback URL for Qstash Schedule. */
  get callback(): string {
    return this.getStringAttribute("callback");
  }

  /** Content type for Qstash Scheduling. */
  get contentType(): string {
    return this.getStringAttribute("content_type");
  }

  /** Creation time for Qstash Schedule. */
  get createdAt(): number {
    return this.getNumberAttribute("created_at");
  }

  /** Cron string for Qstash Schedule. */
  get cron(): string {
    return this.getStringAttribute("cron");
  }

  /** Delay for Qstash Schedule. Delay should be given in seconds. */
  get delay(): string {
    return this.getStringAttribute("delay");
  }

  /** Destination for Qstash Schedule. Either Topic Name or valid URL. */
  get destination(): string {
    return this.getStringAttribute("destination");
  }

  /** Headers for the QStash schedule. */
  get header(): string {
    return this.getStringAttribute("header");
  }

  /** Method of Http Request on QStash. */
  get method(): string {
    return this.getStringAttribute("method");
  }

  /** Retries for Qstash Schedule requests. */
  get retries(): number {
    return this.getNumberAttribute("retries");
  }

  /** Unique Qstash Schedule ID for requested schedule. */
  get scheduleId(): string {
    return this.getStringAttribute("schedule_id");
  }
}
