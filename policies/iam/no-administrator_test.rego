package safeguard.iam.no_administrator_test

import data.safeguard.iam.no_administrator as policy
import data.safeguard.lib.testing

p := "aws_iam_policy.p"

r := "aws_iam_role.r"

verdicts(resources) := result if {
	result := policy.verdict with input as testing.inventory(resources)
}

written(address, document) := testing.resource(address, {
	"values": {"policy": "{…}"},
	"documents": {"policy": testing.document(document)},
})

allow(changes) := object.union({"Effect": "Allow", "Action": "*", "Resource": "*"}, changes)

test_documents if {
	every row in [
		[allow({}), "fail"],
		[[allow({"Action": "sqs:SendMessage"}), allow({"Action": ["*"], "Resource": ["*"]})], "fail"],
		[allow({"Action": "iam:*"}), "fail"],
		[allow({"Action": "*:*"}), "fail"],
		[{"Effect": "Allow", "NotAction": "sqs:*", "Resource": "*"}, "fail"],
		[{"Effect": "Allow", "NotAction": ["iam:*", "organizations:*"], "Resource": "*"}, "pass"],
		[{"Effect": "Allow", "Action": "*", "NotResource": "arn:aws:s3:::x"}, "fail"],
		[allow({"Effect": "Deny"}), "pass"],
		[[allow({}), {"Effect": "Deny", "Action": "iam:*", "Resource": "*"}], "pass"],
		[[allow({}), {"Effect": "Deny", "Action": "iam:CreateUser", "Resource": "*"}], "fail"],
		[allow({"Action": "sqs:*"}), "pass"],
		[allow({"Resource": "arn:aws:sqs:eu-central-1:111122223333:orders"}), "pass"],
		[allow({"Action": testing.unknown}), "unknown"],
		[allow({"Resource": testing.unknown}), "unknown"],
		[testing.unknown, "unknown"],
	] {
		every address in [p, "aws_iam_role_policy.p", "aws_iam_user_policy.p", "aws_iam_group_policy.p"] {
			verdicts([written(address, {"Statement": row[0]})])[address].status == row[1]
		}
	}
	verdicts([written(p, {"Statement": [allow({"Sid": "All"})]})])[p].evidence[0].because == ["Statement All allows everything, or all of IAM, on everything."]
}

test_text_that_is_not_known if {
	[unread] := verdicts([testing.pointing(p, {}, "policy", [])])[p].evidence
	unread.observed == "(known after apply)"
	unread.because == ["It is known after apply; run with --source so that its text can be read."]
	verdicts([testing.pointing(p, {}, "policy", [])])[p].status == "unknown"
	maybe := testing.resource(p, {
		"values": {"policy": testing.unknown},
		"presence": {"policy": "possible"},
		"documents": {"policy": testing.document({"Statement": allow({})})},
	})
	verdicts([maybe])[p].status == "unknown"
	verdicts([testing.plain(p, {"policy": ""})])[p].status == "pass"
}

hidden(presence) := testing.resource(p, {"values": {"policy": testing.unknown}, "presence": {"policy": presence}})

test_a_text_that_is_not_known_has_no_statements_to_name if {
	proven := verdicts([hidden("proven")])[p].evidence
	[evidence.observed | some evidence in proven] == ["(known after apply)"]
	proven[0].because == ["It is known after apply; run with --source so that its text can be read."]
	count(verdicts([hidden("possible")])[p].evidence[0].because) == 1
}

everything := `{"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}`

test_roles if {
	every row in [
		[{}, "pass"],
		[{"inline_policy": []}, "pass"],
		[{"inline_policy": [{"name": null, "policy": null}]}, "pass"],
		[{"inline_policy": [{"name": "x"}]}, "pass"],
		[{"inline_policy": [{"name": "x", "policy": everything}]}, "fail"],
		[{"inline_policy": [{"name": "x", "policy": "not JSON"}]}, "unknown"],
		[{"inline_policy": [{"name": "x", "policy": testing.unknown}]}, "unknown"],
		[{"inline_policy": [testing.unknown]}, "unknown"],
		[{"inline_policy": testing.unknown}, "unknown"],
		[{"managed_policy_arns": ["arn:aws:iam::aws:policy/AdministratorAccess"]}, "fail"],
		[{"managed_policy_arns": ["arn:aws:iam::aws:policy/ReadOnlyAccess"]}, "pass"],
		[{"managed_policy_arns": testing.unknown}, "unknown"],
		[{"managed_policy_arns": [testing.unknown]}, "unknown"],
	] {
		verdicts([testing.plain(r, row[0])])[r].status == row[1]
	}
	unset := testing.resource(r, {
		"values": {"inline_policy": testing.unknown, "managed_policy_arns": testing.unknown},
		"presence": {"inline_policy": "unset", "managed_policy_arns": "unset"},
	})
	verdicts([unset])[r].status == "pass"
}

test_attachments if {
	every type in ["aws_iam_role_policy_attachment", "aws_iam_user_policy_attachment", "aws_iam_group_policy_attachment", "aws_iam_policy_attachment"] {
		a := concat("", [type, ".a"])
		every row in [
			["arn:aws:iam::aws:policy/AdministratorAccess", "fail"],
			["arn:aws-us-gov:iam::aws:policy/IAMFullAccess", "fail"],
			["arn:aws:iam::aws:policy/AmazonSQSReadOnlyAccess", "pass"],
			[testing.unknown, "unknown"],
		] {
			verdicts([testing.plain(a, {"policy_arn": row[0]})])[a].status == row[1]
		}
	}
}

test_an_attached_policy_of_this_document_is_judged_itself if {
	a := "aws_iam_role_policy_attachment.a"
	own := testing.plain(p, {})
	verdicts([testing.pointing(a, {}, "policy_arn", [p]), own])[a].status == "pass"
	read := testing.plain("data.aws_iam_policy.p", {})
	verdicts([testing.pointing(a, {}, "policy_arn", ["data.aws_iam_policy.p"]), read])[a].status == "unknown"
}

test_only_managed_resources_are_subjects if {
	verdicts([testing.plain("data.aws_iam_policy.p", {}), testing.plain("data.aws_iam_role.r", {})]) == {}
}
