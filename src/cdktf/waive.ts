import { TerraformResource } from "cdktf";
import type { IConstruct } from "constructs";

/** A failure that somebody accepts for a time. */
export interface InlineWaiver {
  /** Id of the policy, or several; `*` stands for any text. */
  readonly policy: string | readonly string[];
  /** Why it is accepted. */
  readonly reason: string;
  /** Who accepts it and answers for it. */
  readonly owner: string;
  /** The last day it counts: `2027-03-31`. */
  readonly until: string;
  /** Where the work on it is tracked. */
  readonly ticket?: string;
  /** For an addressable specification: why it is not reasonable and appropriate here. */
  readonly rationale?: string;
  /** For an addressable specification: the measure in its place. */
  readonly alternative?: string;
}

/** Terraform ignores `//`: https://developer.hashicorp.com/terraform/language/syntax/json#comment-properties */
const OVERRIDE = "//.safeguard.waive";
const written = new WeakMap<TerraformResource, object[]>();

/**
 * Accepts failures of a resource, or of all resources that a construct holds by now, until a day. It is written beside them
 * in the synthesized stack, so that `check` finds it there and in `--source` of a plan; the failure stays in every report.
 * Throws when the construct holds no resource.
 *
 *     waive(queue, { policy: "sqs/tls-only", reason: "Plain HTTP until March.", owner: "ada", until: "2027-03-31" });
 */
export function waive(construct: IConstruct, waiver: InlineWaiver): void {
  const resources = construct.node.findAll().filter((node) => TerraformResource.isTerraformResource(node));
  if (resources.length === 0) {
    throw new Error(
      `waive() found no resource in ${construct.node.path}. Call it after the resources are made.`,
    );
  }
  const from = resources.length > 1 ? { from: construct.node.path } : {};
  for (const resource of resources) {
    const all = [...(written.get(resource) ?? []), { ...waiver, ...from }];
    written.set(resource, all);
    resource.addOverride(OVERRIDE, all);
  }
}
