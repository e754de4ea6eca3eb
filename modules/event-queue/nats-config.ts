import { natsSubject } from "./names.js";

export const NATS_PORT = 4222;
export const ROUTE_PORT = 6222;
const MONITORING_PORT = 8222;
/** `/run/nats`, where `nats-tenants` writes. NATS takes only paths that begin where the configuration is. */
const FROM_CONFIG = "../../run/nats";

export interface NatsConfigProps {
  readonly name: string;
  readonly servers: number;
  readonly encryption: boolean;
  readonly auth: boolean;
  readonly tenants: boolean;
}

/**
 * `nats-server.conf`. It holds no secret: what begins with `$` comes from the environment of the server, which
 * `nats-prepare` writes before every start. The accounts of the clients are in files in memory.
 */
export function natsConfig(props: NatsConfigProps): string {
  return [
    `# Event queue ${props.name}`,
    "server_name: $NATS_SERVER_NAME",
    `listen: "0.0.0.0:${NATS_PORT}"`,
    "# For programs on the server itself: the monitoring port asks nobody who they are.",
    `http: "127.0.0.1:${MONITORING_PORT}"`,
    "max_payload: 1MB",
    'log_file: "/var/log/nats/nats-server.log"',
    "log_size_limit: 100MB",
    "log_max_num: 5",
    ...(props.encryption ? ["", "tls {", ...certificate(), "}"] : []),
    "",
    ...access(props),
    "",
    "jetstream {",
    '  store_dir: "/var/lib/nats"',
    ...(props.encryption
      ? ["  cipher: aes", "  key: $NATS_JETSTREAM_KEY", "  prev_key: $NATS_JETSTREAM_PREVIOUS_KEY"]
      : []),
    "}",
    ...(props.servers > 1 ? ["", ...cluster(props)] : []),
    "",
  ].join("\n");
}

function certificate(): string[] {
  return [
    '  cert_file: "/run/nats/tls/certificate.pem"',
    '  key_file: "/run/nats/tls/private_key.pem"',
    '  ca_file: "/run/nats/tls/ca.pem"',
    '  min_version: "1.2"',
    "  timeout: 5",
  ];
}

function access({ auth, tenants }: NatsConfigProps): string[] {
  if (!auth) return ["# Nobody is asked who they are."];
  if (!tenants) return ["authorization {", "  token: $NATS_TOKEN", "  timeout: 5", "}"];
  return [
    "# An account for each client, which sees its own subjects only, and one for the platform, which sees all.",
    "accounts {",
    "  PLATFORM {",
    "    jetstream: enabled",
    "    users: [{ user: platform, password: $NATS_TOKEN }]",
    `    include "${FROM_CONFIG}/imports.conf"`,
    "  }",
    `  include "${FROM_CONFIG}/tenants.conf"`,
    "}",
  ];
}

function cluster({ name, encryption }: NatsConfigProps): string[] {
  return [
    "cluster {",
    `  name: "${name}"`,
    `  listen: "0.0.0.0:${ROUTE_PORT}"`,
    ...(encryption
      ? ["  tls {", ...certificate().map((line) => `  ${line}`), "    verify: true", "  }"]
      : []),
    "  # Clients stay with the load balancer.",
    "  no_advertise: true",
    "  routes: $NATS_ROUTES",
    "}",
  ];
}

/** The account of one client, in `tenants.conf`; `@` stands for its id, `<PASSWORD>` for its password in quotes. */
export function tenantAccount(): string {
  const own = natsSubject("id", "stream").replace(/id\.stream$/, "@.>");
  return [
    '"@" {',
    "  jetstream: enabled",
    "  users: [{",
    '    user: "@"',
    "    password: <PASSWORD>",
    "    permissions: {",
    `      publish: { allow: ["${own}", "$JS.API.>", "$JS.ACK.>", "$JS.FC.>"] }`,
    `      subscribe: { allow: ["${own}", "_INBOX.>"] }`,
    "    }",
    "  }]",
    `  exports: [{ stream: "${own}", accounts: [PLATFORM] }]`,
    "}",
  ].join("\n");
}
