import { MskCluster } from "@cdktf/provider-aws/lib/msk-cluster/index.js";
import { MskConfiguration } from "@cdktf/provider-aws/lib/msk-configuration/index.js";
import { Construct } from "constructs";
import { LogGroup } from "../shared/log-group.js";
import { propertiesText } from "./server-properties.js";
import type { ClusterSettings } from "./settings.js";

export interface ProvisionedClusterProps {
  readonly settings: ClusterSettings;
  /** Start of the names, e.g. `orion-production`. */
  readonly prefix: string;
  readonly securityGroupId: string;
  readonly kmsKeyArn: string;
  readonly tags: Record<string, string>;
}

/** Name of the log group of the brokers. */
export function logGroupName(prefix: string): string {
  return `/aws/msk/${prefix}`;
}

/** Brokers of a size of one's own, with their configuration and their logs. */
export class ProvisionedCluster extends Construct {
  readonly cluster: MskCluster;
  readonly configuration: MskConfiguration;
  readonly logs: LogGroup;

  constructor(scope: Construct, id: string, props: ProvisionedClusterProps) {
    super(scope, id);
    const { settings, prefix, tags } = props;
    const name = `${prefix}-msk`;
    this.configuration = new MskConfiguration(this, "configuration", {
      // A configuration is for one version, and in use: the next version's is made before this one goes.
      name: `${prefix}-msk-config-${settings.kafkaVersion.replaceAll(".", "-")}`,
      kafkaVersions: [settings.kafkaVersion],
      serverProperties: propertiesText(settings.serverProperties),
      lifecycle: { createBeforeDestroy: true },
    });
    this.logs = new LogGroup(this, "logs", {
      name: logGroupName(prefix),
      retentionInDays: settings.logRetentionDays,
      kmsKeyArn: props.kmsKeyArn,
      tags,
    });
    this.cluster = new MskCluster(this, "cluster", {
      clusterName: name,
      kafkaVersion: settings.kafkaVersion,
      numberOfBrokerNodes: settings.brokerCount,
      brokerNodeGroupInfo: {
        instanceType: settings.brokerInstanceType,
        clientSubnets: [...settings.privateSubnetIds],
        securityGroups: [props.securityGroupId],
        storageInfo: {
          ebsStorageInfo: {
            volumeSize: settings.brokerVolumeSize,
            provisionedThroughput: {
              enabled: settings.enableProvisionedThroughput,
              ...(settings.enableProvisionedThroughput && { volumeThroughput: settings.volumeThroughput }),
            },
          },
        },
        connectivityInfo: { publicAccess: { type: "DISABLED" } },
      },
      configurationInfo: { arn: this.configuration.arn, revision: this.configuration.latestRevision },
      encryptionInfo: {
        encryptionAtRestKmsKeyArn: props.kmsKeyArn,
        encryptionInTransit: { clientBroker: "TLS", inCluster: true },
      },
      clientAuthentication: {
        sasl: { iam: true, scram: settings.enableScramAuth },
        ...(settings.certificateAuthorityArns.length > 0 && {
          tls: { certificateAuthorityArns: [...settings.certificateAuthorityArns].sort() },
        }),
        unauthenticated: false,
      },
      loggingInfo: {
        brokerLogs: {
          cloudwatchLogs: { enabled: true, logGroup: this.logs.name },
          s3: s3Logs(settings, prefix),
        },
      },
      openMonitoring: {
        prometheus: {
          jmxExporter: { enabledInBroker: true },
          nodeExporter: { enabledInBroker: true },
        },
      },
      enhancedMonitoring: settings.enhancedMonitoringLevel,
      tags: { ...tags, Name: name },
    });
  }
}

function s3Logs({ s3LogsBucket }: ClusterSettings, prefix: string) {
  if (s3LogsBucket === undefined) return { enabled: false };
  return { enabled: true, bucket: s3LogsBucket, prefix: `msk/${prefix}` };
}
