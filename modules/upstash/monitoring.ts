import { requireInteger, requireMatch } from "../shared/validation.js";
import { requireReference } from "./checks.js";
import type { MonitoringConfigProps } from "./props.js";

/** What an alerting system has to watch: Upstash itself has no resource for it. */
export function monitoring(
  config: MonitoringConfigProps,
  maxCommandsPerSecond: number | undefined,
): Record<string, unknown> {
  const { emailAlerts = [], slackWebhook, alertThresholds = {} } = config;
  for (const address of emailAlerts) {
    requireMatch("monitoringConfig.emailAlerts", address, /^[^\s@]+@[^\s@]+\.[^\s@]+$/, "e-mail addresses");
  }
  if (slackWebhook !== undefined) requireReference("monitoringConfig.slackWebhook", slackWebhook);
  const percent = (prop: "cpuPercent" | "memoryPercent" | "bandwidthPercent", fallback: number) => {
    const value = alertThresholds[prop] ?? fallback;
    requireInteger(`monitoringConfig.alertThresholds.${prop}`, value, 1, 100, "percent");
    return value;
  };
  const ninetyPercent = Math.max(1, Math.floor((maxCommandsPerSecond ?? 5000) * 0.9));
  const commands = alertThresholds.commandsPerSecond ?? ninetyPercent;
  const path = "monitoringConfig.alertThresholds.commandsPerSecond";
  requireInteger(path, commands, 1, Number.MAX_SAFE_INTEGER);
  return {
    email_alerts: [...emailAlerts].sort(),
    ...(slackWebhook !== undefined && { slack_webhook: slackWebhook }),
    alert_thresholds: {
      cpu_percent: percent("cpuPercent", 75),
      memory_percent: percent("memoryPercent", 80),
      bandwidth_percent: percent("bandwidthPercent", 85),
      commands_per_second: commands,
    },
  };
}
