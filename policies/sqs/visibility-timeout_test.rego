package safeguard.sqs.visibility_timeout_test

import data.safeguard.lib.testing
import data.safeguard.sqs.visibility_timeout as policy

q := "aws_sqs_queue.q"

f := "aws_lambda_function.f"

alias := "aws_lambda_alias.a"

status(resources) := result.status if {
	result := policy.verdict[q] with input as testing.inventory(resources)
}

mapping(references, values) := testing.resource("aws_lambda_event_source_mapping.m", {
	"values": object.union({"event_source_arn": testing.unknown, "function_name": testing.unknown}, values),
	"references": references,
})

certain := {"event_source_arn": testing.refers([q]), "function_name": testing.refers([f])}

test_six_times_the_timeout if {
	every row in [
		[{"visibility_timeout_seconds": 180}, {"timeout": 30}, "pass"],
		[{"visibility_timeout_seconds": 179}, {"timeout": 30}, "fail"],
		[{}, {"timeout": 5}, "pass"],
		[{}, {"timeout": 30}, "fail"],
		[{}, {}, "pass"],
		[{"visibility_timeout_seconds": 17}, {}, "fail"],
		[{"visibility_timeout_seconds": testing.unknown}, {"timeout": 30}, "unknown"],
		[{}, {"timeout": testing.unknown}, "unknown"],
		[{"visibility_timeout_seconds": 5400}, {"timeout": testing.unknown}, "unknown"],
		[{"visibility_timeout_seconds": 32400}, {"timeout": testing.unknown}, "pass"],
	] {
		status([testing.plain(q, row[0]), testing.plain(f, row[1]), mapping(certain, {})]) == row[2]
	}
}

test_a_function_by_its_alias if {
	by_alias := object.union(certain, {"function_name": testing.refers([alias])})
	of_function := testing.pointing(alias, {}, "function_name", [f])
	status([testing.plain(q, {}), testing.plain(f, {"timeout": 30}), of_function, mapping(by_alias, {})]) == "fail"
	status([testing.plain(q, {}), testing.plain(f, {"timeout": 30}), testing.plain(alias, {}), mapping(by_alias, {})]) == "unknown"
}

test_a_function_elsewhere if {
	elsewhere := {"event_source_arn": testing.refers([q])}
	status([testing.plain(q, {}), mapping(elsewhere, {"function_name": "other"})]) == "unknown"
}

test_a_function_that_may_consume_it if {
	candidate := object.union(certain, {"event_source_arn": testing.may_refer([q], "any of two")})
	status([testing.plain(q, {}), testing.plain(f, {"timeout": 30}), mapping(candidate, {})]) == "unknown"
	status([testing.plain(q, {}), testing.plain(f, {"timeout": 5}), mapping(candidate, {})]) == "pass"
}

test_not_a_subject if {
	every resources in [
		[testing.plain(q, {})],
		[testing.plain(q, {}), testing.plain(f, {}), mapping(certain, {"enabled": false})],
	] {
		policy.verdict == {} with input as testing.inventory(resources)
		object.keys(policy.exempt) == {q} with input as testing.inventory(resources)
	}
}
