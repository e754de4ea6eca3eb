package safeguard.pipes.logging_test

import data.safeguard.lib.testing
import data.safeguard.pipes.logging as policy

p := "aws_pipes_pipe.p"

status(said) := result.status if {
	result := policy.verdict[p] with input as testing.inventory([testing.resource(p, said)])
}

logs(changes) := {"log_configuration": [object.union({"level": "ERROR", "cloudwatch_logs_log_destination": [{"log_group_arn": "arn:g"}]}, changes)]}

test_rows if {
	every row in [
		[logs({}), "pass"],
		[logs({"level": "TRACE", "cloudwatch_logs_log_destination": [], "s3_log_destination": [{"bucket_name": "b"}]}), "pass"],
		[logs({"cloudwatch_logs_log_destination": null, "firehose_log_destination": [{"delivery_stream_arn": "arn:f"}]}), "pass"],
		[logs({"level": "OFF"}), "fail"],
		[logs({"cloudwatch_logs_log_destination": []}), "fail"],
		[logs({"level": testing.unknown}), "unknown"],
		[logs({"cloudwatch_logs_log_destination": testing.unknown}), "unknown"],
		[{"log_configuration": []}, "fail"],
		[{"log_configuration": testing.unknown}, "unknown"],
		[{}, "fail"],
	] {
		status({"values": row[0]}) == row[1]
	}
}

test_a_destination_by_reference if {
	status({
		"values": logs({"cloudwatch_logs_log_destination": [{"log_group_arn": testing.unknown}]}),
		"presence": {"log_configuration.cloudwatch_logs_log_destination.log_group_arn": "proven"},
	}) == "pass"
}
