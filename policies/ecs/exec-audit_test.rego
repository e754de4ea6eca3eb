package safeguard.ecs.exec_audit_test

import data.safeguard.ecs.exec_audit as policy
import data.safeguard.lib.testing

s := "aws_ecs_service.s"

c := "aws_ecs_cluster.c"

status(exec, configuration) := result.status if {
	result := policy.verdict[s] with input as testing.inventory([
		testing.pointing(s, {"enable_execute_command": exec}, "cluster", [c]),
		testing.plain(c, {"configuration": [{"execute_command_configuration": configuration}]}),
	])
}

test_services if {
	every row in [
		[false, [], "pass"],
		[null, [], "pass"],
		[true, [], "fail"],
		[true, [{"kms_key_id": "k", "logging": "OVERRIDE"}], "pass"],
		[true, [{"kms_key_id": "k"}], "unknown"],
		[true, [{"kms_key_id": "k", "logging": testing.unknown}], "unknown"],
		[true, [{"kms_key_id": "k", "logging": "NONE"}], "fail"],
		[true, [{"logging": "OVERRIDE"}], "fail"],
		[true, testing.unknown, "unknown"],
		[testing.unknown, [], "unknown"],
	] {
		status(row[0], row[1]) == row[2]
	}
}

by_default(container_definitions) := result.status if {
	t := "aws_ecs_task_definition.t"
	result := policy.verdict[s] with input as testing.inventory([
		testing.resource(s, {
			"values": {"enable_execute_command": true, "cluster": testing.unknown, "task_definition": testing.unknown},
			"presence": {"cluster": "proven", "task_definition": "proven"},
			"references": {"cluster": testing.refers([c]), "task_definition": testing.refers([t])},
		}),
		testing.plain(c, {"configuration": [{"execute_command_configuration": [{"kms_key_id": "k"}]}]}),
		testing.resource(t, {"documents": {"container_definitions": testing.document(container_definitions)}}),
	])
}

test_the_log_of_the_container_where_nothing_is_said if {
	aws := {"name": "a", "logConfiguration": {"logDriver": "awslogs"}}
	by_default([aws]) == "pass"
	by_default([aws, {"name": "b"}]) == "fail"
	by_default([{"name": "b", "logConfiguration": {"logDriver": "splunk"}}]) == "fail"
	by_default(testing.unknown) == "unknown"
}

test_a_cluster_elsewhere if {
	result := policy.verdict[s] with input as testing.inventory([testing.plain(s, {"enable_execute_command": true, "cluster": "main"})])
	result.status == "unknown"
}

test_evidence_names_the_cluster if {
	result := policy.verdict[s] with input as testing.inventory([
		testing.pointing(s, {"enable_execute_command": true}, "cluster", [c]),
		testing.plain(c, {}),
	])
	[evidence.observed | some evidence in result.evidence] == [true, c]
	result.evidence[1].because == ["Its configuration.execute_command_configuration.kms_key_id is not set."]
}
