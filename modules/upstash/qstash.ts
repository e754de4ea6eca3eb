import type { TerraformVariable } from "cdktf";
import { Construct } from "constructs";
import {
  InvalidPropError,
  requireEntries,
  requireInteger,
  requireMatch,
  requireOneOf,
} from "../shared/validation.js";
import {
  mapValues,
  requireCron,
  requireDuration,
  requireHeaders,
  requireHttps,
  requireReference,
  requireTopicName,
  sortedEntries,
} from "./checks.js";
import type {
  QstashConfigProps,
  QstashDlqConfigProps,
  QstashEndpointProps,
  QstashScheduleProps,
  QstashTopicProps,
} from "./props.js";
import { QstashScheduleV2, QstashTopicV2 } from "./provider/index.js";

export interface QstashProps {
  readonly config: QstashConfigProps;
  readonly dlq: QstashDlqConfigProps;
  readonly topics: Readonly<Record<string, QstashTopicProps>> | undefined;
  readonly urlGroups: Readonly<Record<string, QstashTopicProps>> | undefined;
  readonly schedules: Readonly<Record<string, QstashScheduleProps>> | undefined;
  /** The sensitive variable of this name, made where a secret is not given. */
  readonly variable: (name: string, description: string) => TerraformVariable;
}

interface DeadLetterSettings {
  readonly enabled: boolean;
  readonly maxReceiveCount: number;
  readonly retentionDays: number;
  readonly webhookUrl: string | undefined;
}

/** QStash topics, URL groups (the same thing to the provider) and schedules. All go over TLS and are tried again. */
export class Qstash extends Construct {
  readonly topics: Readonly<Record<string, QstashTopicV2>>;
  readonly schedules: Readonly<Record<string, QstashScheduleV2>>;
  readonly token: string;
  readonly signingKey: string;
  /** What `qstash_topics` tells. */
  readonly topicConfigurations: Record<string, unknown>;
  /** What `qstash_schedules` tells: no bodies and no headers, which may hold ePHI and secrets. */
  readonly scheduleConfigurations: Record<string, unknown>;
  private readonly nextSigningKey: string;
  private readonly retentionDays: number;
  private readonly dlq: DeadLetterSettings;

  constructor(scope: Construct, id: string, props: QstashProps) {
    super(scope, id);
    const { config } = props;
    this.retentionDays = config.retentionDays ?? 7;
    requireInteger("qstashConfig.retentionDays", this.retentionDays, 1, 90, "days");
    this.dlq = deadLettersOf(config, props.dlq);
    const secret = (prop: "token" | "signingKey" | "nextSigningKey", name: string, description: string) => {
      const given = config[prop];
      if (given !== undefined) requireReference(`qstashConfig.${prop}`, given);
      return given ?? props.variable(name, description).stringValue;
    };
    this.token = secret("token", "qstash_token", "QStash publisher API token");
    this.signingKey = secret("signingKey", "qstash_signing_key", "QStash webhook signing key");
    this.nextSigningKey = secret(
      "nextSigningKey",
      "qstash_next_signing_key",
      "QStash webhook signing key that comes after the current one",
    );

    const groups = config.enableTopics === false ? [] : groupsOf(props);
    this.topics = Object.fromEntries(
      groups.map(({ kind, key, group }) => [
        key,
        new QstashTopicV2(this, `${kind}-${key}`, {
          name: key,
          endpoints: group.endpoints.map(({ url }) => url).sort(),
        }),
      ]),
    );
    const schedules = config.enableSchedules === false ? [] : sortedEntries(props.schedules);
    this.schedules = Object.fromEntries(
      schedules.map(([key, schedule]) => [key, this.schedule(key, schedule)]),
    );

    this.topicConfigurations = Object.fromEntries(
      groups.map(({ kind, key, group }) => [key, { kind, endpoints: group.endpoints.map(told) }]),
    );
    this.scheduleConfigurations = mapValues(schedules, ({ destination, cron }, key) => ({
      schedule_id: this.schedules[key]?.scheduleId,
      destination,
      cron,
    }));
  }

  /** What applications need; it holds the token and the signing keys. */
  get environment(): Record<string, string> {
    return {
      QSTASH_URL: "https://qstash.upstash.io",
      QSTASH_TOKEN: this.token,
      QSTASH_SIGNING_KEY: this.signingKey,
      QSTASH_CURRENT_SIGNING_KEY: this.signingKey,
      QSTASH_NEXT_SIGNING_KEY: this.nextSigningKey,
      QSTASH_RETENTION_DAYS: String(this.retentionDays),
      QSTASH_DLQ_ENABLED: String(this.dlq.enabled),
      ...(this.dlq.enabled && {
        QSTASH_RETRIES: String(this.dlq.maxReceiveCount - 1),
        QSTASH_DLQ_RETENTION_DAYS: String(this.dlq.retentionDays),
        ...(this.dlq.webhookUrl !== undefined && { QSTASH_FAILURE_CALLBACK: this.dlq.webhookUrl }),
      }),
    };
  }

  private schedule(key: string, schedule: QstashScheduleProps): QstashScheduleV2 {
    const path = `qstashSchedules.${key}`;
    requireTopicName(path, key);
    requireCron(`${path}.cron`, schedule.cron);
    const topic = this.topics[schedule.destination];
    if (topic === undefined) requireHttps(`${path}.destination`, schedule.destination);
    const retries = schedule.retries ?? this.dlq.maxReceiveCount - 1;
    requireInteger(`${path}.retries`, retries, 0, 100);
    const callback = schedule.callback ?? (this.dlq.enabled ? this.dlq.webhookUrl : undefined);
    if (callback !== undefined) requireHttps(`${path}.callback`, callback);
    requireHeaders(`${path}.headers`, schedule.headers ?? {}, true);
    if (schedule.delay !== undefined) {
      requireMatch(`${path}.delay`, schedule.delay, /^[1-9]\d{0,6}s$/, "seconds, e.g. 30s");
    }
    if (schedule.method !== undefined) {
      requireOneOf(`${path}.method`, schedule.method, ["GET", "POST", "PUT", "PATCH", "DELETE"]);
    }
    const { body, headers, delay, method } = schedule;
    return new QstashScheduleV2(this, `schedule-${key}`, {
      destination: topic?.name ?? schedule.destination,
      cron: schedule.cron,
      retries,
      callback,
      body,
      contentType: schedule.contentType ?? (body === undefined ? undefined : "application/json"),
      delay,
      method,
      ...(headers && { forwardHeaders: Object.fromEntries(sortedEntries(headers)) }),
    });
  }
}

function deadLettersOf(config: QstashConfigProps, dlq: QstashDlqConfigProps): DeadLetterSettings {
  const { maxReceiveCount = 4, retentionDays = 14, webhookUrl } = dlq;
  requireInteger("qstashDlqConfig.maxReceiveCount", maxReceiveCount, 2, 101);
  requireInteger("qstashDlqConfig.retentionDays", retentionDays, 1, 90, "days");
  if (webhookUrl !== undefined) requireHttps("qstashDlqConfig.webhookUrl", webhookUrl);
  const enabled = (config.enableDlq ?? true) && (dlq.enabled ?? true);
  return { enabled, maxReceiveCount, retentionDays, webhookUrl };
}

function groupsOf(props: QstashProps) {
  const topics = sortedEntries(props.topics).map(([key, group]) => ({ kind: "topic", key, group }));
  const urlGroups = sortedEntries(props.urlGroups).map(([key, group]) => ({ kind: "url-group", key, group }));
  for (const { kind, key, group } of [...topics, ...urlGroups]) {
    const path = kind === "topic" ? `qstashTopics.${key}` : `qstashUrlGroups.${key}`;
    requireTopicName(path, key);
    requireEntries(
      `${path}.endpoints`,
      group.endpoints.map(({ url }) => url),
      "endpoint",
    );
    for (const endpoint of group.endpoints) checkEndpoint(`${path}.endpoints`, endpoint);
    if (kind === "url-group" && props.topics?.[key] !== undefined) {
      throw new InvalidPropError(
        path,
        key,
        "another key: QStash has one list of names, and a topic has this one",
      );
    }
  }
  return [...topics, ...urlGroups];
}

function checkEndpoint(path: string, { url, headers, retry }: QstashEndpointProps): void {
  requireHttps(`${path}.url`, url);
  requireHeaders(`${path}.headers`, headers ?? {}, false);
  if (retry?.count !== undefined) requireInteger(`${path}.retry.count`, retry.count, 1, 100);
  for (const prop of ["delay", "maxDelay"] as const) {
    const duration = retry?.[prop];
    if (duration !== undefined) requireDuration(`${path}.retry.${prop}`, duration);
  }
}

function told({ url, headers, retry }: QstashEndpointProps): Record<string, unknown> {
  return {
    url,
    headers: Object.fromEntries(sortedEntries(headers)),
    retries: retry?.count ?? 3,
    ...(retry?.delay && { delay: retry.delay }),
    ...(retry?.maxDelay && { max_delay: retry.maxDelay }),
  };
}
