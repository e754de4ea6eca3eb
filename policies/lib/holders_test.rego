package safeguard.lib.holders_test

import data.safeguard.lib.holders
import data.safeguard.lib.testing

test_by_provider if {
	full := testing.inventory([
		testing.plain("aws_sqs_queue.q", {}), testing.plain("data.aws_sqs_queue.q", {}), testing.plain("aws_iam_role.r", {}),
		testing.plain("upstash_redis_database.d", {}), testing.plain("upstash_team.t", {}),
	])
	addresses := {provider: object.keys(holding) | some provider, holding in holders.of} with input as full
	addresses == {"aws": {"aws_sqs_queue.q"}, "upstash": {"upstash_redis_database.d"}}
}

test_types_begin_with_their_provider if {
	every provider, types in holders.types {
		every type in types {
			startswith(type, concat("", [provider, "_"]))
		}
	}
}
