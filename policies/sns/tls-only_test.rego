package safeguard.sns.tls_only_test

import data.safeguard.lib.testing
import data.safeguard.sns.tls_only as policy

t := "aws_sns_topic.t"

verdict(resources) := result if {
	result := policy.verdict[t] with input as testing.inventory(resources)
}

deny := {
	"Sid": "Tls",
	"Effect": "Deny",
	"Principal": "*",
	"Action": "sns:Publish",
	"Resource": "*",
	"Condition": {"Bool": {"aws:SecureTransport": "false"}},
}

allow(condition) := {
	"Effect": "Allow",
	"Principal": {"AWS": "111122223333"},
	"Action": ["sns:Subscribe", "sns:Publish"],
	"Resource": "*",
	"Condition": condition,
}

tls := {"Bool": {"aws:SecureTransport": "true"}}

inline(statements) := testing.resource(t, {
	"values": {"policy": "{…}"},
	"documents": {"policy": testing.document({"Statement": statements})},
})

bare := testing.resource(t, {"values": {"policy": testing.unknown}, "presence": {"policy": "unset"}})

satellite(owner, statements) := testing.resource("aws_sns_topic_policy.p", {
	"values": {"arn": testing.unknown, "policy": "{…}"},
	"presence": {"arn": "proven"},
	"documents": {"policy": testing.document({"Statement": statements})},
	"references": {"arn": owner},
})

test_denied if {
	verdict([inline([allow({}), deny])]).status == "pass"
	verdict([inline(object.union(deny, {"Action": ["sns:Subscribe", "sns:Publish"]}))]).status == "pass"
	verdict([bare, satellite(testing.refers([t]), [deny])]).status == "pass"
	verdict([inline([deny])]).evidence[0].because == ["Statement Tls denies it."]
}

test_not_denied if {
	verdict([bare]).status == "fail"
	verdict([testing.plain(t, {})]).status == "fail"
	verdict([inline([])]).status == "fail"
	verdict([inline([allow({})])]).status == "fail"
	verdict([inline([object.union(deny, {"Principal": {"AWS": "111122223333"}})])]).status == "fail"
	verdict([inline([object.union(deny, {"Action": "sns:Subscribe"})])]).status == "fail"
	verdict([inline([object.union(deny, {"Condition": {"Bool": {"aws:SecureTransport": "true"}}})])]).status == "fail"
}

test_publishing_over_tls_alone if {
	verdict([inline([allow(tls)])]).status == "pass"
	verdict([inline([allow(tls), allow({})])]).status == "fail"
	verdict([inline([allow(tls), allow(testing.unknown)])]).status == "unknown"
	verdict([inline([allow(tls), testing.unknown])]).status == "unknown"
	verdict([inline([object.union(allow({}), {"Action": "sns:Subscribe"})])]).status == "fail"
	verdict([inline([allow(tls), object.union(allow({}), {"Action": "sns:Subscribe"})])]).status == "pass"
}

test_unknown if {
	unread := verdict([testing.pointing(t, {}, "policy", [])])
	unread.status == "unknown"
	[evidence.because | some evidence in unread.evidence] == [["Its text is known after apply; run with --source so that it can be read."]]
	verdict([bare, satellite(testing.may_refer([t], "any of two"), [deny])]).status == "unknown"
	verdict([bare, satellite(testing.refers([]), [allow(tls)])]).status == "unknown"
	verdict([bare, satellite(testing.refers([]), [])]).status == "fail"
}

test_only_managed_topics_are_subjects if {
	policy.verdict == {} with input as testing.inventory([testing.plain("data.aws_sns_topic.t", {})])
}
