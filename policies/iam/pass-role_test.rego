package safeguard.iam.pass_role_test

import data.safeguard.iam.pass_role as policy
import data.safeguard.lib.testing

p := "aws_iam_role_policy.p"

status(statements) := result.status if {
	result := policy.verdict[p] with input as testing.inventory([testing.resource(p, {
		"values": {"policy": "{…}"},
		"documents": {"policy": testing.document({"Statement": statements})},
	})])
}

allow(action, resource) := {"Effect": "Allow", "Action": action, "Resource": resource}

to(service) := {"Condition": {"StringEquals": {"iam:PassedToService": service}}}

test_a_deny if {
	every row in [
		[{}, "pass"],
		[{"Action": "iam:*"}, "pass"],
		[{"Action": "iam:CreateRole"}, "fail"],
		[{"Condition": {"StringNotEquals": {"iam:PassedToService": "ecs-tasks.amazonaws.com"}}}, "pass"],
		[{"Condition": {"StringEquals": {"iam:PassedToService": "ec2.amazonaws.com"}}}, "fail"],
		[{"Condition": testing.unknown}, "unknown"],
	] {
		status([allow("*", "*"), object.union({"Effect": "Deny", "Action": "iam:PassRole", "Resource": "*"}, row[0])]) == row[1]
	}
}

test_statements if {
	every row in [
		[allow("iam:PassRole", "*"), "fail"],
		[allow("iam:Pass*", "*"), "fail"],
		[allow("*", "*"), "fail"],
		[allow("iam:PassRole", "arn:aws:iam::111122223333:role/*"), "fail"],
		[allow("iam:PassRole", "arn:aws:iam::111122223333:role/worker"), "pass"],
		[object.union(allow("iam:PassRole", "*"), to("ecs-tasks.amazonaws.com")), "pass"],
		[object.union(allow("iam:PassRole", "*"), to("*")), "fail"],
		[object.union(allow("iam:PassRole", "*"), to(testing.unknown)), "unknown"],
		[object.union(allow("iam:PassRole", "*"), {"Condition": testing.unknown}), "unknown"],
		[allow("iam:GetRole", "*"), "pass"],
		[allow("iam:PassRole", testing.unknown), "unknown"],
	] {
		status(row[0]) == row[1]
	}
}
