package safeguard.eventbridge.no_public_access

import data.safeguard.lib.iam

# METADATA
# title: Event buses are closed to the public
# description: A bus that lets everyone put events takes forged orders and results from any AWS account, and hands them to every rule.
# entrypoint: true
# related_resources:
#   - https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-bus-perms.html
#   - https://registry.terraform.io/providers/hashicorp/aws/5.100.0/docs/resources/cloudwatch_event_permission
# custom:
#   severity: critical
#   subjects: [aws_cloudwatch_event_bus_policy, aws_cloudwatch_event_permission]
#   remediation:
#     text: Name the accounts in principal, or narrow the statement to an organization with aws:PrincipalOrgID.
#     terraform: |
#       resource "aws_cloudwatch_event_permission" "organization" {
#         statement_id = "organization"
#         principal    = "*"
#         condition {
#           key   = "aws:PrincipalOrgID"
#           type  = "StringEquals"
#           value = "o-1234567890"
#         }
#       }
#     cdktf: |
#       new CloudwatchEventPermission(this, "organization", {
#         statementId: "organization",
#         principal: "*",
#         condition: { key: "aws:PrincipalOrgID", type: "StringEquals", value: "o-1234567890" },
#       });
verdict[address] := iam.not_public([_source(policy, object.get(policy.documents, "policy", {"value": {"$unknown": true}}).value)], _expected) if {
	some address, policy in input.resources.aws_cloudwatch_event_bus_policy
	policy.mode == "managed"
}

verdict[address] := iam.not_public([_source(permission, {"Statement": [_statement(permission)]})], _expected) if {
	some address, permission in input.resources.aws_cloudwatch_event_permission
	permission.mode == "managed"
}

_expected := "no statement that allows everyone"

_source(resource, document) := {
	"where": resource.address,
	"path": "",
	"holder": resource,
	"argument": "policy",
	"certain": true,
	"document": document,
	"because": [],
}

_statement(permission) := {
	"Sid": object.get(permission.values, "statement_id", null),
	"Effect": "Allow",
	"Principal": object.get(permission.values, "principal", null),
	"Condition": _condition(object.get(permission.values, "condition", null)),
}

# The one block that a permission may have.
_condition(blocks) := {block.type: {block.key: block.value}} if {
	block := blocks[0]
	is_string(block.type)
	is_string(block.key)
} else := null if {
	blocks in [null, []]
} else := {"$unknown": true}
