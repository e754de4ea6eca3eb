package safeguard.ecs.role_separation_test

import data.safeguard.ecs.role_separation as policy
import data.safeguard.lib.testing

t := "aws_ecs_task_definition.t"

status(said) := result.status if {
	result := policy.verdict[t] with input as testing.inventory([
		testing.resource(t, said),
		testing.plain("aws_iam_role.a", {}),
		testing.plain("aws_iam_role.b", {}),
	])
}

roles(one, other) := {"values": {"task_role_arn": one, "execution_role_arn": other}}

pointing(one, other, presence) := {
	"values": {"task_role_arn": testing.unknown, "execution_role_arn": testing.unknown},
	"presence": {"task_role_arn": presence, "execution_role_arn": "proven"},
	"references": {"task_role_arn": one, "execution_role_arn": other},
}

a := testing.refers(["aws_iam_role.a"])

b := testing.refers(["aws_iam_role.b"])

test_roles if {
	status(roles("arn:a", "arn:b")) == "pass"
	status(roles("arn:a", "arn:a")) == "fail"
	status(roles(null, "arn:a")) == "pass"
	status(roles("arn:a", null)) == "pass"
	status(roles("arn:a", testing.unknown)) == "unknown"
}

test_references if {
	status(pointing(a, b, "proven")) == "pass"
	status(pointing(a, a, "proven")) == "fail"
	status(pointing(a, a, "possible")) == "unknown"
	status(pointing(a, testing.may_refer(["aws_iam_role.a"], "any of two"), "proven")) == "unknown"
	status(pointing(testing.refers([]), a, "proven")) == "unknown"
}
