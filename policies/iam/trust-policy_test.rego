package safeguard.iam.trust_policy_test

import data.safeguard.iam.trust_policy as policy
import data.safeguard.lib.testing

r := "aws_iam_role.r"

status(changes) := result.status if {
	statement := object.union({"Effect": "Allow", "Action": "sts:AssumeRole"}, changes)
	result := policy.verdict[r] with input as testing.inventory([testing.resource(r, {
		"values": {"assume_role_policy": "{…}"},
		"documents": {"assume_role_policy": testing.document({"Statement": [statement]})},
	})])
}

test_a_deny if {
	every row in [
		[{}, "pass"],
		[{"Condition": {"StringNotEquals": {"aws:PrincipalOrgID": "o-1"}}}, "pass"],
		[{"Condition": {"Bool": {"aws:MultiFactorAuthPresent": "false"}}}, "fail"],
		[{"Action": "sts:TagSession"}, "fail"],
		[{"Condition": testing.unknown}, "unknown"],
	] {
		open := {"Effect": "Allow", "Principal": "*", "Action": "sts:AssumeRole"}
		result := policy.verdict[r] with input as testing.inventory([testing.resource(r, {
			"values": {"assume_role_policy": "{…}"},
			"documents": {"assume_role_policy": testing.document({"Statement": [
				open,
				object.union({"Effect": "Deny", "Principal": "*", "Action": "sts:AssumeRole"}, row[0]),
			]})},
		})])
		result.status == row[1]
	}
}

github(condition) := {
	"Action": "sts:AssumeRoleWithWebIdentity",
	"Principal": {"Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"},
	"Condition": condition,
}

test_principals if {
	every row in [
		[{"Principal": {"Service": "ecs-tasks.amazonaws.com"}}, "pass"],
		[{"Principal": {"AWS": "arn:aws:iam::111122223333:root"}}, "pass"],
		[{"Principal": "*"}, "fail"],
		[{"Principal": {"AWS": ["arn:aws:iam::111122223333:root", "*"]}}, "fail"],
		[{"Principal": "*", "Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-1"}}}, "pass"],
		[{"Principal": "*", "Condition": {"StringEquals": {"sts:ExternalId": "x"}}}, "fail"],
		[{"Principal": "*", "Effect": "Deny"}, "pass"],
		[{"Principal": testing.unknown}, "unknown"],
		[{"Principal": {"AWS": testing.unknown}}, "unknown"],
	] {
		status(row[0]) == row[1]
	}
}

test_public_identity_providers if {
	every row in [
		[{}, "fail"],
		[{"StringEquals": {"token.actions.githubusercontent.com:aud": "sts.amazonaws.com"}}, "fail"],
		[{"StringLike": {"token.actions.githubusercontent.com:sub": "*"}}, "fail"],
		[{"StringLike": {"token.actions.githubusercontent.com:sub": "repo:*"}}, "fail"],
		[{"StringLike": {"token.actions.githubusercontent.com:sub": "repo:webshop/*"}}, "pass"],
		[{"StringEquals": {"token.actions.githubusercontent.com:sub": testing.unknown}}, "unknown"],
		[{"StringEquals": testing.unknown}, "unknown"],
		[testing.unknown, "unknown"],
	] {
		status(github(row[0])) == row[1]
	}
	status({"Principal": {"Federated": "cognito-identity.amazonaws.com"}}) == "fail"
	status({
		"Principal": {"Federated": "cognito-identity.amazonaws.com"},
		"Condition": {"StringEquals": {"cognito-identity.amazonaws.com:aud": "eu-central-1:pool"}},
	}) == "pass"
	status({"Principal": {"Federated": testing.unknown}}) == "unknown"
	status({"Principal": {"Federated": "arn:aws:iam::111122223333:saml-provider/own"}}) == "pass"
}

test_not_known_and_not_a_subject if {
	result := policy.verdict[r] with input as testing.inventory([testing.pointing(r, {}, "assume_role_policy", [])])
	result.status == "unknown"
	policy.verdict == {} with input as testing.inventory([testing.plain("data.aws_iam_role.r", {})])
}
