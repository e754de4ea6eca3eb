package safeguard.ecs.logging

import data.safeguard.lib.check
import data.safeguard.lib.ecs

# METADATA
# title: Every container writes logs
# description: What a container did with ePHI, and why it stopped, is gone with it unless its output is kept elsewhere.
# entrypoint: true
# related_resources:
#   - https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_awslogs.html
#   - https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LogConfiguration.html
# custom:
#   severity: high
#   subjects: [aws_ecs_task_definition]
#   remediation:
#     text: Give each container a logConfiguration.
#     terraform: |
#       resource "aws_ecs_task_definition" "import" {
#         container_definitions = jsonencode([{
#           name  = "import"
#           image = var.image
#           logConfiguration = {
#             logDriver = "awslogs"
#             options = {
#               awslogs-group         = aws_cloudwatch_log_group.import.name
#               awslogs-region        = "eu-central-1"
#               awslogs-stream-prefix = "import"
#             }
#           }
#         }])
#       }
#     cdktf: |
#       new EcsTaskDefinition(this, "import", {
#         containerDefinitions: Fn.jsonencode([{
#           name: "import",
#           image,
#           logConfiguration: {
#             logDriver: "awslogs",
#             options: { "awslogs-group": group.name, "awslogs-region": "eu-central-1", "awslogs-stream-prefix": "import" },
#           },
#         }]),
#       });
verdict[address] := ecs.all_containers(judged, "a log driver") if {
	some address, task in ecs.tasks
	judged := [check.all_of([
		check.is_set(driver, "a log driver"),
		check.none_of([check.equals(driver, "none")]),
	]) |
		some driver in ecs.each_container(task, ["logConfiguration", "logDriver"])
	]
}
