package safeguard.pipes.no_payload_in_logs_test

import data.safeguard.lib.testing
import data.safeguard.pipes.no_payload_in_logs as policy

p := "aws_pipes_pipe.p"

test_rows if {
	every row in [
		[{}, "pass"],
		[{"log_configuration": []}, "pass"],
		[{"log_configuration": [{"level": "ERROR"}]}, "pass"],
		[{"log_configuration": [{"level": "ERROR", "include_execution_data": []}]}, "pass"],
		[{"log_configuration": [{"level": "ERROR", "include_execution_data": null}]}, "pass"],
		[{"log_configuration": [{"level": "ERROR", "include_execution_data": ["ALL"]}]}, "fail"],
		[{"log_configuration": [{"level": "ERROR", "include_execution_data": testing.unknown}]}, "unknown"],
		[{"log_configuration": testing.unknown}, "unknown"],
	] {
		result := policy.verdict[p] with input as testing.inventory([testing.plain(p, row[0])])
		result.status == row[1]
	}
}

test_a_list_that_is_not_known_may_be_empty if {
	written := testing.resource(p, {
		"values": {"log_configuration": [{"level": "ERROR", "include_execution_data": testing.unknown}]},
		"presence": {"log_configuration.include_execution_data": "proven"},
	})
	result := policy.verdict[p] with input as testing.inventory([written])
	result.status == "unknown"
}
