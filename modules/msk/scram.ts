import { DataAwsSecretsmanagerRandomPassword } from "@cdktf/provider-aws/lib/data-aws-secretsmanager-random-password/index.js";
import { MskSingleScramSecretAssociation } from "@cdktf/provider-aws/lib/msk-single-scram-secret-association/index.js";
import { SecretsmanagerSecret } from "@cdktf/provider-aws/lib/secretsmanager-secret/index.js";
import { SecretsmanagerSecretPolicy } from "@cdktf/provider-aws/lib/secretsmanager-secret-policy/index.js";
import { SecretsmanagerSecretRotation } from "@cdktf/provider-aws/lib/secretsmanager-secret-rotation/index.js";
import { SecretsmanagerSecretVersion } from "@cdktf/provider-aws/lib/secretsmanager-secret-version/index.js";
import { Fn } from "cdktf";
import { Construct } from "constructs";
import { policyDocument } from "../shared/policy-document.js";

export interface ScramLoginProps {
  /** Name of the user. */
  readonly user: string;
  /** Name of the secret, after the `AmazonMSK_` that MSK asks for. */
  readonly name: string;
  readonly clusterArn: string;
  readonly kmsKeyArn: string;
  /** Lambda function that replaces the password, and how often; undefined: nothing does. */
  readonly rotation: { readonly lambdaArn: string; readonly days: number } | undefined;
  readonly tags: Record<string, string>;
}

/** A user with a password that nobody chose, known to the cluster and kept in Secrets Manager. */
export class ScramLogin extends Construct {
  readonly secretArn: string;

  constructor(scope: Construct, id: string, props: ScramLoginProps) {
    super(scope, id);
    const name = `AmazonMSK_${props.name}`;
    const secret = new SecretsmanagerSecret(this, "secret", {
      name,
      description: `Login of ${props.user} at the Kafka brokers`,
      kmsKeyId: props.kmsKeyArn,
      recoveryWindowInDays: 30,
      tags: { ...props.tags, Name: name },
    });
    const { randomPassword } = new DataAwsSecretsmanagerRandomPassword(this, "password", {
      passwordLength: 40,
      excludePunctuation: true,
    });
    const version = new SecretsmanagerSecretVersion(this, "version", {
      secretId: secret.id,
      secretString: Fn.jsonencode({ username: props.user, password: randomPassword }),
      // Every plan is told another password: only the first one counts, until rotation replaces it.
      lifecycle: { ignoreChanges: ["secret_string"] },
    });
    const policy = new SecretsmanagerSecretPolicy(this, "policy", {
      secretArn: secret.arn,
      blockPublicPolicy: true,
      policy: policyDocument(this, "policy-statements", [
        {
          // What MSK attaches itself when the secret is associated; more or less would be taken back.
          sid: "AWSKafkaResourcePolicy",
          principals: [{ type: "Service", identifiers: ["kafka.amazonaws.com"] }],
          actions: ["secretsmanager:getSecretValue"],
          resources: [secret.arn],
        },
      ]),
    });
    if (props.rotation) {
      new SecretsmanagerSecretRotation(this, "rotation", {
        secretId: secret.id,
        rotationLambdaArn: props.rotation.lambdaArn,
        rotationRules: { automaticallyAfterDays: props.rotation.days },
        dependsOn: [version],
      });
    }
    new MskSingleScramSecretAssociation(this, "association", {
      clusterArn: props.clusterArn,
      secretArn: secret.arn,
      dependsOn: [version, policy],
    });
    this.secretArn = secret.arn;
  }
}
