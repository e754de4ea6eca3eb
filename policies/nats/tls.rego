package safeguard.nats.tls

import data.safeguard.lib.check
import data.safeguard.lib.nats

# METADATA
# title: Clients reach NATS servers over TLS
# description: Messages that travel to NATS in clear text are read and changed on the way. User data that is not known counts where names, tags or ports say NATS.
# entrypoint: true
# related_resources:
#   - https://docs.nats.io/running-a-nats-service/configuration/securing_nats/tls
# custom:
#   severity: high
#   subjects: [aws_instance, aws_launch_template]
#   remediation:
#     text: Give the server a tls block with cert_file and key_file, and leave allow_non_tls and no_tls alone.
#     terraform: |
#       resource "aws_launch_template" "nats" {
#         user_data = base64encode(<<-SCRIPT
#           #!/bin/bash
#           cat > /etc/nats-server.conf <<'EOF'
#           tls {
#             cert_file: "/etc/nats/tls/server.pem"
#             key_file: "/etc/nats/tls/server.key"
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
#           "tls {",
#           '  cert_file: "/etc/nats/tls/server.pem"',
#           '  key_file: "/etc/nats/tls/server.key"',
#           "}",
#           "EOF",
#           "systemctl restart nats-server",
#         ].join("\n")),
#       });
verdict[address] := check.all_of([nats.tls(server) | some server in servers]) if {
	some address, servers in nats.servers
}

exempt := nats.exempt
