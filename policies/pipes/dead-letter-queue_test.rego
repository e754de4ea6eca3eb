package safeguard.pipes.dead_letter_queue_test

import data.safeguard.lib.testing
import data.safeguard.pipes.dead_letter_queue as policy

p := "aws_pipes_pipe.p"

stream := "aws_kinesis_stream.s"

table := "aws_dynamodb_table.t"

verdict(resources) := result if {
	result := policy.verdict[p] with input as testing.inventory(resources)
}

kinesis(config) := {"source_parameters": [{"kinesis_stream_parameters": [{"starting_position": "LATEST", "dead_letter_config": config}]}]}

dynamodb(config) := {"source_parameters": [{"dynamodb_stream_parameters": [{"starting_position": "LATEST", "dead_letter_config": config}]}]}

test_rows if {
	every row in [
		[kinesis([{"arn": "arn:q"}]), "pass"],
		[dynamodb([{"arn": "arn:q"}]), "pass"],
		[kinesis([{"arn": testing.unknown}]), "unknown"],
		[kinesis(testing.unknown), "unknown"],
		[kinesis([]), "fail"],
		[dynamodb([{"arn": null}]), "fail"],
		[{"source": "arn:aws:kinesis:us-east-1:111122223333:stream/s"}, "fail"],
		[{"source": "arn:aws:dynamodb:us-east-1:111122223333:table/t/stream/1", "source_parameters": testing.unknown}, "unknown"],
		[{"source": testing.unknown}, "unknown"],
		[{"source": "self-managed.example.org:9092"}, "unknown"],
	] {
		verdict([testing.plain(p, row[0])]).status == row[1]
	}
}

test_parameters_of_several_kinds_tell_nothing if {
	both := {"source_parameters": [object.union(
		kinesis([]).source_parameters[0],
		dynamodb([]).source_parameters[0],
	)]}
	verdict([testing.plain(p, object.union(both, {"source": testing.unknown}))]).status == "unknown"
	verdict([testing.pointing(p, both, "source", [stream]), testing.plain(stream, {})]).status == "fail"
}

test_a_source_by_reference if {
	verdict([testing.pointing(p, {}, "source", [stream]), testing.plain(stream, {})]).status == "fail"
	verdict([testing.pointing(p, {}, "source", [table]), testing.plain(table, {})]).status == "fail"
	verdict([testing.pointing(p, {"source_parameters": testing.unknown}, "source", [stream]), testing.plain(stream, {})]).status == "unknown"
	verdict([testing.pointing(p, {}, "source", ["aws_iam_role.r"]), testing.plain("aws_iam_role.r", {})]).status == "unknown"
}

test_not_a_subject if {
	every resources in [
		[testing.plain(p, {"source": "arn:aws:sqs:us-east-1:111122223333:q"})],
		[testing.pointing(p, {"source_parameters": testing.unknown}, "source", ["aws_sqs_queue.q"]), testing.plain("aws_sqs_queue.q", {})],
	] {
		policy.verdict == {} with input as testing.inventory(resources)
		object.keys(policy.exempt) == {p} with input as testing.inventory(resources)
	}
}
