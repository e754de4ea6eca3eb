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
verdict[address] := _unless_everywhere(service, _enough(service, _targets(service))) if {
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

# The minimum of its autoscaling target decides. One that may be of it leaves the answer open where it gives another one.
_enough(service, targets) := check.all_of(minimums) if {
	minimums := [_minimum(target) | some target in targets; target.certain]
	count(minimums) > 0
} else := check.all_of(doubts) if {
	doubts := [check.undetermined("", target.address, "an autoscaling minimum of its own", target.because) |
		some target in targets
		_minimum(target).status != _own(service).status
	]
	count(doubts) > 0
} else := _own(service)

_own(service) := check.at_least(
	inventory.argument_or(service, "desired_count", 0, "The provider's default of desired_count is 0."),
	_tasks, "tasks",
)

_minimum(target) := check.elsewhere(
	target.address,
	check.at_least(inventory.argument(target.resource, "min_capacity"), _tasks, "tasks"),
	concat(" ", ["an autoscaling minimum of at least", json.marshal(_tasks), "tasks"]),
)

_targets(service) := array.concat(linked, array.concat(named, _strays)) if {
	linked := inventory.links(service, "aws_appautoscaling_target", ["resource_id"])
	cluster := _cluster(service)
	doubts := array.concat(
		["Whether it names this service is known after apply." | not is_string(service.values.name)],
		["Whether it names the cluster of this service is known after apply." | not is_string(cluster)],
	)
	named := [object.union(target, {"certain": doubts == [], "because": doubts}) |
		some target in sort(_called(service.values.name))
		not target.address in {link.address | some link in linked}
		_may_be(cluster, target.cluster)
	]
}

# The name of its cluster, which may be given as an ARN.
_cluster(service) := parts[count(parts) - 1] if {
	is_string(service.values.cluster)
	parts := split(service.values.cluster, "/")
} else := "default" if {
	inventory.is_unset(service, "cluster")
} else := input.resources.aws_ecs_cluster[found.targets[0]].values.name if {
	found := inventory.reference(service, ["cluster"], "aws_ecs_cluster")
	found.kind == "one"
} else := null

_may_be(cluster, named) if cluster == named

_may_be(cluster, _) if not is_string(cluster)

# Targets that name a service in clear text: `service/cluster/name`.
_named[name] contains target if {
	some address, resource in input.resources.aws_appautoscaling_target
	is_string(resource.values.resource_id)
	["service", cluster, name] = split(resource.values.resource_id, "/")
	target := {"address": address, "resource": resource, "cluster": cluster}
}

_called(name) := object.get(_named, name, set()) if {
	is_string(name)
} else := {target | some targets in _named; some target in targets}

_strays := [target |
	some address in inventory.strays({"type": "aws_appautoscaling_target", "path": "resource_id"}, "aws_ecs_service")
	resource := input.resources.aws_appautoscaling_target[address]
	_may_be_of_a_service(resource.values.service_namespace)
	target := {
		"address": address,
		"resource": resource,
		"certain": false,
		"because": ["What it scales is known after apply."],
	}
]

_may_be_of_a_service("ecs")

_may_be_of_a_service(namespace) if inventory.is_unknown(namespace)

_tasks := parameters.value("ecs/minimum-capacity", "minimum_tasks")
