import { DataAwsCallerIdentity } from "@cdktf/provider-aws/lib/data-aws-caller-identity/index.js";
import { DataAwsPartition } from "@cdktf/provider-aws/lib/data-aws-partition/index.js";
import { DataAwsRegion } from "@cdktf/provider-aws/lib/data-aws-region/index.js";
import { KmsAlias } from "@cdktf/provider-aws/lib/kms-alias/index.js";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key/index.js";
import { Construct } from "constructs";
import { policyDocument, type Statement } from "./policy-document.js";
import { requireMatch } from "./validation.js";

export interface EncryptionKeyProps {
  /** Name of the key: its alias is `alias/<name>`. */
  readonly name: string;
  /** What the key protects, shown in the AWS console. */
  readonly description: string;
  /** Name of the EventBridge bus that is encrypted with it. Default: none. */
  readonly eventBusName?: string | undefined;
  /**
   * Account that owns the key: 12 digits. Default: `data.aws_caller_identity`, which Terraform asks AWS for. Name it
   * where a plan must not need credentials.
   */
  readonly accountId?: string | undefined;
  /** ARNs of the roles that may encrypt and decrypt, through `viaService` only. Default: none. */
  readonly principalArns?: readonly string[] | undefined;
  /** Service through which `principalArns` use the key, e.g. `sqs`. Required with `principalArns`. */
  readonly viaService?: string | undefined;
  /** Service principals that may use the key for this account, e.g. `cloudwatch.amazonaws.com`. Default: none. */
  readonly services?: readonly string[] | undefined;
  /** Names of the CloudWatch log groups that the key encrypts. Default: none. */
  readonly logGroupNames?: readonly string[] | undefined;
  /** More statements of the key policy, for services that need other actions or conditions. Default: none. */
  readonly statements?: readonly Statement[] | undefined;
  /** Tags of the key. */
  readonly tags: Record<string, string>;
}

/** A customer managed key: rotated yearly, 30 days to take a deletion back, open to the services in use and no other. */
export class EncryptionKey extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, props: EncryptionKeyProps) {
    super(scope, id);
    if (props.accountId !== undefined) {
      requireMatch("accountId", props.accountId, /^\d{12}$/, "an AWS account number of 12 digits");
    }
    const key = new KmsKey(this, "key", {
      description: props.description,
      enableKeyRotation: true,
      deletionWindowInDays: 30,
      policy: policyDocument(this, "policy", this.statements(props)),
      tags: { ...props.tags, Name: props.name },
    });
    new KmsAlias(this, "alias", { name: `alias/${props.name}`, targetKeyId: key.keyId });
    this.arn = key.arn;
  }

  private statements(props: EncryptionKeyProps): Statement[] {
    const partition = new DataAwsPartition(this, "partition").partition;
    const account = props.accountId ?? new DataAwsCallerIdentity(this, "account").accountId;
    const region = lazy(() => new DataAwsRegion(this, "region").name);
    const statements: Statement[] = [
      {
        sid: "AdministerThroughIam",
        principals: [{ type: "AWS", identifiers: [`arn:${partition}:iam::${account}:root`] }],
        actions: ["kms:*"],
        resources: ["*"],
      },
    ];
    if (props.principalArns && props.principalArns.length > 0) {
      statements.push({
        sid: "UseThroughService",
        principals: [{ type: "AWS", identifiers: [...props.principalArns].sort() }],
        actions: ["kms:Decrypt", "kms:GenerateDataKey"],
        resources: ["*"],
        condition: [
          {
            test: "StringEquals",
            variable: "kms:ViaService",
            values: [`${props.viaService}.${region()}.amazonaws.com`],
          },
        ],
      });
    }
    if (props.services && props.services.length > 0) {
      statements.push({
        sid: "UseByServices",
        principals: [{ type: "Service", identifiers: [...props.services].sort() }],
        actions: ["kms:Decrypt", "kms:GenerateDataKey"],
        resources: ["*"],
        condition: [{ test: "StringEquals", variable: "aws:SourceAccount", values: [account] }],
      });
    }
    if (props.logGroupNames && props.logGroupNames.length > 0) {
      const place = { partition, region: region(), account };
      statements.push(useByLogs("UseByLogGroups", "ArnEquals", place, [...props.logGroupNames].sort()));
    }
    if (props.eventBusName !== undefined) {
      const bus = `arn:${partition}:events:${region()}:${account}:event-bus/${props.eventBusName}`;
      statements.push(...useByEventBus(account, bus));
    }
    return [...statements, ...(props.statements ?? [])];
  }
}

/** Where log groups are. */
export interface LogsPlace {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
}

/** Lets CloudWatch Logs use a key for log groups whose names begin with `prefix`, and for nothing else. */
export function logsKeyStatement(place: LogsPlace, prefix: string): Statement {
  return useByLogs("UseByLogs", "ArnLike", place, [`${prefix}*`]);
}

function useByLogs(
  sid: string,
  test: "ArnEquals" | "ArnLike",
  { partition, region, account }: LogsPlace,
  names: readonly string[],
): Statement {
  return {
    sid,
    principals: [{ type: "Service", identifiers: [`logs.${region}.amazonaws.com`] }],
    actions: ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"],
    resources: ["*"],
    condition: [
      {
        test,
        variable: "kms:EncryptionContext:aws:logs:arn",
        values: names.map((name) => `arn:${partition}:logs:${region}:${account}:log-group:${name}`),
      },
    ],
  };
}

/** Makes a thing when it is first asked for, and no second one. */
function lazy<T>(make: () => T): () => T {
  let made: { readonly thing: T } | undefined;
  return () => {
    made ??= { thing: make() };
    return made.thing;
  };
}

/** EventBridge looks at the key before it takes it, without a context, and then uses it for the bus alone. */
function useByEventBus(account: string, busArn: string): Statement[] {
  const statement = {
    principals: [{ type: "Service", identifiers: ["events.amazonaws.com"] }],
    resources: ["*"],
  };
  const ofAccount = { test: "StringEquals", variable: "aws:SourceAccount", values: [account] };
  const ofBus = {
    test: "StringEquals",
    variable: "kms:EncryptionContext:aws:events:event-bus:arn",
    values: [busArn],
  };
  return [
    { ...statement, sid: "DescribeByEventBridge", actions: ["kms:DescribeKey"], condition: [ofAccount] },
    {
      ...statement,
      sid: "UseByEventBus",
      actions: ["kms:Decrypt", "kms:GenerateDataKey"],
      condition: [ofAccount, ofBus],
    },
  ];
}
