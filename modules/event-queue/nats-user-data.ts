import { authSecretName, tenantSecretName } from "./credentials.js";
import { natsConfig } from "./nats-config.js";
import { agentConfig, metricsScript, metricsTimer } from "./nats-monitoring.js";
import { prepareScript } from "./nats-prepare.js";
import { tenantFiles, tenantPath } from "./nats-tenants.js";
import type { NatsSettings, Settings } from "./settings.js";

export interface NatsUserDataProps {
  readonly name: string;
  readonly settings: Settings;
  readonly nats: NatsSettings;
  readonly logGroupName: string;
}

/**
 * What a server runs when it is started for the first time, in plain text: it holds no secret and refers to nothing
 * that is known after apply, so that a plan shows all of it.
 */
export function natsUserData(props: NatsUserDataProps): string {
  const { name, settings, nats } = props;
  const tenants = settings.tenants.length > 0;
  const { encryption, auth, cloudwatch } = settings;
  const config = { name, servers: nats.servers, encryption, auth, tenants };
  const timers = [...(cloudwatch ? ["nats-metrics.timer"] : []), ...(tenants ? ["nats-tenants.timer"] : [])];
  return [
    "#!/bin/bash",
    "# Makes a NATS server of this instance. No secret is in here: nats-prepare fetches them before every start.",
    "set -euo pipefail",
    `dnf install -y ${[...(cloudwatch ? ["amazon-cloudwatch-agent"] : []), "jq", "openssl", "tar"].join(" ")}`,
    "id nats >/dev/null 2>&1 || useradd --system --home-dir /var/lib/nats --shell /sbin/nologin nats",
    "mkdir -p /etc/nats /var/lib/nats /var/log/nats",
    file("/etc/nats/queue.sh", library(props)),
    file("/etc/nats/nats-server.conf", natsConfig(config)),
    file("/usr/local/sbin/nats-prepare", prepareScript(config)),
    file("/etc/systemd/system/nats.service", unit()),
    ...(tenants ? Object.entries(tenantFiles()).map(([path, text]) => file(path, text)) : []),
    ". /etc/nats/queue.sh",
    volume(),
    download(nats),
    ...(cloudwatch ? [monitoring(props)] : []),
    "chown nats:nats /var/lib/nats /var/log/nats",
    "chmod 0755 /usr/local/sbin/nats-*",
    "systemctl daemon-reload",
    `systemctl enable --now ${["nats", ...timers].join(" ")}`,
    "",
  ].join("\n");
}

/** Writes a file as it stands: the shell replaces nothing in it. */
function file(path: string, text: string): string {
  return `cat >${path} <<'END'\n${text.trimEnd()}\nEND`;
}

function library({ name, nats }: NatsUserDataProps): string {
  return `# What the scripts of this server share.
NAME=${name}
SERVERS=${nats.servers}
SERVER_NAME=${nats.serverName ?? ""}
AUTH_SECRET_ID=${authSecretName(name)}
TENANT_SECRET_PREFIX=${tenantSecretName(name, "")}
TENANT_PATH=${tenantPath(name)}
metadata() {
  local token
  token=$(curl -sSf -X PUT -H "X-aws-ec2-metadata-token-ttl-seconds: 60" http://169.254.169.254/latest/api/token)
  curl -sSf -H "X-aws-ec2-metadata-token: $token" "http://169.254.169.254/latest/meta-data/$1"
}
secret() {
  aws secretsmanager get-secret-value --secret-id "$1" --query SecretString --output text
}
AWS_DEFAULT_REGION=$(metadata placement/region)
export AWS_DEFAULT_REGION`;
}

function unit(): string {
  return `[Unit]
Description=NATS server
After=network-online.target
Wants=network-online.target
RequiresMountsFor=/var/lib/nats

[Service]
User=nats
Group=nats
RuntimeDirectory=nats
RuntimeDirectoryMode=0700
ExecStartPre=+/usr/local/sbin/nats-prepare
EnvironmentFile=-/run/nats/env
ExecStart=/usr/local/bin/nats-server -c /etc/nats/nats-server.conf
ExecReload=/bin/kill -HUP $MAINPID
KillSignal=SIGUSR2
TimeoutStartSec=300
TimeoutStopSec=150
Restart=always
RestartSec=10
LimitNOFILE=262144
NoNewPrivileges=yes
ProtectSystem=strict
ProtectHome=yes
PrivateTmp=yes
ReadWritePaths=/var/lib/nats /var/log/nats /run/nats

[Install]
WantedBy=multi-user.target`;
}

function volume(): string {
  return `# The messages are on a volume that a replaced server of this zone left behind, or else on the new one.
instance=$(metadata instance-id)
zone=$(metadata placement/availability-zone)
device=/dev/sdf
left=$(aws ec2 describe-volumes --query 'Volumes[].VolumeId' --output text --filters "Name=tag:Name,Values=$NAME-data" \\
  "Name=availability-zone,Values=$zone" Name=status,Values=available)
for volume in $left; do
  if aws ec2 attach-volume --device /dev/sdg --instance-id "$instance" --volume-id "$volume"; then
    aws ec2 wait volume-in-use --volume-ids "$volume"
    # The new one is not needed, and goes with the server.
    aws ec2 modify-instance-attribute --instance-id "$instance" \\
      --block-device-mappings '[{"DeviceName":"/dev/sdf","Ebs":{"DeleteOnTermination":true}}]'
    device=/dev/sdg
    break
  fi
done
for attempt in $(seq 60); do [ -e "$device" ] && break || sleep 1; done
blkid "$device" || mkfs.xfs "$device"
echo "UUID=$(blkid -s UUID -o value "$device") /var/lib/nats xfs defaults,nofail 0 2" >>/etc/fstab
mount /var/lib/nats
[ -e /var/lib/nats/server-name ] || echo "$instance" >/var/lib/nats/server-name`;
}

function download({ version, sha256, downloadUrl }: NatsSettings): string {
  return [
    `NATS_VERSION=${version}`,
    'archive="nats-server-v$NATS_VERSION-linux-$(uname -m | sed -e s/x86_64/amd64/ -e s/aarch64/arm64/).tar.gz"',
    "cd /tmp",
    `curl -sSfL --proto =https --retry 5 -O "${downloadUrl}/v$NATS_VERSION/$archive"`,
    ...(sha256
      ? [`echo "${sha256}  $archive" | sha256sum --check`]
      : [
          `curl -sSfL --proto =https --retry 5 -O "${downloadUrl}/v$NATS_VERSION/SHA256SUMS"`,
          'grep " $archive\\$" SHA256SUMS | sha256sum --check',
        ]),
    'tar -xzf "$archive" --strip-components 1 -C /usr/local/bin --wildcards "*/nats-server"',
  ].join("\n");
}

function monitoring({ name, logGroupName }: NatsUserDataProps): string {
  return [
    file("/etc/nats/cloudwatch-agent.json", agentConfig(logGroupName)),
    file("/usr/local/sbin/nats-metrics", metricsScript(name)),
    ...Object.entries(metricsTimer()).map(([path, text]) => file(path, text)),
    "amazon-cloudwatch-agent-ctl -a fetch-config -m ec2 -s -c file:/etc/nats/cloudwatch-agent.json",
  ].join("\n");
}
