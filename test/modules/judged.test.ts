import { describe, expect, it } from "vitest";
import { findingsOn, policiesThat, report } from "../check/support.js";

/** What only AWS knows before an apply, so that a stack alone does not show it. */
const KNOWN_TO_AWS = [
  // The token is drawn by `data.aws_secretsmanager_random_password`.
  "elasticache/authentication",
  // The ARN of the account's root begins with the partition, which the provider tells.
  "kms/no-public-access",
];

describe.each([
  "elasticache-redis-development",
  "elasticache-redis-production",
  "product-import-development",
  "product-import-production",
])("%s", (name) => {
  it("fails nothing with the plan alone", async () => {
    expect(policiesThat("fail", await findingsOn(name, "without source"))).toEqual([]);
  });

  it("gets the same verdicts from the stack alone, but for what only AWS knows", async () => {
    const { findings } = await report([`stacks/${name}/cdk.tf.json`]);
    expect(policiesThat("fail", findings)).toEqual([]);
    expect(policiesThat("unknown", findings)).toEqual(KNOWN_TO_AWS);
  });
});
