package safeguard.lib.msk_test

import data.safeguard.lib.msk
import data.safeguard.lib.testing

k := "aws_msk_cluster.k"

c := "aws_msk_configuration.c"

cluster(said) := testing.resource(k, object.union(
	{
		"values": {"configuration_info": [{"arn": testing.unknown, "revision": 1}]},
		"presence": {"configuration_info.arn": "proven"},
		"references": {"configuration_info.arn": testing.refers([c])},
	},
	said,
))

config(said) := testing.resource(c, object.union({"values": {"server_properties": "a=false\nb=0"}}, said))

configuration(said, other) := result if {
	full := testing.inventory([cluster(said), config(other)])
	result := msk.configuration(full.resources.aws_msk_cluster[k]) with input as full
}

property(said, other, name) := result if {
	full := testing.inventory([cluster(said), config(other)])
	result := msk.property(full.resources.aws_msk_cluster[k], name, {"kind": "known", "value": 7, "because": ["default"]}) with input as full
}

both := {"references": {"configuration_info.arn": testing.refers([c]), "configuration_info.revision": testing.refers([c])}}

test_which_configuration if {
	configuration(both, {}).kind == "one"
	configuration({"values": {"configuration_info": []}}, {}).kind == "none"
	configuration({"references": {"configuration_info.arn": testing.refers([])}}, {}).kind == "unknown"
	configuration({"references": {"configuration_info.arn": testing.may_refer([c], "any of two")}}, {}).kind == "unknown"
	configuration(object.union(both, {"presence": {"configuration_info.arn": "possible"}}), {}).kind == "unknown"
}

test_which_revision if {
	configuration({}, {"change": "create"}).kind == "one"
	configuration({}, {"change": "update"}).kind == "unknown"
	configuration({}, {"values": {"latest_revision": 1}}).kind == "one"
	configuration({}, {"values": {"latest_revision": 2}}).kind == "unknown"
	configuration({"values": {"configuration_info": [{"arn": testing.unknown, "revision": 2}]}}, {"change": "create"}).kind == "unknown"
}

test_properties if {
	property(both, {}, "a").value == false
	property(both, {}, "b").value == 0
	property(both, {}, "b").observed == "b=0"
	property(both, {}, "c").value == 7
	property(both, {}, "c").because == ["default"]
	property({}, {}, "a").kind == "possible"
	property(both, {"values": {"server_properties": testing.unknown}}, "a").because == ["The properties of aws_msk_configuration.c are not known."]
	property(both, {"values": {"server_properties": "a=x"}}, "a").observed == "a=x"
}
