package safeguard.lib.identity_test

import data.safeguard.lib.identity
import data.safeguard.lib.testing

unknown := testing.unknown

test_grants if {
	every row in [
		[{"Action": "sqs:SendMessage"}, "pass"],
		[{"Action": ["sns:Publish", "SQS:sendmessage"]}, "pass"],
		[{"Action": "*"}, "pass"],
		[{"Action": "sqs:*"}, "pass"],
		[{"Action": "sqs:*Message"}, "pass"],
		[{"Action": "s*:Send*"}, "pass"],
		[{"Action": "*:*"}, "pass"],
		[{"Action": "sqs:SendMessag?"}, "pass"],
		[{"Action": "sqs:SendMessage?"}, "fail"],
		[{"Action": "sqs:*Batch"}, "fail"],
		[{"Action": "sqs:S*x*e"}, "fail"],
		[{"Action": "sqs:ReceiveMessage"}, "fail"],
		[{"Action": unknown}, "unknown"],
		[{"Action": ["sqs:*", unknown]}, "pass"],
		[{"Action": 1}, "fail"],
		[{}, "fail"],
		[{"NotAction": "iam:*"}, "pass"],
		[{"NotAction": ["iam:*", "sqs:*"]}, "fail"],
		[{"NotAction": ["iam:*", unknown]}, "unknown"],
		[unknown, "unknown"],
	] {
		identity.grants({"statement": row[0], "denials": []}, ["sqs:sendmessage"], set()) == row[1]
	}
}

test_grants_a_service if {
	every row in [
		[{"Action": "sqs:*"}, "pass"],
		[{"Action": "SQS:**"}, "pass"],
		[{"Action": "sq*"}, "pass"],
		[{"Action": "*"}, "pass"],
		[{"Action": "*:*"}, "pass"],
		[{"Action": "s*:*"}, "pass"],
		[{"Action": "s*:Get*"}, "fail"],
		[{"Action": "sq?:*"}, "pass"],
		[{"Action": "s?:*"}, "fail"],
		[{"Action": "sqs:Send*"}, "fail"],
		[{"Action": "sqs:SendMessage"}, "fail"],
		[{"Action": unknown}, "unknown"],
		[{"NotAction": "iam:*"}, "pass"],
		[{"NotAction": "sqs:DeleteQueue"}, "pass"],
		[{"NotAction": "sqs:*"}, "fail"],
		[{"NotAction": unknown}, "unknown"],
		[unknown, "unknown"],
	] {
		identity.grants_service({"statement": row[0], "denials": []}, ["sqs"]) == row[1]
	}
}

deny(changes) := object.union({"Effect": "Deny", "Action": "sqs:*", "Resource": "*"}, changes)

test_a_deny_takes_back if {
	every row in [
		[{}, "fail", "fail"],
		[{"Action": "SQS:SendMessage"}, "fail", "pass"],
		[{"Action": ["sqs:Send*", "sqs:*"]}, "fail", "fail"],
		[{"Action": "sqs:ReceiveMessage"}, "pass", "pass"],
		[{"Action": null, "NotAction": "s3:*"}, "fail", "fail"],
		[{"Action": null, "NotAction": "sqs:Send*"}, "pass", "pass"],
		[{"Action": unknown}, "unknown", "unknown"],
		[{"Resource": "arn:aws:sqs:*:*:orders"}, "pass", "pass"],
		[{"Resource": unknown}, "unknown", "unknown"],
		[{"Resource": null, "NotResource": "arn:aws:sqs:*:*:orders"}, "unknown", "unknown"],
		[{"Effect": unknown}, "unknown", "unknown"],
		[{"Effect": "Allow"}, "pass", "pass"],
		[{"Condition": {"StringNotEquals": {"aws:PrincipalTag/team": "a"}}}, "pass", "pass"],
		[{"Condition": {"Bool": {"aws:MultiFactorAuthPresent": "false"}}}, "pass", "pass"],
		[{"Condition": unknown}, "unknown", "unknown"],
	] {
		found := {"statement": {"Action": "*", "Resource": "*"}, "denials": [deny(row[0])]}
		identity.grants(found, ["sqs:sendmessage"], set()) == row[1]
		identity.grants_service(found, ["sqs"]) == row[2]
	}
	other := {"statement": {"Action": "*", "Resource": "*"}, "denials": [deny({})]}
	identity.grants(other, ["sqs:sendmessage", "sns:publish"], set()) == "pass"
	identity.grants(object.union(other, {"denials": [unknown]}), ["sqs:sendmessage"], set()) == "unknown"
}

test_a_deny_that_leaves_certain_values if {
	keys := {"iam:passedtoservice"}
	every row in [
		[{"StringNotEquals": {"iam:PassedToService": "ecs-tasks.amazonaws.com"}}, "fail"],
		[{"StringNotEqualsIfExists": {"iam:PassedToService": ["ecs-tasks.amazonaws.com"]}}, "fail"],
		[{"StringNotLike": {"iam:PassedToService": "*"}}, "pass"],
		[{"StringEquals": {"iam:PassedToService": "ecs-tasks.amazonaws.com"}}, "pass"],
		[{"StringNotEquals": {"iam:PassedToService": unknown}}, "unknown"],
		[{"Bool": {"aws:ViaAWSService": "false"}}, "pass"],
		[{"Bool": {"aws:PrincipalIsAWSService": "false"}}, "pass"],
	] {
		found := {"statement": {"Action": "*", "Resource": "*"}, "denials": [deny({"Action": "iam:*", "Condition": row[0]})]}
		identity.grants(found, ["iam:passrole"], keys) == row[1]
	}
}

test_denials_of_all_the_policies_of_a_role if {
	role := testing.plain("aws_iam_role.r", {"inline_policy": [
		{"policy": json.marshal({"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}})},
		{"policy": json.marshal({"Statement": {"Effect": "Deny", "Action": "*", "Resource": "*"}})},
	]})
	found := identity.statements(role) with input as testing.inventory([role])
	count(found[0].denials) == 1
	identity.grants(found[0], ["sqs:sendmessage"], set()) == "fail"
}

test_a_deny_of_other_organizations if {
	trust := {"Effect": "Allow", "Principal": {"AWS": "999988887777"}, "Action": "sts:AssumeRole"}
	refused := {"Effect": "Deny", "Principal": "*", "Action": "sts:*", "Condition": {"StringNotEquals": {"aws:PrincipalOrgID": "o-1"}}}
	own := {"111122223333"}
	identity.trusts_other_accounts({"statement": trust, "names": {"own": false}, "denials": []}, own) == "pass"
	identity.trusts_other_accounts({"statement": trust, "names": {"own": false}, "denials": [refused]}, own) == "fail"
	anyone := object.union(refused, {"Principal": {"AWS": "999988887777"}})
	identity.trusts_other_accounts({"statement": trust, "names": {"own": false}, "denials": [anyone]}, own) == "pass"
}

on(resource, names) := identity.on_everything({"statement": {"Resource": resource}, "names": {"resources": names}})

test_on_everything if {
	every row in [
		["*", "pass"],
		[["arn:aws:sqs:eu-central-1:111122223333:orders", "*"], "pass"],
		["arn:aws:sqs:eu-central-1:111122223333:orders", "fail"],
		["arn:aws:sqs:*:*:orders-*", "fail"],
		["arn:aws:sqs:*:*:*", "pass"],
		["arn:aws:sqs:eu-central-1:111122223333:*", "pass"],
		["arn:aws:s3:::*", "pass"],
		["arn:aws:s3:::*/*", "pass"],
		["arn:aws:s3:::orders/*", "fail"],
		["arn:aws:kms:*:*:key/*", "pass"],
		["arn:aws:kms:*:*:key/1234", "fail"],
		["arn:aws:secretsmanager:*:*:secret:*", "pass"],
		["arn:aws:iam::111122223333:role/*", "pass"],
		["arn:aws:*", "pass"],
		["arn:aws:s3", "fail"],
		["orders", "fail"],
		[1, "fail"],
		[null, "fail"],
		[unknown, "unknown"],
		[["*", unknown], "pass"],
	] {
		on(row[0], false) == row[1]
	}
	on(unknown, true) == "fail"
	identity.on_everything({"statement": unknown, "names": {"resources": true}}) == "unknown"
	identity.on_everything({"statement": {"NotResource": "arn:aws:s3:::orders"}, "names": {"resources": false}}) == "pass"
	identity.on_everything({"statement": {"NotResource": unknown}, "names": {"resources": false}}) == "unknown"
}

test_conditioned if {
	every row in [
		[null, "fail"],
		[{"StringEquals": {"iam:PassedToService": "ecs-tasks.amazonaws.com"}}, "pass"],
		[{"ForAnyValue:StringLike": {"IAM:passedtoservice": ["ecs-tasks.amazonaws.com"]}}, "pass"],
		[{"StringLike": {"iam:PassedToService": "*"}}, "fail"],
		[{"StringLike": {"iam:PassedToService": ["ecs-tasks.amazonaws.com", "*"]}}, "fail"],
		[{"StringNotEquals": {"iam:PassedToService": "x"}}, "fail"],
		[{"StringEqualsIfExists": {"iam:PassedToService": "x"}}, "fail"],
		[{"StringEquals": {"aws:RequestedRegion": "x"}}, "fail"],
		[{"StringEquals": {"iam:PassedToService": unknown}}, "unknown"],
		[{"StringEquals": {"iam:PassedToService": 1}}, "fail"],
		[{"StringEquals": unknown}, "unknown"],
		[{"StringEquals": "x"}, "fail"],
		[unknown, "unknown"],
	] {
		identity.conditioned({"Condition": row[0]}, {"iam:passedtoservice"}) == row[1]
	}
}

test_allows if {
	every row in [["Allow", "pass"], ["allow", "pass"], ["Deny", "fail"], [null, "fail"], [unknown, "unknown"]] {
		identity.allows({"Effect": row[0]}) == row[1]
	}
	identity.allows(unknown) == "unknown"
}

policy(document, references) := testing.resource("aws_iam_policy.p", {
	"values": {"policy": unknown},
	"presence": {"policy": "proven"},
	"documents": {"policy": {"value": document, "from": "source"}},
	"references": references,
})

names(references) := found[0].names.resources if {
	resource := policy({"Statement": [{}]}, references)
	found := identity.statements(resource) with input as testing.inventory([resource])
}

test_a_value_can_only_be_the_name_of_a_resource if {
	names({"policy": testing.refers(["aws_sqs_queue.q"])}) == true
	names({"policy": testing.refers(["module.m.aws_sqs_queue.q"])}) == true
	names({"policy": testing.refers(["data.aws_partition.p", "data.aws_caller_identity.c", "data.aws_region.r", "aws_sqs_queue.q"])}) == true
	every reference in [
		testing.may_refer(["aws_sqs_queue.q"], "any of two"),
		testing.refers([]),
		testing.refers(["data.aws_sqs_queue.q"]),
		testing.refers(["module.m.data.aws_sqs_queue.q"]),
		testing.refers(["aws_ssm_parameter.p"]),
		testing.refers(["module.m.aws_ssm_parameter.p"]),
		testing.refers(["aws_sqs_queue.q", "random_string.r"]),
	] {
		names({"policy": reference}) == false
	}
	names({}) == false
}

test_the_references_of_a_data_source if {
	document := testing.resource("data.aws_iam_policy_document.d", {"references": {"statement.resources": testing.refers(["aws_sqs_queue.q"])}})
	resource := testing.resource("aws_iam_policy.p", {
		"values": {"policy": unknown},
		"presence": {"policy": "proven"},
		"documents": {"policy": {"value": {"Statement": {}}, "from": "data.aws_iam_policy_document.d"}},
	})
	found := identity.statements(resource) with input as testing.inventory([resource, document])
	[one.names.resources | some one in found] == [true]
}
