package safeguard.lib.block_test

import data.safeguard.lib.block
import data.safeguard.lib.inventory
import data.safeguard.lib.testing

kind(value, presence) := inventory.argument(lifted, "logging.enabled").kind if {
	resource := testing.resource("t.l", {"values": {"logging": value}, "presence": presence})
	lifted := block.only(resource, "logging", ["enabled"])
}

test_kinds if {
	every row in [
		[[{"enabled": true}], {}, "known"],
		[{"enabled": true}, {}, "known"],
		[[{}], {}, "unset"],
		[[], {}, "unset"],
		[null, {}, "unset"],
		[testing.unknown, {"logging": "unset"}, "undecided"],
		[testing.unknown, {"logging": "possible"}, "possible"],
		[testing.unknown, {}, "possible"],
		[[testing.unknown], {}, "possible"],
		[[{"enabled": testing.unknown}], {"logging.enabled": "proven"}, "proven"],
	] {
		kind(row[0], row[1]) == row[2]
	}
}

test_each if {
	resource := testing.plain("t.i", {"disk": [{"size": 1}, {"size": 2}]})
	[disk.values | some disk in block.each(resource, "disk", ["size"])] == [{"disk.size": 1}, {"disk.size": 2}]
	block.each(resource, "other", ["size"]) == []
}
