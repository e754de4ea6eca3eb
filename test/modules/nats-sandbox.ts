import { type ChildProcess, execFile, spawn, spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** The server: `nats-server` of PATH, or where Go puts it. */
const NATS =
  ["nats-server", join(process.env.HOME ?? "", "go/bin/nats-server")].find(
    (path) => spawnSync(path, ["--version"]).status === 0,
  ) ?? "nats-server";

/** What needs a NATS server is skipped without it, unless SAFEGUARD_REQUIRE_NATS is set. */
export const hasNats =
  process.env.SAFEGUARD_REQUIRE_NATS !== undefined ||
  [
    [NATS, "--version"],
    ["openssl", "version"],
    ["jq", "--version"],
  ].every(([program = "", option = ""]) => spawnSync(program, [option]).status === 0);

export interface Ports {
  readonly client: number;
  readonly route: number;
  readonly monitoring: number;
}

export async function freePorts(): Promise<Ports> {
  const [client = 0, route = 0, monitoring = 0] = await Promise.all([freePort(), freePort(), freePort()]);
  return { client, route, monitoring };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Secrets Manager and Parameter Store of several sandboxes: a file for each value. */
export class Vault {
  readonly folder = mkdtempSync(join(tmpdir(), "safeguard-vault-"));

  constructor(secrets: Readonly<Record<string, unknown>>) {
    mkdirSync(join(this.folder, "secrets"));
    for (const [name, value] of Object.entries(secrets)) {
      this.put(name, value);
    }
  }

  put(name: string, value: unknown): void {
    writeFileSync(join(this.folder, "secrets", name), JSON.stringify(value));
  }

  /** The certificate that the servers published. */
  get ca(): string {
    return readFileSync(join(this.folder, "ca.pem"), "utf8");
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

export interface SandboxOptions {
  readonly userData: string;
  readonly vault: Vault;
  readonly ports: Ports;
  /** Last part of its loopback address. */
  readonly number?: number;
  /** Hosts of all servers of the group. */
  readonly peers?: readonly string[];
  /** Volumes that replaced servers left behind. */
  readonly volumes?: readonly string[];
}

/** An instance that runs user data below a folder, with AWS and the system's tools replaced, and then its server. */
export class Sandbox {
  readonly root = mkdtempSync(join(tmpdir(), "safeguard-nats-"));
  readonly host: string;
  private server: ChildProcess | undefined;

  constructor(private readonly options: SandboxOptions) {
    this.host = `127.0.0.${options.number ?? 1}`;
    const tools = join(this.root, "tools");
    for (const folder of [
      "tools",
      "etc/systemd/system",
      "run",
      "usr/local/bin",
      "usr/local/sbin",
      "var",
      "dev",
      "tmp",
    ]) {
      mkdirSync(join(this.root, folder), { recursive: true });
    }
    for (const [name, script] of Object.entries(TOOLS)) {
      writeFileSync(join(tools, name), `#!/bin/bash\nset -euo pipefail\n${script}\n`);
      chmodSync(join(tools, name), 0o755);
    }
    writeFileSync(join(this.root, "dev/sdf"), "");
    writeFileSync(join(this.root, "dev/sdg"), "");
    writeFileSync(join(this.root, "user-data"), this.moved(options.userData));
  }

  /** Runs the user data, and what runs before every start of the server. */
  async boot(): Promise<void> {
    await this.bash(". ./user-data");
    await this.bash(". usr/local/sbin/nats-prepare");
  }

  /** Calls of AWS that changed something. */
  get calls(): string[] {
    return this.read("calls").trim().split("\n");
  }

  read(path: string): string {
    return readFileSync(join(this.root, path), "utf8");
  }

  /** What `nats-server -t` says of the configuration. */
  async checked(): Promise<string> {
    const { stderr } = await this.bash(
      "exec usr/local/bin/nats-server -t -c etc/nats/nats-server.conf",
      true,
    );
    return stderr;
  }

  async start(): Promise<void> {
    const command = "set -a; . run/nats/env; exec usr/local/bin/nats-server -c etc/nats/nats-server.conf";
    this.server = spawn("bash", ["--norc", "-c", command], {
      cwd: this.root,
      env: this.environment,
      stdio: "ignore",
    });
    writeFileSync(join(this.root, "pid"), String(this.server.pid));
    const url = `http://${this.host}:${this.options.ports.monitoring}/healthz`;
    for (let attempt = 0; attempt < 200; attempt++) {
      if (this.server.exitCode !== null)
        throw new Error(`The server ended: ${this.read("var/log/nats/nats-server.log")}`);
      const healthy = await fetch(url).then(
        ({ ok }) => ok,
        () => false,
      );
      if (healthy) return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error(`The server is not healthy: ${this.read("var/log/nats/nats-server.log")}`);
  }

  async stop(): Promise<void> {
    const { server } = this;
    if (server && server.exitCode === null) {
      const ended = new Promise((resolve) => server.once("exit", resolve));
      rmSync(join(this.root, "pid"));
      server.kill("SIGTERM");
      await ended;
    }
  }

  async remove(): Promise<void> {
    await this.stop();
    rmSync(this.root, { recursive: true, force: true });
  }

  bash(script: string, withSecrets = false) {
    const prefix = withSecrets ? "set -a; . run/nats/env; " : "";
    return run("bash", ["--norc", "-c", prefix + script], { cwd: this.root, env: this.environment });
  }

  private get environment(): NodeJS.ProcessEnv {
    return {
      PATH: `${join(this.root, "tools")}:${process.env.PATH}`,
      ROOT: this.root,
      VAULT: this.options.vault.folder,
      NATS_BINARY: NATS,
      PEERS: (this.options.peers ?? [this.host]).join("\t"),
      VOLUMES: (this.options.volumes ?? []).join("\t"),
    };
  }

  /** The same text below the folder, at an address and ports of its own. */
  private moved(text: string): string {
    const { client, route, monitoring } = this.options.ports;
    return text
      .replace(/(?<![\w.-])\/(?:etc|run|var|usr\/local|tmp|dev\/sd[fg])\b/g, (path) => `${this.root}${path}`)
      .replace(/\b0\.0\.0\.0:(?=[46]222\b)/g, `${this.host}:`)
      .replace(/\b127\.0\.0\.1:(?=8222\b)/g, `${this.host}:`)
      .replace(/:4222\b/g, `:${client}`)
      .replace(/:6222\b/g, `:${route}`)
      .replace(/:8222\b/g, `:${monitoring}`);
  }

  exists(path: string): boolean {
    return existsSync(join(this.root, path));
  }
}

const QUIET = "true";

/** What the user data calls. */
const TOOLS: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    ["amazon-cloudwatch-agent-ctl", "chown", "dnf", "mount", "useradd"].map((name) => [name, QUIET]),
  ),
  systemctl: `case "$*" in
  "is-active --quiet nats") [ -e "$ROOT/pid" ] ;;
  "reload nats") kill -HUP "$(cat "$ROOT/pid")" ;;
esac`,
  blkid: 'case "$*" in *-o*) echo 0000-1111 ;; *) echo "blkid $*" >>"$ROOT/calls"; false ;; esac',
  "mkfs.xfs": 'echo "mkfs.xfs $*" >>"$ROOT/calls"',
  tar: 'ln -sf "$(command -v "$NATS_BINARY")" "$ROOT/usr/local/bin/nats-server"',
  curl: `for last; do :; done
case "$last" in
  */api/token) echo a-token ;;
  */placement/region) echo us-east-1 ;;
  */placement/availability-zone) echo us-east-1a ;;
  */instance-id) echo "i-$(basename "$ROOT")" ;;
  */SHA256SUMS) sha256sum nats-server-v*.tar.gz >SHA256SUMS ;;
  *.tar.gz) echo "the archive" >"$(basename "$last")" ;;
  http://127.*) exec /usr/bin/env -i PATH=/usr/local/bin:/usr/bin:/bin curl "$@" ;;
esac`,
  aws: `argument() {
  while [ "$1" != "$0-$name" ] && [ $# -gt 1 ]; do
    if [ "$1" = "$name" ]; then echo "$2"; return; fi
    shift
  done
}
of() { name=$1; shift; argument "$@"; }
case "$1 $2" in
  "secretsmanager get-secret-value")
    secret="$VAULT/secrets/$(of --secret-id "$@")"
    [ -e "$secret" ] || { echo "An error occurred (ResourceNotFoundException) when calling GetSecretValue" >&2; exit 254; }
    cat "$secret" ;;
  "secretsmanager put-secret-value")
    text=$(of --secret-string "$@")
    copy=$(mktemp "$VAULT/XXXXXX")
    cat "\${text#file://}" >"$copy"
    # The first one wins.
    ln "$copy" "$VAULT/secrets/$(of --secret-id "$@")" 2>/dev/null || { echo "ResourceExistsException" >&2; exit 254; }
    echo "put-secret-value" >>"$ROOT/calls" ;;
  "ssm put-parameter") file=$(of --value "$@"); cat "\${file#file://}" >"$VAULT/ca.pem" ;;
  "ssm get-parameters-by-path")
    for secret in "$VAULT"/secrets/*-tenant-*; do
      [ ! -e "$secret" ] || printf "%s/%s\t" "$(of --path "$@")" "\${secret##*-tenant-}"
    done ;;
  "ec2 describe-instances") echo "$PEERS" ;;
  "ec2 describe-volumes") echo "$VOLUMES" ;;
  "ec2 attach-volume") of --volume-id "$@" | grep -v taken >/dev/null; echo "attach-volume $(of --volume-id "$@")" >>"$ROOT/calls" ;;
  "ec2 modify-instance-attribute") echo "modify-instance-attribute $(of --block-device-mappings "$@")" >>"$ROOT/calls" ;;
  "ec2 wait") ;;
  "cloudwatch put-metric-data")
    data=$(of --metric-data "$@")
    echo "put-metric-data $(of --namespace "$@") $(jq -c . "\${data#file://}")" >>"$ROOT/calls" ;;
  *) echo "nobody expects aws $*" >&2; exit 1 ;;
esac`,
};
