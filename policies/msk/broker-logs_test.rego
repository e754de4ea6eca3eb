package safeguard.msk.broker_logs_test

import data.safeguard.lib.testing
import data.safeguard.msk.broker_logs as policy

k := "aws_msk_cluster.k"

verdict(said) := result if {
	result := policy.verdict[k] with input as testing.inventory([testing.resource(k, said)])
}

status(values) := verdict({"values": values}).status

logs(destinations) := {"logging_info": [{"broker_logs": [destinations]}]}

test_destinations if {
	every row in [
		[{"cloudwatch_logs": [{"enabled": true}]}, "pass"],
		[{"s3": [{"enabled": true}], "cloudwatch_logs": [{"enabled": false}]}, "pass"],
		[{"firehose": [{"enabled": true}]}, "pass"],
		[{"cloudwatch_logs": [{"enabled": false}], "s3": [], "firehose": []}, "fail"],
		[{"cloudwatch_logs": [{"enabled": testing.unknown}]}, "unknown"],
		[{"s3": testing.unknown}, "unknown"],
	] {
		status(logs(row[0])) == row[1]
	}
	status({}) == "fail"
	status({"logging_info": []}) == "fail"
	status({"logging_info": testing.unknown}) == "unknown"
}
