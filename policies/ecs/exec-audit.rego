package safeguard.ecs.exec_audit

import data.safeguard.lib.check
import data.safeguard.lib.ecs
import data.safeguard.lib.inventory

# METADATA
# title: Shells in containers are logged and encrypted
# description: ECS Exec opens a shell next to ePHI; without a log nobody knows what was done there.
# entrypoint: true
# related_resources:
#   - https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html
#   - https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ExecuteCommandConfiguration.html
# custom:
#   severity: medium
#   subjects: [aws_ecs_service]
#   remediation:
#     text: Turn enable_execute_command off, or give the cluster an execute_command_configuration with a key and with logging.
#     terraform: |
#       resource "aws_ecs_cluster" "main" {
#         configuration {
#           execute_command_configuration {
#             kms_key_id = aws_kms_key.exec.arn
#             logging    = "OVERRIDE"
#             log_configuration {
#               cloud_watch_log_group_name = aws_cloudwatch_log_group.exec.name
#             }
#           }
#         }
#       }
#     cdktf: |
#       new EcsCluster(this, "main", {
#         configuration: {
#           executeCommandConfiguration: {
#             kmsKeyId: key.arn,
#             logging: "OVERRIDE",
#             logConfiguration: { cloudWatchLogGroupName: group.name },
#           },
#         },
#       });
verdict[address] := check.any_of([check.is_false(exec), _audited(service)]) if {
	some address, service in ecs.services
	exec := inventory.argument_or(service, "enable_execute_command", false, "ECS Exec is off by default.")
}

_audited(service) := check.elsewhere(cluster.address, audited, _expected) if {
	found := inventory.reference(service, ["cluster"], "aws_ecs_cluster")
	found.kind == "one"
	cluster := input.resources.aws_ecs_cluster[found.targets[0]]
	logging := inventory.argument_or(
		cluster, concat(".", [_path, "logging"]), "DEFAULT",
		concat(" ", ["It is not set; by default the output goes to the container's own awslogs log", _citation]),
	)
	audited := check.all_of([
		check.is_set(inventory.argument(cluster, concat(".", [_path, "kms_key_id"])), "a KMS key"),
		_logged(service, logging),
	])
} else := check.undetermined("cluster", inventory.argument(service, "cluster").observed, _expected, [concat(" ", [
	"Its cluster is not in this document, or is known after apply.",
])])

_expected := "a cluster with a KMS key and logging for ECS Exec"

# By default the output goes where awslogs takes the log of the container, and nowhere without it.
_logged(service, logging) := check.one(judged.status, "", task.address, "awslogs in every container", [because]) if {
	logging.value == "DEFAULT"
	task := _task(service)
	judged := ecs.all_containers([check.equals(driver, "awslogs") | some driver in _drivers(task)], "")
	because := concat(" ", ["ECS Exec logs to the container's own awslogs log, and without one nowhere", _citation])
} else := check.undetermined("task_definition", inventory.argument(service, "task_definition").observed, "awslogs in every container", [concat(" ", [
	"ECS Exec logs to the container's own awslogs log, and its task definition is not in this document, or is known after apply",
	_citation,
])]) if {
	logging.value == "DEFAULT"
} else := check.none_of([check.equals(logging, "NONE")])

_task(service) := input.resources.aws_ecs_task_definition[found.targets[0]] if {
	found := inventory.reference(service, ["task_definition"], "aws_ecs_task_definition")
	found.kind == "one"
}

_drivers(task) := ecs.each_container(task, ["logConfiguration", "logDriver"])

_citation := "(https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ExecuteCommandConfiguration.html)."

_path := "configuration.execute_command_configuration"
