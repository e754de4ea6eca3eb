package safeguard.msk.cluster_policy

import data.safeguard.lib.iam
import data.safeguard.lib.inventory

# METADATA
# title: Policies of Kafka clusters are closed to the public
# description: A cluster policy that allows everyone lets any AWS account connect to the cluster and read its topics.
# entrypoint: true
# related_resources:
#   - https://docs.aws.amazon.com/msk/latest/developerguide/mvpc-cluster-owner-action-policy.html
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
# custom:
#   severity: critical
#   subjects: [aws_msk_cluster_policy]
#   remediation:
#     text: Name the accounts, roles or services in Principal, or narrow the statement with aws:PrincipalOrgID or aws:SourceAccount.
#     terraform: |
#       resource "aws_msk_cluster_policy" "events" {
#         cluster_arn = aws_msk_cluster.events.arn
#         policy = jsonencode({
#           Version = "2012-10-17"
#           Statement = [{
#             Effect    = "Allow"
#             Principal = { AWS = "arn:aws:iam::111122223333:root" }
#             Action    = ["kafka:CreateVpcConnection", "kafka:GetBootstrapBrokers"]
#             Resource  = aws_msk_cluster.events.arn
#           }]
#         })
#       }
#     cdktf: |
#       new MskClusterPolicy(this, "policy", {
#         clusterArn: cluster.arn,
#         policy: Fn.jsonencode({
#           Version: "2012-10-17",
#           Statement: [{
#             Effect: "Allow",
#             Principal: { AWS: "arn:aws:iam::111122223333:root" },
#             Action: ["kafka:CreateVpcConnection", "kafka:GetBootstrapBrokers"],
#             Resource: cluster.arn,
#           }],
#         }),
#       });
verdict[address] := iam.not_public(inventory.own_documents(policy, "policy"), "no statement that allows everyone") if {
	some address, policy in input.resources.aws_msk_cluster_policy
	policy.mode == "managed"
}
