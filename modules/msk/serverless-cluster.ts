import { MskServerlessCluster } from "@cdktf/provider-aws/lib/msk-serverless-cluster/index.js";
import type { Construct } from "constructs";

export interface ServerlessClusterProps {
  readonly name: string;
  readonly subnetIds: readonly string[];
  readonly securityGroupId: string;
  readonly tags: Record<string, string>;
}

/** A cluster without brokers of one's own. AWS holds the key, the configuration and the logs; clients log in by IAM. */
export function serverlessCluster(
  scope: Construct,
  id: string,
  props: ServerlessClusterProps,
): MskServerlessCluster {
  return new MskServerlessCluster(scope, id, {
    clusterName: props.name,
    vpcConfig: [{ subnetIds: [...props.subnetIds], securityGroupIds: [props.securityGroupId] }],
    clientAuthentication: { sasl: { iam: { enabled: true } } },
    tags: { ...props.tags, Name: props.name },
  });
}
