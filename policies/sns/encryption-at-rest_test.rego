package safeguard.sns.encryption_at_rest_test

import data.safeguard.lib.testing
import data.safeguard.sns.encryption_at_rest as policy

t := "aws_sns_topic.t"

verdict(said) := result if {
	result := policy.verdict[t] with input as testing.inventory([testing.resource(t, said)])
}

test_rows if {
	every row in [
		[{"values": {"kms_master_key_id": "alias/aws/sns"}}, "pass"],
		[{"values": {"kms_master_key_id": "arn:aws:kms:us-east-1:111122223333:key/1"}}, "pass"],
		[{"values": {"kms_master_key_id": testing.secret}}, "pass"],
		[{"values": {"kms_master_key_id": testing.unknown}, "presence": {"kms_master_key_id": "proven"}}, "pass"],
		[{"values": {"kms_master_key_id": testing.unknown}, "presence": {"kms_master_key_id": "possible"}}, "unknown"],
		[{"values": {"kms_master_key_id": null}}, "fail"],
		[{"values": {"kms_master_key_id": ""}}, "fail"],
		[{}, "fail"],
	] {
		verdict(row[0]).status == row[1]
	}
}

test_the_default_is_cited if {
	contains(verdict({}).evidence[0].because[0], "https://docs.aws.amazon.com")
}

test_only_managed_topics_are_subjects if {
	policy.verdict == {} with input as testing.inventory([testing.plain("data.aws_sns_topic.t", {})])
}
