// Written by scripts/upstash-bindings.ts from the schema of upstash/upstash 2.0.1.
import type { IResolvable, TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";
import { UpstashResource } from "./resource.js";

export interface QstashScheduleConfig extends TerraformMetaArguments {
  /** Body to send for the POST request in string format. Needs escaping (\) double quotes. */
  readonly body?: string | undefined;
  /** Callback URL for Qstash Schedule. */
  readonly callback?: string | undefined;
  /** Content Based Deduplication (bool) for Qstash Scheduling. */
  readonly contentBasedDeduplication?: boolean | IResolvable | undefined;
  /** Content type for Qstash Scheduling. */
  readonly contentType?: string | undefined;
  /** Cron string for Qstash Schedule. */
  readonly cron: string;
  /** Deduplication ID for Qstash Scheduling. */
  readonly deduplicationId?: string | undefined;
  /** Delay for Qstash Schedule. */
  readonly delay?: string | undefined;
  /** Destination for Qstash Schedule. Either Topic ID or valid URL. */
  readonly destination: string;
  /** Forward headers to your API. */
  readonly forwardHeaders?: Readonly<Record<string, string>> | undefined;
  /** Start time for Qstash Scheduling. */
  readonly notBefore?: number | undefined;
  /** Retries for Qstash Schedule requests. */
  readonly retries?: number | undefined;
}

/** The resource `upstash_qstash_schedule`. */
export class QstashSchedule extends UpstashResource {
  static readonly tfResourceType = "upstash_qstash_schedule";

  constructor(scope: Construct, id: string, config: QstashScheduleConfig) {
    super(scope, id, QstashSchedule.tfResourceType, config, {
      body: config.body,
      callback: config.callback,
      content_based_deduplication: config.contentBasedDeduplication,
      content_type: config.contentType,
      cron: config.cron,
      deduplication_id: config.deduplicationId,
      delay: config.delay,
      destination: config.destination,
      forward_headers: config.forwardHeaders,
      not_before: config.notBefore,
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

  /** Content Based Deduplication (bool) for Qstash Scheduling. */
  get contentBasedDeduplication(): IResolvable {
    return this.getBooleanAttribute("content_based_deduplication");
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

  /** Deduplication ID for Qstash Scheduling. */
  get deduplicationId(): string {
    return this.getStringAttribute("deduplication_id");
  }

  /** Delay for Qstash Schedule. */
  get delay(): string {
    return this.getStringAttribute("delay");
  }

  /** Destination for Qstash Schedule. Either Topic ID or valid URL. */
  get destination(): string {
    return this.getStringAttribute("destination");
  }

  /** Start time for Qstash Scheduling. */
  get notBefore(): number {
    return this.getNumberAttribute("not_before");
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
