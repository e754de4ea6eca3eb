import { type NatsConfigProps, ROUTE_PORT } from "./nats-config.js";

/** Name of the secret with the servers' certificate. */
export function tlsSecretName(name: string): string {
  return `${name}-tls`;
}

/** Name of the secret with the key that JetStream encrypts with. */
export function jetstreamSecretName(name: string): string {
  return `${name}-jetstream`;
}

/** Name of the parameter with the certificate that clients trust. */
export function caParameterName(name: string): string {
  return `/${name}/ca.pem`;
}

/** What runs as root before every start of the server: secrets into memory (`/run`), and where the others are. */
export function prepareScript(props: NatsConfigProps): string {
  const { name, servers, encryption, auth, tenants } = props;
  return [
    `#!/bin/bash
# Puts into memory what must not be on a disk, and finds the other servers. Run before every start.
set -euo pipefail
umask 077
. /etc/nats/queue.sh
# NATS reads the value of a variable as configuration: text needs quotes.
text() {
  printf "%s='\\"%s\\"'\\n" "$1" "$2"
}
mkdir -p /run/nats/tls`,
    ...(encryption ? [certificates(name)] : []),
    ...(tenants ? ["/usr/local/sbin/nats-tenants"] : []),
    `(
  name=$(cat /var/lib/nats/server-name)
  text NATS_SERVER_NAME "$name"`,
    ...(auth
      ? ['  password=$(secret "$AUTH_SECRET_ID" | jq -er .password)', '  text NATS_TOKEN "$password"']
      : []),
    ...(encryption
      ? [
          `  keys=$(secret ${jetstreamSecretName(name)})`,
          '  key=$(jq -er .key <<<"$keys")',
          '  previous=$(jq -r .previous_key <<<"$keys")',
          '  text NATS_JETSTREAM_KEY "$key"',
          '  text NATS_JETSTREAM_PREVIOUS_KEY "$previous"',
        ]
      : []),
    ...(servers > 1 ? [routes()] : []),
    ") >/run/nats/env",
    "chown -R nats:nats /run/nats",
  ].join("\n");
}

function certificates(name: string): string {
  return `# The first server to start makes the certificate of all, unless somebody has put one into the secret.
make_certificate() {
  local new names curve="-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes"
  new=$(mktemp -d /run/nats/new.XXXXXX)
  names="DNS:localhost,DNS:*.ec2.internal,DNS:*.$AWS_DEFAULT_REGION.compute.internal"
  names="$names,DNS:*.elb.$AWS_DEFAULT_REGION.amazonaws.com\${SERVER_NAME:+,DNS:$SERVER_NAME}"
  openssl req -x509 $curve -days 3650 -subj "/CN=Event queue" -keyout "$new/ca.key" -out "$new/ca.pem" \\
    -addext basicConstraints=critical,CA:TRUE,pathlen:0 -addext keyUsage=critical,keyCertSign
  openssl req $curve -subj "/CN=Event queue server" -keyout "$new/server.key" -out "$new/server.csr"
  printf 'subjectAltName=%s\\nextendedKeyUsage=serverAuth,clientAuth\\n' "$names" >"$new/extensions"
  openssl x509 -req -days 3650 -in "$new/server.csr" -CA "$new/ca.pem" -CAkey "$new/ca.key" -CAcreateserial \\
    -extfile "$new/extensions" -out "$new/server.pem"
  jq -n --rawfile ca "$new/ca.pem" --rawfile certificate "$new/server.pem" --rawfile private_key "$new/server.key" \\
    '{ca: $ca, certificate: $certificate, private_key: $private_key}' >"$new/value.json"
  # All servers write under one token, so that the first one wins. Nobody keeps the key of the CA.
  aws secretsmanager put-secret-value --secret-id ${tlsSecretName(name)} --secret-string "file://$new/value.json" \\
    --client-request-token 00000000-0000-4000-8000-000000000001 || true
  rm -rf "$new"
}
if ! tls=$(secret ${tlsSecretName(name)} 2>/run/nats/error); then
  grep ResourceNotFoundException /run/nats/error
  make_certificate
  tls=$(secret ${tlsSecretName(name)})
fi
for part in ca certificate private_key; do jq -er ".$part" <<<"$tls" >"/run/nats/tls/$part.pem"; done
aws ssm put-parameter --name ${caParameterName(name)} --type String --overwrite --value file:///run/nats/tls/ca.pem \\
  || echo "Clients find no certificate in ${caParameterName(name)}." >&2`;
}

function routes(): string {
  return `  # All servers start at the same time; whoever comes later hears of the others from those that are there.
  for attempt in $(seq 24); do
    peers=$(aws ec2 describe-instances --query 'Reservations[].Instances[].PrivateDnsName' --output text --filters \\
      "Name=tag:aws:autoscaling:groupName,Values=$NAME" Name=instance-state-name,Values=pending,running)
    [ "$(wc -w <<<"$peers")" -ge "$SERVERS" ] && break || sleep 5
  done
  echo "NATS_ROUTES='[$(for peer in $peers; do printf '"nats-route://%s:${ROUTE_PORT}", ' "$peer"; done)]'"`;
}
