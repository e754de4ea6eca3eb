import { describe, expect, it } from "vitest";
import { findingsOn, policiesThat, report } from "../check/support.js";

/** What a stack alone does not show. */
const NOT_SHOWN = [
  // The token is drawn by `data.aws_secretsmanager_random_password`.
  "elasticache/authentication",
  // The ARN of the account's root begins with the partition, which the provider tells.
  "kms/no-public-access",
  // Agreements are listed beside it.
  "vendor/business-associate",
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

  it("gets the same verdicts from the stack alone, but for what it does not show", async () => {
    const { findings } = await report([`stacks/${name}/cdk.tf.json`]);
    expect(policiesThat("fail", findings)).toEqual([]);
    expect(policiesThat("unknown", findings)).toEqual(NOT_SHOWN);
  });
});
