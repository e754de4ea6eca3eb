package safeguard.ecs.no_public_ip

import data.safeguard.lib.check
import data.safeguard.lib.ecs
import data.safeguard.lib.inventory

# METADATA
# title: Tasks have no public address
# description: A task with a public address can be reached from the internet as soon as a security group slips.
# entrypoint: true
# related_resources:
#   - https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-task-networking.html
#   - https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_AwsVpcConfiguration.html
# custom:
#   severity: high
#   subjects: [aws_ecs_service]
#   remediation:
#     text: Set assign_public_ip to false, and let tasks out through a NAT gateway or VPC endpoints.
#     terraform: |
#       resource "aws_ecs_service" "import" {
#         network_configuration {
#           subnets          = aws_subnet.private[*].id
#           assign_public_ip = false
#         }
#       }
#     cdktf: |
#       new EcsService(this, "import", {
#         networkConfiguration: { subnets: privateSubnets, assignPublicIp: false },
#       });
verdict[address] := check.is_false(inventory.argument_or(service, _path, false, "The provider's default is false.")) if {
	some address, service in ecs.services
}

_path := "network_configuration.assign_public_ip"
