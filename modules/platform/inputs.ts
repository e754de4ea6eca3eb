import { InvalidPropError } from "../shared/validation.js";
import { examplePlatform } from "./examples.js";
import type { PlatformProps } from "./props.js";

/** Environments of the app: each is a size of the platform, too. */
export const ENVIRONMENTS = ["development", "production"] as const;
export type Environment = (typeof ENVIRONMENTS)[number];

/** What the app is told of an environment. */
export interface Inputs {
  readonly platform: PlatformProps;
  /** Addresses or networks that reach Redis at Upstash. */
  readonly upstashClients: readonly string[];
  /** Where QStash delivers: an https address without a slash at its end. */
  readonly apiUrl: string;
  /** Bucket of the state; null: the state is a file beside the stack. */
  readonly stateBucket: string | null;
}

/** Variables whose text is one value, by the prop that they set. */
const TEXTS = {
  project: "PROJECT",
  owner: "OWNER",
  accountId: "ACCOUNT_ID",
  region: "REGION",
  vpcId: "VPC_ID",
  eksNodesSecurityGroupId: "EKS_NODES_SECURITY_GROUP_ID",
  rotationLambdaArn: "ROTATION_LAMBDA_ARN",
  workerImage: "WORKER_IMAGE",
  databaseSecretArn: "DATABASE_SECRET_ARN",
  encryptionKeySecretArn: "ENCRYPTION_KEY_SECRET_ARN",
  databaseSecurityGroupId: "DATABASE_SECURITY_GROUP_ID",
  imagesBucketArn: "IMAGES_BUCKET_ARN",
} as const satisfies Partial<Record<keyof PlatformProps, string>>;

/** Variables that list values, between commas. */
const LISTS = {
  privateSubnetIds: "PRIVATE_SUBNET_IDS",
  clientCidrBlocks: "CLIENT_CIDR_BLOCKS",
  applicationRoleArns: "APPLICATION_ROLE_ARNS",
  operatorRoleArns: "OPERATOR_ROLE_ARNS",
  tenants: "TENANTS",
  secretsKmsKeyArns: "SECRETS_KMS_KEY_ARNS",
} as const satisfies Partial<Record<keyof PlatformProps, string>>;

const UPSTASH_CLIENTS = "UPSTASH_CLIENTS";
const API_URL = "API_URL";
const STATE_BUCKET = "STATE_BUCKET";
const NAMES: readonly string[] = [
  ...Object.values(TEXTS),
  ...Object.values(LISTS),
  UPSTASH_CLIENTS,
  API_URL,
  STATE_BUCKET,
];

/**
 * The inputs of an environment from variables such as `PLATFORM_PRODUCTION_VPC_ID`, or its example where none is set.
 * With one set, all have to be: an example value must not slip into a real account.
 */
export function readInputs(environment: Environment, variables: NodeJS.ProcessEnv): Inputs {
  const prefix = `PLATFORM_${environment.toUpperCase()}_`;
  const given = Object.keys(variables).filter((name) => name.startsWith(prefix));
  const stranger = given.find((name) => !NAMES.includes(name.slice(prefix.length)));
  if (stranger !== undefined) {
    throw new Error(`There is no variable ${stranger}; after ${prefix} stands one of ${NAMES.join(", ")}.`);
  }
  const size = environment;
  const dataClassification = environment === "production" ? "PHI" : "Synthetic";
  if (given.length === 0) {
    return {
      platform: { ...examplePlatform(environment), size, dataClassification },
      upstashClients: ["203.0.113.0/24"],
      apiUrl: "https://api.example.com",
      stateBucket: null,
    };
  }
  const text = (name: string): string => {
    const value = variables[prefix + name];
    if (value !== undefined) return value;
    throw new InvalidPropError(prefix + name, undefined, `a value, as ${given[0]} has one`);
  };
  const list = (name: string) => text(name).split(",").filter(Boolean);
  return {
    platform: {
      environment,
      size,
      dataClassification,
      ...mapped(TEXTS, text),
      ...mapped(LISTS, list),
    },
    upstashClients: list(UPSTASH_CLIENTS),
    apiUrl: text(API_URL),
    stateBucket: text(STATE_BUCKET) || null,
  };
}

function mapped<Name extends string, Value>(
  variables: Readonly<Record<Name, string>>,
  read: (variable: string) => Value,
): Record<Name, Value> {
  const entries = Object.entries<string>(variables).map(([prop, variable]) => [prop, read(variable)]);
  return Object.fromEntries(entries) as Record<Name, Value>;
}
