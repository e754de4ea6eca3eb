package safeguard.iam.cross_account_trust_test

import data.safeguard.iam.cross_account_trust as policy
import data.safeguard.lib.testing

r := "aws_iam_role.r"

here := testing.plain("data.aws_caller_identity.here", {"account_id": "111122223333"})

status(others, changes) := result.status if {
	statement := object.union({"Effect": "Allow", "Action": "sts:AssumeRole"}, changes)
	result := policy.verdict[r] with input as testing.inventory(array.concat(others, [testing.resource(r, {
		"values": {"assume_role_policy": "{…}"},
		"documents": {"assume_role_policy": testing.document({"Statement": [statement]})},
	})]))
}

vendor := {"Principal": {"AWS": "arn:aws:iam::444455556666:root"}}

test_accounts if {
	every row in [
		[vendor, "fail"],
		[{"Principal": {"AWS": "444455556666"}}, "fail"],
		[{"Principal": {"AWS": "*"}}, "fail"],
		[{"Principal": "*"}, "fail"],
		[{"Principal": {"AWS": ["111122223333", "arn:aws:iam::444455556666:role/x"]}}, "fail"],
		[{"Principal": {"AWS": "arn:aws:iam::111122223333:role/x"}}, "pass"],
		[{"Principal": {"AWS": "111122223333"}}, "pass"],
		[{"Principal": {"Service": "ecs-tasks.amazonaws.com"}}, "pass"],
		[{"Principal": {"AWS": testing.unknown}}, "unknown"],
		[{"Principal": testing.unknown}, "unknown"],
		[object.union(vendor, {"Effect": "Deny"}), "pass"],
	] {
		status([here], row[0]) == row[1]
	}
}

test_proofs if {
	every row in [
		[{"StringEquals": {"sts:ExternalId": "x"}}, "pass"],
		[{"StringEquals": {"aws:PrincipalOrgID": "o-1"}}, "pass"],
		[{"StringLike": {"sts:ExternalId": "*"}}, "fail"],
		[{"Bool": {"aws:MultiFactorAuthPresent": "true"}}, "fail"],
		[{"StringEquals": {"sts:ExternalId": testing.unknown}}, "unknown"],
	] {
		status([here], object.union(vendor, {"Condition": row[0]})) == row[1]
	}
}

test_whose_account_it_is_may_not_be_known if {
	status([], vendor) == "unknown"
	reasons([vendor]) == ["Which account is its own is not known; a data.aws_caller_identity would tell."]
	reasons([{"Principal": {"AWS": testing.unknown}}]) == [concat(" ", [
		"Statement 1 has parts that are known after apply;",
		"it may be that it trusts another account without one.",
	])]
	status([], object.union(vendor, {"Condition": {"StringEquals": {"sts:ExternalId": "x"}}})) == "pass"
}

# Without any other resource, the reasons why nothing is known.
reasons(statements) := because if {
	result := policy.verdict[r] with input as testing.inventory([testing.resource(r, {
		"values": {"assume_role_policy": "{…}"},
		"documents": {"assume_role_policy": testing.document({"Statement": [object.union(allow, statement) | some statement in statements]})},
	})])
	because := [reason | some evidence in result.evidence; some reason in evidence.because]
}

allow := {"Effect": "Allow", "Action": "sts:AssumeRole"}

test_its_own_arn_tells_its_account if {
	every row in [["111122223333", "pass"], ["444455556666", "fail"]] {
		result := policy.verdict[r] with input as testing.inventory([testing.resource(r, {
			"values": {"arn": "arn:aws:iam::111122223333:role/r", "assume_role_policy": "{…}"},
			"documents": {"assume_role_policy": testing.document({"Statement": [object.union(allow, {"Principal": {"AWS": row[0]}})]})},
		})])
		result.status == row[1]
	}
}
