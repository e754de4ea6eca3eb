package safeguard.ecs.efs_transit_encryption_test

import data.safeguard.ecs.efs_transit_encryption as policy
import data.safeguard.lib.testing

t := "aws_ecs_task_definition.t"

status(containers, values) := result.status if {
	result := policy.verdict[t] with input as testing.inventory([testing.resource(t, {
		"values": values,
		"documents": {"container_definitions": testing.document(containers)},
	})])
}

volume(encryption) := {"name": "v", "efs_volume_configuration": [{"transit_encryption": encryption}]}

test_volumes if {
	every row in [
		[[], "pass"],
		[[{"name": "v", "efs_volume_configuration": []}], "pass"],
		[[volume("ENABLED")], "pass"],
		[[volume("ENABLED"), volume("DISABLED")], "fail"],
		[[volume("")], "fail"],
		[[volume(null)], "fail"],
		[[volume(testing.unknown)], "unknown"],
		[[{"name": "v", "efs_volume_configuration": testing.unknown}], "unknown"],
		[testing.unknown, "unknown"],
	] {
		status([], {"volume": row[0]}) == row[1]
	}
}
