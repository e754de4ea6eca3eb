package safeguard.lib.inventory_test

import data.safeguard.lib.inventory
import data.safeguard.lib.testing

test_kinds if {
	every row in [
		[{}, "unset"],
		[{"values": {"a": null}}, "unset"],
		[{"values": {"a": ""}}, "known"],
		[{"values": {"a": false}}, "known"],
		[{"values": {"a": {"b": 1}}}, "known"],
		[{"values": {"a": testing.secret}}, "sensitive"],
		[{"values": {"a": testing.unknown}}, "possible"],
		[{"values": {"a": testing.unknown}, "presence": {"a": "possible"}}, "possible"],
		[{"values": {"a": testing.unknown}, "presence": {"a": "proven"}}, "proven"],
		[{"values": {"a": testing.unknown}, "presence": {"a": "unset"}}, "undecided"],
		[{"values": {"a": {"$unknown": true, "$sensitive": true}}, "presence": {"a": "proven"}}, "proven"],
	] {
		inventory.argument(testing.resource("t.r", row[0]), "a").kind == row[1]
	}
}

test_defaults_apply_to_what_is_not_set if {
	every row in [
		[{}, "known", 4],
		[{"values": {"a": null}}, "known", 4],
		[{"values": {"a": testing.unknown}, "presence": {"a": "unset"}}, "known", 4],
		[{"values": {"a": testing.unknown}, "presence": {"a": "possible"}}, "possible", null],
		[{"values": {"a": 0}}, "known", 0],
		[{"values": {"a": false}}, "known", false],
	] {
		found := inventory.argument_or(testing.resource("t.r", row[0]), "a", 4, "AWS says 4.")
		found.kind == row[1]
		found.value == row[2]
	}
	inventory.argument_or(testing.resource("t.r", {}), "a", 4, "AWS says 4.") == {
		"path": "a", "kind": "known", "value": 4, "observed": null, "because": ["AWS says 4."],
	}
}

test_undecided_defaults if {
	inventory.argument_undecided(testing.resource("t.r", {}), "a", "why") == {
		"path": "a", "kind": "undecided", "value": null, "observed": null, "because": ["why"],
	}
	inventory.argument_undecided(testing.plain("t.r", {"a": true}), "a", "why").kind == "known"
}

test_observed_hides_what_is_inside if {
	resource := testing.plain("t.r", {"a": ["x", testing.unknown, testing.secret], "b": {"c": testing.secret}, "d": 1})
	inventory.argument(resource, "a").observed == ["x", "(known after apply)", "(sensitive)"]
	inventory.argument(resource, "b").observed == {"c": "(sensitive)"}
	inventory.argument(resource, "d").observed == 1
}

test_references_are_named if {
	resource := testing.pointing("t.r", {}, "a", ["t.x"])
	inventory.argument(resource, "a").because == ["Refers to t.x."]
	candidates := testing.resource("t.r", {"values": {"a": testing.unknown}, "references": {"a": testing.may_refer(["t.x", "t.y"], "any of two")}})
	inventory.argument(candidates, "a").because[1] == "May refer to t.x, t.y."
	inventory.argument(candidates, "a").because[2] == "any of two"
	inventory.argument(testing.pointing("t.r", {}, "a", []), "a").because == []
}

test_plain if {
	inventory.plain("true") == true
	inventory.plain("false") == false
	inventory.plain("x") == "x"
	inventory.plain(null) == null
	inventory.plain(0) == 0
}

resources := {"resources": {"t": {"t.x": {}, "t.y": {}}, "u": {"u.z": {}}}}

referring(references) := inventory.reference(testing.resource("v.r", {"references": references}), ["a.b", "a"], "t")

test_reference if {
	every row in [
		[{}, "none", []],
		[{"a": testing.refers(["t.x"])}, "one", ["t.x"]],
		[{"a": testing.refers(["t.x", "u.z"])}, "one", ["t.x"]],
		[{"a": testing.refers(["t.x", "t.y"])}, "several", ["t.x", "t.y"]],
		[{"a": testing.refers(["u.z"])}, "none", []],
		[{"a": testing.refers(["t.gone"])}, "none", []],
		[{"a": testing.may_refer(["t.x"], "why")}, "candidates", ["t.x"]],
		[{"a.b": testing.refers(["t.y"]), "a": testing.refers(["t.x", "t.y"])}, "one", ["t.y"]],
		[{"a.b": testing.refers(["u.z"]), "a": testing.refers(["t.x"])}, "one", ["t.x"]],
	] {
		found := referring(row[0]) with input as resources
		found.kind == row[1]
		found.targets == row[2]
	}
}

target := "t.x"

linked(pointer) := found if {
	full := testing.inventory([testing.resource(target, {}), testing.resource("t.y", {}), pointer])
	found := inventory.links(full.resources.t[target], "v", ["a.b", "a"]) with input as full
}

test_links if {
	every row in [
		[{"a": testing.refers(["t.x"])}, ["one"]],
		[{"a": testing.refers(["t.x", "t.y"])}, ["several"]],
		[{"a": testing.may_refer(["t.x", "t.y"], "why")}, ["candidates"]],
		[{"a": testing.refers(["t.y"])}, []],
		[{"a.b": testing.refers(["t.y"]), "a": testing.refers(["t.x", "t.y"])}, []],
		[{"a.b": testing.refers(["t.x"]), "a": testing.may_refer(["t.x", "t.y"], "why")}, ["one"]],
		[{"other": testing.refers(["t.x"])}, []],
	] {
		[link.kind | some link in linked(testing.resource("v.r", {"references": row[0]}))] == row[1]
	}
}

test_links_say_why_they_are_not_certain if {
	linked(testing.resource("v.r", {"references": {"a": testing.refers(["t.x", "t.y"])}}))[0].because == ["It mentions several: t.x, t.y."]
	linked(testing.resource("v.r", {"references": {"a": testing.may_refer(["t.x"], "why")}}))[0].because == ["why"]
	linked(testing.resource("v.r", {"references": {"a": testing.refers(["t.x"])}}))[0].because == []
	not linked(testing.resource("v.r", {"references": {"a": testing.may_refer(["t.x"], "why")}}))[0].certain
	linked(testing.resource("v.r", {"references": {"a": testing.refers_by(["t.x"], ["arn"])}}))[0].attributes == ["arn"]
}

test_what_is_settled_is_certain_although_something_else_is_not if {
	settled := object.union(testing.may_refer(["t.x", "u.z"], "why"), {"settled": ["t.x"]})
	linked(testing.resource("v.r", {"references": {"a": settled}}))[0].certain
	linked(testing.resource("v.r", {"references": {"a": settled}}))[0].because == []
	other := object.union(settled, {"settled": ["u.z"]})
	not linked(testing.resource("v.r", {"references": {"a": other}}))[0].certain
}

test_mentions_may_be_several if {
	full := testing.inventory([
		testing.resource("t.x", {}),
		testing.resource("t.y", {}),
		testing.resource("v.all", {"references": {"a": testing.refers(["t.x", "t.y"])}}),
		testing.resource("v.some", {"references": {"a": testing.may_refer(["t.x"], "why")}}),
	])
	found := inventory.mentions(full.resources.t["t.x"], "v", ["a"]) with input as full
	[[link.address, link.certain] | some link in found] == [["v.all", true], ["v.some", false]]
}

satellite := {"type": "v", "path": "owner", "argument": "policy"}

owned(changes) := object.union(
	testing.resource("v.policy", {
		"values": {"owner": testing.unknown, "policy": testing.unknown},
		"presence": {"owner": "proven", "policy": "proven"},
	}),
	changes,
)

test_strays if {
	every row in [
		[{"references": {"owner": testing.refers(["t.x"])}}, []],
		[{"references": {"owner": testing.may_refer(["t.x"], "why")}}, []],
		[{}, ["v.policy"]],
		[{"references": {"owner": testing.may_refer([], "why")}}, ["v.policy"]],
		[{"values": {"owner": "https://somewhere"}}, []],
	] {
		full := testing.inventory([testing.resource("t.x", {}), owned(row[0])])
		inventory.strays(satellite, "t") == row[1] with input as full
		[document.where | some document in inventory.stray_documents(satellite, "t")] == row[1] with input as full
	}
	inventory.strays(satellite, "t") == [] with input as {"resources": {}}
}

found_documents(own, other) := found if {
	full := testing.inventory([testing.resource("t.x", own), testing.resource("t.y", {}), owned(other)])
	found := inventory.documents(full.resources.t["t.x"], "policy", satellite) with input as full
}

test_own_documents if {
	text := {"policy": testing.document({"Statement": []})}
	every row in [
		[{}, []],
		[{"values": {"policy": ""}}, []],
		[{"values": {"policy": testing.unknown}, "presence": {"policy": "unset"}}, []],
		[{"values": {"policy": "{}"}, "documents": text}, [[true, {"Statement": []}]]],
		[{"values": {"policy": "no JSON"}}, [[true, testing.unknown]]],
		[{"values": {"policy": testing.secret}}, [[true, testing.unknown]]],
		[{"values": {"policy": testing.unknown}, "presence": {"policy": "proven"}}, [[true, testing.unknown]]],
		[{"values": {"policy": testing.unknown}, "presence": {"policy": "possible"}, "documents": text}, [[false, {"Statement": []}]]],
	] {
		[[document.certain, document.document] | some document in found_documents(row[0], {"values": {"owner": "x"}})] == row[1]
	}
}

test_documents_of_satellites if {
	every row in [
		[testing.refers(["t.x"]), [["v.policy", "", true]]],
		[testing.refers(["t.x", "t.y"]), [["v.policy", "", false]]],
		[testing.may_refer(["t.x"], "why"), [["v.policy", "", false]]],
		[testing.refers(["t.y"]), []],
	] {
		found := found_documents({}, {"references": {"owner": row[0]}})
		[[document.where, document.path, document.certain] | some document in found] == row[1]
	}
}

test_named_is_short if {
	inventory.named(["d", "b", "a", "c"]) == "a, b, c"
}

test_blocks_are_asked_like_resources if {
	inventory.argument(inventory.block({"period": 60}), "period").value == 60
	inventory.argument(inventory.block({"period": testing.unknown}), "period").kind == "possible"
}

nested(values, presence) := inventory.argument(testing.resource("t.r", {"values": values, "presence": presence}), "a.b.c")

test_nested_blocks if {
	every row in [
		[{}, {}, "unset", null],
		[{"a": []}, {}, "unset", null],
		[{"a": [{"b": []}]}, {}, "unset", null],
		[{"a": [{"b": [{"c": null}]}]}, {}, "unset", null],
		[{"a": [{"b": [{"c": false}]}]}, {}, "known", false],
		[{"a": testing.unknown}, {}, "possible", null],
		[{"a": testing.unknown}, {"a": "proven"}, "possible", null],
		[{"a": testing.unknown}, {"a": "unset"}, "undecided", null],
		[{"a": [testing.unknown]}, {}, "possible", null],
		[{"a": [{"b": testing.unknown}]}, {"a.b": "unset"}, "undecided", null],
		[{"a": [{"b": [testing.unknown]}]}, {}, "possible", null],
		[{"a": testing.secret}, {}, "possible", null],
		[{"a": [{"b": testing.secret}]}, {}, "possible", null],
		# Alone, as in JSON syntax and of newer providers.
		[{"a": {"b": {"c": 1}}}, {}, "known", 1],
		[{"a": [{"b": {"c": 1}}]}, {}, "known", 1],
		[{"a": {"b": [{"c": 1}]}}, {}, "known", 1],
		[{"a": {"b": testing.unknown}}, {"a.b": "unset"}, "undecided", null],
		[{"a": "odd"}, {}, "unset", null],
		[{"a.b": {"c": 1}}, {}, "known", 1],
		[{"a.b.c": 1}, {}, "known", 1],
		[{"a": [{"b": [{"c": testing.unknown}]}]}, {"a.b.c": "proven"}, "proven", null],
		[{"a": [{"b": [{"c": testing.secret}]}]}, {}, "sensitive", null],
	] {
		found := nested(row[0], row[1])
		found.path == "a.b.c"
		found.kind == row[2]
		found.value == row[3]
	}
	inventory.argument_or(testing.resource("t.r", {}), "a.b", 1, "why").value == 1
	nested({"a": testing.secret}, {}).observed == "(sensitive)"
	nested({"a": [{"b": [{"x": 1}]}]}, {}).value == null
	deep := testing.plain("t.r", {"a": [{"b": [{"c": [{"d": {"e": [{"f": {"g": 5}}]}}]}]}]})
	inventory.argument(deep, "a.b.c.d.e.f.g").value == 5
	inventory.kind(deep, "a.b.c.x.y") == "unset"
	inventory.argument(deep, "a.b").kind == "known"
}

test_an_argument_of_a_block if {
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
		resource := testing.resource("t.l", {"values": {"logging": row[0]}, "presence": row[1]})
		inventory.argument(resource, "logging.enabled").kind == row[2]
	}
}

test_references_of_nested_arguments if {
	target := testing.resource("t.r", {
		"values": {"a": [{"b": testing.unknown}]},
		"presence": {"a.b": "proven"},
		"references": {"a.b": testing.refers(["aws_sqs_queue.q"])},
	})
	inventory.argument(target, "a.b").because == ["Refers to aws_sqs_queue.q."]
	[block] := inventory.blocks(target, "a")
	inventory.argument(block, "a.b").because == ["Refers to aws_sqs_queue.q."]
}

test_several_blocks if {
	disks := testing.plain("t.r", {"disk": [{"size": 1, "mount": [{"path": "/a"}, {"path": "/b"}]}, {"size": 2}]})
	[inventory.argument(disk, "disk.size").value | some disk in inventory.blocks(disks, "disk")] == [1, 2]
	paths := [inventory.argument(mount, "disk.mount.path").value |
		some disk in inventory.blocks(disks, "disk")
		some mount in inventory.blocks(disk, "disk.mount")
	]
	paths == ["/a", "/b"]
	[inventory.argument(mount, "disk.mount.path").value | some mount in inventory.blocks(disks, "disk.mount")] == ["/a", "/b"]
	inventory.blocks(disks, "other") == []
	inventory.blocks(disks, "other.inner") == []
	count(inventory.blocks(testing.plain("t.r", {"disk": {"size": 1}}), "disk")) == 1
}

test_blocks_of_which_nobody_knows_how_many_there_are if {
	every row in [
		[{"disk": testing.unknown}, {}, "disk", "possible"],
		[{"disk": testing.unknown}, {"disk": "unset"}, "disk", "undecided"],
		[{"disk": testing.unknown}, {"disk": "proven"}, "disk", "possible"],
		[{"disk": [testing.unknown]}, {}, "disk", "possible"],
		[{"disk": testing.unknown}, {"disk": "unset"}, "disk.mount", "undecided"],
		[{"disk": [{"mount": testing.unknown}]}, {"disk.mount": "unset"}, "disk.mount", "undecided"],
		[{"disk": testing.secret}, {}, "disk", "possible"],
	] {
		[block] := inventory.blocks(testing.resource("t.r", {"values": row[0], "presence": row[1]}), row[2])
		inventory.kind(block, concat(".", [row[2], "path"])) == row[3]
	}
}

test_listed if {
	inventory.listed(null) == []
	inventory.listed([1]) == [1]
	inventory.listed({"a": 1}) == [{"a": 1}]
}

test_size if {
	inventory.size(inventory.argument(testing.plain("t.r", {"a": ["x", testing.unknown]}), "a")).value == 2
	inventory.size(inventory.argument(testing.plain("t.r", {"a": testing.unknown}), "a")).kind == "possible"
}
