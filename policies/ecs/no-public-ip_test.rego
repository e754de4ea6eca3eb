package safeguard.ecs.no_public_ip_test

import data.safeguard.ecs.no_public_ip as policy
import data.safeguard.lib.testing

s := "aws_ecs_service.s"

status(values, others) := result.status if {
	result := policy.verdict[s] with input as testing.inventory(array.concat([testing.plain(s, values)], others))
}

test_services if {
	every row in [
		[[], "pass"],
		[[{"assign_public_ip": null}], "pass"],
		[[{"assign_public_ip": false}], "pass"],
		[[{"assign_public_ip": true}], "fail"],
		[[{"assign_public_ip": testing.unknown}], "unknown"],
		[testing.unknown, "unknown"],
	] {
		status({"network_configuration": row[0]}, []) == row[1]
	}
	policy.verdict == {} with input as testing.inventory([testing.plain("data.aws_ecs_service.s", {})])
}
