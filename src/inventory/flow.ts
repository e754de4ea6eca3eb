import type { Inventory, Reference, Resource } from "./inventory.js";

/** Where messages go from one resource to another. */
export interface Flow {
  readonly from: string;
  readonly to: string;
  readonly kind: FlowKind;
  /** Address of the resource that makes them go there. */
  readonly by: string;
  /** False: it may go there, and what is known does not tell. */
  readonly certain: boolean;
}

/** `delivers`: the message itself. `dead-letters`: when it cannot be delivered. `archives`: a copy. `alerts`: an alarm. */
export type FlowKind = "delivers" | "dead-letters" | "archives" | "alerts";

/** How a resource type moves messages: from and to are arguments of it, or the resource itself. */
interface Rule {
  readonly type: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly kind: FlowKind;
}

const SELF = null;
const RULES: readonly Rule[] = [
  { type: "aws_cloudwatch_event_rule", from: "event_bus_name", to: SELF, kind: "delivers" },
  { type: "aws_cloudwatch_event_target", from: "rule", to: "arn", kind: "delivers" },
  { type: "aws_cloudwatch_event_target", from: "rule", to: "dead_letter_config.arn", kind: "dead-letters" },
  { type: "aws_cloudwatch_event_archive", from: "event_source_arn", to: SELF, kind: "archives" },
  { type: "aws_sqs_queue", from: SELF, to: "redrive_policy", kind: "dead-letters" },
  { type: "aws_sqs_queue_redrive_policy", from: "queue_url", to: "redrive_policy", kind: "dead-letters" },
  { type: "aws_sns_topic_subscription", from: "topic_arn", to: "endpoint", kind: "delivers" },
  { type: "aws_sns_topic_subscription", from: "topic_arn", to: "redrive_policy", kind: "dead-letters" },
  {
    type: "aws_lambda_event_source_mapping",
    from: "event_source_arn",
    to: "function_name",
    kind: "delivers",
  },
  {
    type: "aws_lambda_event_source_mapping",
    from: "event_source_arn",
    to: "destination_config.on_failure.destination_arn",
    kind: "dead-letters",
  },
  { type: "aws_lambda_function", from: SELF, to: "dead_letter_config.target_arn", kind: "dead-letters" },
  { type: "aws_pipes_pipe", from: "source", to: "target", kind: "delivers" },
  { type: "aws_scheduler_schedule", from: SELF, to: "target.arn", kind: "delivers" },
  { type: "aws_scheduler_schedule", from: SELF, to: "target.dead_letter_config.arn", kind: "dead-letters" },
  { type: "aws_cloudwatch_metric_alarm", from: "dimensions", to: "alarm_actions", kind: "alerts" },
];

/** What may be named by an ARN or a name, and is a place that messages are at. */
const PLACES =
  /^aws_(sqs_queue|sns_topic|cloudwatch_event_(bus|rule|archive)|lambda_function|kinesis_(stream|firehose_delivery_stream)|msk_(serverless_)?cluster|elasticache_(replication_group|cluster|serverless_cache)|ecs_(service|cluster|task_definition)|scheduler_schedule|mq_broker|dynamodb_table|sfn_state_machine|cloudwatch_log_group|s3_bucket)$/;

/** What has to be kept of an inventory for its flows to be found. */
export const FLOW_TYPES: readonly string[] = [...new Set(RULES.map(({ type }) => type))];
export const FLOW_ARGUMENTS: readonly string[] = [
  ...new Set(RULES.flatMap(({ from, to }) => [from, to]).flatMap((path) => path?.split(".", 1) ?? [])),
];

/** Every way that messages take, sorted; each once. */
export function flowsIn({ resources }: Pick<Inventory, "resources">): Flow[] {
  const typeOf = new Map<string, string>();
  for (const [type, ofType] of Object.entries(resources)) {
    for (const address of Object.keys(ofType)) typeOf.set(address, type);
  }
  const places = (resource: Resource, path: string | null): End => {
    if (path === SELF) return { addresses: [resource.address], certain: true };
    const reference = resource.references[path];
    if (reference === undefined) return NOWHERE;
    const addresses = reference.targets.filter((address) => PLACES.test(typeOf.get(address) ?? ""));
    return { addresses, certain: isCertain(reference) };
  };
  const flows = new Map<string, Flow>();
  for (const { type, from, to, kind } of RULES) {
    for (const resource of Object.values(resources[type] ?? {})) {
      if (resource.mode !== "managed") continue;
      const [start, end] = [places(resource, from), places(resource, to)];
      for (const source of start.addresses) {
        for (const target of end.addresses) {
          if (source === target) continue;
          const certain = start.certain && end.certain;
          const flow: Flow = { from: source, to: target, kind, by: resource.address, certain };
          flows.set([source, target, kind, resource.address].join("\n"), flow);
        }
      }
    }
  }
  return [...flows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, flow]) => flow);
}

interface End {
  readonly addresses: readonly string[];
  readonly certain: boolean;
}

const NOWHERE: End = { addresses: [], certain: false };

function isCertain({ complete, targets }: Reference): boolean {
  return complete && targets.length > 0;
}
