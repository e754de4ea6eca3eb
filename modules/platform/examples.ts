import type { PlatformProps } from "./props.js";

/** Documented example values: nobody's account, and nothing in it. */
const ACCOUNT = "123456789012";
const PROJECT = "orion";

/** The platform of an environment as its documentation shows it, and as its fixtures are planned. */
export function examplePlatform(environment: string): Omit<PlatformProps, "size"> {
  const name = `${PROJECT}-${environment}`;
  const role = (of: string) => `arn:aws:iam::${ACCOUNT}:role/${name}-${of}`;
  const secret = (of: string) =>
    `arn:aws:secretsmanager:us-east-1:${ACCOUNT}:secret:${environment}/${of}-AbCdEf`;
  return {
    project: PROJECT,
    environment,
    owner: "platform",
    accountId: ACCOUNT,
    region: "us-east-1",
    vpcId: "vpc-0a1b2c3d4e5f60718",
    privateSubnetIds: ["subnet-0a1b2c3d4e5f60711", "subnet-0a1b2c3d4e5f60722", "subnet-0a1b2c3d4e5f60733"],
    clientCidrBlocks: ["10.20.0.0/16"],
    eksNodesSecurityGroupId: "sg-0e1f2a3b4c5d60718",
    applicationRoleArns: [role("eks-nodes")],
    operatorRoleArns: [role("on-call")],
    rotationLambdaArn: `arn:aws:lambda:us-east-1:${ACCOUNT}:function:${name}-rotate`,
    tenants: ["clinic-001", "clinic-002"],
    workerImage: `${ACCOUNT}.dkr.ecr.us-east-1.amazonaws.com/api:latest`,
    databaseSecretArn: secret("database-url"),
    encryptionKeySecretArn: secret("encryption-key"),
    secretsKmsKeyArns: [`arn:aws:kms:us-east-1:${ACCOUNT}:key/0b1c2d3e-4f50-4a61-8b72-9c83ad94be05`],
    databaseSecurityGroupId: "sg-0123456789abcdef0",
    imagesBucketArn: `arn:aws:s3:::${name}-product-images`,
  };
}
