package safeguard.msk.serverless_authentication

import data.safeguard.lib.check
import data.safeguard.lib.inventory

# METADATA
# title: Serverless Kafka clusters ask who is there
# description: IAM is the only way by which clients of MSK Serverless prove who they are; without it whoever reaches the cluster is let in.
# entrypoint: true
# related_resources:
#   - https://docs.aws.amazon.com/msk/latest/developerguide/serverless.html
#   - https://docs.aws.amazon.com/msk/latest/developerguide/iam-access-control.html
# custom:
#   severity: critical
#   subjects: [aws_msk_serverless_cluster]
#   remediation:
#     text: Set client_authentication.sasl.iam.enabled to true.
#     terraform: |
#       resource "aws_msk_serverless_cluster" "events" {
#         client_authentication {
#           sasl {
#             iam {
#               enabled = true
#             }
#           }
#         }
#       }
#     cdktf: |
#       new MskServerlessCluster(this, "events", { clientAuthentication: { sasl: { iam: { enabled: true } } } });
verdict[address] := check.is_true(inventory.argument(cluster, "client_authentication.sasl.iam.enabled")) if {
	some address, cluster in input.resources.aws_msk_serverless_cluster
	cluster.mode == "managed"
}
