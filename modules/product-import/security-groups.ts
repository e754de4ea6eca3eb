import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group/index.js";
import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule/index.js";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule/index.js";
import { Construct } from "constructs";

const REDIS = 6379;
const HTTPS = 443;
/** Where a database in a VPC may be, when nobody says where it is. */
const PRIVATE_NETWORKS = { "10": "10.0.0.0/8", "172": "172.16.0.0/12", "192": "192.168.0.0/16" };

export interface SecurityGroupsProps {
  readonly prefix: string;
  readonly vpcId: string;
  readonly databaseSecurityGroupId: string | undefined;
  readonly databasePort: number;
  readonly tags: Record<string, string>;
}

/** Redis lets in the workers and nobody else; the workers let in nobody, and go out to what they need. */
export class SecurityGroups extends Construct {
  readonly redisId: string;
  readonly workerId: string;

  constructor(scope: Construct, id: string, props: SecurityGroupsProps) {
    super(scope, id);
    const { tags } = props;
    const group = (part: string, description: string) =>
      new SecurityGroup(this, part, {
        name: `${props.prefix}-${part}`,
        description,
        vpcId: props.vpcId,
        tags: { ...tags, Name: `${props.prefix}-${part}` },
      }).id;
    this.redisId = group("redis", "Redis of the product import");
    this.workerId = group("worker", "Workers of the product import");

    const port = (number: number) => ({ ipProtocol: "tcp", fromPort: number, toPort: number });
    new VpcSecurityGroupIngressRule(this, "redis-from-workers", {
      securityGroupId: this.redisId,
      description: "Redis from the workers",
      referencedSecurityGroupId: this.workerId,
      ...port(REDIS),
      tags,
    });
    const out = (ruleId: string, description: string, to: Record<string, string>, number: number) =>
      new VpcSecurityGroupEgressRule(this, ruleId, {
        securityGroupId: this.workerId,
        description,
        ...to,
        ...port(number),
        tags,
      });
    out("worker-to-redis", "Redis", { referencedSecurityGroupId: this.redisId }, REDIS);
    out(
      "worker-to-https",
      "AWS services, and product feeds and images over TLS",
      { cidrIpv4: "0.0.0.0/0" },
      HTTPS,
    );
    if (props.databaseSecurityGroupId !== undefined) {
      const database = { referencedSecurityGroupId: props.databaseSecurityGroupId };
      out("worker-to-database", "The database", database, props.databasePort);
      return;
    }
    for (const [key, cidrIpv4] of Object.entries(PRIVATE_NETWORKS)) {
      out(`worker-to-database-${key}`, "The database, in private networks", { cidrIpv4 }, props.databasePort);
    }
  }
}
