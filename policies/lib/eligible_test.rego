package safeguard.lib.eligible_test

import data.safeguard.lib.eligible
import data.safeguard.lib.holders

test_the_longest_beginning_counts if {
	eligible.service("aws_kinesis_firehose_delivery_stream").name == "Amazon Kinesis Data Firehose"
	eligible.service("aws_cloudwatch_log_group").name == "Amazon CloudWatch Logs"
	two := {"aws_a_": {"name": "a"}, "aws_a_b_": {"name": "b"}}
	eligible.service("aws_a_b_c").name == "b" with eligible.services as two
	eligible.service("aws_a_c").name == "a" with eligible.services as two
}

test_a_service_that_is_not_known if {
	not eligible.service("aws_dax_cluster")
	not eligible.service("upstash_redis_database")
}

test_everything_that_holds_data_is_known if {
	every type in holders.types.aws {
		eligible.service(type)
	}
}
