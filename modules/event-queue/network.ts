import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group/index.js";
import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule/index.js";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule/index.js";
import { Token } from "cdktf";
import { Construct } from "constructs";

export interface NetworkProps {
  readonly name: string;
  readonly vpcId: string;
  /** Blocks that may connect to `port`. */
  readonly allowedCidrBlocks: readonly string[];
  readonly port: number;
  /** Ports on which the members of the group reach each other. */
  readonly memberPorts: readonly { readonly port: number; readonly description: string }[];
  /** Blocks that the members reach over HTTPS. */
  readonly egressCidrBlocks: readonly string[];
  readonly tags: Record<string, string>;
}

/** Who reaches the queue: the allowed blocks on its port, its members each other, and nobody else. */
export class Network extends Construct {
  readonly securityGroupId: string;

  constructor(scope: Construct, id: string, props: NetworkProps) {
    super(scope, id);
    const tags = { ...props.tags, Name: props.name };
    const group = new SecurityGroup(this, "group", {
      name: props.name,
      description: `Event queue ${props.name}`,
      vpcId: props.vpcId,
      tags,
    });
    this.securityGroupId = group.id;
    const common = { securityGroupId: group.id, ipProtocol: "tcp", tags };
    for (const { slug, cidr } of slugs(props.allowedCidrBlocks)) {
      new VpcSecurityGroupIngressRule(this, `clients-${slug}`, {
        ...common,
        description: "Clients of the queue",
        cidrIpv4: cidr,
        fromPort: props.port,
        toPort: props.port,
      });
    }
    for (const { port, description } of props.memberPorts) {
      const members = {
        ...common,
        description,
        referencedSecurityGroupId: group.id,
        fromPort: port,
        toPort: port,
      };
      new VpcSecurityGroupIngressRule(this, `from-members-${port}`, members);
      new VpcSecurityGroupEgressRule(this, `to-members-${port}`, members);
    }
    for (const { slug, cidr } of slugs(props.egressCidrBlocks)) {
      new VpcSecurityGroupEgressRule(this, `https-${slug}`, {
        ...common,
        description: "AWS, and the download of the server",
        cidrIpv4: cidr,
        fromPort: 443,
        toPort: 443,
      });
    }
  }
}

/** Parts of logical ids: `10.0.0.0/8` as `10-0-0-0-8`. A block that is a reference has nothing but its place. */
function slugs(cidrs: readonly string[]) {
  return cidrs.map((cidr, index) => ({
    cidr,
    slug: Token.isUnresolved(cidr) ? `reference-${index}` : cidr.replace(/[./]/g, "-"),
  }));
}
