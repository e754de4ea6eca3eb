import type { ModuleOutput } from "../shared/outputs.js";
import type { Msk } from "./index.js";

/** What a provisioned cluster knows and a serverless one does not is null there. */
export function clusterOutputs(msk: Msk): Record<string, ModuleOutput> {
  const cluster = msk.provisioned?.cluster;
  const orNull = (value: string | undefined) => value ?? "${null}";
  return {
    cluster_arn: { description: "MSK cluster ARN", value: msk.clusterArn },
    cluster_name: { description: "MSK cluster name", value: msk.clusterName },
    bootstrap_brokers_tls: {
      description: "Bootstrap brokers (TLS)",
      value: orNull(cluster?.bootstrapBrokersTls),
    },
    bootstrap_brokers_iam: { description: "Bootstrap brokers (IAM auth)", value: msk.bootstrapBrokersIam },
    bootstrap_brokers_scram: {
      description: "Bootstrap brokers (SCRAM auth)",
      value: orNull(cluster?.bootstrapBrokersSaslScram),
    },
    zookeeper_connect_string: {
      description: "ZooKeeper connection string",
      value: orNull(cluster?.zookeeperConnectString),
    },
    zookeeper_connect_string_tls: {
      description: "ZooKeeper connection string (TLS)",
      value: orNull(cluster?.zookeeperConnectStringTls),
    },
    security_group_id: { description: "MSK security group ID", value: msk.securityGroupId },
    log_group_name: {
      description: "Log group of the brokers",
      value: orNull(msk.provisioned?.logs.name),
    },
    scram_secret_arns: { description: "Secret of each SCRAM user", value: msk.scramSecretArns },
  };
}
