package safeguard.nats.monitoring_port

import data.safeguard.lib.check
import data.safeguard.lib.nats

# METADATA
# title: NATS servers keep their monitoring port to themselves
# description: The monitoring port asks nobody who they are and tells of every connection, account and subject. User data that is not known counts where names, tags or ports say NATS.
# entrypoint: true
# related_resources:
#   - https://docs.nats.io/running-a-nats-service/configuration/monitoring
#   - https://docs.nats.io/running-a-nats-service/nats_admin/monitoring
# custom:
#   severity: high
#   subjects: [aws_instance, aws_launch_template]
#   remediation:
#     text: 'Bind the port to the loopback interface (http: "127.0.0.1:8222") for an agent on the server, or use https_port.'
#     terraform: |
#       resource "aws_launch_template" "nats" {
#         user_data = base64encode(<<-SCRIPT
#           #!/bin/bash
#           cat > /etc/nats-server.conf <<'EOF'
#           http: "127.0.0.1:8222"
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
#           'http: "127.0.0.1:8222"',
#           "EOF",
#           "systemctl restart nats-server",
#         ].join("\n")),
#       });
verdict[address] := check.all_of([nats.monitoring(server) | some server in servers]) if {
	some address, servers in nats.servers
}

exempt := nats.exempt
