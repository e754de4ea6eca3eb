package safeguard.eventbridge.no_public_access_test

import data.safeguard.eventbridge.no_public_access as policy
import data.safeguard.lib.testing

b := "aws_cloudwatch_event_bus_policy.b"

p := "aws_cloudwatch_event_permission.p"

verdict(address, said) := result if {
	result := policy.verdict[address] with input as testing.inventory([testing.resource(address, said)])
}

open := {"Sid": "Open", "Effect": "Allow", "Principal": "*", "Action": "events:PutEvents", "Resource": "*"}

with_policy(statement) := {"values": {"policy": "{…}"}, "documents": {"policy": testing.document({"Statement": [statement]})}}

organization(value) := [{"key": "aws:PrincipalOrgID", "type": "StringEquals", "value": value}]

test_policies if {
	every row in [
		[open, "fail"],
		[object.union(open, {"Principal": {"AWS": ["*"]}}), "fail"],
		[object.union(open, {"Principal": {"AWS": "111122223333"}}), "pass"],
		[object.union(open, {"Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-1"}}}), "pass"],
		[object.union(open, {"Principal": testing.unknown}), "unknown"],
	] {
		verdict(b, with_policy(row[0])).status == row[1]
	}
	verdict(b, {"values": {"policy": testing.unknown}}).status == "unknown"
	verdict(b, with_policy(open)).evidence[0].because == ["Statement Open allows everyone."]
}

test_permissions if {
	every row in [
		[{"principal": "*"}, "fail"],
		[{"principal": "*", "condition": []}, "fail"],
		[{"principal": "*", "condition": organization("o-1")}, "pass"],
		[{"principal": "*", "condition": organization("*")}, "fail"],
		[{"principal": "*", "condition": organization(testing.unknown)}, "unknown"],
		[{"principal": "*", "condition": testing.unknown}, "unknown"],
		[{"principal": "*", "condition": [testing.unknown]}, "unknown"],
		[{"principal": "111122223333"}, "pass"],
		[{"principal": testing.unknown}, "unknown"],
		[{"principal": testing.unknown, "condition": organization("o-1")}, "pass"],
	] {
		verdict(p, {"values": row[0]}).status == row[1]
	}
}
