package safeguard.nats.cluster_tls

import data.safeguard.lib.check
import data.safeguard.lib.nats

# METADATA
# title: NATS servers reach each other over TLS
# description: Routes, gateways and leaf nodes carry every message a second time. User data that is not known counts where names, tags or ports say NATS.
# entrypoint: true
# related_resources:
#   - https://docs.nats.io/running-a-nats-service/configuration/clustering/cluster_tls
#   - https://docs.nats.io/running-a-nats-service/configuration/leafnodes/leafnode_conf
# custom:
#   severity: high
#   subjects: [aws_instance, aws_launch_template]
#   remediation:
#     text: Give the cluster, gateway and leafnodes blocks that listen a tls block with cert_file and key_file, and leave insecure alone.
#     terraform: |
#       resource "aws_launch_template" "nats" {
#         user_data = base64encode(<<-SCRIPT
#           #!/bin/bash
#           cat > /etc/nats-server.conf <<'EOF'
#           cluster {
#             listen: "0.0.0.0:6222"
#             tls {
#               cert_file: "/etc/nats/tls/server.pem"
#               key_file: "/etc/nats/tls/server.key"
#               ca_file: "/etc/nats/tls/ca.pem"
#             }
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
#           "cluster {",
#           '  listen: "0.0.0.0:6222"',
#           "  tls {",
#           '    cert_file: "/etc/nats/tls/server.pem"',
#           '    key_file: "/etc/nats/tls/server.key"',
#           '    ca_file: "/etc/nats/tls/ca.pem"',
#           "  }",
#           "}",
#           "EOF",
#           "systemctl restart nats-server",
#         ].join("\n")),
#       });
verdict[address] := check.all_of([nats.cluster_tls(server) | some server in servers]) if {
	some address, servers in nats.servers
}

exempt := nats.exempt
