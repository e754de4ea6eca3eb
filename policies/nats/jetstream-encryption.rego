package safeguard.nats.jetstream_encryption

import data.safeguard.lib.check
import data.safeguard.lib.nats

# METADATA
# title: JetStream encrypts what it stores
# description: Whoever gets at the files of a server, at a snapshot or a backup of them reads every message in clear text. User data that is not known counts where names, tags or ports say NATS.
# entrypoint: true
# related_resources:
#   - https://docs.nats.io/running-a-nats-service/nats_admin/jetstream_admin/encryption_at_rest
# custom:
#   severity: high
#   subjects: [aws_instance, aws_launch_template]
#   remediation:
#     text: Set key and cipher in the jetstream block; take the key from the environment of the server.
#     terraform: |
#       resource "aws_launch_template" "nats" {
#         user_data = base64encode(<<-SCRIPT
#           #!/bin/bash
#           cat > /etc/nats-server.conf <<'EOF'
#           jetstream {
#             store_dir: "/var/lib/nats"
#             cipher: aes
#             key: $JETSTREAM_KEY
#           }
#           EOF
#           systemctl restart nats-server
#         SCRIPT
#         )
#       }
#     cdktf: |
#       new LaunchTemplate(this, "nats", {
#         userData: Fn.base64encode([
#           "#!/bin/bash",
#           "cat > /etc/nats-server.conf <<'EOF'",
#           "jetstream {",
#           '  store_dir: "/var/lib/nats"',
#           "  cipher: aes",
#           "  key: $JETSTREAM_KEY",
#           "}",
#           "EOF",
#           "systemctl restart nats-server",
#         ].join("\n")),
#       });
verdict[address] := check.all_of([nats.jetstream_encryption(server) | some server in servers]) if {
	some address, servers in nats.servers
}

exempt := nats.exempt
