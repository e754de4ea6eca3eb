package safeguard.lib.upstash_test

import data.safeguard.lib.check
import data.safeguard.lib.testing
import data.safeguard.lib.upstash

test_arguments_of_a_newer_provider if {
	failed := check.fail("a", null, "x", [])
	upstash.unless_too_old(testing.plain("t.r", {"a": null}), "a", failed).status == "fail"
	upstash.unless_too_old(testing.plain("t.r", {"prod_pack": true}), "a", failed).status == "fail"
	doubted := upstash.unless_too_old(testing.plain("t.r", {}), "a", failed)
	doubted.status == "unknown"
	doubted.evidence[0].because == ["The document does not have the argument, which version 1 of the provider does not know."]
}

test_lists if {
	upstash.list(["x"]) == ["x"]
	upstash.list("x") == ["x"]
	upstash.list(null) == []
}
