/** Namespace of what the servers measure about themselves. */
export function metricNamespace(name: string): string {
  return `EventQueue/${name}`;
}

/** Lines of the server's log that tell of a client turned away. Health checks, which only open and close, are none. */
export const CONNECTION_FAILURES = [
  "authentication.error",
  "maximum.connections.exceeded",
  "TLS.handshake.error:.remote",
  "TLS.handshake.error:.tls",
].join("|");

/** Configuration of the CloudWatch agent: memory and disk of the group, and the log of the server. */
export function agentConfig(logGroupName: string): string {
  return JSON.stringify(
    {
      agent: { metrics_collection_interval: 60 },
      metrics: {
        namespace: "CWAgent",
        append_dimensions: { AutoScalingGroupName: "${aws:AutoScalingGroupName}" },
        aggregation_dimensions: [["AutoScalingGroupName"]],
        metrics_collected: {
          mem: { measurement: ["used_percent"] },
          disk: { measurement: ["used_percent"], resources: ["/var/lib/nats"], drop_device: true },
        },
      },
      logs: {
        logs_collected: {
          files: {
            collect_list: [
              {
                file_path: "/var/log/nats/nats-server.log",
                log_group_name: logGroupName,
                log_stream_name: "{instance_id}",
                retention_in_days: -1,
              },
            ],
          },
        },
      },
    },
    null,
    1,
  );
}

/** Takes what the monitoring port tells to CloudWatch. */
export function metricsScript(name: string): string {
  return `#!/bin/bash
set -euo pipefail
. /etc/nats/queue.sh
curl -sSf http://127.0.0.1:8222/varz | jq '[
  {MetricName: "Connections", Value: .connections, Unit: "Count"},
  {MetricName: "SlowConsumers", Value: .slow_consumers, Unit: "Count"},
  {MetricName: "StoredBytes", Value: (.jetstream.stats.storage // 0), Unit: "Bytes"}
]' >/run/nats-metrics.json
aws cloudwatch put-metric-data --namespace ${metricNamespace(name)} --metric-data file:///run/nats-metrics.json`;
}

/** Runs it every minute. */
export function metricsTimer(): Record<string, string> {
  return {
    "/etc/systemd/system/nats-metrics.service": `[Unit]
Description=Metrics of the NATS server
[Service]
Type=oneshot
ExecStart=/usr/local/sbin/nats-metrics`,
    "/etc/systemd/system/nats-metrics.timer": `[Unit]
Description=Metrics of the NATS server, every minute
[Timer]
OnBootSec=60
OnUnitActiveSec=60
[Install]
WantedBy=timers.target`,
  };
}
