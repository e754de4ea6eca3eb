package safeguard.lib.iam_test

import data.safeguard.lib.iam
import data.safeguard.lib.testing

unknown := testing.unknown

nothing_known := {"principals": false, "conditions": false}

arn := "arn:aws:sqs:eu-central-1:111122223333:orders"

allow(changes) := object.union({"Effect": "Allow", "Principal": "*", "Action": "sqs:SendMessage", "Resource": "*"}, changes)

test_everyone if {
	every row in [
		["*", "pass"],
		[{"AWS": "*"}, "pass"],
		[{"AWS": ["*"]}, "pass"],
		[{"AWS": ["arn:aws:iam::111122223333:root", "*"]}, "pass"],
		[{"AWS": ["*", unknown]}, "pass"],
		[{"Service": "sns.amazonaws.com"}, "fail"],
		[{"Service": "sns.amazonaws.com", "AWS": "*"}, "pass"],
		[{"Federated": "*"}, "pass"],
		[{"AWS": "arn:aws:iam::111122223333:root"}, "fail"],
		[{"AWS": []}, "fail"],
		[{}, "fail"],
		[null, "fail"],
		["arn:aws:iam::111122223333:root", "fail"],
		[unknown, "unknown"],
		[{"AWS": unknown}, "unknown"],
		[{"AWS": [unknown]}, "unknown"],
		[{"AWS": ["arn:aws:iam::111122223333:root", unknown]}, "unknown"],
	] {
		iam.everyone(row[0]) == row[1]
	}
}

test_conditions_that_narrow if {
	every row in [
		[null, "fail"],
		[{}, "fail"],
		[unknown, "unknown"],
		[{"StringEquals": {"aws:SourceAccount": "111122223333"}}, "pass"],
		[{"stringequals": {"AWS:SourceAccount": ["111122223333"]}}, "pass"],
		[{"ArnLike": {"aws:SourceArn": "arn:aws:sns:*:111122223333:*"}}, "pass"],
		[{"ForAnyValue:StringLike": {"aws:PrincipalOrgPaths": "o-1/*"}}, "pass"],
		[{"StringEquals": {"sns:Endpoint": "x"}}, "pass"],
		[{"StringLike": {"aws:SourceArn": "*"}}, "fail"],
		[{"StringLike": {"aws:SourceArn": ["arn:aws:sns:::x", "*"]}}, "fail"],
		[{"StringLike": {"aws:SourceArn": "**"}}, "fail"],
		[{"ArnLike": {"aws:SourceArn": "arn:aws:*"}}, "fail"],
		[{"ArnLike": {"aws:SourceArn": "arn:aws:sns:*:*:*"}}, "fail"],
		[{"ArnLike": {"aws:SourceArn": "arn:aws:sns:*:*:orders"}}, "fail"],
		[{"ArnLike": {"aws:SourceArn": "arn:aws:sns:*:????????????:orders"}}, "fail"],
		[{"ArnLike": {"aws:SourceArn": "arn:aws:sns:*:111122223333:*"}}, "pass"],
		[{"ArnLike": {"aws:SourceArn": "arn:aws:s3:::*"}}, "fail"],
		[{"ArnLike": {"aws:SourceArn": "arn:aws:s3:::orders"}}, "pass"],
		[{"ArnLike": {"aws:SourceArn": "arn:aws:s3"}}, "pass"],
		[{"ForAnyValue:StringLike": {"aws:PrincipalOrgPaths": "o-*/*"}}, "fail"],
		[{"StringNotEquals": {"aws:SourceAccount": "111122223333"}}, "fail"],
		[{"StringEqualsIfExists": {"aws:SourceAccount": "111122223333"}}, "fail"],
		[{"ForAllValues:StringEquals": {"aws:PrincipalOrgID": "o-1"}}, "fail"],
		[{"Null": {"aws:SourceArn": "false"}}, "fail"],
		[{"Bool": {"aws:SecureTransport": "true"}}, "fail"],
		[{"StringEquals": {"aws:RequestedRegion": "eu-central-1"}}, "fail"],
		[{"StringEquals": unknown}, "unknown"],
		[{"StringEquals": "x"}, "fail"],
		[{"StringEquals": {"aws:SourceArn": unknown}}, "unknown"],
		[{"StringEquals": {"aws:SourceArn": ["a", unknown]}}, "unknown"],
		[{"StringEquals": {"aws:SourceArn": ["*", unknown]}}, "fail"],
		[{"StringEquals": {"aws:SourceArn": unknown, "aws:SourceAccount": "1"}}, "pass"],
		[{"Bool": unknown}, "fail"],
	] {
		iam.narrowed(row[0]) == row[1]
	}
}

test_public if {
	every row in [
		[{}, "pass"],
		[{"Effect": "Deny"}, "fail"],
		[{"Effect": "allow"}, "pass"],
		[{"Effect": unknown}, "unknown"],
		[{"Effect": null}, "fail"],
		[{"Principal": {"Service": "sns.amazonaws.com"}}, "fail"],
		[{"Principal": unknown}, "unknown"],
		[{"Principal": unknown, "Effect": "Deny"}, "fail"],
		[{"Principal": null, "NotPrincipal": {"AWS": "arn:aws:iam::111122223333:root"}}, "pass"],
		[{"Principal": null, "NotPrincipal": unknown}, "unknown"],
		[{"Condition": {"StringEquals": {"aws:SourceAccount": "111122223333"}}}, "fail"],
		[{"Condition": {"StringEquals": {"aws:SourceAccount": unknown}}}, "unknown"],
		[{"Condition": unknown}, "unknown"],
	] {
		iam.public(allow(row[0]), nothing_known) == row[1]
	}
	iam.public(unknown, nothing_known) == "unknown"
}

test_names_are_not_everyone if {
	known := {"principals": true, "conditions": true}
	every row in [
		[{"Principal": {"AWS": unknown}}, "fail"],
		[{"Principal": {"AWS": [unknown, "*"]}}, "pass"],
		[{"Principal": unknown}, "unknown"],
		[{"Condition": {"ArnEquals": {"aws:SourceArn": unknown}}}, "fail"],
		[{"Condition": {"ArnEquals": {"aws:SourceArn": [unknown, "*"]}}}, "pass"],
		[{"Condition": {"ArnEquals": unknown}}, "unknown"],
		[{"Condition": unknown}, "unknown"],
	] {
		iam.public(allow(row[0]), known) == row[1]
	}
}

test_what_can_only_be_a_name if {
	every row in [
		[testing.refers_by(["aws_iam_role.r"], ["arn"]), true, true],
		[testing.refers_by(["aws_iam_role.r", "module.m[\"x\"].aws_sns_topic.t"], ["arn", "name"]), true, true],
		[testing.refers_by(["data.aws_caller_identity.me", "aws_iam_role.r"], ["account_id", "name"]), true, true],
		[testing.refers_by(["data.aws_caller_identity.me", "data.aws_region.r"], ["account_id", "name"]), true, true],
		# A name alone may be anything; so may the name of what is no resource of AWS.
		[testing.refers_by(["aws_iam_role.r"], ["name"]), true, false],
		[testing.refers_by(["data.aws_caller_identity.me", "terraform_data.x"], ["account_id", "name"]), false, false],
		[testing.refers_by(["module.m.data.aws_partition.current"], ["partition"]), true, false],
		[testing.refers_by(["terraform_data.anything"], ["output"]), false, false],
		[testing.refers_by(["module.m.terraform_data.anything"], ["output"]), false, false],
		[testing.refers_by(["data.aws_ssm_parameter.p"], ["value"]), false, false],
		[testing.refers_by(["aws_ssm_parameter.p"], ["value"]), false, false],
		[testing.refers_by(["module.m.aws_secretsmanager_secret_version.v"], ["secret_string"]), false, false],
		# What attributes it is made from is not known.
		[testing.refers(["aws_iam_role.r"]), true, false],
		[testing.refers_by([], []), false, false],
		[object.union(testing.may_refer(["aws_iam_role.r"], "any"), {"attributes": ["arn"]}), false, false],
	] {
		holder := testing.resource("aws_sqs_queue_policy.p", {"references": {"policy": row[0]}})
		found := iam.names({"holder": holder, "argument": "policy"})
		found == {"principals": row[2], "conditions": row[2], "resources": row[1], "own": row[1]}
	}
}

test_names_in_a_document_of_the_data_source if {
	data_source := testing.resource("data.aws_iam_policy_document.d", {
		"type": "aws_iam_policy_document",
		"references": {"statement.principals.identifiers": testing.refers_by(["aws_iam_role.r"], ["arn"])},
	})
	holder := testing.resource("aws_sqs_queue_policy.p", {"documents": {"policy": {"from": data_source.address}}})
	found := iam.names({"holder": holder, "argument": "policy"}) with input as testing.inventory([data_source])
	found == {"principals": true, "conditions": false, "resources": false, "own": true}
}

test_statements if {
	iam.statements({"Statement": [{"Sid": "A"}, {"Sid": "B"}]}) == [{"Sid": "A"}, {"Sid": "B"}]
	iam.statements({"Statement": {"Sid": "A"}}) == [{"Sid": "A"}]
	iam.statements({"Statement": unknown}) == [unknown]
	iam.statements({"Statement": ["not a statement"]}) == [unknown]
	iam.statements({}) == []
	iam.statements(unknown) == [unknown]
	iam.statements("not a document") == [unknown]
	iam.list(null) == []
	iam.list("a") == ["a"]
	iam.list(["a"]) == ["a"]
}

test_patterns if {
	iam.matches("*", "anything")
	iam.matches("sqs:*", "sqs:sendmessage")
	iam.matches("sqs:Send*", "sqs:SendMessage")
	iam.matches("a", "a")
	not iam.matches("sqs:Send*", "sqs:ReceiveMessage")
	not iam.matches("a", "b")
	iam.matches("s*s:x", "sqs:x")
	iam.matches("s?s:x", "sqs:x")
	iam.matches("*:Send?essage", "sqs:SendMessage")
	iam.matches("arn:aws:s3:::a.b/*/c", "arn:aws:s3:::a.b/x/y/c")
	not iam.matches("arn:aws:s3:::a.b/*/c", "arn:aws:s3:::aXb/x/y/c")
	not iam.matches("s?s:x", "ss:x")
	not iam.matches("sqs:?", "sqs:*")
	not iam.matches("a*", "b")
	not iam.matches("sqs:Send", "sqs:SendMessage")
	every sign in ["\\", ".", "+", "(", ")", "[", "]", "{", "}", "^", "$", "|"] {
		iam.matches(concat("", ["*", sign]), concat("", ["a", sign]))
		not iam.matches(concat("", ["*", sign, "x"]), concat("", ["a", sign]))
	}
	iam.matches("arn:aws:sqs:*:*:orders", "arn:aws:sqs:eu-west-1:111122223333:orders")
	iam.matches("sqs:*Message", "sqs:SendMessage")
	iam.matches("sq?:*", "sqs:SendMessage")
	iam.matches("*:*", "sqs:SendMessage")
	not iam.matches("sqs:*Message*Send*", "sqs:SendMessage")
	not iam.matches("arn:aws:sqs:*:*:orders", "arn:aws:sqs:eu-west-1:111122223333:orders-dlq")
	not iam.matches("sq?:x", "sqss:x")
	iam.matches("${aws:username}[1]*", "${aws:username}[1] and more")
}

actions := {"all": {"*", "sqs:*"}, "each": ["sqs:sendmessage", "sqs:receivemessage"]}

queue := testing.plain("aws_sqs_queue.orders", {"name": "orders", "arn": arn})

holder := testing.resource("aws_sqs_queue_policy.orders", {})

source(document) := {
	"where": "aws_sqs_queue_policy.orders", "path": "", "holder": holder, "argument": "policy",
	"certain": true, "document": document, "because": [],
}

plain_deny := {
	"Sid": "Tls",
	"Effect": "Deny",
	"Principal": "*",
	"Action": "sqs:*",
	"Resource": arn,
	"Condition": {"Bool": {"aws:SecureTransport": "false"}},
}

# What is changed is replaced as a whole.
deny(changes) := object.union(object.remove(plain_deny, object.keys(changes)), changes)

denies(statement) := status if {
	status := iam.denial(statement, source({}), queue, actions).status with input as {"resources": {}}
}

test_denies_plain_transport if {
	every row in [
		[{}, "pass"],
		[{"Effect": "Allow"}, "fail"],
		[{"Effect": unknown}, "unknown"],
		[{"Principal": {"AWS": "*"}}, "pass"],
		[{"Principal": {"AWS": ["*"]}}, "pass"],
		[{"Principal": {"Service": "*"}}, "fail"],
		[{"Principal": {"AWS": arn}}, "fail"],
		[{"Principal": unknown}, "unknown"],
		[{"Principal": null, "NotPrincipal": "*"}, "fail"],
		[{"Action": "*"}, "pass"],
		[{"Action": "SQS:*"}, "pass"],
		[{"Action": ["sqs:*"]}, "pass"],
		[{"Action": ["sqs:SendMessage", "sqs:Receive*"]}, "pass"],
		[{"Action": "sqs:SendMessage"}, "fail"],
		[{"Action": ["sqs:SendMessage", unknown]}, "unknown"],
		[{"Action": unknown}, "unknown"],
		[{"Action": null}, "fail"],
		[{"Action": null, "NotAction": "s3:*"}, "pass"],
		[{"Action": null, "NotAction": "sqs:SendMessage"}, "fail"],
		[{"Action": null, "NotAction": ["s3:*", unknown]}, "unknown"],
		[{"Resource": "*"}, "pass"],
		[{"Resource": ["arn:aws:sqs:eu-central-1:111122223333:other", arn]}, "pass"],
		[{"Resource": "arn:aws:sqs:eu-central-1:111122223333:other"}, "fail"],
		[{"Resource": null}, "fail"],
		[{"Resource": unknown}, "unknown"],
		[{"Resource": {"odd": true}}, "fail"],
		[{"Condition": {"BoolIfExists": {"AWS:SecureTransport": false}}}, "pass"],
		[{"Condition": {"Bool": {"aws:SecureTransport": ["false"]}}}, "pass"],
		[{"Condition": {"Bool": {"aws:SecureTransport": "true"}}}, "fail"],
		[{"Condition": {"Bool": {"aws:SecureTransport": []}}}, "fail"],
		[{"Condition": {"Bool": {"aws:SecureTransport": unknown}}}, "unknown"],
		[{"Condition": {"Bool": unknown}}, "unknown"],
		[{"Condition": unknown}, "unknown"],
	] {
		denies(deny(row[0])) == row[1]
	}
	denies(unknown) == "unknown"
}

test_conditions_that_leave_plain_transport_open if {
	every condition in [
		null,
		{},
		"x",
		{"Null": {"aws:SecureTransport": "true"}},
		{"StringEquals": {"aws:SecureTransport": "false"}},
		{"ForAnyValue:Bool": {"aws:SecureTransport": "false"}},
		{"Bool": {"aws:SecureTransport": "false", "aws:ViaAWSService": "false"}},
		{"Bool": {"aws:SecureTransport": "false"}, "StringEquals": {"aws:SourceVpc": "vpc-1"}},
		{"Bool": {"aws:MultiFactorAuthPresent": "false"}},
		{"Bool": "false"},
	] {
		denies(deny({"Condition": condition})) == "fail"
	}
}

test_the_resource_by_name_where_the_arn_is_not_known if {
	named := testing.plain("aws_sqs_queue.orders", {"name": "orders", "arn": unknown})
	every row in [[arn, "pass"], ["arn:aws:sqs:*:*:ord*", "pass"], ["arn:aws:sqs:eu-central-1:111122223333:other", "fail"], ["*", "pass"]] {
		iam.denial(deny({"Resource": row[0]}), source({}), named, actions).status == row[1]
	}
	nameless := testing.plain("aws_sqs_queue.orders", {"name": unknown, "arn": unknown})
	iam.denial(deny({"Resource": arn}), source({}), nameless, actions).status == "unknown"
}

new_queue := testing.plain("aws_sqs_queue.orders", {"name": "orders", "arn": unknown})

test_an_unknown_resource_by_the_one_queue_the_document_refers_to if {
	every row in [
		[["aws_sqs_queue.orders"], "pass"],
		[["aws_sqs_queue.other"], "unknown"],
		[["aws_sqs_queue.orders", "aws_sqs_queue.other"], "unknown"],
	] {
		referring := object.union(source({}), {"holder": testing.pointing("aws_sqs_queue_policy.orders", {}, "policy", row[0])})
		status := iam.denial(deny({"Resource": unknown}), referring, new_queue, actions).status with input as testing.inventory([
			new_queue,
			testing.resource("aws_sqs_queue.other", {}),
		])
		status == row[1]
	}
}

test_an_unknown_resource_by_the_references_of_the_data_source if {
	document := testing.resource("data.aws_iam_policy_document.tls", {"references": {"statement.resources": testing.refers(["aws_sqs_queue.orders"])}})
	from := {"policy": {"value": {}, "from": "data.aws_iam_policy_document.tls"}}
	referring := object.union(source({}), {"holder": testing.resource("aws_sqs_queue_policy.orders", {"documents": from})})
	status := iam.denial(deny({"Resource": unknown}), referring, new_queue, actions).status with input as testing.inventory([
		new_queue,
		document,
	])
	status == "pass"
}

verdict(document) := result if {
	result := iam.not_public([source(document)], "no public statement")
}

test_not_public_looks_at_every_statement if {
	closed := {"Sid": "Closed", "Effect": "Allow", "Principal": {"Service": "sns.amazonaws.com"}}
	verdict({"Statement": []}).status == "pass"
	verdict({"Statement": closed}).status == "pass"
	verdict({"Statement": [closed, allow({})]}).status == "fail"
	verdict({"Statement": [closed, allow({})]}).evidence[0].because == ["Statement 2 allows everyone."]
	verdict({"Statement": [closed, unknown]}).status == "unknown"
	verdict({"Statement": [unknown, allow({"Sid": "Open"})]}).status == "unknown"
	verdict(unknown).status == "unknown"
	iam.not_public([], "x").status == "pass"
}

by_arn := testing.refers_by(["aws_sns_topic.orders"], ["account_id", "arn"])

by_value := testing.refers_by(["aws_ssm_parameter.principal"], ["value"])

test_an_arn_is_not_everyone if {
	statements := [
		allow({"Condition": {"ArnEquals": {"aws:SourceArn": unknown}}}),
		allow({"Condition": {"ArnEquals": {"aws:SourceArn": [unknown]}}}),
		allow({"Principal": {"AWS": [unknown]}}),
	]
	every row in [
		[by_arn, "pass"],
		[by_value, "unknown"],
		# An ARN of which nothing but the partition is missing may be one in any account.
		[testing.refers_by(["data.aws_partition.p"], ["partition"]), "unknown"],
		[testing.refers_by(["data.aws_partition.p", "data.aws_caller_identity.c"], ["partition", "account_id"]), "pass"],
		[testing.refers(["aws_sns_topic.orders"]), "unknown"],
		[object.union(by_arn, {"complete": false}), "unknown"],
		[object.union(by_arn, {"attributes": ["arn", "value"]}), "unknown"],
		[object.union(by_arn, {"attributes": []}), "unknown"],
	] {
		holder := testing.resource("aws_sqs_queue_policy.orders", {"references": {"policy": row[0]}})
		every statement in statements {
			iam.not_public([object.union(source({"Statement": statement}), {"holder": holder})], "x").status == row[1]
		}
	}
}

test_an_arn_that_a_deny_spares_is_not_everyone if {
	every row in [
		[{"Condition": {"ArnNotEquals": {"aws:PrincipalArn": [unknown]}}}, "pass", "unknown"],
		[{"Principal": null, "NotPrincipal": {"AWS": [unknown]}}, "pass", "unknown"],
		[{"Principal": {"AWS": [unknown]}}, "fail", "unknown"],
		[{"Principal": unknown}, "unknown", "unknown"],
		[{"Condition": {"ArnNotEquals": unknown}}, "unknown", "unknown"],
		[{"Condition": unknown}, "unknown", "unknown"],
		[{"Condition": {"ArnNotEquals": {"aws:PrincipalArn": [unknown, "*"]}}}, "fail", "fail"],
		[unknown, "unknown", "unknown"],
	] {
		document := {"Statement": [allow({}), object.union(refusal, row[0])]}
		every index, references in [by_arn, by_value] {
			holder := testing.resource("aws_sqs_queue_policy.orders", {"references": {"policy": references}})
			iam.not_public([object.union(source(document), {"holder": holder})], "x").status == row[index + 1]
		}
	}
}

test_an_arn_in_a_data_source_is_not_everyone if {
	statement := allow({"Condition": {"ArnEquals": {"aws:SourceArn": [unknown]}}})
	document := {"policy": {"value": {"Statement": statement}, "from": "data.aws_iam_policy_document.d"}}
	holder := testing.resource("aws_sqs_queue_policy.orders", {"documents": document})
	every row in [
		[{"statement.condition.values": by_arn}, "pass"],
		[{"statement.condition.values": by_arn, "statement.principals.identifiers": by_arn}, "pass"],
		[{"statement.condition.values": by_arn, "statement.principals.identifiers": by_value}, "unknown"],
		[{}, "unknown"],
	] {
		read := testing.resource("data.aws_iam_policy_document.d", {"references": row[0]})
		result := iam.not_public([object.union(source({"Statement": statement}), {"holder": holder})], "x") with input as testing.inventory([read])
		result.status == row[1]
	}
}

# An Allow for everyone beside a Deny.
weighed(changes, denial) := verdict({"Statement": [object.union(allow({"Action": "sqs:*"}), changes), object.union(refusal, denial)]}).status

refusal := {"Effect": "Deny", "Principal": "*", "Action": "sqs:*", "Resource": "*"}

orders := {"Resource": arn}

test_a_deny_without_a_condition if {
	every row in [
		[{}, {}, "pass"],
		[{}, {"Condition": {}}, "pass"],
		[{}, {"Effect": "deny"}, "pass"],
		[{}, {"Effect": "Allow"}, "fail"],
		[{}, {"Effect": unknown}, "unknown"],
		[{}, unknown, "unknown"],
		# For whom.
		[{}, {"Principal": {"AWS": "*"}}, "pass"],
		[{}, {"Principal": {"AWS": ["111122223333", "*"]}}, "pass"],
		[{}, {"Principal": {"Service": "*"}}, "fail"],
		[{}, {"Principal": {"AWS": "111122223333"}}, "fail"],
		[{}, {"Principal": unknown}, "unknown"],
		[{"Principal": {"Federated": "*"}}, {}, "pass"],
		[{"Principal": {"Federated": "*"}}, {"Principal": {"AWS": "*"}}, "fail"],
		[{"Principal": {"AWS": "*", "Federated": "*"}}, {"Principal": {"AWS": "*"}}, "fail"],
		[{"Principal": null, "NotPrincipal": {"AWS": "1"}}, {}, "pass"],
		# Of what.
		[{}, {"Action": "*"}, "pass"],
		[{}, {"Action": "SQS:*"}, "pass"],
		[{}, {"Action": "sqs:SendMessage"}, "fail"],
		[{}, {"Action": ["sqs:SendMessage", unknown]}, "unknown"],
		[{"Action": "sqs:SendMessage"}, {"Action": "SQS:send*"}, "pass"],
		[{"Action": "sqs:Send?essage"}, {"Action": "sqs:Send*"}, "pass"],
		[{"Action": "sqs:Send*"}, {"Action": "sqs:SendMessage"}, "fail"],
		[{"Action": ["sqs:SendMessage", "sqs:ReceiveMessage"]}, {"Action": "sqs:Send*"}, "fail"],
		[{"Action": "*"}, {}, "pass"],
		[{"Action": "*"}, {"Action": "sns:*"}, "fail"],
		[{"Action": unknown}, {}, "unknown"],
		[{"Action": unknown}, {"Action": "*"}, "pass"],
		[{"Action": null, "NotAction": "sqs:DeleteQueue"}, {}, "pass"],
		[{"Action": "sqs:SendMessage"}, {"Action": null, "NotAction": "sqs:Receive*"}, "pass"],
		[{"Action": "sqs:SendMessage"}, {"Action": null, "NotAction": ["sqs:Receive*", "sqs:Send*"]}, "fail"],
		[{"Action": "sqs:Send*"}, {"Action": null, "NotAction": "sqs:SendMessage"}, "fail"],
		[{"Action": "sqs:Send*"}, {"Action": null, "NotAction": "*Message"}, "unknown"],
		[{"Action": "sqs:*Queue"}, {"Action": null, "NotAction": "*Message"}, "pass"],
		[{"Action": "sqs:SendMessage"}, {"Action": null, "NotAction": unknown}, "unknown"],
		[{"Action": "sqs:SendMessage"}, {"Action": null}, "fail"],
		# On what.
		[orders, {}, "pass"],
		[orders, orders, "pass"],
		[orders, {"Resource": "arn:aws:sqs:*:*:ord*"}, "pass"],
		[orders, {"Resource": "arn:aws:sqs:eu-central-1:111122223333:other"}, "fail"],
		[orders, {"Resource": "arn:aws:sqs:*:${aws:PrincipalAccount}:orders"}, "unknown"],
		[{"Resource": [arn, "arn:aws:sqs:eu-central-1:111122223333:other"]}, orders, "fail"],
		[{}, orders, "unknown"],
		[{"Resource": unknown}, orders, "unknown"],
		[orders, {"Resource": unknown}, "unknown"],
		[orders, {"Resource": 5}, "fail"],
		[orders, {"Resource": null}, "pass"],
		[orders, {"Resource": null, "NotResource": "arn:aws:sqs:eu-central-1:111122223333:other"}, "pass"],
		[orders, {"Resource": null, "NotResource": "arn:aws:sqs:*"}, "fail"],
		[{}, {"Resource": null, "NotResource": arn}, "unknown"],
		[{"Resource": null, "NotResource": arn}, {}, "pass"],
	] {
		weighed(row[0], row[1]) == row[2]
	}
}

test_a_deny_for_all_but_a_few if {
	every row in [
		[{"AWS": "arn:aws:iam::111122223333:root"}, "pass"],
		[{"AWS": ["arn:aws:iam::111122223333:root", "arn:aws:iam::111122223333:role/app"]}, "pass"],
		[{"AWS": "*"}, "fail"],
		["*", "fail"],
		[{"AWS": ["arn:aws:iam::111122223333:root", unknown]}, "unknown"],
		[unknown, "unknown"],
	] {
		weighed({}, {"Principal": null, "NotPrincipal": row[0]}) == row[1]
	}
}

test_what_the_condition_of_a_deny_leaves if {
	every row in [
		[{"StringNotEquals": {"aws:PrincipalOrgID": "o-1"}}, "pass"],
		[{"StringNotEquals": {"AWS:principalorgid": ["o-1", "o-2"]}}, "pass"],
		[{"StringNotEqualsIfExists": {"aws:PrincipalOrgID": "o-1"}}, "pass"],
		[{"stringnotequalsignorecase": {"aws:SourceAccount": "111122223333"}}, "pass"],
		[{"ArnNotLike": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/*"}}, "pass"],
		[{"ArnNotLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/*"}}, "fail"],
		[{"ForAllValues:StringNotLike": {"aws:PrincipalOrgPaths": "o-1/*"}}, "pass"],
		# Those without the key escape.
		[{"ForAnyValue:StringNotLike": {"aws:PrincipalOrgPaths": "o-1/*"}}, "fail"],
		# Every account of every organization escapes.
		[{"StringNotLike": {"aws:PrincipalOrgID": "*"}}, "fail"],
		[{"StringNotLike": {"aws:PrincipalOrgID": ["o-1", "*"]}}, "fail"],
		[{"Null": {"aws:PrincipalOrgID": "true"}}, "fail"],
		# It hits them alone.
		[{"StringEquals": {"aws:PrincipalOrgID": "o-1"}}, "fail"],
		# Everybody over TLS, with a second factor, in a region escapes.
		[{"Bool": {"aws:SecureTransport": "false"}}, "fail"],
		[{"Bool": {"aws:SecureTransport": unknown}}, "fail"],
		[{"BoolIfExists": {"aws:MultiFactorAuthPresent": "false"}}, "fail"],
		[{"StringNotEquals": {"aws:RequestedRegion": "eu-central-1"}}, "fail"],
		# Both have to hold for it to hit.
		[{"StringNotEquals": {"aws:PrincipalOrgID": "o-1"}, "Bool": {"aws:SecureTransport": "false"}}, "fail"],
		[{"StringNotEquals": {"aws:PrincipalOrgID": "o-1", "aws:SourceAccount": "111122223333"}}, "pass"],
		[{"StringNotEqualsIfExists": {"aws:PrincipalOrgID": "o-1"}, "BoolIfExists": {"aws:PrincipalIsAWSService": "false"}}, "pass"],
		[{"StringNotEquals": {"aws:PrincipalOrgID": "o-1"}, "Bool": {"aws:PrincipalIsAWSService": "true"}}, "fail"],
		[{"StringNotEquals": {"aws:PrincipalOrgID": "o-1"}, "BoolIfExists": {"aws:ViaAWSService": "false"}}, "unknown"],
		# What is not known.
		[unknown, "unknown"],
		[{"StringNotEquals": unknown}, "unknown"],
		[{"StringNotEquals": {"aws:PrincipalOrgID": unknown}}, "unknown"],
		[{"StringNotEquals": {"aws:PrincipalOrgID": ["o-1", unknown]}}, "unknown"],
		[{"StringNotLike": {"aws:PrincipalOrgID": ["*", unknown]}}, "fail"],
		[{"StringNotEquals": "odd"}, "fail"],
		["odd", "fail"],
	] {
		weighed({}, {"Condition": row[0]}) == row[1]
	}
}

test_several_denies_together if {
	both := allow({"Action": ["sqs:SendMessage", "sqs:ReceiveMessage"]})
	sending := object.union(refusal, {"Action": "sqs:SendMessage"})
	receiving := object.union(refusal, {"Action": "sqs:ReceiveMessage"})
	verdict({"Statement": [both, sending]}).status == "fail"
	verdict({"Statement": [sending, both, receiving]}).status == "pass"
	verdict({"Statement": [both, refusal, allow({})]}).status == "pass"
}

test_what_is_said_of_a_deny if {
	verdict({"Statement": [allow({}), refusal]}).evidence[0].because == ["Statement 1 allows everyone, but a Deny takes it back."]
	verdict({"Statement": [allow({}), unknown]}).evidence[0].because == [
		"Statement 1 allows everyone, unless a Deny takes it back of which a part is not known.",
		"Statement 2 may allow everyone: a part of it is known after apply.",
	]
}

test_actions_of_other_holders if {
	everything := {"Statement": [allow({"Action": "*"}), object.union(refusal, {"Action": "kafka:*"})]}
	iam.not_public([object.union(source(everything), {"holder": testing.resource("aws_msk_cluster_policy.p", {})})], "x").status == "fail"
	iam.not_public([object.union(source(everything), {"holder": testing.resource("aws_other.p", {})})], "x").status == "fail"
}

test_sparing_with_a_deny if {
	every row in [
		[{}, "pass"],
		[{"Principal": {"AWS": "111122223333"}}, "fail"],
		[{"Action": "sqs:DeleteQueue"}, "fail"],
		[{"Condition": {"StringNotEquals": {"aws:PrincipalOrgID": "o-1"}}}, "fail"],
		[{"Condition": unknown}, "unknown"],
		[unknown, "unknown"],
	] {
		document := {"Statement": [
			{"Effect": "Allow", "Principal": {"AWS": "999988887777"}, "Action": "sqs:*", "Resource": "*"},
			object.union(refusal, row[0]),
		]}
		iam.sparing([source(document)], actions, "111122223333", "x").status == row[1]
	}
}

test_a_public_candidate_is_no_proof if {
	candidate := object.union(source({"Statement": [allow({})]}), {"certain": false, "because": ["any of two"]})
	result := iam.not_public([candidate], "x")
	result.status == "unknown"
	"any of two" in result.evidence[0].because
	closed := object.union(source({"Statement": []}), {"certain": false})
	iam.not_public([closed], "x").status == "pass"
}

denying(document) := iam.denying_plain_transport([source(document)], queue, actions, "a Deny")[0]

test_denying_says_which_statement if {
	denying({"Statement": [allow({}), deny({})]}).status == "pass"
	denying({"Statement": [allow({}), deny({})]}).evidence[0] == {
		"path": "", "state": "satisfied", "observed": "aws_sqs_queue_policy.orders", "expected": "a Deny",
		"because": ["Statement Tls denies it."],
	}
	denying({"Statement": [allow({})]}).evidence[0].because == []
	denying({"Statement": [unknown]}).evidence[0].because == ["Statement 1 may deny it: a part of it is known after apply."]
}

test_a_text_that_is_not_known_has_no_statements_to_name if {
	reasons := ["Its text is known after apply; run with --source so that it can be read."]
	denying(unknown).evidence[0].because == reasons
	iam.not_public([source(unknown)], "x").evidence[0].because == reasons
	iam.sparing([source(unknown)], actions, null, "x").evidence[0].because == reasons
}

test_denying_says_what_a_statement_falls_short_of if {
	every row in [
		[{"Principal": {"AWS": arn}}, "Statement Tls denies plain transport, but not to everyone."],
		[{"Action": "sqs:SendMessage"}, "Statement Tls denies plain transport, but not for every action."],
		[{"Resource": "arn:aws:sqs:eu-central-1:111122223333:other"}, "Statement Tls denies plain transport, but not on this resource."],
	] {
		denying({"Statement": [deny(row[0])]}).evidence[0].because == [row[1]]
	}
}

test_a_denying_candidate_is_no_proof if {
	candidate := object.union(source({"Statement": [deny({})]}), {"certain": false, "because": ["any of two"]})
	iam.denying_plain_transport([candidate], queue, actions, "x")[0].status == "unknown"
	useless := object.union(source({"Statement": []}), {"certain": false})
	iam.denying_plain_transport([useless], queue, actions, "x")[0].status == "fail"
}

test_observed_of_an_argument_are_its_statements if {
	inline := {"path": "policy", "where": "policy"}
	iam.not_public([object.union(source({"Statement": [{"Sid": "A"}, {}]}), inline)], "x").evidence[0].observed == ["Statement A", "Statement 2"]
	iam.not_public([object.union(source(unknown), inline)], "x").evidence[0].observed == "(known after apply)"
}

test_allows_everything if {
	actions := {"all": {"*", "sqs:*"}, "each": ["sqs:sendmessage", "sqs:receivemessage"]}
	every row in [
		[{}, "fail"],
		[{"Action": "sqs:*"}, "pass"],
		[{"Action": ["sqs:SendMessage", "SQS:*"]}, "pass"],
		[{"Action": "*"}, "pass"],
		[{"Action": ["sqs:SendMessage", "sqs:ReceiveMessage"]}, "pass"],
		[{"Action": ["sqs:SendMessage", unknown]}, "unknown"],
		[{"Action": null, "NotAction": "sqs:DeleteQueue"}, "pass"],
		[{"Action": "sqs:*", "Effect": "Deny"}, "fail"],
		[{"Action": "sqs:*", "Effect": unknown}, "unknown"],
	] {
		iam.allows_everything(allow(row[0]), actions) == row[1]
	}
	iam.allows_everything(unknown, actions) == "unknown"
}

test_allows if {
	every row in [
		[{}, "pass"],
		[{"Action": "SQS:Send*"}, "pass"],
		[{"Action": "sqs:ReceiveMessage"}, "fail"],
		[{"Action": ["sqs:ReceiveMessage", unknown]}, "unknown"],
		[{"Action": null, "NotAction": "sqs:ReceiveMessage"}, "pass"],
		[{"Action": null, "NotAction": "sqs:*"}, "fail"],
		[{"Action": null, "NotAction": unknown}, "unknown"],
		[{"Effect": "Deny"}, "fail"],
	] {
		iam.allows(allow(row[0]), "sqs:SendMessage") == row[1]
	}
	iam.allows(unknown, "sqs:SendMessage") == "unknown"
}

test_denies if {
	every row in [
		[{"Effect": "Deny"}, "pass"],
		[{"Effect": "Deny", "Action": "sqs:Receive*"}, "fail"],
		[{"Effect": "Deny", "Action": unknown}, "unknown"],
		[{}, "fail"],
	] {
		iam.denies(allow(row[0]), "sqs:SendMessage") == row[1]
	}
	iam.denies(unknown, "sqs:SendMessage") == "unknown"
}

test_demands_tls if {
	every row in [
		[null, "fail"],
		[{}, "fail"],
		[unknown, "unknown"],
		[{"Bool": {"aws:SecureTransport": "true"}}, "pass"],
		[{"bool": {"AWS:SecureTransport": [true]}, "StringEquals": {"a": "b"}}, "pass"],
		[{"Bool": {"aws:SecureTransport": "false"}}, "fail"],
		[{"Bool": {"aws:SecureTransport": ["true", "false"]}}, "fail"],
		[{"Bool": {"aws:SecureTransport": []}}, "fail"],
		[{"Bool": {"aws:SecureTransport": unknown}}, "unknown"],
		[{"Bool": unknown}, "unknown"],
		[{"Bool": "x"}, "fail"],
		[{"Bool": {"aws:MultiFactorAuthPresent": "true"}}, "fail"],
		[{"StringEquals": {"aws:SecureTransport": "true"}}, "fail"],
	] {
		iam.demands_tls(allow({"Condition": row[0]})) == row[1]
	}
}

test_only_account if {
	root := "arn:aws:iam::111122223333:root"
	every row in [
		[{"AWS": root}, "111122223333", "pass"],
		[{"AWS": "111122223333"}, "111122223333", "pass"],
		[{"AWS": [root]}, "999988887777", "fail"],
		[{"AWS": [root]}, null, "unknown"],
		[{"AWS": [root, "arn:aws:iam::111122223333:role/app"]}, "111122223333", "fail"],
		[{"AWS": "arn:aws:iam::111122223333:role/app"}, null, "fail"],
		[{"AWS": unknown}, "111122223333", "unknown"],
		[{"AWS": 5}, "111122223333", "fail"],
		[{"AWS": "*"}, "111122223333", "fail"],
		[{"Service": "sns.amazonaws.com"}, "111122223333", "fail"],
		["*", "111122223333", "fail"],
		[unknown, "111122223333", "unknown"],
	] {
		iam.only_account(allow({"Principal": row[0]}), row[1]) == row[2]
	}
	iam.only_account({"NotPrincipal": {"AWS": root}}, "111122223333") == "fail"
	iam.only_account({"NotPrincipal": unknown}, "111122223333") == "unknown"
}

test_account if {
	queue := testing.plain("aws_sqs_queue.q", {"arn": arn})
	iam.account(queue) == "111122223333" with input as testing.inventory([queue])
	unnamed := testing.plain("aws_sqs_queue.q", {"arn": unknown})
	iam.account(unnamed) == null with input as testing.inventory([unnamed])
	me := testing.plain("data.aws_caller_identity.me", {"account_id": "444455556666"})
	iam.account(unnamed) == "444455556666" with input as testing.inventory([unnamed, me])
	other := testing.plain("data.aws_caller_identity.other", {"account_id": "777788889999"})
	iam.account(unnamed) == null with input as testing.inventory([unnamed, me, other])
	iam.account(unnamed) == null with input as testing.inventory([unnamed, testing.plain("data.aws_caller_identity.me", {"account_id": unknown})])
}

test_for_service if {
	every row in [
		["*", "pass"],
		[{"AWS": "*"}, "pass"],
		[{"Service": "events.amazonaws.com"}, "pass"],
		[{"Service": ["sns.amazonaws.com", "events.amazonaws.com"]}, "pass"],
		[{"Service": "sns.amazonaws.com"}, "fail"],
		[{"Service": [unknown]}, "unknown"],
		[{"Service": unknown}, "unknown"],
		[{"AWS": "111122223333"}, "fail"],
		[unknown, "unknown"],
		[null, "fail"],
	] {
		iam.for_service(allow({"Principal": row[0]}), "events.amazonaws.com") == row[1]
	}
	iam.for_service({"NotPrincipal": {"AWS": "1"}}, "events.amazonaws.com") == "unknown"
}

test_on_resource if {
	queue := testing.plain("aws_sqs_queue.q", {"arn": arn})
	source := {"holder": queue, "argument": "policy"}
	every row in [
		["*", "pass"],
		[arn, "pass"],
		[["arn:aws:sqs:eu-central-1:111122223333:other", arn], "pass"],
		["arn:aws:sqs:eu-central-1:111122223333:other", "fail"],
		[null, "fail"],
		[unknown, "unknown"],
	] {
		iam.on_resource(allow({"Resource": row[0]}), source, queue) == row[1]
	}
	iam.on_resource({"NotResource": "x"}, source, queue) == "unknown"
}
