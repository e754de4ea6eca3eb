import { type TerraformMetaArguments, TerraformResource } from "cdktf";
import type { Construct } from "constructs";

/** Releases of the provider that a configuration can ask for. Kafka is in those of version 1 alone. */
export type ProviderLine = "~> 1.5" | "~> 2.0";

/** What all resources of the provider have in common. */
export abstract class UpstashResource extends TerraformResource {
  private readonly arguments: Readonly<Record<string, unknown>>;

  /**
   * @param type Terraform's name of the resource type.
   * @param values The arguments, by Terraform's names. Those left out are undefined.
   */
  protected constructor(
    scope: Construct,
    id: string,
    type: string,
    meta: TerraformMetaArguments,
    values: Readonly<Record<string, unknown>>,
  ) {
    const { connection, count, dependsOn, forEach, lifecycle, provider, provisioners } = meta;
    super(scope, id, {
      terraformResourceType: type,
      terraformGeneratorMetadata: { providerName: "upstash" },
      ...(connection && { connection }),
      ...(count !== undefined && { count }),
      ...(dependsOn && { dependsOn }),
      ...(forEach && { forEach }),
      ...(lifecycle && { lifecycle }),
      ...(provider && { provider }),
      ...(provisioners && { provisioners }),
    });
    this.arguments = values;
  }

  /** What Terraform calls the resource by. */
  get id(): string {
    return this.getStringAttribute("id");
  }

  protected override synthesizeAttributes(): { [name: string]: unknown } {
    return this.arguments;
  }
}
