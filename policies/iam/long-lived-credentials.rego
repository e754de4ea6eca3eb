package safeguard.iam.long_lived_credentials

import data.safeguard.lib.check
import data.safeguard.lib.inventory

# METADATA
# title: Nobody holds credentials that do not expire
# description: An access key works until somebody remembers to delete it, from wherever it has leaked to; roles give out credentials that expire.
# entrypoint: true
# related_resources:
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#bp-workloads-use-roles
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html
# custom:
#   severity: medium
#   subjects: [aws_iam_access_key, aws_iam_policy_attachment, aws_iam_user_policy, aws_iam_user_policy_attachment]
#   remediation:
#     text: Remove the access key; give programs a role, people IAM Identity Center, and attach policies to roles or groups.
#     terraform: |
#       resource "aws_iam_role_policy_attachment" "worker" {
#         role       = aws_iam_role.worker.name
#         policy_arn = aws_iam_policy.worker.arn
#       }
#     cdktf: |
#       new IamRolePolicyAttachment(this, "worker", { role: worker.name, policyArn: policy.arn });
verdict[address] := check.equals(status, "Inactive") if {
	some address, key in input.resources.aws_iam_access_key
	key.mode == "managed"
	status := inventory.argument_or(key, "status", "Active", "The provider's default of status is Active.")
}

verdict[address] := check.fail("", resource.type, "policies on roles or groups", ["It gives rights to a user."]) if {
	some type in ["aws_iam_user_policy", "aws_iam_user_policy_attachment"]
	some address, resource in input.resources[type]
	resource.mode == "managed"
}

verdict[address] := check.none_of([check.has_elements(attachment, "users", "a user")]) if {
	some address, attachment in input.resources.aws_iam_policy_attachment
	attachment.mode == "managed"
}
