package safeguard.lib.sns_test

import data.safeguard.lib.sns
import data.safeguard.lib.testing

t := "aws_sns_topic.t"

s := "aws_sns_topic_subscription.s"

p := "aws_sns_topic_policy.p"

policies(resources) := {document.where: document.certain | some document in found} if {
	full := testing.inventory(resources)
	found := sns.policies(full.resources.aws_sns_topic[t]) with input as full
}

satellite(said) := testing.resource(p, object.union({"values": {"arn": testing.unknown}, "presence": {"arn": "proven"}}, said))

test_policies if {
	policies([testing.plain(t, {})]) == {}
	policies([testing.plain(t, {}), satellite({"references": {"arn": testing.refers([t])}})]) == {p: true}
	policies([testing.plain(t, {}), satellite({})]) == {p: false}
	policies([testing.plain(t, {"arn": "arn:t"}), satellite({"values": {"arn": "arn:t"}})]) == {p: true}
	policies([testing.plain(t, {"arn": "arn:t"}), satellite({"values": {"arn": "arn:u"}})]) == {}
}

subscribed(resources) := {link.address: link.certain | some link in found} if {
	full := testing.inventory(resources)
	found := sns.subscribed(full.resources.aws_sns_topic[t]) with input as full
}

test_subscribed if {
	subscribed([testing.plain(t, {})]) == {}
	subscribed([testing.plain(t, {}), testing.pointing(s, {}, "topic_arn", [t])]) == {s: true}
	subscribed([testing.plain(t, {}), testing.pointing(s, {}, "topic_arn", [])]) == {s: false}
	subscribed([testing.plain(t, {}), testing.plain(s, {"topic_arn": "arn:elsewhere"})]) == {}
}

test_topic if {
	full := testing.inventory([testing.plain(t, {}), testing.pointing(s, {}, "topic_arn", [t])])
	sns.topic(full.resources.aws_sns_topic_subscription[s]).address == t with input as full
	not sns.topic(testing.plain(s, {"topic_arn": "arn:elsewhere"})) with input as full
}

test_uses if {
	sns.uses(testing.plain(s, {"protocol": "sqs"}), {"sqs", "lambda"}) == "pass"
	sns.uses(testing.plain(s, {"protocol": "email"}), {"sqs", "lambda"}) == "fail"
	sns.uses(testing.plain(s, {"protocol": testing.unknown}), {"sqs", "lambda"}) == "unknown"
}

test_only_what_the_plan_makes if {
	full := testing.inventory([
		testing.plain(t, {}), testing.plain("data.aws_sns_topic.t", {}), testing.plain(s, {}),
		testing.plain("data.aws_sns_topic_subscription.s", {}),
	])
	object.keys(sns.topics) == {t} with input as full
	object.keys(sns.subscriptions) == {s} with input as full
}
