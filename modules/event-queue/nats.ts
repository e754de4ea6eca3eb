import { AutoscalingGroup } from "@cdktf/provider-aws/lib/autoscaling-group/index.js";
import { LaunchTemplate } from "@cdktf/provider-aws/lib/launch-template/index.js";
import { SsmParameter } from "@cdktf/provider-aws/lib/ssm-parameter/index.js";
import { Fn } from "cdktf";
import { Construct } from "constructs";
import { GeneratedSecret, Secret } from "../shared/generated-secret.js";
import { literal } from "../shared/literal.js";
import { LogGroup } from "../shared/log-group.js";
import { Credentials, LENGTH } from "./credentials.js";
import { NatsAlarms } from "./nats-alarms.js";
import { NatsBackup } from "./nats-backup.js";
import { NATS_PORT, ROUTE_PORT } from "./nats-config.js";
import { NatsLoadBalancer } from "./nats-load-balancer.js";
import { caParameterName, jetstreamSecretName, tlsSecretName } from "./nats-prepare.js";
import { NatsRole } from "./nats-role.js";
import { tenantPath } from "./nats-tenants.js";
import { natsUserData } from "./nats-user-data.js";
import { Network } from "./network.js";
import type { QueueParts } from "./parts.js";
import type { NatsSettings } from "./settings.js";

const SYSTEM_VOLUME_GIB = 20;

export interface NatsQueueProps extends QueueParts {
  readonly nats: NatsSettings;
}

/** NATS JetStream: a group of servers with a volume each, behind an internal load balancer. */
export class NatsQueue extends Construct {
  /** What a server runs when it is started for the first time. */
  readonly userData: string;
  readonly template: LaunchTemplate;
  readonly group: AutoscalingGroup;
  readonly loadBalancer: NatsLoadBalancer;
  readonly network: Network;
  readonly credentials: Credentials | undefined;
  readonly endpoint: string;
  readonly connectionString: string;
  /** Name of the SSM parameter with the certificate that clients trust; undefined without encryption. */
  readonly caParameterName: string | undefined;

  constructor(scope: Construct, id: string, props: NatsQueueProps) {
    super(scope, id);
    const { name, settings, nats, kmsKeyArn, tags } = props;
    const hasTenants = settings.tenants.length > 0;
    this.userData = natsUserData({ name, settings, nats, logGroupName: `/${name}/nats` });
    this.network = new Network(this, "network", {
      name,
      vpcId: settings.vpcId,
      allowedCidrBlocks: settings.allowedCidrBlocks,
      port: NATS_PORT,
      memberPorts: [
        { port: NATS_PORT, description: "The load balancer to the servers" },
        ...(nats.servers > 1 ? [{ port: ROUTE_PORT, description: "The servers to each other" }] : []),
      ],
      egressCidrBlocks: nats.egressCidrBlocks,
      tags,
    });
    this.credentials = settings.auth
      ? new Credentials(this, "credentials", { name, username: "platform", settings, kmsKeyArn, tags })
      : undefined;
    const secrets = this.ownSecrets(props);
    const log = settings.cloudwatch
      ? new LogGroup(this, "log", {
          name: `/${name}/nats`,
          kmsKeyArn,
          retentionInDays: settings.logRetentionDays,
          tags,
        })
      : undefined;
    const role = new NatsRole(this, "servers", {
      ...props,
      secretArns: [
        ...(this.credentials ? [this.credentials.platform] : []),
        ...(secrets ? [secrets.jetstream] : []),
      ].map((secret) => secret.arn),
      tenants: hasTenants,
      tlsSecretArn: secrets?.tls.arn,
      logGroupArn: log?.arn,
      sessionManager: nats.sessionManager,
    });
    this.announce(props);
    this.template = this.launchTemplate(props, role.instanceProfileArn);
    this.loadBalancer = new NatsLoadBalancer(this, "load-balancer", {
      ...props,
      securityGroupId: this.network.securityGroupId,
    });
    this.group = this.servers(props);
    new NatsBackup(this, "backup", props);
    if (settings.cloudwatch && log) {
      const { loadBalancer, group } = this;
      new NatsAlarms(this, "alarms", { ...props, group, loadBalancer, logGroupName: log.name });
    }
    this.caParameterName = secrets?.caParameterName;
    this.endpoint = nats.serverName ?? this.loadBalancer.dnsName;
    const scheme = settings.encryption ? "tls" : "nats";
    const password = this.credentials?.platform.value();
    const login = password === undefined ? "" : `${hasTenants ? "platform:" : ""}${password}@`;
    this.connectionString = `${scheme}://${login}${this.endpoint}:${NATS_PORT}`;
  }

  /** Tells the servers which clients there are. */
  private announce({ name, tags }: NatsQueueProps): void {
    for (const [tenant, secret] of Object.entries(this.credentials?.tenants ?? {})) {
      new SsmParameter(this, `tenant-${tenant}`, {
        name: `${tenantPath(name)}/${tenant}`,
        description: `Event queue ${name}: ${tenant} is a client; its password is in the secret`,
        type: "String",
        value: secret.arn,
        tags,
        dependsOn: [secret.version],
      });
    }
  }

  /** The key of what JetStream stores, and the certificate: the servers fetch both when they start. */
  private ownSecrets({ name, settings, kmsKeyArn, tags }: NatsQueueProps) {
    if (!settings.encryption) return undefined;
    const common = { kmsKeyArn, tags, rotation: settings.rotation };
    return {
      jetstream: new GeneratedSecret(this, "jetstream", {
        ...common,
        name: jetstreamSecretName(name),
        description: `Event queue ${name}: what JetStream encrypts its files with`,
        field: "key",
        fields: { previous_key: "" },
        length: LENGTH,
      }),
      tls: new Secret(this, "tls", {
        ...common,
        name: tlsSecretName(name),
        description: `Event queue ${name}: certificate of the servers (ca, certificate, private_key), made by the first`,
      }),
      caParameterName: new SsmParameter(this, "ca", {
        name: caParameterName(name),
        description: `Event queue ${name}: the certificate that clients trust, written by the servers`,
        type: "String",
        value: "The servers have not started yet.",
        tags,
        lifecycle: { ignoreChanges: ["value"] },
      }).name,
    };
  }

  private launchTemplate(props: NatsQueueProps, profileArn: string): LaunchTemplate {
    const { name, settings, nats, kmsKeyArn, tags } = props;
    const volume = (size: number, deleteOnTermination: boolean) => ({
      volumeType: "gp3",
      volumeSize: size,
      encrypted: String(settings.encryption),
      ...(settings.encryption && { kmsKeyId: kmsKeyArn }),
      deleteOnTermination: String(deleteOnTermination),
    });
    return new LaunchTemplate(this, "template", {
      name,
      description: `NATS ${nats.version} of the event queue ${name}`,
      imageId: nats.amiId ?? newestImage(nats.instanceType),
      instanceType: nats.instanceType,
      updateDefaultVersion: true,
      ebsOptimized: "true",
      iamInstanceProfile: { arn: profileArn },
      metadataOptions: { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 1 },
      monitoring: { enabled: true },
      networkInterfaces: [
        {
          deviceIndex: 0,
          associatePublicIpAddress: "false",
          deleteOnTermination: "true",
          securityGroups: [this.network.securityGroupId],
        },
      ],
      blockDeviceMappings: [
        { deviceName: "/dev/xvda", ebs: volume(SYSTEM_VOLUME_GIB, true) },
        // Outlives its server: the next one in the zone adopts it.
        { deviceName: "/dev/sdf", ebs: volume(nats.volumeSize, false) },
      ],
      tagSpecifications: [
        { resourceType: "instance", tags: { ...tags, Name: name } },
        { resourceType: "volume", tags: { ...tags, Name: `${name}-data` } },
        { resourceType: "network-interface", tags: { ...tags, Name: name } },
      ],
      userData: Fn.base64encode(literal(this.userData)),
      tags: { ...tags, Name: name },
    });
  }

  private servers({ name, settings, nats }: NatsQueueProps): AutoscalingGroup {
    return new AutoscalingGroup(this, "group", {
      name,
      minSize: nats.servers,
      maxSize: nats.servers,
      desiredCapacity: nats.servers,
      vpcZoneIdentifier: [...settings.subnetIds],
      launchTemplate: { id: this.template.id, version: Fn.tostring(this.template.latestVersion) },
      targetGroupArns: [this.loadBalancer.targetGroupArn],
      healthCheckType: "ELB",
      healthCheckGracePeriod: 600,
      // A new launch template replaces one server after the other; the majority stays.
      instanceRefresh: {
        strategy: "Rolling",
        preferences: {
          minHealthyPercentage: Math.floor(((nats.servers - 1) / nats.servers) * 100),
          instanceWarmup: "300",
        },
      },
      tag: [{ key: "Name", value: name, propagateAtLaunch: false }],
    });
  }
}

/** Public parameter with the newest Amazon Linux 2023 for the processor of an instance type: m7g and the like have Arm. */
function newestImage(instanceType: string): string {
  const architecture = /^(?:a1|[a-z]+\d+[a-z]*g[a-z]*|[a-z]+\d+gen)\./.test(instanceType)
    ? "arm64"
    : "x86_64";
  return `resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-${architecture}`;
}
