import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group/index.js";
import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule/index.js";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule/index.js";
import { Construct } from "constructs";
import type { ClusterSettings } from "./settings.js";

export interface ClusterNetworkProps {
  readonly settings: ClusterSettings;
  /** Start of the names, e.g. `orion-production`. */
  readonly prefix: string;
  readonly vpcId: string;
  /** Security groups of the clients by name; `eks` are the EKS nodes. */
  readonly clients: Readonly<Record<string, string>>;
  /** Security group of Prometheus; undefined: the exporters are open to the cluster's own group only. */
  readonly prometheusSecurityGroupId: string | undefined;
  readonly tags: Record<string, string>;
}

interface Ports {
  readonly id: string;
  readonly name: string;
  readonly from: number;
  readonly to?: number;
}

const EXPORTERS: Ports = { id: "jmx", name: "JMX Exporter", from: 11001, to: 11002 };

const ZOOKEEPER: readonly Ports[] = [
  { id: "zookeeper", name: "ZooKeeper internal", from: 2181 },
  { id: "zookeeper-tls", name: "ZooKeeper internal, over TLS", from: 2182 },
];

/** Who reaches the brokers: the named security groups, and the cluster itself. */
export class ClusterNetwork extends Construct {
  readonly securityGroupId: string;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: ClusterNetworkProps,
  ) {
    super(scope, id);
    const name = `${props.prefix}-msk-sg`;
    const group = new SecurityGroup(this, "group", {
      name,
      description: "Security group for MSK cluster",
      vpcId: props.vpcId,
      tags: { ...props.tags, Name: name },
    });
    this.securityGroupId = group.id;

    for (const [client, clientGroup] of Object.entries(props.clients)) {
      const from = client === "eks" ? "EKS" : client;
      for (const ports of this.clientPorts()) {
        this.allow(`${ports.id}-${client}`, `${ports.name} from ${from}`, ports, clientGroup);
      }
    }
    if (!props.settings.useServerless) this.allowWithinCluster();
  }

  private clientPorts(): Ports[] {
    const { useServerless, enableScramAuth } = this.props.settings;
    const iam = { id: "iam", name: "Kafka IAM", from: 9098 };
    if (useServerless) return [iam];
    const scram = { id: "scram", name: "Kafka SCRAM", from: 9096 };
    return [{ id: "tls", name: "Kafka TLS", from: 9094 }, iam, ...(enableScramAuth ? [scram] : [])];
  }

  private allowWithinCluster(): void {
    const { settings, prometheusSecurityGroupId, tags } = this.props;
    if (!settings.kraft) {
      for (const ports of ZOOKEEPER) this.allow(ports.id, ports.name, ports, this.securityGroupId);
    }
    this.allow("jmx", EXPORTERS.name, EXPORTERS, this.securityGroupId);
    if (prometheusSecurityGroupId !== undefined) {
      this.allow("jmx-prometheus", `${EXPORTERS.name} from Prometheus`, EXPORTERS, prometheusSecurityGroupId);
    }
    new VpcSecurityGroupEgressRule(this, "egress", {
      securityGroupId: this.securityGroupId,
      description: "Brokers to each other",
      referencedSecurityGroupId: this.securityGroupId,
      ipProtocol: "-1",
      tags,
    });
  }

  private allow(id: string, description: string, ports: Ports, sourceGroupId: string): void {
    new VpcSecurityGroupIngressRule(this, id, {
      securityGroupId: this.securityGroupId,
      description,
      referencedSecurityGroupId: sourceGroupId,
      ipProtocol: "tcp",
      fromPort: ports.from,
      toPort: ports.to ?? ports.from,
      tags: this.props.tags,
    });
  }
}
