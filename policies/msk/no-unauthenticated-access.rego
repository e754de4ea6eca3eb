package safeguard.msk.no_unauthenticated_access

import data.safeguard.lib.check
import data.safeguard.lib.inventory
import data.safeguard.lib.msk

# METADATA
# title: Kafka clusters turn away clients without credentials
# description: A cluster can ask some clients for credentials and still let others in without; then anyone on the network reads its topics.
# entrypoint: true
# related_resources:
#   - https://docs.aws.amazon.com/msk/latest/developerguide/msk-update-security.html
#   - https://docs.aws.amazon.com/msk/latest/developerguide/msk-authentication.html
# custom:
#   severity: critical
#   subjects: [aws_msk_cluster]
#   remediation:
#     text: Set client_authentication.unauthenticated to false and turn on IAM, SCRAM or mutual TLS.
#     terraform: |
#       resource "aws_msk_cluster" "events" {
#         client_authentication {
#           unauthenticated = false
#           sasl {
#             iam = true
#           }
#         }
#       }
#     cdktf: |
#       new MskCluster(this, "events", { clientAuthentication: { unauthenticated: false, sasl: { iam: true } } });
verdict[address] := check.all_of(array.concat(
	[check.none_of([check.is_true(unauthenticated)])],
	[check.fail("client_authentication", null, "a way to authenticate", ["Without the block nobody has to prove who they are."]) |
		msk.leaves_out(cluster, "client_authentication")
	],
)) if {
	some address, cluster in msk.clusters
	unauthenticated := inventory.argument_or(
		cluster, "client_authentication.unauthenticated", false,
		"Where the block leaves it out, the provider sends false.",
	)
}
