package safeguard.lib.eventbridge_test

import data.safeguard.lib.eventbridge
import data.safeguard.lib.testing

unknown := testing.unknown

r := "aws_cloudwatch_event_rule.r"

other := "aws_cloudwatch_event_rule.other"

t := "aws_cloudwatch_event_target.t"

b := "aws_cloudwatch_event_bus.b"

q := "aws_sqs_queue.q"

account := "111122223333"

arn(name) := concat("", ["arn:aws:events:us-east-1:", account, ":", name])

test_enabled if {
	every row in [
		[{}, "pass"],
		[{"state": "ENABLED"}, "pass"],
		[{"state": "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS"}, "pass"],
		[{"state": "DISABLED"}, "fail"],
		[{"is_enabled": false}, "fail"],
		[{"is_enabled": "false"}, "fail"],
		[{"is_enabled": true}, "pass"],
		[{"is_enabled": unknown}, "unknown"],
		[{"state": unknown}, "unknown"],
	] {
		eventbridge.enabled(testing.plain(r, row[0])) == row[1]
	}
}

test_bus_kind if {
	every row in [
		[testing.plain(r, {}), "default"],
		[testing.plain(r, {"event_bus_name": "default"}), "default"],
		[testing.plain(r, {"event_bus_name": arn("event-bus/default")}), "default"],
		[testing.plain(r, {"event_bus_name": "shop"}), "custom"],
		[testing.pointing(r, {}, "event_bus_name", [b]), "custom"],
		[testing.pointing(r, {}, "event_bus_name", []), "unknown"],
		[testing.plain(r, {"event_bus_name": unknown}), "unknown"],
	] {
		eventbridge.bus_kind(row[0]) == row[1] with input as testing.inventory([row[0], testing.plain(b, {})])
	}
}

test_archives_by_name if {
	bus := testing.plain(b, {"name": "shop", "arn": unknown})
	archive := testing.plain("aws_cloudwatch_event_archive.a", {"event_source_arn": arn("event-bus/shop")})
	full := testing.inventory([bus, archive])
	[found.status | some found in eventbridge.archives_of(bus)] == ["unknown"] with input as full
	elsewhere := testing.plain("aws_cloudwatch_event_archive.a", {"event_source_arn": arn("event-bus/other")})
	eventbridge.archives_of(bus) == [] with input as testing.inventory([bus, elsewhere])
}

target(values) := testing.resource(t, {
	"values": object.union({"rule": "orders", "event_bus_name": "default"}, values),
	"references": {"rule": testing.refers([r])},
})

admitted(condition, said, values, rule_values) := result.status if {
	statement := {
		"Effect": "Allow", "Principal": {"Service": "events.amazonaws.com"}, "Action": "sqs:SendMessage", "Resource": "*",
		"Condition": condition,
	}
	queue := testing.resource(q, object.union({"documents": {"policy": testing.document({"Statement": [statement]})}}, said))
	full := testing.inventory([queue, target(values), testing.plain(r, rule_values), testing.plain(other, {})])
	source := {
		"where": "policy", "path": "policy", "holder": full.resources.aws_sqs_queue[q], "argument": "policy",
		"certain": true, "document": {"Statement": [statement]}, "because": [],
	}
	result := eventbridge.admitting(source, full.resources.aws_sqs_queue[q], full.resources.aws_cloudwatch_event_target[t]) with input as full
}

test_conditions if {
	every row in [
		[null, "pass"],
		[{}, "pass"],
		[unknown, "unknown"],
		[{"ArnEquals": unknown}, "unknown"],
		[{"Bool": {"aws:SecureTransport": "true"}}, "pass"],
		[{"Bool": {"aws:SecureTransport": "false"}}, "fail"],
		[{"Bool": {"aws:SecureTransport": unknown}}, "unknown"],
		[{"StringEquals": {"aws:PrincipalOrgID": "o-1"}}, "unknown"],
		[{"ArnNotEquals": {"aws:SourceArn": arn("rule/orders")}}, "unknown"],
		[{"StringEquals": {"aws:SourceAccount": account}}, "unknown"],
		[{"ArnEquals": {"aws:SourceArn": arn("rule/orders")}}, "pass"],
		[{"ArnEquals": {"aws:SourceArn": [arn("rule/other"), arn("rule/orders")]}}, "pass"],
		[{"ArnLike": {"aws:SourceArn": arn("rule/*")}}, "pass"],
		[{"ArnLike": {"aws:SourceArn": "*"}}, "pass"],
		[{"ArnLike": {"aws:SourceArn": arn("rule/*/orders")}}, "unknown"],
		[{"ArnLike": {"aws:SourceArn": "arn:aws:events:*"}}, "unknown"],
		[{"ArnEquals": {"aws:SourceArn": arn("rule/other")}}, "fail"],
		[{"ArnEquals": {"aws:SourceArn": testing.secret}}, "unknown"],
		[{"ArnEquals": {"aws:SourceArn": unknown}}, "unknown"],
	] {
		admitted(row[0], {}, {}, {}) == row[1]
	}
}

# An Allow for the rule beside a Deny.
refused(denial) := result if {
	allow := {"Effect": "Allow", "Principal": {"Service": "events.amazonaws.com"}, "Action": "sqs:SendMessage", "Resource": "*"}
	document := {"Statement": [allow, object.union({"Effect": "Deny", "Principal": "*", "Action": "sqs:*", "Resource": "*"}, denial)]}
	queue := testing.resource(q, {"documents": {"policy": testing.document(document)}})
	full := testing.inventory([queue, target({}), testing.plain(r, {"arn": arn("rule/orders")}), testing.plain(other, {})])
	source := {
		"where": "policy", "path": "policy", "holder": full.resources.aws_sqs_queue[q], "argument": "policy",
		"certain": true, "document": document, "because": [],
	}
	result := eventbridge.admitting(source, full.resources.aws_sqs_queue[q], full.resources.aws_cloudwatch_event_target[t]) with input as full
}

test_a_deny_that_hits_events if {
	every row in [
		[{}, "fail"],
		[{"Effect": "Allow"}, "pass"],
		[unknown, "unknown"],
		[{"Action": "sqs:ReceiveMessage"}, "pass"],
		[{"Action": null, "NotAction": "sqs:Send*"}, "pass"],
		[{"Action": unknown}, "unknown"],
		[{"Principal": {"Service": "sns.amazonaws.com"}}, "pass"],
		[{"Principal": {"Service": "events.amazonaws.com"}}, "fail"],
		[{"Principal": {"AWS": "111122223333"}}, "pass"],
		[{"Principal": null, "NotPrincipal": {"AWS": "111122223333"}}, "fail"],
		[{"Principal": null, "NotPrincipal": {"Service": "events.amazonaws.com"}}, "pass"],
		[{"Principal": null, "NotPrincipal": "*"}, "pass"],
		[{"Principal": null, "NotPrincipal": unknown}, "unknown"],
		[{"Resource": arn("queue")}, "unknown"],
		[{"Condition": unknown}, "unknown"],
		[{"Condition": {"Bool": {"aws:SecureTransport": "false"}}}, "pass"],
		[{"Condition": {"Bool": {"aws:SecureTransport": unknown}}}, "unknown"],
		[{"Condition": {"StringNotEquals": {"aws:PrincipalOrgID": "o-1"}}}, "fail"],
		[{"Condition": {"StringNotEqualsIfExists": {"aws:PrincipalOrgID": "o-1"}}}, "fail"],
		[{"Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-1"}}}, "pass"],
		[{"Condition": {"ForAnyValue:StringNotLike": {"aws:PrincipalOrgPaths": "o-1/*"}}}, "pass"],
		[{"Condition": {"Null": {"aws:PrincipalOrgID": "true"}}}, "unknown"],
		[{"Condition": {"StringNotEquals": {"aws:PrincipalOrgID": "o-1"}, "Bool": {"aws:PrincipalIsAWSService": "false"}}}, "pass"],
		[{"Condition": {"ArnNotEquals": {"aws:SourceArn": arn("rule/orders")}}}, "pass"],
		[{"Condition": {"ArnNotLikeIfExists": {"aws:SourceArn": arn("rule/other")}}}, "fail"],
		[{"Condition": {"ArnEquals": {"aws:SourceArn": arn("rule/other")}}}, "pass"],
		[{"Condition": {"StringNotEquals": {"aws:SourceAccount": account}}}, "pass"],
		[{"Condition": {"StringNotEquals": {"aws:SourceAccount": "999988887777"}}}, "fail"],
		[{"Condition": {"StringEquals": {"aws:RequestedRegion": "us-east-1"}}}, "unknown"],
	] {
		refused(row[0]).status == row[1]
	}
	refused({}).evidence[0].because == ["Statement 1 lets it.", "Statement 2 denies it."]
	refused(unknown).evidence[0].because == ["Statement 1 lets it.", "Statement 2 may let it: a part of it, or whether its conditions hold, is not known."]
}

test_a_rule_whose_arn_is_known if {
	known := {"arn": arn("rule/orders")}
	admitted({"ArnEquals": {"aws:SourceArn": arn("rule/orders")}}, {}, {}, known) == "pass"
	admitted({"ArnEquals": {"aws:SourceArn": "arn:aws:events:eu-west-1:111122223333:rule/orders"}}, {}, {}, known) == "fail"
	admitted({"ArnLike": {"aws:SourceArn": "arn:aws:events:*"}}, {}, {}, known) == "pass"
	admitted({"StringEquals": {"aws:SourceAccount": account}}, {}, {}, known) == "pass"
	admitted({"StringEquals": {"aws:SourceAccount": "999988887777"}}, {}, {}, known) == "fail"
}

test_a_rule_of_a_custom_bus if {
	on_bus := {"event_bus_name": arn("event-bus/shop")}
	admitted({"ArnEquals": {"aws:SourceArn": arn("rule/shop/orders")}}, {}, on_bus, {}) == "pass"
	admitted({"ArnEquals": {"aws:SourceArn": arn("rule/orders")}}, {}, on_bus, {}) == "fail"
	admitted({"ArnEquals": {"aws:SourceArn": arn("rule/orders")}}, {}, {"event_bus_name": unknown}, {}) == "unknown"
	admitted({"ArnEquals": {"aws:SourceArn": arn("rule/orders")}}, {}, {"rule": unknown}, {}) == "unknown"
}

test_a_rule_by_reference if {
	by_arn := {"ArnEquals": {"aws:SourceArn": unknown}}
	admitted(by_arn, {"references": {"policy": testing.refers([r])}}, {}, {}) == "pass"
	admitted(by_arn, {"references": {"policy": testing.refers([other])}}, {}, {}) == "unknown"
	admitted(by_arn, {"references": {"policy": testing.refers([r, other])}}, {}, {}) == "unknown"
	admitted({"ArnEquals": {"aws:SourceArn": [unknown, unknown]}}, {"references": {"policy": testing.refers([r, other])}}, {}, {}) == "pass"
	admitted(by_arn, {"references": {"policy": testing.may_refer([r], "any of two")}}, {}, {}) == "unknown"
}

test_a_rule_by_reference_of_a_data_source if {
	data_document := testing.resource("data.aws_iam_policy_document.d", {"references": {"statement.condition.values": testing.refers([r])}})
	statement := {
		"Effect": "Allow", "Principal": {"Service": "events.amazonaws.com"}, "Action": "sqs:SendMessage", "Resource": "*",
		"Condition": {"ArnEquals": {"aws:SourceArn": [unknown]}},
	}
	queue := testing.resource(q, {"documents": {"policy": {"value": {"Statement": [statement]}, "from": data_document.address}}})
	full := testing.inventory([queue, target({}), testing.plain(r, {}), data_document])
	source := {
		"where": "policy", "path": "policy", "holder": full.resources.aws_sqs_queue[q], "argument": "policy",
		"certain": true, "document": {"Statement": [statement]}, "because": [],
	}
	result := eventbridge.admitting(source, full.resources.aws_sqs_queue[q], full.resources.aws_cloudwatch_event_target[t]) with input as full
	result.status == "pass"
}

test_a_rule_that_is_not_in_the_document if {
	statement := {
		"Effect": "Allow", "Principal": {"Service": "events.amazonaws.com"}, "Action": "sqs:SendMessage", "Resource": "*",
		"Condition": {"ArnEquals": {"aws:SourceArn": arn("rule/orders")}},
	}
	queue := testing.resource(q, {"documents": {"policy": testing.document({"Statement": [statement]})}})
	lonely := testing.plain(t, {"rule": "orders"})
	source := {
		"where": "policy", "path": "policy", "holder": queue, "argument": "policy",
		"certain": true, "document": {"Statement": [statement]}, "because": [],
	}
	result := eventbridge.admitting(source, queue, lonely) with input as testing.inventory([queue, lonely])
	result.status == "pass"
}
