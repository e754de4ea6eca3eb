package safeguard.lib.check_test

import data.safeguard.lib.check
import data.safeguard.lib.inventory
import data.safeguard.lib.testing

kinds := {
	"absent": {},
	"null": {"values": {"a": null}},
	"unset": {"values": {"a": testing.unknown}, "presence": {"a": "unset"}},
	"possible": {"values": {"a": testing.unknown}, "presence": {"a": "possible"}},
	"unspoken": {"values": {"a": testing.unknown}},
	"proven": {"values": {"a": testing.unknown}, "presence": {"a": "proven"}},
	"sensitive": {"values": {"a": testing.secret}},
	"both": {"values": {"a": {"$unknown": true, "$sensitive": true}}, "presence": {"a": "possible"}},
}

of_kind(kind) := inventory.argument(testing.resource("t.r", kinds[kind]), "a")

known(value) := inventory.argument(testing.plain("t.r", {"a": value}), "a")

test_is_set_by_kind if {
	every kind, status in {
		"absent": "fail", "null": "fail", "unset": "unknown", "possible": "unknown", "unspoken": "unknown",
		"proven": "pass", "sensitive": "pass", "both": "unknown",
	} {
		check.is_set(of_kind(kind), "a key").status == status
	}
}

test_is_set_by_value if {
	every row in [
		["", "fail"], [[], "fail"], [{}, "fail"], [false, "pass"], [0, "pass"], ["x", "pass"], [["x"], "pass"],
		[[testing.unknown], "pass"],
	] {
		check.is_set(known(row[0]), "a key").status == row[1]
	}
}

test_what_is_not_known_or_not_set_holds_nothing if {
	every kind, status in {
		"absent": "fail", "null": "fail", "unset": "unknown", "possible": "unknown", "unspoken": "unknown",
		"proven": "unknown", "sensitive": "unknown", "both": "unknown",
	} {
		check.is_true(of_kind(kind)).status == status
		check.is_false(of_kind(kind)).status == status
		check.equals(of_kind(kind), "x").status == status
		check.is_one_of(of_kind(kind), ["x"]).status == status
		check.at_least(of_kind(kind), 1, "").status == status
		check.at_most(of_kind(kind), 1, "").status == status
	}
}

test_null_is_not_wanted_by_accident if {
	check.equals(known("x"), null).status == "fail"
	check.is_one_of(known("x"), [null, "y"]).status == "fail"
}

test_booleans_may_be_strings if {
	every row in [[true, "pass"], ["true", "pass"], [false, "fail"], ["false", "fail"], ["x", "fail"], [1, "fail"]] {
		check.is_true(known(row[0])).status == row[1]
	}
	every row in [[false, "pass"], ["false", "pass"], [true, "fail"], ["true", "fail"], ["", "fail"], [0, "fail"]] {
		check.is_false(known(row[0])).status == row[1]
	}
	check.equals(known("true"), true).status == "pass"
	check.is_one_of(known("false"), [false]).status == "pass"
}

test_equals_and_is_one_of if {
	check.equals(known("a"), "a").status == "pass"
	check.equals(known("a"), "b").status == "fail"
	check.equals(known(0), 0).status == "pass"
	check.is_one_of(known("a"), ["b", "a"]).status == "pass"
	check.is_one_of(known("a"), ["b", "c"]).status == "fail"
	check.is_one_of(known("a"), []).status == "fail"
}

test_numbers if {
	every row in [[6, "fail", "pass"], [7, "pass", "pass"], [8, "pass", "fail"]] {
		check.at_least(known(row[0]), 7, "days").status == row[1]
		check.at_most(known(row[0]), 7, "days").status == row[2]
	}
}

test_only_numbers_are_measured if {
	every value in ["8", true, [9], {"a": 1}] {
		check.at_least(known(value), 7, "").status == "unknown"
		check.at_most(known(value), 7, "").status == "unknown"
	}
	check.at_least(known("8"), 7, "").evidence[0].because == ["The value is not a number."]
}

test_evidence_says_what_was_seen if {
	check.at_least(known(3), 7, "days").evidence == [{
		"path": "a",
		"state": "violated",
		"observed": 3,
		"expected": "at least 7 days",
		"because": [],
	}]
	check.at_most(known(3), 7, "").evidence[0].expected == "at most 7"
	check.equals(known("x"), "y").evidence[0].expected == `"y"`
	check.is_one_of(known("x"), ["y", 1]).evidence[0].expected == `one of "y", 1`
	check.is_true(of_kind("proven")).evidence[0].observed == "(known after apply)"
	check.is_true(of_kind("proven")).evidence[0].state == "undetermined"
}

test_secrets_stay_hidden if {
	check.is_set(of_kind("sensitive"), "a token").evidence[0].observed == "(sensitive)"
	check.equals(of_kind("sensitive"), "x").evidence[0].because == ["The value is sensitive and stays hidden."]
}

test_unknown_evidence_says_why if {
	contains(check.is_set(of_kind("possible"), "a key").evidence[0].because[0], "--source")
	check.is_set(of_kind("unset"), "a key").evidence[0].because == ["It is not set; the provider or AWS decides."]
}

test_has_elements if {
	full := {"complete": true, "targets": ["t.other"]}
	every row in [
		[{"values": {"a": ["x"]}}, "pass"],
		[{"values": {"a": [testing.unknown]}}, "pass"],
		[{"values": {"a": []}}, "fail"],
		[{}, "fail"],
		[{"values": {"a": testing.unknown}, "presence": {"a": "proven"}}, "unknown"],
		[{"values": {"a": testing.unknown}, "presence": {"a": "proven"}, "references": {"a": object.union(testing.refers([]), full)}}, "pass"],
		[{"values": {"a": testing.unknown}, "presence": {"a": "proven"}, "references": {"a": testing.refers([])}}, "unknown"],
		[{"values": {"a": testing.unknown}, "presence": {"a": "proven"}, "references": {"a": testing.may_refer(["t.other"], "why")}}, "unknown"],
		[{"values": {"a": testing.unknown}, "presence": {"a": "possible"}, "references": {"a": testing.refers(["t.other"])}}, "unknown"],
	] {
		check.has_elements(testing.resource("t.r", row[0]), "a", "an element").status == row[1]
	}
}

reaching(kind, references) := check.refers_to(object.union(resource, {"references": {"a": references}}), "a", "t", "a thing") if {
	resource := testing.resource("u.r", kinds[kind])
}

test_refers_to if {
	every row in [
		["proven", testing.refers(["t.x"]), "pass"],
		["proven", testing.refers(["t.x", "t.y"]), "unknown"],
		["proven", testing.refers(["t.x", "u.r"]), "pass"],
		["proven", testing.refers(["u.r"]), "unknown"],
		["proven", testing.refers([]), "unknown"],
		["proven", testing.may_refer(["t.x"], "why"), "unknown"],
		["possible", testing.refers(["t.x"]), "unknown"],
		["unset", testing.refers(["t.x"]), "unknown"],
		["null", testing.refers(["t.x"]), "fail"],
		["sensitive", testing.refers(["t.x"]), "pass"],
	] {
		reaching(row[0], row[1]).status == row[2] with input as {"resources": {"t": {"t.x": {}, "t.y": {}}, "u": {"u.r": {}}}}
	}
}

test_a_known_value_that_leads_nowhere_is_not_known_to_lead_there if {
	check.refers_to(testing.plain("u.r", {"a": "arn:x"}), "a", "t", "a thing").status == "unknown" with input as {"resources": {}}
}

statuses := ["pass", "fail", "unknown"]

of(status) := check.one(status, "p", status, "expected", ["because"])

test_ways_of_which_one_will_do if {
	cited := check.fail("a", null, "true", ["The default is false."])
	check.one_way_of([cited, of("fail"), cited], "a way") == check.fail("", null, "a way", ["The default is false.", "because"])
	check.one_way_of([], "a way") == check.fail("", null, "a way", [])
	check.one_way_of([of("fail"), of("unknown")], "a way") == of("unknown")
	check.one_way_of([cited, of("pass"), of("unknown")], "a way") == of("pass")
}

test_an_exception_is_not_missed if {
	check.exception(of("fail")) == check.silent
	check.exception(of("unknown")) == of("unknown")
	check.exception(of("pass")) == of("pass")
}

test_all_of_and_any_of_truth_tables if {
	all_table := {
		"pass": {"pass": "pass", "fail": "fail", "unknown": "unknown"},
		"fail": {"pass": "fail", "fail": "fail", "unknown": "fail"},
		"unknown": {"pass": "unknown", "fail": "fail", "unknown": "unknown"},
	}
	any_table := {
		"pass": {"pass": "pass", "fail": "pass", "unknown": "pass"},
		"fail": {"pass": "pass", "fail": "fail", "unknown": "unknown"},
		"unknown": {"pass": "pass", "fail": "unknown", "unknown": "unknown"},
	}
	none_table := {
		"pass": {"pass": "fail", "fail": "fail", "unknown": "fail"},
		"fail": {"pass": "fail", "fail": "pass", "unknown": "unknown"},
		"unknown": {"pass": "fail", "fail": "unknown", "unknown": "unknown"},
	}
	every a in statuses {
		every b in statuses {
			check.all_of([of(a), of(b)]).status == all_table[a][b]
			check.any_of([of(a), of(b)]).status == any_table[a][b]
			check.none_of([of(a), of(b)]).status == none_table[a][b]
		}
	}
}

test_of_nothing if {
	check.all_of([]) == {"status": "pass", "evidence": []}
	check.any_of([]) == {"status": "fail", "evidence": []}
	check.none_of([]) == {"status": "pass", "evidence": []}
	check.any_of([check.silent]) == {"status": "fail", "evidence": []}
}

test_a_combination_rests_on_what_decided_it if {
	[e.observed | some e in check.all_of([of("pass"), of("fail"), of("unknown")]).evidence] == ["fail"]
	[e.observed | some e in check.any_of([of("pass"), of("fail"), of("unknown")]).evidence] == ["pass"]
	[e.observed | some e in check.any_of([of("unknown"), of("fail")]).evidence] == ["unknown"]
	[e.observed | some e in check.all_of([of("pass"), of("pass")]).evidence] == ["pass", "pass"]
}

test_negation if {
	check.negated(of("pass")) == {"status": "fail", "evidence": [{
		"path": "p", "state": "violated", "observed": "pass", "expected": "not expected", "because": ["because"],
	}]}
	check.negated(of("fail")).evidence[0].state == "satisfied"
	check.negated(of("unknown")).evidence[0].state == "undetermined"
}

test_excusable_and_conditional if {
	every row in [["pass", "pass", "unknown"], ["fail", "unknown", "fail"], ["unknown", "unknown", "unknown"]] {
		check.excusable(of(row[0]), ["why"]).status == row[1]
		check.conditional(of(row[0]), ["why"]).status == row[2]
	}
	check.excusable(of("fail"), ["why"]).evidence[0].because == ["because", "why"]
	check.excusable(of("fail"), ["why"]).evidence[0].state == "undetermined"
	check.conditional(of("pass"), ["why"]).evidence[0].because == ["because", "why"]
	check.excusable(of("pass"), ["why"]) == of("pass")
}

test_watched_by if {
	relation := {"address": "t.a", "status": "unknown", "because": ["why"]}
	check.watched_by([], "an alarm") == check.fail("", null, "an alarm", [])
	check.watched_by([relation], "an alarm").evidence == [{
		"path": "", "state": "undetermined", "observed": "t.a", "expected": "an alarm", "because": ["why"],
	}]
	check.watched_by([relation, object.union(relation, {"status": "pass"})], "an alarm").status == "pass"
	check.watched_by([relation, object.union(relation, {"status": "fail"})], "an alarm").status == "unknown"
	check.watched_by([object.union(relation, {"status": "fail"})], "an alarm").status == "fail"
}

test_guarantees_and_verdicts_by_hand if {
	check.guaranteed("TLS", "AWS says so.") == check.pass("", null, "TLS", ["AWS says so."])
	check.pass("p", 1, "e", []).status == "pass"
	check.fail("p", 1, "e", []).status == "fail"
	check.undetermined("p", 1, "e", []).status == "unknown"
	check.undetermined("p", 1, "e", []).evidence[0].state == "undetermined"
	check.status_of(true) == "pass"
	check.status_of(false) == "fail"
}

test_what_another_resource_is if {
	found := [
		[known(7), "Its a is 7."],
		[known("NONE"), "Its a is NONE."],
		[known("rate(1 day)"), "Its a is rate(1 day)."],
		[of_kind("null"), "Its a is not set."],
		[of_kind("proven"), "Its a is known after apply."],
		[of_kind("sensitive"), "Its a is sensitive."],
	]
	every row in found {
		result := check.elsewhere("t.o", check.equals(row[0], "x"), "another one")
		result.status in {"fail", "unknown"}
		result.evidence[0].path == ""
		result.evidence[0].observed == "t.o"
		result.evidence[0].expected == "another one"
		result.evidence[0].because[0] == row[1]
	}
}
