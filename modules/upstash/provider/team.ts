// Written by scripts/upstash-bindings.ts from the schema of upstash/upstash 2.0.1.
import type { IResolvable, TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";
import { UpstashResource } from "./resource.js";

export interface TeamConfig extends TerraformMetaArguments {
  /** Whether Credit Card is copied. */
  readonly copyCc: boolean | IResolvable;
  /** Members of the team. (Owner must be specified, which is the owner of the api key.). */
  readonly teamMembers: Readonly<Record<string, string>>;
  /** Name of the team. */
  readonly teamName: string;
}

/** The resource `upstash_team`. */
export class Team extends UpstashResource {
  static readonly tfResourceType = "upstash_team";

  constructor(scope: Construct, id: string, config: TeamConfig) {
    super(scope, id, Team.tfResourceType, config, {
      copy_cc: config.copyCc,
      team_members: config.teamMembers,
      team_name: config.teamName,
    });
  }

  /** Whether Credit Card is copied. */
  get copyCc(): IResolvable {
    return this.getBooleanAttribute("copy_cc");
  }

  /** Unique Cluster ID for created cluster. */
  get teamId(): string {
    return this.getStringAttribute("team_id");
  }

  /** Name of the team. */
  get teamName(): string {
    return this.getStringAttribute("team_name");
  }
}
