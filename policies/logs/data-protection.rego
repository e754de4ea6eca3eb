package safeguard.logs.data_protection

import data.safeguard.lib.check
import data.safeguard.lib.inventory
import data.safeguard.lib.parameters
import data.safeguard.lib.tags

# METADATA
# title: Logs that may hold ePHI mask it
# description: Names and numbers of patients slip into logs; a data protection policy finds and masks them before whoever reads logs sees them.
# entrypoint: true
# related_resources:
#   - https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/mask-sensitive-log-data.html
#   - https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/protect-sensitive-log-data-types-health.html
# custom:
#   severity: low
#   subjects: [aws_cloudwatch_log_group]
#   remediation:
#     text: Attach a data protection policy to the log group, or to every log group of the account.
#     terraform: |
#       resource "aws_cloudwatch_log_data_protection_policy" "orders" {
#         log_group_name  = aws_cloudwatch_log_group.orders.name
#         policy_document = data.aws_cloudwatch_log_data_protection_policy_document.health.json
#       }
#     cdktf: |
#       new CloudwatchLogDataProtectionPolicy(this, "orders", {
#         logGroupName: group.name,
#         policyDocument: health.json,
#       });
#   parameters:
#     tag:
#       description: Tag that says what a log group holds.
#       default: DataClassification
#       schema: {type: string, minLength: 1}
#     values:
#       description: Values of the tag that mean ePHI, whatever their letters.
#       default: [PHI, ePHI]
#       schema: {type: array, items: {type: string}, minItems: 1}
verdict[address] := _unless_exempt(address, check.watched_by(
	array.concat(
		[{"address": link.address, "status": _certainty[link.certain], "because": link.because} |
			some link in inventory.links(group, "aws_cloudwatch_log_data_protection_policy", ["log_group_name"])
		],
		_anywhere,
	),
	"a data protection policy",
)) if {
	some address, status in _holds_phi
	status != "fail"
	group := input.resources.aws_cloudwatch_log_group[address]
}

exempt[address] := "It is not classified as holding ePHI." if {
	some address, status in _holds_phi
	status == "fail"
}

_holds_phi[address] := tags.status(group, tag, values) if {
	tag := parameters.value("logs/data-protection", "tag")
	values := parameters.value("logs/data-protection", "values")
	some address, group in input.resources.aws_cloudwatch_log_group
	group.mode == "managed"
}

_unless_exempt(address, result) := check.excusable(result, ["Whether it holds ePHI is not known."]) if {
	_holds_phi[address] == "unknown"
} else := result

_certainty := {true: "pass", false: "unknown"}

# Policies of the account, and those of which nobody knows the log group.
_anywhere := array.concat(
	[{"address": address, "status": result.status, "because": ["It covers every log group of the account."]} |
		some address, policy in input.resources.aws_cloudwatch_log_account_policy
		result := check.equals(inventory.argument(policy, "policy_type"), "DATA_PROTECTION_POLICY")
		result.status != "fail"
	],
	[{"address": address, "status": "unknown", "because": ["Its log group is known after apply."]} |
		some address in inventory.strays(
			{"type": "aws_cloudwatch_log_data_protection_policy", "path": "log_group_name"},
			"aws_cloudwatch_log_group",
		)
	],
)
