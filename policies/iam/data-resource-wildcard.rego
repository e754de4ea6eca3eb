package safeguard.iam.data_resource_wildcard

import data.safeguard.lib.check
import data.safeguard.lib.identity

# METADATA
# title: Access to data names the resources it is for
# description: Reading messages, objects, keys or secrets of everything gives each program the ePHI of all the others.
# entrypoint: true
# related_resources:
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
# custom:
#   severity: medium
#   subjects: [aws_iam_group_policy, aws_iam_policy, aws_iam_role, aws_iam_role_policy, aws_iam_user_policy]
#   remediation:
#     text: Write the ARNs of the queues, topics, buckets, tables, keys and secrets that are needed in Resource.
#     terraform: |
#       resource "aws_iam_role_policy" "worker" {
#         role = aws_iam_role.worker.id
#         policy = jsonencode({
#           Version = "2012-10-17"
#           Statement = [{
#             Effect   = "Allow"
#             Action   = "kms:Decrypt"
#             Resource = aws_kms_key.queues.arn
#           }]
#         })
#       }
#     cdktf: |
#       new IamRolePolicy(this, "worker-policy", {
#         role: worker.id,
#         policy: Fn.jsonencode({
#           Version: "2012-10-17",
#           Statement: [{ Effect: "Allow", Action: "kms:Decrypt", Resource: key.arn }],
#         }),
#       });
verdict[address] := identity.none(judged, "data actions on named resources", "allows data actions on everything.") if {
	some address, resource in identity.holders
	judged := [{"found": found, "status": status} |
		some found in identity.statements(resource)
		status := check.all_status([
			identity.allows(found.statement),
			identity.grants(found, _actions, set()),
			identity.on_everything(found),
		])
	]
}

# What reads, writes or decrypts data; all of it can be limited to resources.
# https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
_actions := [
	"dynamodb:batchgetitem", "dynamodb:batchwriteitem", "dynamodb:deleteitem", "dynamodb:getitem", "dynamodb:putitem",
	"dynamodb:query", "dynamodb:scan", "dynamodb:updateitem", "elasticache:connect", "events:putevents",
	"kafka-cluster:connect", "kafka-cluster:readdata", "kafka-cluster:writedata", "kinesis:getrecords",
	"kinesis:putrecord", "kinesis:putrecords", "kms:decrypt", "kms:encrypt", "kms:generatedatakey", "s3:deleteobject",
	"s3:getobject", "s3:putobject", "secretsmanager:getsecretvalue", "sns:publish", "sqs:deletemessage",
	"sqs:purgequeue", "sqs:receivemessage", "sqs:sendmessage", "ssm:getparameter", "ssm:getparameters",
	"ssm:getparametersbypath",
]
