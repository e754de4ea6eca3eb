package safeguard.nats.authentication

import data.safeguard.lib.check
import data.safeguard.lib.nats

# METADATA
# title: NATS servers ask clients who they are
# description: Without credentials, or with a no_auth_user, everybody on the network reads every message. User data that is not known counts where names, tags or ports say NATS.
# entrypoint: true
# related_resources:
#   - https://docs.nats.io/running-a-nats-service/configuration/securing_nats/auth_intro
#   - https://docs.nats.io/running-a-nats-service/configuration/sys_accounts/sys_accounts
# custom:
#   severity: high
#   subjects: [aws_instance, aws_launch_template]
#   remediation:
#     text: Ask for a token, for users, or for client certificates; users of the system account alone leave the server open to everybody else.
#     terraform: |
#       resource "aws_launch_template" "nats" {
#         user_data = base64encode(<<-SCRIPT
#           #!/bin/bash
#           cat > /etc/nats-server.conf <<'EOF'
#           authorization {
#             token: $NATS_TOKEN
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
#           "authorization {",
#           "  token: $NATS_TOKEN",
#           "}",
#           "EOF",
#           "systemctl restart nats-server",
#         ].join("\n")),
#       });
verdict[address] := check.all_of([nats.authentication(server) | some server in servers]) if {
	some address, servers in nats.servers
}

exempt := nats.exempt
