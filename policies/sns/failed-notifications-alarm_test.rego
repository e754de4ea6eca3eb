package safeguard.sns.failed_notifications_alarm_test

import data.safeguard.lib.testing
import data.safeguard.sns.failed_notifications_alarm as policy

t := "aws_sns_topic.t"

watching(changes) := testing.resource("aws_cloudwatch_metric_alarm.a", {
	"values": object.union(
		{
			"namespace": "AWS/SNS",
			"metric_name": "NumberOfNotificationsFailed",
			"dimensions": {"TopicName": testing.unknown},
			"statistic": "Sum",
			"comparison_operator": "GreaterThanThreshold",
			"threshold": 0,
			"period": 300,
			"alarm_actions": [testing.unknown],
		},
		changes,
	),
	"references": {"dimensions": testing.refers([t])},
})

verdict(alarms) := result if {
	result := policy.verdict[t] with input as testing.inventory(array.concat([testing.plain(t, {})], alarms))
}

test_pass if {
	verdict([watching({})]).status == "pass"
	verdict([watching({"threshold": 5})]).status == "pass"
}

test_fail if {
	verdict([]).status == "fail"
	verdict([watching({"comparison_operator": "LessThanThreshold"})]).status == "fail"
	verdict([watching({"metric_name": "NumberOfNotificationsDelivered"})]).status == "fail"
	verdict([watching({"alarm_actions": []})]).status == "fail"
	verdict([watching({"dimensions": {"TopicName": testing.unknown, "Country": "US"}})]).status == "fail"
}

test_unknown if {
	verdict([watching({"threshold": testing.unknown})]).status == "unknown"
}

test_only_managed_topics_are_subjects if {
	policy.verdict == {} with input as testing.inventory([testing.plain("data.aws_sns_topic.t", {})])
}
