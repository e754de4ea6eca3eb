# Three-valued logic with evidence. Every check gives {"status": "pass" | "fail" | "unknown", "evidence": […]};
# a policy is a sentence made of these. What is not known never passes and never fails by accident.
# The checks take an argument as `inventory.argument` describes it.
package safeguard.lib.check

import data.safeguard.lib.inventory

pass(path, observed, expected, because) := one("pass", path, observed, expected, because)

fail(path, observed, expected, because) := one("fail", path, observed, expected, because)

undetermined(path, observed, expected, because) := one("unknown", path, observed, expected, because)

one(status, path, observed, expected, because) := {"status": status, "evidence": [{
	"path": path,
	"state": _states[status],
	"observed": observed,
	"expected": expected,
	"because": because,
}]}

# A property the service gives to every resource of the type.
guaranteed(expected, citation) := pass("", null, expected, [citation])

# Neither for nor against: an operand of any_of that has nothing to say.
silent := {"status": "fail", "evidence": []}

is_set(argument, expected) := _about(argument, _presence(argument), expected)

# A list that is only known to be there may still be empty, unless it refers to something.
has_elements(resource, path, expected) := _about(argument, status, expected) if {
	argument := inventory.argument(resource, path)
	status := _fullness(argument, object.get(resource.references, path, {"complete": false, "targets": []}))
}

is_true(argument) := _decided(argument, inventory.plain(argument.value) == true, "true")

is_false(argument) := _decided(argument, inventory.plain(argument.value) == false, "false")

equals(argument, wanted) := _decided(
	argument,
	inventory.plain(argument.value) == inventory.plain(wanted),
	json.marshal(wanted),
)

is_one_of(argument, wanted) := _decided(
	argument,
	inventory.plain(argument.value) in [inventory.plain(value) | some value in wanted],
	concat(" ", ["one of", concat(", ", [json.marshal(value) | some value in wanted])]),
)

at_least(argument, minimum, unit) := _measured(argument, argument.value >= minimum, _amount("at least", minimum, unit))

at_most(argument, maximum, unit) := _measured(argument, argument.value <= maximum, _amount("at most", maximum, unit))

# The argument leads to one resource of the type. A list of candidates is no answer, and neither is a value
# that leads out of this document.
refers_to(resource, path, type, expected) := _about(argument, status, expected) if {
	argument := inventory.argument(resource, path)
	reference := inventory.reference(resource, [path], type)
	status := _reach(_presence(argument), reference.kind)
}

# Other resources that stand in a relation to this one, each judged beforehand:
# {"address": …, "status": …, "because": […]}.
watched_by(relations, expected) := any_of([one(relation.status, "", relation.address, expected, relation.because) |
	some relation in relations
]) if {
	count(relations) > 0
} else := fail("", null, expected, [])

# What another resource has to be for this one, in the words of what was found there.
elsewhere(address, result, expected) := one(result.status, "", address, expected, [sentence |
	some evidence in result.evidence
	some sentence in array.concat([_sentence(evidence)], evidence.because)
])

# Several ways, one of which will do. Where none is taken, one thing is missing and not as many as there are ways.
one_way_of(results, expected) := fail("", null, expected, reasons) if {
	any_status([result.status | some result in results]) == "fail"
	reasons := sort({reason | some result in results; some evidence in result.evidence; some reason in evidence.because})
} else := any_of(results)

# What holds at times instead of what is asked for: where it does not, it is not missed.
exception(result) := silent if {
	result.status == "fail"
} else := result

all_of(results) := _combined(all_status([result.status | some result in results]), results)

any_of(results) := _combined(any_status([result.status | some result in results]), results)

none_of(results) := all_of([negated(result) | some result in results])

negated(result) := {
	"status": negated_status[result.status],
	"evidence": [object.union(evidence, {
		"state": _states[negated_status[_statuses[evidence.state]]],
		"expected": concat(" ", ["not", evidence.expected]),
	}) |
		some evidence in result.evidence
	],
}

# For a subject, or a relation, that may not be there at all: then a failure is not proven …
excusable(result, because) := _doubted(result, "fail", because)

# … and for what may not apply: then a pass is not proven.
conditional(result, because) := _doubted(result, "pass", because)

all_status(statuses) := "fail" if {
	"fail" in statuses
} else := "unknown" if {
	"unknown" in statuses
} else := "pass"

any_status(statuses) := "pass" if {
	"pass" in statuses
} else := "unknown" if {
	"unknown" in statuses
} else := "fail"

negated_status := {"pass": "fail", "fail": "pass", "unknown": "unknown"}

status_of(holds) := "pass" if {
	holds == true
} else := "fail" if {
	holds == false
}

_states := {"pass": "satisfied", "fail": "violated", "unknown": "undetermined"}

_statuses := {"satisfied": "pass", "violated": "fail", "undetermined": "unknown"}

# A combination rests on the operands that share its status.
_combined(status, results) := {"status": status, "evidence": [evidence |
	some result in results
	result.status == status
	some evidence in result.evidence
]}

_doubted(result, status, because) := {"status": "unknown", "evidence": [object.union(evidence, {
	"state": "undetermined",
	"because": array.concat(evidence.because, because),
}) |
	some evidence in result.evidence
]} if {
	result.status == status
} else := result

_about(argument, status, expected) := one(status, argument.path, argument.observed, expected, argument.because)

_presence(argument) := _presences[argument.kind] if {
	argument.kind != "known"
} else := "fail" if {
	argument.value in ["", [], {}]
} else := "pass"

_presences := {
	"proven": "pass",
	"sensitive": "pass",
	"possible": "unknown",
	"undecided": "unknown",
	"unset": "fail",
}

_fullness(argument, reference) := "unknown" if {
	argument.kind == "proven"
	not _leads_somewhere(reference)
} else := _presence(argument)

_leads_somewhere(reference) if {
	reference.complete
	count(reference.targets) > 0
}

_decided(argument, holds, expected) := _about(argument, status_of(holds), expected) if {
	argument.kind in ["known", "unset"]
} else := _hidden(argument, expected)

_measured(argument, holds, expected) := _about(argument, status_of(holds), expected) if {
	is_number(argument.value)
} else := _about(argument, "fail", expected) if {
	argument.kind == "unset"
} else := undetermined(argument.path, argument.observed, expected, ["The value is not a number."]) if {
	argument.kind == "known"
} else := _hidden(argument, expected)

_hidden(argument, expected) := undetermined(
	argument.path, argument.observed, expected,
	["The value is sensitive and stays hidden."],
) if {
	argument.kind == "sensitive"
} else := _about(argument, "unknown", expected)

_sentence(evidence) := concat(" ", ["Its", evidence.path, "is", concat("", [_shown(evidence.observed), "."])])

_shown(observed) := trim(observed, "()") if {
	is_string(observed)
	startswith(observed, "(")
} else := observed if {
	is_string(observed)
} else := "not set" if {
	observed == null
} else := json.marshal(observed)

_amount(relation, number, unit) := concat(" ", [word | some word in [relation, json.marshal(number), unit]; word != ""])

_reach("fail", _) := "fail"

_reach("unknown", _) := "unknown"

_reach("pass", kind) := {"one": "pass", "several": "unknown", "candidates": "unknown", "none": "unknown"}[kind]
