package safeguard.secrets.no_plaintext_test

import data.safeguard.lib.testing
import data.safeguard.secrets.no_plaintext as policy

verdict(address, said) := result if {
	found := policy.verdict with input as testing.inventory([testing.resource(address, said)])
	result := found[address]
}

shaped(shape) := {"$sensitive": true, "shape": shape}

environment(value) := {"values": {"environment": [{"variables": {"DB_PASSWORD": value, "LEVEL": "info"}}]}}

lambda(value) := verdict("aws_lambda_function.f", environment(value))

test_environment_of_functions if {
	lambda("arn:aws:secretsmanager:x").status == "pass"
	lambda(null).status == "pass"
	lambda(shaped("named as a secret")).status == "fail"
	lambda(shaped("AWS access key")).status == "fail"
	lambda(testing.secret).status == "unknown"
	lambda(testing.unknown).status == "unknown"
	verdict("aws_lambda_function.f", {}).status == "pass"
	verdict("aws_lambda_function.f", {"values": {"environment": []}}).status == "pass"
	verdict("aws_lambda_function.f", {"values": {"environment": [{"variables": testing.unknown}]}}).status == "unknown"
	verdict("aws_lambda_function.f", {"values": {"environment": testing.unknown}}).status == "unknown"
}

test_the_evidence_says_where if {
	evidence := lambda(shaped("AWS access key")).evidence[0]
	evidence.path == "environment.variables.DB_PASSWORD"
	evidence.observed == "(sensitive)"
	evidence.because == ["It has the shape of: AWS access key."]
}

containers(list) := {
	"values": {"container_definitions": testing.secret},
	"documents": {"container_definitions": testing.document(list)},
}

task(container) := verdict("aws_ecs_task_definition.t", containers([object.union({"name": "web"}, container)])).status

test_containers if {
	every row in [
		[{}, "pass"],
		[{"environment": null, "command": null}, "pass"],
		[{"environment": [{"name": "LEVEL", "value": "info"}], "command": ["run"]}, "pass"],
		[{"secrets": [{"name": "DB_PASSWORD", "valueFrom": "arn:x"}]}, "pass"],
		[{"environment": [{"name": "DB_PASSWORD", "value": shaped("named as a secret")}]}, "fail"],
		[{"environment": [{"name": "URL", "value": shaped("URL with a password")}]}, "fail"],
		[{"command": ["--url", shaped("URL with a password")]}, "fail"],
		[{"entryPoint": [shaped("JSON web token")]}, "fail"],
		[{"healthCheck": {"command": ["CMD", shaped("URL with a password")]}}, "fail"],
		[{"logConfiguration": {"options": {"splunk-token": shaped("named as a secret")}}}, "fail"],
		[{"dockerLabels": {"token": shaped("named as a secret")}}, "fail"],
		[{"environment": [{"name": "URL", "value": testing.unknown}]}, "unknown"],
		[{"environment": testing.unknown}, "unknown"],
		[{"environment": [testing.unknown]}, "unknown"],
		[{"command": testing.unknown}, "unknown"],
		[{"logConfiguration": testing.unknown}, "unknown"],
	] {
		task(row[0]) == row[1]
	}
}

test_containers_that_are_not_known if {
	verdict("aws_ecs_task_definition.t", {"values": {"container_definitions": testing.unknown}}).status == "unknown"
	verdict("aws_ecs_task_definition.t", {"values": {"container_definitions": testing.secret}}).status == "unknown"
	verdict("aws_ecs_task_definition.t", {"values": {"container_definitions": shaped("AWS access key")}}).status == "fail"
	verdict("aws_ecs_task_definition.t", containers([testing.unknown])).status == "unknown"
	verdict("aws_ecs_task_definition.t", containers(testing.unknown)).status == "unknown"
}

test_user_data if {
	every type in ["aws_instance", "aws_launch_template", "aws_launch_configuration", "aws_spot_instance_request"] {
		address := concat(".", [type, "i"])
		verdict(address, {}).status == "pass"
		verdict(address, {"values": {"user_data": "#!/bin/sh"}}).status == "pass"
		verdict(address, {"values": {"user_data": shaped("private key")}}).status == "fail"
		verdict(address, {"values": {"user_data": testing.unknown}, "presence": {"user_data": "unset"}}).status == "pass"
		verdict(address, {"values": {"user_data": testing.unknown}, "presence": {"user_data": "proven"}}).status == "unknown"
	}
	verdict("aws_instance.i", {"values": {"user_data_base64": shaped("AWS access key")}}).status == "fail"
}

test_a_hash_tells_nothing if {
	result := verdict("aws_instance.i", {"values": {"user_data": "da39a3ee5e6b4b0d3255bfef95601890afd80709"}})
	result.status == "unknown"
	result.evidence[0].because == ["The plan tells the hash of the user data only."]
}
