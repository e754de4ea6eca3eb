import { Construct } from "constructs";
import { GeneratedSecret, type SecretProps } from "../shared/generated-secret.js";
import type { Settings } from "./settings.js";

/** Letters and digits of a generated credential: 285 bits. */
export const LENGTH = 48;

export interface CredentialsProps extends Pick<SecretProps, "kmsKeyArn" | "tags"> {
  /** Start of the secrets' names, e.g. `orion-production-events`. */
  readonly name: string;
  readonly settings: Settings;
  /** Name of the user that reaches every client's streams. */
  readonly username: string;
}

/** The credential of the platform, and one of each tenant. */
export class Credentials extends Construct {
  readonly platform: GeneratedSecret;
  /** By tenant. */
  readonly tenants: Readonly<Record<string, GeneratedSecret>>;

  constructor(scope: Construct, id: string, props: CredentialsProps) {
    super(scope, id);
    const { name, kmsKeyArn, tags, settings } = props;
    const common = { kmsKeyArn, tags, length: LENGTH, field: "password", rotation: settings.rotation };
    this.platform = new GeneratedSecret(this, "platform", {
      ...common,
      name: authSecretName(name),
      description: `Event queue ${name}: reaches the streams of every client`,
      fields: { username: props.username },
    });
    this.tenants = Object.fromEntries(
      settings.tenants.map((tenant) => [
        tenant,
        new GeneratedSecret(this, `tenant-${tenant}`, {
          ...common,
          name: tenantSecretName(name, tenant),
          description: `Event queue ${name}: reaches the streams of ${tenant} only`,
          fields: { username: tenant },
        }),
      ]),
    );
  }
}

export function authSecretName(name: string): string {
  return `${name}-auth`;
}

export function tenantSecretName(name: string, tenant: string): string {
  return `${name}-tenant-${tenant}`;
}
