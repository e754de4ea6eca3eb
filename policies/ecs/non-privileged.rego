package safeguard.ecs.non_privileged

import data.safeguard.lib.check
import data.safeguard.lib.ecs
import data.safeguard.lib.inventory

# METADATA
# title: Containers have no rights on their host
# description: A privileged container, or one in the process space of its host, reads the memory and secrets of every other task there.
# entrypoint: true
# related_resources:
#   - https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security-tasks-containers.html
#   - https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TaskDefinition.html
# custom:
#   severity: high
#   subjects: [aws_ecs_task_definition]
#   remediation:
#     text: Leave privileged off, and pid_mode and ipc_mode unset or at task.
#     terraform: |
#       resource "aws_ecs_task_definition" "import" {
#         pid_mode = "task"
#         container_definitions = jsonencode([{
#           name       = "import"
#           image      = var.image
#           privileged = false
#         }])
#       }
#     cdktf: |
#       new EcsTaskDefinition(this, "import", {
#         pidMode: "task",
#         containerDefinitions: Fn.jsonencode([{ name: "import", image, privileged: false }]),
#       });
verdict[address] := check.all_of(array.concat(
	[ecs.all_containers(judged, "false")],
	[check.none_of([check.equals(inventory.argument(task, mode), "host")]) | some mode in ["pid_mode", "ipc_mode"]],
)) if {
	some address, task in ecs.tasks
	privileged := ecs.each_container_or(task, ["privileged"], false, "Containers are not privileged by default.")
	judged := [check.is_false(argument) | some argument in privileged]
}
