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

_audited(service) := check.all_of([
	check.is_set(inventory.argument(cluster, concat(".", [_path, "kms_key_id"])), "a KMS key for ECS Exec"),
	check.none_of([check.equals(logging, "NONE")]),
]) if {
	found := inventory.reference(service, ["cluster"], "aws_ecs_cluster")
	found.kind == "one"
	cluster := input.resources.aws_ecs_cluster[found.targets[0]]
	logging := inventory.argument_or(
		cluster, concat(".", [_path, "logging"]), "DEFAULT",
		"By default ECS Exec logs to the log group of the container.",
	)
} else := check.undetermined("cluster", inventory.argument(service, "cluster").observed, "logging and a key for ECS Exec", [concat(" ", [
	"Its cluster is not in this document, or is known after apply.",
])])

_path := "configuration.execute_command_configuration"
