package safeguard.vendor.business_associate_test

import data.safeguard.lib.testing
import data.safeguard.vendor.business_associate as policy

full := testing.inventory([
	testing.plain("aws_sqs_queue.q", {}), testing.plain("upstash_redis_database.d", {}),
	testing.plain("aws_iam_role.r", {}), testing.plain("data.aws_sqs_queue.q", {}),
])

judged(agreements, assessment) := verdicts if {
	verdicts := policy.verdict with input as full
		with data.parameters as {"vendor/business-associate": {"agreements": agreements}}
		with data.assessment as assessment
}

aws(since, until, date) := result if {
	agreements := {"aws": {"since": since, "until": until, "document": "agreements/aws.pdf"}}
	result := judged(agreements, {"date": date})["aws_sqs_queue.q"]
}

test_in_force if {
	aws("2024-01-01", null, "2026-01-31").status == "pass"
	aws("2024-01-01", "2027-01-01", "2026-01-31").status == "pass"
	aws("2026-01-31", "2026-01-31", "2026-01-31").status == "pass"
	aws("2024-01-01", null, "2026-01-31").evidence[0].because == ["Its term is from 2024-01-01 on."]
}

test_not_in_force if {
	aws("2024-01-01", "2026-01-30", "2026-01-31").status == "fail"
	aws("2026-02-01", null, "2026-01-31").status == "fail"
	aws("2026-02-01", "2027-01-01", "2026-01-31").evidence == [{
		"path": "",
		"state": "violated",
		"observed": "agreements/aws.pdf",
		"expected": "a business associate agreement with aws in force",
		"because": ["Its term is from 2026-02-01 to 2027-01-01."],
	}]
}

test_nothing_listed if {
	every address, provider in {"aws_sqs_queue.q": "aws", "upstash_redis_database.d": "upstash"} {
		result := judged({}, {"date": "2026-01-31"})[address]
		result.status == "unknown"
		reason := concat("", ["No business associate agreement with ", provider, " is listed in the configuration."])
		result.evidence[0].because == [reason, "List it there once it is signed."]
	}
}

test_each_provider_by_itself if {
	agreement := {"since": "2024-01-01", "until": null, "document": "agreements/aws.pdf"}
	verdicts := judged({"aws": agreement}, {"date": "2026-01-31"})
	{address: result.status | some address, result in verdicts} == {
		"aws_sqs_queue.q": "pass",
		"upstash_redis_database.d": "unknown",
	}
}

test_without_a_date if {
	agreement := {"since": "2024-01-01", "until": null, "document": "agreements/aws.pdf"}
	judged({"aws": agreement}, {})["aws_sqs_queue.q"].status == "unknown"
}
