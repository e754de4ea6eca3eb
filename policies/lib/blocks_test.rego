package safeguard.lib.blocks_test

import data.safeguard.lib.blocks
import data.safeguard.lib.testing

unknown := testing.unknown

kind(values, path) := blocks.argument(testing.plain("t.r", values), path).kind

test_kinds if {
	every row in [
		[{}, "unset"],
		[{"a": null}, "unset"],
		[{"a": []}, "unset"],
		[{"a": [{}]}, "unset"],
		[{"a": [{"b": null}]}, "unset"],
		[{"a": [{"b": 1}]}, "known"],
		[{"a": {"b": 1}}, "known"],
		[{"a": unknown}, "possible"],
		[{"a": [unknown]}, "possible"],
		[{"a": [{"b": unknown}]}, "possible"],
		[{"a": testing.secret}, "sensitive"],
		[{"a": [{"b": testing.secret}]}, "sensitive"],
	] {
		kind(row[0], "a.b") == row[1]
	}
}

test_deeper if {
	deep := {"a": [{"b": [{"c": [{"d": [{"e": 5}]}]}]}]}
	blocks.argument(testing.plain("t.r", deep), "a.b.c.d.e").value == 5
	kind({"a": [{"b": [{"c": unknown}]}]}, "a.b.c.d.e") == "possible"
	kind({"a": [{"b": []}]}, "a.b.c.d.e") == "unset"
}

test_presence_where_the_unknown_begins if {
	inner := testing.resource("t.r", {"values": {"a": [{"b": unknown}]}, "presence": {"a.b": "proven"}})
	blocks.argument(inner, "a.b").kind == "proven"
	whole := testing.resource("t.r", {"values": {"a": unknown}, "presence": {"a": "unset"}})
	blocks.argument(whole, "a.b").kind == "undecided"
}

test_defaults if {
	blocks.argument_or(testing.plain("t.r", {"a": []}), "a.b", 7, "because").value == 7
	blocks.argument_or(testing.plain("t.r", {"a": [{"b": 3}]}), "a.b", 7, "because").value == 3
	blocks.argument_or(testing.plain("t.r", {"a": unknown}), "a.b", 7, "because").kind == "possible"
}

test_references if {
	target := testing.resource("t.r", {
		"values": {"a": [{"b": unknown}]},
		"presence": {"a.b": "proven"},
		"references": {"a.b": testing.refers(["aws_sqs_queue.q"])},
	})
	blocks.argument(target, "a.b").because == ["Refers to aws_sqs_queue.q."]
}
