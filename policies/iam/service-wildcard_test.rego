package safeguard.iam.service_wildcard_test

import data.safeguard.iam.service_wildcard as policy
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
		[allow("sqs:*", "*"), "fail"],
		[allow(["logs:PutLogEvents", "kms:*"], ["*"]), "fail"],
		[allow("*", "*"), "fail"],
		[allow("s3:*", "arn:aws:s3:::*"), "fail"],
		[allow("dynamodb:*", "arn:aws:dynamodb:eu-central-1:111122223333:table/*"), "fail"],
		[{"Effect": "Allow", "NotAction": "iam:*", "Resource": "*"}, "fail"],
		[allow("s3:*", ["arn:aws:s3:::orders", "arn:aws:s3:::orders/*"]), "pass"],
		[allow("sqs:Get*", "*"), "pass"],
		[allow("logs:*", "*"), "pass"],
		[object.union(allow("sqs:*", "*"), {"Effect": "Deny"}), "pass"],
		[allow("sqs:*", testing.unknown), "unknown"],
		[allow(testing.unknown, "*"), "unknown"],
		[[], "pass"],
	] {
		status(row[0]) == row[1]
	}
}
