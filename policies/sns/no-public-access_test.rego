package safeguard.sns.no_public_access_test

import data.safeguard.lib.testing
import data.safeguard.sns.no_public_access as policy

t := "aws_sns_topic.t"

verdict(resources) := result if {
	result := policy.verdict[t] with input as testing.inventory(resources)
}

open := {"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": ["sns:Publish", "sns:Subscribe"], "Resource": "*"}

inline(document) := testing.resource(t, {"values": {"policy": "{…}"}, "documents": {"policy": testing.document(document)}})

satellite(owner, document) := testing.resource("aws_sns_topic_policy.p", {
	"values": {"arn": testing.unknown, "policy": "{…}"},
	"presence": {"arn": "proven"},
	"documents": {"policy": testing.document(document)},
	"references": {"arn": owner},
})

test_the_default_policy_is_not_public if {
	verdict([testing.plain(t, {})]).status == "pass"
	verdict([testing.resource(t, {"values": {"policy": testing.unknown}, "presence": {"policy": "unset"}})]).status == "pass"
	owned := object.union(open, {"Condition": {"StringEquals": {"AWS:SourceOwner": "111122223333"}}})
	verdict([inline({"Statement": [owned]})]).status == "pass"
}

test_fail if {
	verdict([inline({"Statement": open})]).status == "fail"
	verdict([testing.plain(t, {}), satellite(testing.refers([t]), {"Statement": [open]})]).status == "fail"
	anyone := object.union(open, {"Condition": {"StringLike": {"AWS:SourceOwner": "*"}}})
	verdict([inline({"Statement": [anyone]})]).status == "fail"
	no_principal := object.remove(object.union(open, {"NotPrincipal": {"AWS": "111122223333"}}), ["Principal"])
	verdict([inline({"Statement": [no_principal]})]).status == "fail"
}

test_a_policy_that_names_the_topic_by_its_arn if {
	named := testing.resource("aws_sns_topic_policy.p", {
		"values": {"arn": "arn:t", "policy": "{…}"},
		"documents": {"policy": testing.document({"Statement": [open]})},
	})
	verdict([testing.plain(t, {"arn": "arn:t"}), named]).status == "fail"
}

test_unknown if {
	verdict([testing.pointing(t, {}, "policy", [])]).status == "unknown"
	verdict([inline({"Statement": [object.union(open, {"Principal": testing.unknown})]})]).status == "unknown"
	verdict([testing.plain(t, {}), satellite(testing.refers([]), {"Statement": [open]})]).status == "unknown"
	verdict([testing.plain(t, {}), satellite(testing.may_refer([t], "any of two"), {"Statement": [open]})]).status == "unknown"
}

test_only_managed_topics_are_subjects if {
	policy.verdict == {} with input as testing.inventory([testing.plain("data.aws_sns_topic.t", {})])
}
