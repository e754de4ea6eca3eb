package safeguard.ecs.minimum_capacity

import data.safeguard.lib.check
import data.safeguard.lib.ecs
import data.safeguard.lib.inventory
import data.safeguard.lib.parameters

# METADATA
# title: Services run more than one task
# description: With a single task every crash, deployment and host failure is an outage.
# entrypoint: true
# related_resources:
#   - https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-auto-scaling.html
#   - https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_services.html
# custom:
#   severity: medium
#   subjects: [aws_ecs_service]
#   remediation:
#     text: Set desired_count to at least 2, or the min_capacity of its autoscaling target.
#     terraform: |
#       resource "aws_ecs_service" "import" {
#         desired_count = 2
#       }
#     cdktf: |
#       new EcsService(this, "import", { desiredCount: 2 });
#   parameters:
#     minimum_tasks:
#       description: Tasks that run at least.
#       default: 2
#       schema: {type: integer, minimum: 1}
verdict[address] := _unless_everywhere(service, _enough(service, inventory.links(service, "aws_appautoscaling_target", ["resource_id"]))) if {
	some address, service in ecs.services
	not exempt[address]
}

exempt[address] := "A daemon runs once on every instance." if {
	some address, service in ecs.services
	service.values.scheduling_strategy == "DAEMON"
}

_unless_everywhere(service, result) := check.excusable(result, ["The service may be a daemon."]) if {
	inventory.is_unknown(service.values.scheduling_strategy)
} else := result

_enough(service, []) := check.at_least(
	inventory.argument_or(service, "desired_count", 0, "The provider's default of desired_count is 0."),
	_tasks, "tasks",
)

_enough(service, scaled) := check.all_of([_minimum(link) | some link in scaled]) if {
	count(scaled) > 0
	service
}

_minimum(link) := judged if {
	link.certain
	judged := check.at_least(inventory.argument(link.resource, "min_capacity"), _tasks, "tasks")
} else := check.undetermined("", link.address, "an autoscaling minimum of its own", link.because)

_tasks := parameters.value("ecs/minimum-capacity", "minimum_tasks")
