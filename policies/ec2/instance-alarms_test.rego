package safeguard.ec2.instance_alarms_test

import data.safeguard.ec2.instance_alarms as policy
import data.safeguard.lib.testing

g := "aws_autoscaling_group.g"

i := "aws_instance.i"

cpu := {
	"namespace": "AWS/EC2",
	"metric_name": "CPUUtilization",
	"dimensions": {"AutoScalingGroupName": "nats"},
	"statistic": "Average",
	"comparison_operator": "GreaterThanThreshold",
	"threshold": 80,
	"alarm_actions": ["arn:aws:sns:eu-central-1:111122223333:on-call"],
}

memory := object.union(cpu, {"namespace": "CWAgent", "metric_name": "mem_used_percent"})

# The values are replaced as a whole.
on_group(name, values, changes) := testing.resource(concat(".", ["aws_cloudwatch_metric_alarm", name]), {
	"values": object.union(object.remove(values, object.keys(changes)), changes),
	"references": {"dimensions.AutoScalingGroupName": testing.refers([g])},
})

verdict(alarms) := result if {
	found := policy.verdict with input as testing.inventory(array.concat([testing.plain(g, {"name": "nats"})], alarms))
	result := found[g]
}

test_both_are_asked_for if {
	verdict([on_group("cpu", cpu, {}), on_group("memory", memory, {})]).status == "pass"
	verdict([on_group("cpu", cpu, {})]).status == "fail"
	verdict([on_group("memory", memory, {})]).status == "fail"
	verdict([]).status == "fail"
	verdict([on_group("cpu", cpu, {})]).evidence[0].expected == "an alarm of the CloudWatch agent on memory or disk that acts"
}

test_the_alarm_on_the_cpu if {
	every row in [
		[{"threshold": 90}, "pass"],
		[{"threshold": 95}, "fail"],
		[{"threshold": testing.unknown}, "unknown"],
		[{"alarm_actions": []}, "fail"],
		[{"statistic": "Minimum"}, "fail"],
		[{"dimensions": {"AutoScalingGroupName": "nats", "InstanceId": "i-1"}}, "fail"],
		[{"dimensions": {"AutoScalingGroupName": "other"}}, "fail"],
		[{"metric_name": "StatusCheckFailed"}, "fail"],
		[{"namespace": "CWAgent", "metric_name": "cpu_usage_active"}, "pass"],
		[{"namespace": "CWAgent", "metric_name": "cpu_usage_idle", "comparison_operator": "LessThanThreshold", "threshold": 20}, "pass"],
		[{"namespace": "CWAgent", "metric_name": "cpu_usage_idle"}, "fail"],
	] {
		verdict([on_group("cpu", cpu, row[0]), on_group("memory", memory, {})]).status == row[1]
	}
}

test_the_alarm_on_memory_or_disk if {
	falling := {"comparison_operator": "LessThanThreshold", "statistic": "Minimum"}
	every row in [
		[{}, "pass"],
		[{"metric_name": "disk_used_percent", "dimensions": {"AutoScalingGroupName": "nats", "path": "/", "device": "nvme0n1p1", "fstype": "xfs"}}, "pass"],
		[{"metric_name": "disk_used_percent", "dimensions": {"path": "/"}}, "fail"],
		[object.union(falling, {"metric_name": "mem_available_percent", "threshold": 10}), "pass"],
		[object.union(falling, {"metric_name": "mem_available_percent", "threshold": 5}), "fail"],
		[object.union(falling, {"metric_name": "disk_free", "threshold": 1000000000}), "pass"],
		[object.union(falling, {"metric_name": "disk_free", "threshold": 0}), "fail"],
		[object.union(falling, {"metric_name": "LogicalDisk % Free Space", "threshold": 20}), "pass"],
		[{"threshold": 91}, "fail"],
		[{"namespace": "AWS/EC2"}, "fail"],
		[{"namespace": testing.unknown}, "unknown"],
		[{"metric_name": "swap_used_percent"}, "fail"],
		[{"alarm_actions": testing.unknown}, "unknown"],
	] {
		verdict([on_group("cpu", cpu, {}), on_group("memory", memory, row[0])]).status == row[1]
	}
}

on_instance(name, values, id) := testing.resource(concat(".", ["aws_cloudwatch_metric_alarm", name]), {
	"values": object.union(object.remove(values, ["dimensions"]), {"dimensions": {"InstanceId": id}}),
	"references": {"dimensions.InstanceId": testing.refers([i])},
})

test_an_instance_whose_id_is_known_after_apply if {
	instance := testing.plain(i, {"id": testing.unknown})
	full := [instance, on_instance("cpu", cpu, testing.unknown), on_instance("memory", memory, testing.unknown)]
	found := policy.verdict with input as testing.inventory(full)
	found[i].status == "pass"
	alone := policy.verdict with input as testing.inventory([instance])
	alone[i].status == "fail"
	hidden := object.union(on_instance("cpu", cpu, testing.unknown), {"references": {"dimensions.InstanceId": testing.refers([])}})
	doubted := policy.verdict with input as testing.inventory([instance, hidden, on_instance("memory", memory, testing.unknown)])
	doubted[i].status == "unknown"
}

test_parameters if {
	alarms := [on_group("cpu", cpu, {}), on_group("memory", memory, {"namespace": "Servers"})]
	full := testing.inventory(array.concat([testing.plain(g, {"name": "nats"})], alarms))
	verdict(alarms).status == "fail"
	found := policy.verdict with input as full with data.parameters as {"ec2/instance-alarms": {"agent_namespace": "Servers"}}
	found[g].status == "pass"
	strict := policy.verdict with input as full
		with data.parameters as {"ec2/instance-alarms": {"agent_namespace": "Servers", "maximum_percent": 70}}
	strict[g].status == "fail"
}

test_data_sources_are_no_subjects if {
	policy.verdict == {} with input as testing.inventory([testing.plain("data.aws_instance.i", {})])
}
