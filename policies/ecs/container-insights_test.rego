package safeguard.ecs.container_insights_test

import data.safeguard.ecs.container_insights as policy
import data.safeguard.lib.testing

c := "aws_ecs_cluster.c"

status(values, others) := result.status if {
	result := policy.verdict[c] with input as testing.inventory(array.concat([testing.plain(c, values)], others))
}

insights(value) := [{"name": "containerInsights", "value": value}]

test_settings if {
	every row in [
		[insights("enabled"), "pass"],
		[insights("enhanced"), "pass"],
		[insights("disabled"), "fail"],
		[insights(testing.unknown), "unknown"],
		[[{"name": testing.unknown, "value": "enabled"}], "unknown"],
		[[{"name": "other", "value": "enabled"}], "fail"],
		[[testing.unknown], "unknown"],
		[testing.unknown, "unknown"],
		[[], "fail"],
	] {
		status({"setting": row[0]}, []) == row[1]
	}
}

account(value) := testing.plain("aws_ecs_account_setting_default.a", {"name": "containerInsights", "value": value})

test_the_account_decides_where_the_cluster_does_not if {
	status({}, [account("enabled")]) == "pass"
	status({}, [account("disabled")]) == "fail"
	status({}, [account(testing.unknown)]) == "unknown"
	status({"setting": insights("disabled")}, [account("enabled")]) == "fail"
	unset := testing.resource(c, {"values": {"setting": testing.unknown}, "presence": {"setting": "unset"}})
	result := policy.verdict[c] with input as testing.inventory([unset])
	result.status == "fail"
}
