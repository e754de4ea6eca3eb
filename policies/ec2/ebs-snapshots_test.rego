package safeguard.ec2.ebs_snapshots_test

import data.safeguard.ec2.ebs_snapshots as policy
import data.safeguard.lib.testing

v := "aws_ebs_volume.v"

status(values, others) := result.status if {
	result := policy.verdict[v] with input as testing.inventory(array.concat([testing.plain(v, values)], others))
}

daily := {"tags_all": {"Backup": "daily"}}

schedule(count) := {"create_rule": [{"interval": 24}], "retain_rule": [{"count": count}]}

lifecycle(changes) := testing.plain("aws_dlm_lifecycle_policy.d", {"state": "ENABLED", "policy_details": [object.union(
	{"policy_type": "EBS_SNAPSHOT_MANAGEMENT", "resource_types": ["VOLUME"], "target_tags": {"Backup": "daily"}, "schedule": [schedule(7)]},
	changes,
)]})

test_nothing_takes_snapshots if {
	status(daily, []) == "fail"
	status(daily, [testing.plain("aws_dlm_lifecycle_policy.d", {"policy_details": []})]) == "fail"
}

test_lifecycle_policies if {
	every row in [
		[{}, "pass"],
		[{"schedule": [schedule(6)]}, "fail"],
		[{"schedule": [schedule(6), schedule(14)]}, "pass"],
		[{"schedule": [schedule(testing.unknown)]}, "unknown"],
		[{"schedule": [{"create_rule": [{"interval": 12}], "retain_rule": [{"count": 7}]}]}, "fail"],
		[{"schedule": [{"create_rule": [{"cron_expression": "cron(0 5 * * ? *)"}], "retain_rule": [{"count": 7}]}]}, "unknown"],
		[{"schedule": [{"create_rule": [{}], "retain_rule": [{"interval": 1, "interval_unit": "WEEKS"}]}]}, "pass"],
		[{"schedule": [{"create_rule": [{}], "retain_rule": [{"interval": 3, "interval_unit": "DAYS"}]}]}, "fail"],
		[{"schedule": testing.unknown}, "unknown"],
		[{"target_tags": testing.unknown}, "unknown"],
		[{"resource_types": ["INSTANCE"]}, "fail"],
		[{"resource_types": testing.unknown}, "unknown"],
		[{"policy_type": "IMAGE_MANAGEMENT"}, "fail"],
	] {
		status(daily, [lifecycle(row[0])]) == row[1]
	}
	status(daily, [testing.plain("aws_dlm_lifecycle_policy.d", {"policy_details": testing.unknown})]) == "unknown"
	off := testing.plain("aws_dlm_lifecycle_policy.d", {"state": "DISABLED", "policy_details": testing.unknown})
	status(daily, [off]) == "fail"
}

test_tags if {
	every row in [
		[{"tags_all": {"Backup": "weekly"}}, "fail"],
		[{"tags": {"Backup": "daily"}}, "pass"],
		[{"tags": null}, "fail"],
		[{}, "fail"],
		[{"tags_all": testing.unknown}, "unknown"],
		[{"tags_all": {"Backup": testing.unknown}}, "unknown"],
	] {
		status(row[0], [lifecycle({})]) == row[1]
	}
	status(daily, [lifecycle({"target_tags": {"Backup": "weekly"}})]) == "fail"
	status(daily, [lifecycle({"target_tags": {"Other": "x", "Backup": "daily"}})]) == "pass"
}

plan(rules) := testing.plain("aws_backup_plan.p", {"rule": rules})

keeping(days) := plan([{"lifecycle": [{"delete_after": days}]}])

selection(values) := testing.pointing("aws_backup_selection.s", values, "plan_id", ["aws_backup_plan.p"])

tagged := {"selection_tag": [{"type": "STRINGEQUALS", "key": "Backup", "value": "daily"}]}

test_how_long_a_plan_keeps if {
	every row in [
		[keeping(7), "pass"],
		[keeping(6), "fail"],
		[keeping(null), "pass"],
		[keeping(0), "pass"],
		[keeping(testing.unknown), "unknown"],
		[plan([{"lifecycle": []}]), "pass"],
		[plan(testing.unknown), "unknown"],
	] {
		status(daily, [selection(tagged), row[0]]) == row[1]
	}
	status(daily, [selection(tagged)]) == "unknown"
}

condition(operator, value) := {"resources": ["*"], "condition": [{operator: [{"key": "aws:ResourceTag/Backup", "value": value}]}]}

test_selections if {
	every row in [
		[tagged, "pass"],
		[{"selection_tag": [{"type": "STRINGEQUALS", "key": "Backup", "value": "weekly"}]}, "fail"],
		[{"selection_tag": testing.unknown}, "unknown"],
		[{"resources": ["*"]}, "pass"],
		[{"resources": ["arn:aws:ec2:*:*:volume/*"]}, "pass"],
		[{"resources": ["arn:aws:rds:*:*:db:*"]}, "fail"],
		[{"resources": [testing.unknown]}, "unknown"],
		[{"resources": ["*"], "not_resources": ["arn:aws:ec2:*:*:volume/vol-1"]}, "unknown"],
		[{"resources": ["*"], "not_resources": []}, "pass"],
		[condition("string_equals", "daily"), "pass"],
		[condition("string_equals", "weekly"), "fail"],
		[condition("string_equals", testing.unknown), "unknown"],
		[condition("string_like", "d*"), "unknown"],
		[{"resources": ["*"], "condition": testing.unknown}, "unknown"],
		[{"resources": ["*"], "condition": [{"string_equals": [testing.unknown]}]}, "unknown"],
		[{}, "fail"],
	] {
		status(daily, [selection(row[0]), keeping(35)]) == row[1]
	}
}

test_a_selection_by_reference if {
	pointing := testing.resource("aws_backup_selection.s", {
		"values": {"resources": [testing.unknown], "plan_id": testing.unknown},
		"references": {"resources": testing.refers([v]), "plan_id": testing.refers(["aws_backup_plan.p"])},
	})
	status(daily, [pointing, keeping(35)]) == "pass"
}

test_the_number_of_days_is_a_parameter if {
	result := policy.verdict[v] with input as testing.inventory([testing.plain(v, daily), lifecycle({})])
		with data.parameters as {"ec2/ebs-snapshots": {"minimum_days": 30}}
	result.status == "fail"
}

test_snapshots_of_the_instance_it_is_attached_to if {
	instance := testing.plain("aws_instance.i", {"tags_all": {"Backup": "daily"}})
	attachment := testing.resource("aws_volume_attachment.a", {"references": {
		"volume_id": testing.refers([v]),
		"instance_id": testing.refers(["aws_instance.i"]),
	}})
	status({}, [instance, attachment, lifecycle({"resource_types": ["INSTANCE"]})]) == "pass"
	status({}, [instance, attachment, lifecycle({})]) == "fail"
	status({}, [instance, attachment, selection(tagged), keeping(35)]) == "pass"
	status({}, [instance, attachment, selection({"resources": ["arn:aws:ec2:*:*:instance/*"]}), keeping(35)]) == "pass"
	status({}, [instance, lifecycle({"resource_types": ["INSTANCE"]})]) == "fail"
	elsewhere := testing.pointing("aws_volume_attachment.a", {"instance_id": "i-1"}, "volume_id", [v])
	status({}, [instance, elsewhere, lifecycle({"resource_types": ["INSTANCE"]})]) == "unknown"
	status({}, [instance, elsewhere, lifecycle({})]) == "fail"
	status({}, [instance, elsewhere, selection(tagged), keeping(35)]) == "unknown"
	stray := testing.resource("aws_volume_attachment.a", {"values": {"volume_id": testing.unknown}, "presence": {"volume_id": "proven"}})
	status({}, [instance, stray, lifecycle({"resource_types": ["INSTANCE"]})]) == "unknown"
}

reasons(policies) := [reason | some evidence in result.evidence; some reason in evidence.because] if {
	result := policy.verdict[v] with input as testing.inventory(array.concat([testing.plain(v, daily)], policies))
}

test_reasons if {
	reasons([lifecycle({})]) == ["It keeps snapshots for at least 7 days."]
	reasons([lifecycle({"schedule": [schedule(6)]})]) == ["It keeps snapshots for less than 7 days."]
	reasons([lifecycle({"schedule": [schedule(testing.unknown)]})]) == ["How long it keeps snapshots is not known."]
	reasons([lifecycle({"target_tags": testing.unknown})]) == [
		"Whether it takes in the volume is not known.",
		"It keeps snapshots for at least 7 days.",
	]
	hidden := testing.plain("aws_dlm_lifecycle_policy.d", {"policy_details": testing.unknown})
	reasons([hidden]) == ["Which volumes it takes in, or how long it keeps them, does not show."]
}
