package safeguard.lib.upstash_test

import data.safeguard.lib.check
import data.safeguard.lib.testing
import data.safeguard.lib.upstash

test_arguments_of_a_newer_provider if {
	failed := check.fail("a", null, "x", [])
	upstash.unless_too_old(testing.plain("t.r", {"a": null}), "a", failed).status == "fail"
	upstash.unless_too_old(testing.plain("t.r", {}), "a", failed).status == "unknown"
}

test_lists if {
	upstash.list(["x"]) == ["x"]
	upstash.list("x") == ["x"]
	upstash.list(null) == []
}
