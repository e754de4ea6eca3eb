import type { MskCluster } from "@cdktf/provider-aws/lib/msk-cluster/index.js";
import type { MskServerlessCluster } from "@cdktf/provider-aws/lib/msk-serverless-cluster/index.js";
import { Construct } from "constructs";
import { EncryptionKey } from "../shared/encryption-key.js";
import { addOutputs } from "../shared/outputs.js";
import { commonTags, namePrefix } from "../shared/tags.js";
import { ClusterAlarms } from "./alarms.js";
import { ClusterNetwork } from "./network.js";
import { clusterOutputs } from "./outputs.js";
import type { MskProps } from "./props.js";
import { logGroupName, ProvisionedCluster } from "./provisioned-cluster.js";
import { ScramLogin } from "./scram.js";
import { scramUsers } from "./scram-settings.js";
import { serverlessCluster } from "./serverless-cluster.js";
import { type ClusterSettings, clusterSettings } from "./settings.js";
import { adminAcls, adminTopics } from "./topics.js";

export { InvalidPropError } from "../shared/validation.js";
export type { EnhancedMonitoringLevel, MskProps, ScramUserProps, TopicProps } from "./props.js";

/** Kafka for records with patients' data: encrypted, TLS and logins only, in several zones, with alarms and logs. */
export class Msk extends Construct {
  /** ARN of the cluster. */
  readonly clusterArn: string;
  /** Name of the cluster, as CloudWatch knows it. */
  readonly clusterName: string;
  /** Security group of the brokers. */
  readonly securityGroupId: string;
  /** Brokers for clients that log in by IAM. */
  readonly bootstrapBrokersIam: string;
  /** The provisioned cluster, its configuration and its logs; undefined with `useServerless`. */
  readonly provisioned: ProvisionedCluster | undefined;
  /** The cluster resource, for references and escape hatches. */
  readonly cluster: MskCluster | MskServerlessCluster;
  /** Customer managed key of brokers and logs; undefined with `useServerless`: AWS holds the key there. */
  readonly kmsKeyArn: string | undefined;
  /** ARN of the secret of each SCRAM user, by name. */
  readonly scramSecretArns: Readonly<Record<string, string>>;

  constructor(scope: Construct, id: string, props: MskProps) {
    super(scope, id);
    const prefix = namePrefix(props);
    const tags = commonTags(props);
    const settings = clusterSettings(props);

    this.securityGroupId = props.mskSecurityGroupId ?? this.ownNetwork(prefix, tags, props, settings);
    this.kmsKeyArn = settings.useServerless ? undefined : this.keyOf(prefix, tags, props);
    this.provisioned =
      this.kmsKeyArn === undefined
        ? undefined
        : new ProvisionedCluster(this, "provisioned", {
            settings,
            prefix,
            securityGroupId: this.securityGroupId,
            kmsKeyArn: this.kmsKeyArn,
            tags,
          });
    const cluster =
      this.provisioned?.cluster ??
      serverlessCluster(this, "serverless", {
        name: `${prefix}-msk-serverless`,
        subnetIds: settings.privateSubnetIds,
        securityGroupId: this.securityGroupId,
        tags,
      });
    this.cluster = cluster;
    this.clusterArn = cluster.arn;
    this.clusterName = cluster.clusterName;
    this.bootstrapBrokersIam = cluster.bootstrapBrokersSaslIam;
    this.scramSecretArns = this.scramLogins(prefix, tags, props);

    new ClusterAlarms(this, "alarms", {
      settings,
      prefix,
      clusterName: this.clusterName,
      topicArns: props.alarmSnsTopicArns,
      tags,
    });
    addOutputs(this, props.outputPrefix ?? "", {
      ...clusterOutputs(this),
      topics: { description: "Topics, for the job that makes them", value: adminTopics(settings) },
      topic_acls: { description: "Access rules of the topics, for the same job", value: adminAcls(settings) },
    });
  }

  private ownNetwork(
    prefix: string,
    tags: Record<string, string>,
    props: MskProps,
    settings: ClusterSettings,
  ): string {
    return new ClusterNetwork(this, "network", {
      settings,
      prefix,
      // Checked with the settings: both are there where no security group is given.
      vpcId: props.vpcId as string,
      clients: { eks: props.eksNodesSecurityGroupId as string, ...props.clientSecurityGroups },
      prometheusSecurityGroupId: props.prometheusSecurityGroupId,
      tags,
    }).securityGroupId;
  }

  private keyOf(prefix: string, tags: Record<string, string>, props: MskProps): string {
    if (props.kmsKeyArn !== undefined) return props.kmsKeyArn;
    return new EncryptionKey(this, "encryption", {
      name: `${prefix}-msk`,
      description: `Kafka brokers of ${prefix} and their logs`,
      accountId: props.accountId,
      logGroupNames: [logGroupName(prefix)],
      tags,
    }).arn;
  }

  private scramLogins(prefix: string, tags: Record<string, string>, props: MskProps): Record<string, string> {
    const users = scramUsers(props);
    if (users.length === 0) return {};
    const kmsKeyArn = props.scramKmsKeyArn ?? props.kmsKeyArn ?? this.scramKey(prefix, tags, props);
    const lambdaArn = props.scramRotationLambdaArn;
    const rotation = lambdaArn === undefined ? undefined : { lambdaArn, days: props.scramRotationDays ?? 30 };
    return Object.fromEntries(
      users.map(({ name: user }) => {
        const name = `${prefix}-${user}`;
        const clusterArn = this.clusterArn;
        const login = { user, name, clusterArn, kmsKeyArn, rotation, tags };
        return [user, new ScramLogin(this, `scram-${user}`, login).secretArn];
      }),
    );
  }

  private scramKey(prefix: string, tags: Record<string, string>, props: MskProps): string {
    const readers = scramUsers(props).flatMap(({ readerArns }) => readerArns);
    return new EncryptionKey(this, "scram-encryption", {
      name: `${prefix}-msk-scram`,
      description: `Passwords of the Kafka users of ${prefix}`,
      accountId: props.accountId,
      principalArns: [...new Set(readers)],
      viaService: "secretsmanager",
      tags,
    }).arn;
  }
}
