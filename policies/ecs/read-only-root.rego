package safeguard.ecs.read_only_root

import data.safeguard.lib.check
import data.safeguard.lib.ecs

# METADATA
# title: Containers cannot change their own files
# description: An intruder cannot replace the program that handles ePHI, or leave tools behind, where the root file system is read-only.
# entrypoint: true
# related_resources:
#   - https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security-tasks-containers.html
#   - https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html
# custom:
#   severity: low
#   subjects: [aws_ecs_task_definition]
#   remediation:
#     text: Set readonlyRootFilesystem to true in each container, and mount a volume where it has to write.
#     terraform: |
#       resource "aws_ecs_task_definition" "import" {
#         container_definitions = jsonencode([{
#           name                   = "import"
#           image                  = var.image
#           readonlyRootFilesystem = true
#         }])
#       }
#     cdktf: |
#       new EcsTaskDefinition(this, "import", {
#         containerDefinitions: Fn.jsonencode([{ name: "import", image, readonlyRootFilesystem: true }]),
#       });
verdict[address] := ecs.all_containers(judged, "true") if {
	some address, task in ecs.tasks
	default_off := "The root file system is writable by default."
	judged := [check.is_true(argument) |
		some argument in ecs.each_container_or(task, ["readonlyRootFilesystem"], false, default_off)
	]
}
