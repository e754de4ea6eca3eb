package safeguard.msk.topic_acl_default_test

import data.safeguard.lib.testing
import data.safeguard.msk.topic_acl_default as policy

k := "aws_msk_cluster.k"

config := "aws_msk_configuration.c"

verdicts(cluster, text) := result if {
	linked := testing.resource(k, object.union(cluster, {
		"values": object.union({"configuration_info": [{"arn": testing.unknown, "revision": testing.unknown}]}, object.get(cluster, "values", {})),
		"presence": {"configuration_info.arn": "proven", "configuration_info.revision": "proven"},
		"references": {"configuration_info.arn": testing.refers([config]), "configuration_info.revision": testing.refers([config])},
	}))
	result := policy.verdict with input as testing.inventory([linked, testing.plain(config, {"server_properties": text})])
}

alone(values) := result if {
	found := policy.verdict with input as testing.inventory([testing.plain(k, values)])
	result := found[k].status
}

express := {"broker_node_group_info": [{"client_subnets": ["a", "b", "c"], "instance_type": "express.m7g.large"}]}

scram := {"client_authentication": [{"sasl": [{"scram": true}]}]}

with_scram(text) := verdicts({"values": scram}, text)[k].status

test_the_property if {
	every row in [
		["allow.everyone.if.no.acl.found=false", "pass"],
		["allow.everyone.if.no.acl.found:false", "pass"],
		["allow.everyone.if.no.acl.found=true", "fail"],
		["num.partitions=3", "fail"],
		[testing.unknown, "unknown"],
	] {
		with_scram(row[0]) == row[1]
	}
}

test_the_default_is_true if {
	alone(scram) == "fail"
	alone({"client_authentication": [{"tls": [{"certificate_authority_arns": ["arn:x"]}]}]}) == "fail"
	alone({"client_authentication": [{"sasl": [{"scram": testing.unknown}]}]}) == "unknown"
}

test_not_a_subject if {
	full := testing.inventory([testing.plain(k, object.union(express, {"client_authentication": [{"sasl": [{"iam": true}]}]}))])
	policy.verdict == {} with input as full
	object.keys(policy.exempt) == {k} with input as full
}
