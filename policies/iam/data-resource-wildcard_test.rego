package safeguard.iam.data_resource_wildcard_test

import data.safeguard.iam.data_resource_wildcard as policy
import data.safeguard.lib.testing

p := "aws_iam_role_policy.p"

status(statements) := result.status if {
	result := policy.verdict[p] with input as testing.inventory([testing.resource(p, {
		"values": {"policy": "{…}"},
		"documents": {"policy": testing.document({"Statement": statements})},
	})])
}

allow(action, resource) := {"Effect": "Allow", "Action": action, "Resource": resource}

test_statements if {
	every row in [
		[allow("sqs:ReceiveMessage", "*"), "fail"],
		[allow("kms:Decrypt", "arn:aws:kms:*:*:key/*"), "fail"],
		[allow("s3:Get*", "*"), "fail"],
		[allow("ssm:GetParameter*", "arn:aws:ssm:eu-central-1:111122223333:parameter/*"), "fail"],
		[allow("ssm:GetParameter*", "arn:aws:ssm:eu-central-1:111122223333:parameter/orders/*"), "pass"],
		[allow("sqs:ListQueues", "*"), "pass"],
		[allow("s3:GetObject", "arn:aws:s3:::orders/*"), "pass"],
		[allow("sqs:ReceiveMessage", testing.unknown), "unknown"],
	] {
		status(row[0]) == row[1]
	}
}
