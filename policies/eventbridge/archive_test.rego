package safeguard.eventbridge.archive_test

import data.safeguard.eventbridge.archive as policy
import data.safeguard.lib.testing

b := "aws_cloudwatch_event_bus.b"

a := "aws_cloudwatch_event_archive.a"

status(archives) := result.status if {
	result := policy.verdict[b] with input as testing.inventory(array.concat([testing.plain(b, {"name": "shop", "arn": testing.unknown})], archives))
}

test_rows if {
	candidate := testing.resource(a, {"references": {"event_source_arn": testing.may_refer([b], "any of two")}})
	every row in [
		[[testing.pointing(a, {}, "event_source_arn", [b])], "pass"],
		[[], "fail"],
		[[testing.plain(a, {"event_source_arn": "arn:aws:events:us-east-1:111122223333:event-bus/other"})], "fail"],
		[[testing.plain(a, {"event_source_arn": "arn:aws:events:us-east-1:111122223333:event-bus/shop"})], "unknown"],
		[[testing.pointing(a, {}, "event_source_arn", [])], "unknown"],
		[[candidate], "unknown"],
	] {
		status(row[0]) == row[1]
	}
}

test_only_managed_buses_are_subjects if {
	policy.verdict == {} with input as testing.inventory([testing.plain("data.aws_cloudwatch_event_bus.b", {})])
}
