import { CLIENT } from "./names.js";
import { tenantAccount } from "./nats-config.js";

/** Path of the parameters that say which clients there are, one for each, named by its id. */
export function tenantPath(name: string): string {
  return `/${name}/tenants`;
}

/**
 * What knows the clients of a server, by path. They are not in the user data: another client would make another launch
 * template, and replace the servers. It is asked before every start, and every five minutes.
 */
export function tenantFiles(): Record<string, string> {
  return {
    "/etc/nats/tenant.template": tenantAccount(),
    "/usr/local/sbin/nats-tenants": tenantsScript(),
    "/etc/systemd/system/nats-tenants.service": `[Unit]
Description=Clients of the NATS server
[Service]
Type=oneshot
ExecStart=/usr/local/sbin/nats-tenants`,
    "/etc/systemd/system/nats-tenants.timer": `[Unit]
Description=Clients of the NATS server, every five minutes
[Timer]
OnBootSec=300
OnUnitActiveSec=300
[Install]
WantedBy=timers.target`,
  };
}

function tenantsScript(): string {
  return `#!/bin/bash
# Writes the accounts of the clients, with their passwords, into memory; a server that runs reads them again.
set -euo pipefail
umask 077
. /etc/nats/queue.sh
new=$(mktemp -d /run/nats/new.XXXXXX)
trap 'rm -rf "$new"' EXIT
template=$(</etc/nats/tenant.template)
names=$(aws ssm get-parameters-by-path --path "$TENANT_PATH" --query 'Parameters[].Name' --output text)
echo "imports: [" >"$new/imports.conf"
: >"$new/tenants.conf"
for name in $(tr '\\t' '\\n' <<<"$names" | sort); do
  tenant=\${name##*/}
  # What is no id could be configuration.
  [[ $tenant =~ ${CLIENT.source} ]] || continue
  if ! password=$(secret "$TENANT_SECRET_PREFIX$tenant" | jq -e .password); then
    echo "$tenant has no password yet." >&2
    continue
  fi
  account=\${template//@/"$tenant"}
  echo "\${account/<PASSWORD>/"$password"}" >>"$new/tenants.conf"
  echo "  { stream: { account: \\"$tenant\\", subject: \\"tenant.$tenant.>\\" } }" >>"$new/imports.conf"
done
echo "]" >>"$new/imports.conf"
if cmp -s "$new/tenants.conf" /run/nats/tenants.conf; then exit; fi
chown nats:nats "$new"/*
mv "$new"/* /run/nats/
if systemctl is-active --quiet nats; then systemctl reload nats; fi`;
}
