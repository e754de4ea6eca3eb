import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "cdktf";
import { describe, expect, it, onTestFinished } from "vitest";
import { addStacks } from "../../modules/platform/stacks.js";
import { policiesThat, report } from "../check/support.js";
import { schemaErrors } from "./upstash-schema.support.js";

const STACKS = ["development", "production", "upstash-development", "upstash-production"];

/** What the app synthesizes with these variables: the folder. */
function synthesized(variables: Record<string, string> = {}): string {
  const outdir = mkdtempSync(join(tmpdir(), "safeguard-platform-"));
  onTestFinished(() => rmSync(outdir, { recursive: true, force: true }));
  const app = new App({ outdir });
  addStacks(app, variables);
  app.synth();
  return outdir;
}

const stackOf = (folder: string, name: string) =>
  JSON.parse(readFileSync(join(folder, "stacks", name, "cdk.tf.json"), "utf8"));

/** What nobody can know before there is a plan, or an agreement: policy → the reason that its findings give. */
const UNKNOWN: Readonly<Record<string, RegExp>> = {
  "elasticache/authentication": /data\.aws_secretsmanager_random_password/,
  "elb/tls": /passes on what it is given/,
  "iam/no-administrator": /data\.aws_partition/,
  "kms/no-public-access": /AdministerThroughIam may allow everyone: a part of it is known after apply/,
  "vendor/business-associate": /No business associate agreement with (aws|upstash) is listed/,
};

describe("the app of the platform", () => {
  it("passes: nothing fails, and what is unknown says why", async () => {
    const { gate, inputs, findings } = await report([synthesized()]);
    expect(gate.result).toBe("passed");
    expect(inputs.map(({ path }) => path.split("/").at(-2)).sort()).toEqual(STACKS);
    expect(policiesThat("fail", findings)).toEqual([]);
    const unknown = findings.filter(({ verdict }) => verdict === "unknown");
    expect([...new Set(unknown.map(({ policy }) => policy))].sort()).toEqual(Object.keys(UNKNOWN));
    for (const { policy, message } of unknown) expect(message).toMatch(UNKNOWN[policy] ?? /^$/);
  });

  it("keeps vendors apart: no stack asks for the provider of another", () => {
    const folder = synthesized();
    const providers = STACKS.map((name) => Object.keys(stackOf(folder, name).provider));
    expect(providers).toEqual([["aws"], ["aws"], ["upstash"], ["upstash"]]);
    for (const name of STACKS.slice(2)) expect(schemaErrors(stackOf(folder, name))).toEqual([]);
  });

  it("takes an environment from variables, all of them or none", () => {
    const given = {
      PROJECT: "lyra",
      OWNER: "data",
      ACCOUNT_ID: "210987654321",
      REGION: "eu-west-1",
      VPC_ID: "vpc-1",
      EKS_NODES_SECURITY_GROUP_ID: "sg-1",
      ROTATION_LAMBDA_ARN: "arn:aws:lambda:eu-west-1:210987654321:function:rotate",
      WORKER_IMAGE: "210987654321.dkr.ecr.eu-west-1.amazonaws.com/api:1",
      DATABASE_SECRET_ARN: "arn:aws:secretsmanager:eu-west-1:210987654321:secret:db-AbCdEf",
      ENCRYPTION_KEY_SECRET_ARN: "arn:aws:secretsmanager:eu-west-1:210987654321:secret:key-AbCdEf",
      DATABASE_SECURITY_GROUP_ID: "sg-2",
      IMAGES_BUCKET_ARN: "arn:aws:s3:::lyra-images",
      PRIVATE_SUBNET_IDS: "subnet-1,subnet-2,subnet-3",
      CLIENT_CIDR_BLOCKS: "10.1.0.0/16",
      APPLICATION_ROLE_ARNS: "arn:aws:iam::210987654321:role/app",
      OPERATOR_ROLE_ARNS: "arn:aws:iam::210987654321:role/ops",
      TENANTS: "",
      SECRETS_KMS_KEY_ARNS: "arn:aws:kms:eu-west-1:210987654321:key/0b1c2d3e-4f50-4a61-8b72-9c83ad94be05",
      UPSTASH_CLIENTS: "198.51.100.0/24",
      API_URL: "https://api.lyra.example",
      STATE_BUCKET: "lyra-state",
    };
    const variables = Object.fromEntries(
      Object.entries(given).map(([name, value]) => [`PLATFORM_PRODUCTION_${name}`, value]),
    );
    const folder = synthesized(variables);
    const production = stackOf(folder, "production");
    expect(production.provider.aws).toEqual([{ region: "eu-west-1", allowed_account_ids: ["210987654321"] }]);
    expect(production.terraform.backend.s3).toMatchObject({ key: "lyra/production.tfstate", encrypt: true });
    expect(JSON.stringify(production)).not.toContain("123456789012");
    expect(JSON.stringify(stackOf(folder, "development"))).toContain("123456789012");

    const { PLATFORM_PRODUCTION_VPC_ID: _, ...incomplete } = variables;
    expect(() => synthesized(incomplete)).toThrow(
      "PLATFORM_PRODUCTION_VPC_ID is missing; expected a value, as PLATFORM_PRODUCTION_PROJECT has one.",
    );
    expect(() => synthesized({ ...variables, PLATFORM_PRODUCTION_VPC: "vpc-1" })).toThrow(
      /^There is no variable PLATFORM_PRODUCTION_VPC;/,
    );
  });
});
