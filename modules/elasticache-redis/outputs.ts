import type { ElasticacheParameterGroup } from "@cdktf/provider-aws/lib/elasticache-parameter-group/index.js";
import type { ElasticacheReplicationGroup } from "@cdktf/provider-aws/lib/elasticache-replication-group/index.js";
import type { Construct } from "constructs";
import { addOutputs, type ModuleOutput } from "../shared/outputs.js";
import type { ConnectionParameters } from "./connection-parameters.js";
import { isPendingReboot } from "./parameters.js";
import type { Settings } from "./settings.js";

export interface OutputsProps {
  readonly settings: Settings;
  readonly group: ElasticacheReplicationGroup;
  readonly subnetGroupName: string;
  readonly securityGroupIds: readonly string[];
  readonly parameters: ConnectionParameters;
  readonly parameterGroup: ElasticacheParameterGroup | undefined;
}

/** What there is none of, Terraform leaves out. */
const NONE = "${null}";

export function outputs(scope: Construct, prefix: string, props: OutputsProps): void {
  const { settings, group, parameters } = props;
  const values: Record<string, ModuleOutput> = {
    replication_group_id: { description: "ID of the replication group", value: group.replicationGroupId },
    replication_group_arn: { description: "ARN of the replication group", value: group.arn },
    replication_group_primary_endpoint_address: {
      description: "Address of the primary endpoint",
      value: group.primaryEndpointAddress,
    },
    replication_group_reader_endpoint_address: {
      description: "Address of the reader endpoint, with replicas only",
      value: settings.nodes > 1 ? group.readerEndpointAddress : NONE,
    },
    replication_group_member_clusters: {
      description: "Nodes of the replication group",
      value: group.memberClusters,
    },
    port: { description: "Port of Redis", value: group.port },
    engine_version: { description: "Running version of Redis", value: group.engineVersionActual },
    subnet_group_name: { description: "Name of the subnet group", value: props.subnetGroupName },
    security_group_ids: { description: "Security groups of the cache", value: props.securityGroupIds },
    ssm_parameter_primary_endpoint: {
      description: "SSM parameter with the primary endpoint",
      value: parameters.primaryEndpoint,
    },
    ssm_parameter_reader_endpoint: {
      description: "SSM parameter with the reader endpoint, with replicas only",
      value: parameters.readerEndpoint ?? NONE,
    },
    ssm_parameter_port: { description: "SSM parameter with the port", value: parameters.port },
    ssm_parameter_auth_token: {
      description: "SSM parameter with the AUTH token",
      value: parameters.authToken ?? NONE,
    },
    parameter_group_id: {
      description: "Name of the parameter group",
      value: props.parameterGroup?.id ?? group.parameterGroupName,
    },
    parameter_group_arn: {
      description: "ARN of the parameter group, if one is made here",
      value: props.parameterGroup?.arn ?? NONE,
    },
    parameters_pending_reboot: {
      description: "Parameters whose changes take effect when the nodes restart",
      value: (settings.parameterGroup?.parameters ?? [])
        .map(({ name }) => name)
        .filter((name) => isPendingReboot(name)),
    },
    redis_cli_command: { description: "Command to connect", value: command(props) },
  };
  addOutputs(scope, prefix, values);
}

/** Fetches the token when it is run: none stands in the output. */
function command({ settings, group, parameters }: OutputsProps): string {
  const tls = settings.encryptedInTransit ? " --tls" : "";
  const read = "--with-decryption --query Parameter.Value --output text";
  const token = parameters.authToken
    ? ` -a $(aws ssm get-parameter --name ${parameters.authToken} ${read})`
    : "";
  return `redis-cli -h ${group.primaryEndpointAddress} -p ${settings.port}${tls}${token}`;
}
