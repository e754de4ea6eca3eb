package safeguard.lib.satellites_test

import data.safeguard.lib.satellites
import data.safeguard.lib.testing

test_document if {
	known := testing.resource("t.s", {"documents": {"policy": testing.document({"Statement": []})}})
	satellites.document(known, "policy").document == {"Statement": []}
	satellites.document(testing.plain("t.s", {}), "policy").document == testing.unknown
}

test_names if {
	satellites.names(testing.plain("t.r", {"arn": "a", "id": testing.unknown}), ["arn", "id", "name"]) == {"a"}
}

test_refers_to_none if {
	full := testing.inventory([testing.plain("u.x", {}), testing.pointing("t.s", {}, "to", ["u.x"])])
	satellites.refers_to_none(full.resources.t["t.s"], "to", ["v", "w"]) with input as full
	not satellites.refers_to_none(full.resources.t["t.s"], "to", ["v", "u"]) with input as full
}
