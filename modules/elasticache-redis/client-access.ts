import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group/index.js";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule/index.js";
import { Construct } from "constructs";

export interface ClientAccessProps {
  readonly name: string;
  readonly vpcId: string;
  readonly port: number;
  /** Ids of security groups by the names of the programs in them. */
  readonly clients: Readonly<Record<string, string>>;
  readonly tags: Record<string, string>;
}

/** A security group that lets the named programs reach the cache. Nothing goes out of it. */
export class ClientAccess extends Construct {
  readonly securityGroupId: string;

  constructor(scope: Construct, id: string, props: ClientAccessProps) {
    super(scope, id);
    const group = new SecurityGroup(this, "group", {
      name: props.name,
      description: `Clients of ${props.name}`,
      vpcId: props.vpcId,
      tags: { ...props.tags, Name: props.name },
    });
    for (const [client, clientGroup] of Object.entries(props.clients).sort()) {
      new VpcSecurityGroupIngressRule(this, `from-${client}`, {
        securityGroupId: group.id,
        description: `Redis from ${client}`,
        referencedSecurityGroupId: clientGroup,
        ipProtocol: "tcp",
        fromPort: props.port,
        toPort: props.port,
        tags: { ...props.tags, Name: `${props.name}-from-${client}` },
      });
    }
    this.securityGroupId = group.id;
  }
}
