package safeguard.msk.authentication

import data.safeguard.lib.check
import data.safeguard.lib.msk

# METADATA
# title: Kafka clusters ask who is there
# description: Without IAM, SCRAM or mutual TLS, whoever reaches a broker reads and writes every topic.
# entrypoint: true
# related_resources:
#   - https://docs.aws.amazon.com/msk/latest/developerguide/kafka_apis_iam.html
#   - https://docs.aws.amazon.com/msk/latest/developerguide/msk-password.html
#   - https://docs.aws.amazon.com/msk/latest/developerguide/msk-authentication.html
# custom:
#   severity: critical
#   subjects: [aws_msk_cluster]
#   remediation:
#     text: Turn on client_authentication.sasl.iam; SCRAM or a certificate authority for mutual TLS will do as well.
#     terraform: |
#       resource "aws_msk_cluster" "events" {
#         client_authentication {
#           sasl {
#             iam = true
#           }
#         }
#       }
#     cdktf: |
#       new MskCluster(this, "events", { clientAuthentication: { sasl: { iam: true } } });
verdict[address] := check.one_way_of(
	[
		msk.sasl(cluster, "iam"),
		msk.sasl(cluster, "scram"),
		msk.mutual_tls(cluster),
	],
	"IAM, SCRAM or mutual TLS",
) if {
	some address, cluster in msk.clusters
}
