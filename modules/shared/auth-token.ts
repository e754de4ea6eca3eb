import { DataAwsSecretsmanagerRandomPassword } from "@cdktf/provider-aws/lib/data-aws-secretsmanager-random-password/index.js";
import type { Construct } from "constructs";

/**
 * 32 letters and digits that AWS draws anew at every plan, so that no source holds them. Whoever takes the token
 * ignores its changes, or it would be replaced by every apply.
 */
export function generatedToken(scope: Construct, id: string): string {
  return new DataAwsSecretsmanagerRandomPassword(scope, id, {
    passwordLength: 32,
    excludePunctuation: true,
    requireEachIncludedType: true,
  }).randomPassword;
}
