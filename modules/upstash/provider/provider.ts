import { TerraformProvider } from "cdktf";
import type { Construct } from "constructs";
import type { ProviderLine } from "./resource.js";

export type { ProviderLine } from "./resource.js";

export interface UpstashProviderConfig {
  /** E-mail address of the Upstash account. */
  readonly email: string;
  /** Management API key. Sensitive: a reference to a sensitive variable, never the key itself. */
  readonly apiKey: string;
  /** Releases of the provider: version 1 has Kafka, version 2 the Prod Pack, allow lists and budgets. Default: `~> 2.0`. */
  readonly line?: ProviderLine | undefined;
  /** Name of a second configuration of the provider. Default: none. */
  readonly alias?: string | undefined;
}

/** The provider `upstash/upstash`. A stack has one of them: Terraform takes one version of a provider. */
export class UpstashProvider extends TerraformProvider {
  static readonly tfResourceType = "upstash";
  readonly line: ProviderLine;

  constructor(
    scope: Construct,
    id: string,
    private readonly config: UpstashProviderConfig,
  ) {
    const line = config.line ?? "~> 2.0";
    super(scope, id, {
      terraformResourceType: "upstash",
      terraformGeneratorMetadata: { providerName: "upstash", providerVersionConstraint: line },
      terraformProviderSource: "upstash/upstash",
    });
    this.line = line;
    if (config.alias !== undefined) this.alias = config.alias;
  }

  protected override synthesizeAttributes(): { [name: string]: unknown } {
    return { email: this.config.email, api_key: this.config.apiKey };
  }
}
