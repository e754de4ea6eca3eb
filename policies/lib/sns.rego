# The policies and the subscriptions of topics.
package safeguard.lib.sns

import data.safeguard.lib.check
import data.safeguard.lib.inventory
import data.safeguard.lib.satellites

# What a policy must deny to keep messages off plain HTTP; a topic policy cannot name every action of the service:
# https://docs.aws.amazon.com/sns/latest/dg/sns-security-best-practices.html#enforce-encryption-data-in-transit
actions := {"all": {"*", "sns:*"}, "each": ["sns:publish"]}

topics[address] := topic if {
	some address, topic in input.resources.aws_sns_topic
	topic.mode == "managed"
}

subscriptions[address] := subscription if {
	some address, subscription in input.resources.aws_sns_topic_subscription
	subscription.mode == "managed"
}

# The policies of a topic, and those of which nobody knows the topic.
policies(topic) := array.concat(
	inventory.documents(topic, "policy", _topic_policy),
	array.concat(_named(topic), _loose_policies),
)

# The subscriptions that are, or may be, of the topic.
subscribed(topic) := array.concat(
	inventory.links(topic, "aws_sns_topic_subscription", ["topic_arn"]),
	[{
		"address": address,
		"resource": input.resources.aws_sns_topic_subscription[address],
		"certain": false,
		"because": ["Its topic is known after apply."],
	} |
		some address in _loose_subscriptions
	],
)

# The topic of a subscription, where this document has it.
topic(subscription) := input.resources.aws_sns_topic[found.targets[0]] if {
	found := inventory.reference(subscription, ["topic_arn"], "aws_sns_topic")
	found.kind == "one"
}

# Whether a subscription uses one of the protocols: "pass", "fail" or "unknown".
uses(subscription, protocols) := check.status_of(protocol.value in protocols) if {
	protocol := inventory.argument(subscription, "protocol")
	protocol.kind == "known"
} else := "unknown"

_topic_policy := {"type": "aws_sns_topic_policy", "path": "arn", "argument": "policy"}

_named(topic) := [satellites.document(input.resources.aws_sns_topic_policy[address], "policy") |
	some name in sort(satellites.names(topic, ["arn"]))
	some address in sort(_names[name])
]

_names[name] contains address if {
	some address, policy in input.resources.aws_sns_topic_policy
	name := policy.values.arn
	is_string(name)
	satellites.refers_to_none(policy, "arn", ["aws_sns_topic"])
}

_loose_policies := inventory.stray_documents(_topic_policy, "aws_sns_topic")

_loose_subscriptions := inventory.strays({"type": "aws_sns_topic_subscription", "path": "topic_arn"}, "aws_sns_topic")
