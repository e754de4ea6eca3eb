import { Lb } from "@cdktf/provider-aws/lib/lb/index.js";
import { LbListener } from "@cdktf/provider-aws/lib/lb-listener/index.js";
import { LbTargetGroup } from "@cdktf/provider-aws/lib/lb-target-group/index.js";
import { Construct } from "constructs";
import { bounded } from "./names.js";
import type { NatsQueueProps } from "./nats.js";
import { NATS_PORT } from "./nats-config.js";

export interface NatsLoadBalancerProps extends NatsQueueProps {
  readonly securityGroupId: string;
}

/**
 * The endpoint of the servers, inside of the VPC. It passes TCP on: NATS begins in clear text and turns to TLS within
 * the connection, so that TLS goes from the client to the server, which refuses clients that do not turn.
 */
export class NatsLoadBalancer extends Construct {
  readonly dnsName: string;
  readonly arnSuffix: string;
  readonly targetGroupArn: string;
  readonly targetGroupArnSuffix: string;

  constructor(scope: Construct, id: string, props: NatsLoadBalancerProps) {
    super(scope, id);
    const { settings, nats, tags } = props;
    const name = bounded(props.name, 32);
    const balancer = new Lb(this, "balancer", {
      name,
      loadBalancerType: "network",
      internal: true,
      subnets: [...settings.subnetIds],
      securityGroups: [props.securityGroupId],
      enableCrossZoneLoadBalancing: true,
      ...(nats.accessLogsBucket && {
        accessLogs: { bucket: nats.accessLogsBucket, prefix: props.name, enabled: true },
      }),
      tags: { ...tags, Name: props.name },
    });
    const targets = new LbTargetGroup(this, "targets", {
      name,
      vpcId: settings.vpcId,
      targetType: "instance",
      protocol: "TCP",
      port: NATS_PORT,
      deregistrationDelay: "60",
      healthCheck: { protocol: "TCP", port: "traffic-port", interval: 10 },
      tags: { ...tags, Name: props.name },
    });
    new LbListener(this, "listener", {
      loadBalancerArn: balancer.arn,
      protocol: "TCP",
      port: NATS_PORT,
      defaultAction: [{ type: "forward", targetGroupArn: targets.arn }],
      tags,
    });
    this.dnsName = balancer.dnsName;
    this.arnSuffix = balancer.arnSuffix;
    this.targetGroupArn = targets.arn;
    this.targetGroupArnSuffix = targets.arnSuffix;
  }
}
