import type { MskProps } from "../msk/index.js";
import type { TagProps } from "../shared/tags.js";

/** What the platform stands on and does not make: network, images, secrets, roles. */
export interface PlatformProps extends TagProps {
  /** Account that everything is made in: 12 digits. */
  readonly accountId: string;
  /** AWS region, e.g. `us-east-1`. */
  readonly region: string;
  /** `production`: several nodes, provisioned Kafka. `development`: the smallest that is still safe. */
  readonly size: "development" | "production";
  /** VPC of the subnets. */
  readonly vpcId: string;
  /** Private subnets in zones of their own: at least 3 in production, 2 in development. */
  readonly privateSubnetIds: readonly string[];
  /** Private networks whose clients reach the event queue. */
  readonly clientCidrBlocks: readonly string[];
  /** Security group of the EKS nodes, the clients of Kafka and Redis. */
  readonly eksNodesSecurityGroupId: string;
  /** Roles of the applications: they send, receive and put events. */
  readonly applicationRoleArns: readonly string[];
  /** Roles of those on call: they look at dead letters and move them back. */
  readonly operatorRoleArns: readonly string[];
  /** Function that rotates the generated secrets. */
  readonly rotationLambdaArn: string;
  /** Clients of the event queue: each gets credentials of its own. Default: none. */
  readonly tenants?: readonly string[] | undefined;
  /** Topics of Kafka, with the groups that read them. Default: `orders`, read by `billing`. */
  readonly kafkaTopics?: MskProps["topics"];
  /** Image of the import worker, with its tag or digest. */
  readonly workerImage: string;
  /** Secrets with `DATABASE_URL` and `ENCRYPTION_KEY`, and the keys of these two. */
  readonly databaseSecretArn: string;
  readonly encryptionKeySecretArn: string;
  readonly secretsKmsKeyArns: readonly string[];
  /** Security group of the database. */
  readonly databaseSecurityGroupId: string;
  /** Bucket of the product images. */
  readonly imagesBucketArn: string;
}
