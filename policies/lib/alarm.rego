# Which alarms watch a resource. An alarm counts when its metric fits, it fires in the bad direction and it acts.
#
# What is needed is an object:
#   dimension, name: the dimension of the metric and the argument of the resource it holds;
#   also: further dimensions that the metric has, and their arguments (may be left out);
#   namespace, metric, statistics: what the alarm looks at;
#   threshold: {"least", "most", "phrase"}: from `> least` to `>= most`, where most may be null;
#   seconds: the longest period, or null;
#   useless: metrics that look right and are not, with the reason;
#   phrase: the whole in words;
# and, where they apply:
#   further: the sets of dimensions that may stand beside it, such as [[], ["Broker ID"]];
#   optional: dimensions that may stand beside it in any combination;
#   minus: the metric of the same namespace that has to be subtracted, as in `desired - running`;
#   members: true where `name` is the stem of the names of its nodes (`orders` of `orders-001`);
#   threshold.falling: true where the alarm fires when the metric falls below `least`;
#   threshold.at_most: the highest limit that still warns in time;
#   threshold.at_least: the lowest limit that still warns in time, where the metric falls.
package safeguard.lib.alarm

import data.safeguard.lib.check
import data.safeguard.lib.inventory

# `loose` are the alarms of which nobody knows what they watch: the rule below, evaluated once for each policy.
watches(resource, need, loose_alarms) := check.watched_by(array.concat(linked, _about(resource, need, loose_alarms)), need.phrase) if {
	linked := [relation |
		some link in inventory.links(resource, "aws_cloudwatch_metric_alarm", _paths(need))
		some metric in _metrics[link.address]
		_may_measure(metric, need)
		relation := _relation(resource, link, metric, need)
	]
}

loose(need, type) := array.concat(_loose(need, type), _named_alone(need, type))

# Of what is not known yet, an alarm may have the name.
_about(resource, need, loose_alarms) := [relation |
	some relation in loose_alarms
	_may_be_about(resource, need, relation)
]

_may_be_about(_, _, relation) if not relation.names

_may_be_about(resource, need, relation) if {
	inventory.is_unknown(resource.values[need.name])
	prefix := object.get(resource.values, "name_prefix", "")
	_begins(relation.names, prefix)
}

_begins(name, prefix) if startswith(name, prefix)

_begins(_, prefix) if not is_string(prefix)

_named_alone(need, type) := sort([{
	"address": address,
	"status": "unknown",
	"names": name,
	"because": array.concat(["It watches a name that this resource may get."], _sentences(judged)),
} |
	some address in _candidates(need)
	alarm := input.resources.aws_cloudwatch_metric_alarm[address]
	some metric in _metrics[address]
	_may_measure(metric, need)
	is_object(metric.dimensions)
	name := metric.dimensions[need.dimension]
	is_string(name)
	inventory.reference(alarm, _paths(need), type).kind == "none"
	judged := judge(alarm, metric, need)
	judged.status != "fail"
])

_loose(need, type) := sort([{
	"address": address,
	"status": "unknown",
	"because": array.concat(["What it watches is known after apply."], _sentences(judged)),
} |
	some address in _candidates(need)
	alarm := input.resources.aws_cloudwatch_metric_alarm[address]
	some metric in _metrics[address]
	_may_measure(metric, need)
	not _dimension_known(metric, need)
	inventory.reference(alarm, _paths(need), type).kind == "none"
	judged := judge(alarm, metric, need)
	judged.status != "fail"
])

# The same where any of several metrics will do. `named` are addresses of alarms that name the resource in a way
# that is no reference, such as the name of one of its nodes.
watched(resource, needs, named, loose_alarms, phrase) := check.watched_by(array.concat(linked, _about(resource, needs[0], loose_alarms)), phrase) if {
	# One alarm may watch several nodes of the resource: it is told of once.
	links := {need.dimension: array.concat(referring, _by_name(referring, named)) |
		some need in needs
		referring := inventory.links(resource, "aws_cloudwatch_metric_alarm", _paths(need))
	}
	found := {relation |
		some need in needs
		some link in links[need.dimension]
		some metric in _metrics[link.address]
		_may_measure(metric, need)
		relation := _relation(resource, link, metric, need)
	}
	linked := sort(found)
}

loose_of(needs, type) := [relation | some need in needs; some relation in loose(need, type)]

_by_name(links, named) := [link |
	some address in named
	not address in [link.address | some link in links]
	resource := input.resources.aws_cloudwatch_metric_alarm[address]
	link := {"address": address, "resource": resource, "kind": "one", "certain": true, "because": []}
]

# Whether somebody hears of the alarm: by its own actions or by those of composite alarms above it.
# `alone` asks for composite alarms that fire on this member alone.
acts(alarm, alone) := own if {
	own := _own_actions(alarm)
	own.status == "pass"
} else := check.any_of(array.concat([_own_actions(alarm)], [result |
	some link in _composites(alarm)
	result := _carried(link, _acts_above(link.resource, alone), alone)
]))

# What the alarm measures: one metric of its own, or one for each metric query.
metrics(alarm) := [{
	"block": alarm,
	"statistic": "statistic",
	"reach": "pass",
	"minus": "",
	"dimensions": object.get(alarm.values, "dimensions", null),
	"sole": true,
}] if {
	object.get(alarm.values, "metric_query", null) in [null, []]
} else := [_unknown_metric] if {
	inventory.is_unknown(alarm.values.metric_query)
} else := [metric |
	queries := [_opened(query) | some query in inventory.listed(alarm.values.metric_query)]
	some query in queries
	metric := _query_metric(query, queries)
]

# A block that occurs once may be written without its list, as in JSON syntax.
_opened(query) := query if {
	inventory.is_unknown(query)
} else := object.union(query, {"metric": inventory.listed(query.metric)}) if {
	not inventory.is_unknown(query.metric)
} else := query

_metrics[address] := metrics(alarm) if some address, alarm in input.resources.aws_cloudwatch_metric_alarm

# Most alarms are on other metrics and need no closer look.
_candidates(need) := (_unclear | object.get(_measuring, need.metric, set())) | {address |
	some name, _ in object.get(need, "useless", {})
	some address in _measuring[name]
}

_measuring[metric.block.values.metric_name] contains address if {
	some address, list in _metrics
	some metric in list
	is_string(metric.block.values.metric_name)
}

_unclear contains address if {
	some address, list in _metrics
	some metric in list
	not is_string(metric.block.values.metric_name)
}

_may_measure(metric, _) if not is_string(metric.block.values.metric_name)

_may_measure(metric, need) if metric.block.values.metric_name == need.metric

_may_measure(metric, need) if need.useless[metric.block.values.metric_name]

# Undefined where the alarm has nothing to do with the metric.
judge(alarm, metric, need) := check.fail("metric_name", name, need.metric, [need.useless[name]]) if {
	name := metric.block.values.metric_name
	need.useless[name]
	check.equals(inventory.argument(metric.block, "namespace"), need.namespace).status == "pass"
} else := check.all_of([
	relevant,
	_sees(metric, need),
	_fits(metric, need),
	_reaches(metric, need),
	_fires(alarm, need.threshold),
	_period(metric, need),
	acts(alarm, true),
]) if {
	relevant := check.all_of([
		check.equals(inventory.argument(metric.block, "namespace"), need.namespace),
		check.equals(inventory.argument(metric.block, "metric_name"), need.metric),
	])
	relevant.status != "fail"
}

_paths(need) := [
	concat(".", ["dimensions", need.dimension]),
	"dimensions",
	concat(".", ["metric_query.metric.dimensions", need.dimension]),
	"metric_query.metric.dimensions",
	"metric_query",
]

_relation(resource, link, metric, need) := {
	"address": link.address,
	"status": check.all_status([linked, judged.status]),
	"because": array.concat(_link_doubt(linked, link, need), _sentences(judged)),
} if {
	linked := _linked(resource, link, metric, need)
	linked != "fail"
	not _is_elsewhere(resource, metric, need)
	judged := check.all_of([_names_a_node(resource, metric, need), judge(link.resource, metric, need)])
}

# What consists of nodes has metrics of its nodes only, none under its own name.
_names_a_node(resource, metric, need) := check.fail(path, name, phrase, []) if {
	need.members
	name := resource.values[need.name]
	is_string(name)
	metric.dimensions[need.dimension] == name
	path := concat(".", ["dimensions", need.dimension])
	phrase := concat("", ["the name of a node, such as ", name, "-001,"])
} else := check.all_of([])

# A further dimension names something else than the resource does, be it by name or by ARN.
_is_elsewhere(resource, metric, need) if {
	some dimension, argument in need.also
	named := metric.dimensions[dimension]
	is_string(named)
	own := resource.values[argument]
	is_string(own)
	own != named
	not endswith(own, concat("", ["/", named]))
}

_link_doubt("pass", _, _) := []

_link_doubt("unknown", link, need) := array.concat(
	array.concat(["Whether it watches this resource is not certain."], link.because),
	[concat(" ", ["Its", need.dimension, "comes from an ARN or a URL, where the name is asked for."]) | _is_no_name(link, need)],
)

# Known names decide, unless several resources share the name; else the reference does, where the alarm has one
# such metric only and the reference is not to what is certainly no name. It does not say whether it is the name of a
# node, or of what consists of nodes.
_linked(resource, link, metric, need) := _same_name(link, _names(metric, need, resource.values[need.name])) if {
	_dimension_known(metric, need)
	is_string(resource.values[need.name])
} else := "pass" if {
	link.kind == "one"
	metric.sole
	not need.members
	not _is_no_name(link, need)
} else := "unknown"

# A function could still make the name of it.
_is_no_name(link, need) if {
	count(link.attributes) > 0
	every attribute in link.attributes {
		attribute in object.get(_no_names, need.namespace, {"arn", "url"})
	}
}

# In these services the provider has the ARN or the URL for an id.
_no_names := {namespace: {"arn", "id", "url"} | some namespace in ["AWS/Kafka", "AWS/SNS", "AWS/SQS"]}

_names(metric, need, name) if metric.dimensions[need.dimension] == name

_names(metric, need, name) := false if {
	metric.dimensions[need.dimension] != name
	not _is_member(metric, need, name)
}

_names(metric, need, name) if _is_member(metric, need, name)

_is_member(metric, need, name) if {
	need.members
	node := metric.dimensions[need.dimension]
	startswith(node, concat("", [name, "-"]))
	trim(substring(node, count(name), -1), "0123456789-") == ""
}

_same_name(_, false) := "fail"

_same_name(link, true) := {"one": "pass", "several": "pass", "candidates": "unknown"}[link.kind]

_dimension_known(metric, need) if is_string(metric.dimensions[need.dimension])

_dimension_known(metric, need) if {
	is_object(metric.dimensions)
	not inventory.is_unknown(metric.dimensions)
	not metric.dimensions[need.dimension]
}

_dimension_known(metric, _) if metric.dimensions == null

# A further dimension, or one too few, names a metric that does not exist.
_fits(metric, need) := check.undetermined("dimensions", "(known after apply)", _dimensions(need), []) if {
	inventory.is_unknown(metric.dimensions)
} else := check.one(status, "dimensions", sort(object.keys(metric.dimensions)), _dimensions(need), []) if {
	is_object(metric.dimensions)
	named := {need.dimension} | object.keys(object.get(need, "also", {}))
	allowed := [names |
		some beside in object.get(need, "further", [[]])
		names := named | {name | some name in beside}
	]
	optional := {name | some name in object.get(need, "optional", [])} - named
	status := check.status_of((object.keys(metric.dimensions) - optional) in allowed)
} else := check.fail("dimensions", null, _dimensions(need), [])

_dimensions(need) := concat("", [concat(" and ", named), _beside(object.get(need, "further", []))]) if {
	named := array.concat([need.dimension], sort(object.keys(object.get(need, "also", {}))))
}

_beside(further) := concat("", [" (", {true: "alone or ", false: ""}[[] in further], concat(" or ", sets), ")"]) if {
	sets := [concat(" ", ["with", concat(" and ", names)]) | some names in further; count(names) > 0]
	count(sets) > 0
} else := ""

_sees(metric, need) := check.is_one_of(basic, need.statistics) if {
	basic := inventory.argument(metric.block, metric.statistic)
	not _is_extended(basic)
	inventory.is_unset(metric.block, "extended_statistic")
} else := _extended(inventory.argument(metric.block, metric.statistic)) if {
	inventory.is_unset(metric.block, "extended_statistic")
} else := _extended(inventory.argument(metric.block, "extended_statistic"))

_is_extended(statistic) if {
	statistic.kind == "known"
	not statistic.value in ["Average", "Maximum", "Minimum", "SampleCount", "Sum"]
}

# Any percentile sees what stays; of the others nobody knows.
_extended(statistic) := check.pass(statistic.path, statistic.value, _extended_phrase, []) if {
	is_string(statistic.value)
	startswith(statistic.value, "p")
	trim(statistic.value, "p0123456789.") == ""
} else := check.undetermined(statistic.path, statistic.observed, _extended_phrase, statistic.because)

_extended_phrase := "a statistic that sees a single value"

_reaches(metric, need) := check.one(
	_differs(metric, need.minus), "metric_query", "an expression", concat(" without ", [need.metric, need.minus]),
	[],
) if {
	need.minus
} else := check.one(
	metric.reach, "metric_query", "an expression", "the metric itself, or a sum or maximum of such metrics",
	[],
)

_differs(metric, minus) := "pass" if {
	metric.minus == minus
} else := {"pass": "fail", "unknown": "unknown"}[metric.reach]

_fires(alarm, threshold) := check.undetermined("threshold", unclear[0].observed, threshold.phrase, unclear[0].because) if {
	unclear := [argument |
		some path in ["comparison_operator", "threshold"]
		argument := inventory.argument(alarm, path)
		not argument.kind in {"known", "unset"}
	]
	count(unclear) > 0
} else := check.one(status, "threshold", observed, threshold.phrase, []) if {
	operator := inventory.argument(alarm, "comparison_operator").value
	limit := inventory.argument(alarm, "threshold").value
	status := check.all_status([_passed(operator, limit, threshold), _in_time(limit, threshold)])
	observed := concat(" ", [word | some word in [operator, json.marshal(limit)]; is_string(word)])
}

_passed(operator, limit, threshold) := _undercut(operator, limit, threshold) if {
	threshold.falling
} else := _crossed(operator, limit, threshold)

_undercut(operator, limit, threshold) := check.status_of(limit > threshold.least) if {
	operator == "LessThanThreshold"
	is_number(limit)
} else := check.status_of(limit >= threshold.least) if {
	operator == "LessThanOrEqualToThreshold"
	is_number(limit)
} else := "pass" if {
	operator in {"LessThanLowerThreshold", "LessThanLowerOrGreaterThanUpperThreshold"}
} else := "fail"

# Nobody knows where an anomaly band lies.
_in_time(limit, threshold) := "pass" if {
	not threshold.at_most
	not threshold.at_least
} else := check.status_of(_within_bounds(limit, threshold)) if {
	is_number(limit)
} else := "unknown"

_within_bounds(limit, threshold) if {
	limit <= object.get(threshold, "at_most", limit)
	limit >= object.get(threshold, "at_least", limit)
} else := false

# An anomaly band rises with what it sees: it fires upwards, but nobody knows at which number.
_crossed(operator, limit, threshold) := check.status_of(limit >= threshold.least) if {
	operator == "GreaterThanThreshold"
	is_number(limit)
	_is_below(limit, threshold.most)
} else := check.status_of(limit > threshold.least) if {
	operator == "GreaterThanOrEqualToThreshold"
	is_number(limit)
	_is_within(limit, threshold.most)
} else := "pass" if {
	operator in {"GreaterThanUpperThreshold", "LessThanLowerOrGreaterThanUpperThreshold"}
	threshold.most == null
} else := "fail"

_is_below(_, null)

_is_below(limit, most) if {
	is_number(most)
	limit < most
}

_is_within(_, null)

_is_within(limit, most) if {
	is_number(most)
	limit <= most
}

_period(metric, need) := check.at_most(inventory.argument(metric.block, "period"), need.seconds, "seconds") if {
	is_number(need.seconds)
} else := check.all_of([])

_own_actions(alarm) := check.all_of([
	check.is_true(inventory.argument_or(
		alarm, "actions_enabled", true,
		"The provider's default of actions_enabled is true.",
	)),
	check.has_elements(alarm, "alarm_actions", "an alarm action"),
])

# Three levels are judged. What lies above them is not known.
_acts_above(composite, alone) := own if {
	own := _own_actions(composite)
	own.status == "pass"
} else := check.any_of(array.concat([_own_actions(composite)], [result |
	some link in _composites(composite)
	result := _carried(link, _acts_at_the_top(link.resource), alone)
]))

_acts_at_the_top(composite) := own if {
	own := _own_actions(composite)
	own.status == "pass"
} else := check.any_of(array.concat([_own_actions(composite)], [result |
	some link in _composites(composite)
	result := check.undetermined("", link.address, _carried_phrase, ["Alarms above the third level are not judged."])
]))

_carried(link, above, alone) := check.one(status, "", link.address, _carried_phrase, because) if {
	rule := _rule_status(link.resource, alone)
	certain := {true: "pass", false: "unknown"}[link.certain]
	status := check.all_status([above.status, rule, certain])
	because := array.concat(array.concat(link.because, _rule_doubt[rule]), _sentences(above))
}

_carried_phrase := "a composite alarm with an action"

# A rule made of ALARM(…) and OR alone fires on each of its members.
_rule_status(_, false) := "pass"

_rule_status(composite, true) := "pass" if {
	is_string(composite.values.alarm_rule)
	rule := upper(replace(replace(composite.values.alarm_rule, "\n", " "), "\t", " "))
	not _holds_back(rule)
} else := "unknown"

_holds_back(rule) if {
	some word in [" AND ", " AND(", ")AND ", "NOT ", "NOT(", "OK(", "OK (", "INSUFFICIENT_DATA"]
	contains(rule, word)
}

_rule_doubt := {
	"pass": [],
	"unknown": ["Its rule does not show that it fires on this alarm alone."],
}

_composites(alarm) := array.concat(referring, [link |
	some address in _named(alarm)
	not address in [found.address | some found in referring]
	link := {
		"address": address,
		"resource": input.resources.aws_cloudwatch_composite_alarm[address],
		"certain": true,
		"because": [],
	}
]) if {
	referring := inventory.mentions(alarm, "aws_cloudwatch_composite_alarm", ["alarm_rule"])
}

_named(alarm) := sort({address |
	some argument in ["alarm_name", "arn"]
	some address in _in_rules[alarm.values[argument]]
	address != alarm.address
})

# Names and ARNs in the rules of composite alarms that are known: `ALARM(name) OR ALARM("other")`.
_in_rules[name] contains address if {
	some address, composite in input.resources.aws_cloudwatch_composite_alarm
	is_string(composite.values.alarm_rule)
	some part in split(composite.values.alarm_rule, "(")
	contains(part, ")")
	name := trim(split(part, ")")[0], " \"'")
}

_unknown_metric := {
	"block": inventory.block({argument: {"$unknown": true} |
		some argument in ["namespace", "metric_name", "stat", "period"]
	}),
	"statistic": "stat",
	"reach": "unknown",
	"minus": "",
	"dimensions": {"$unknown": true},
	"sole": true,
}

_query_metric(query, queries) := _unknown_metric if {
	_is_hidden(query)
} else := {
	"block": inventory.block(query.metric[0]),
	"statistic": "stat",
	"reach": _reach(query, queries),
	"minus": _subtracted(query, queries),
	"dimensions": object.get(query.metric[0], "dimensions", null),
	"sole": count([other | some other in queries; _measures(other)]) == 1,
} if {
	query.metric[0]
}

_is_hidden(query) if inventory.is_unknown(query)

_is_hidden(query) if inventory.is_unknown(query.metric)

_is_hidden(query) if inventory.is_unknown(query.metric[0])

_measures(query) if _is_hidden(query)

_measures(query) if query.metric[0]

# Whether the alarm's value is the metric, or something that is never below it.
_reach(query, queries) := "pass" if {
	query.return_data == true
} else := "unknown" if {
	not is_boolean(object.get(query, "return_data", false))
	object.get(query, "return_data", null) != null
} else := "pass" if {
	count(queries) == 1
} else := "pass" if {
	some other in queries
	other.return_data == true
	is_string(other.expression)
	_never_below(replace(other.expression, " ", ""), query, queries)
} else := "unknown"

# The metric that the alarm's value is this one without: `desired - running`.
_subtracted(query, queries) := other.metric[0].metric_name if {
	some result in queries
	result.return_data == true
	some other in queries
	replace(result.expression, " ", "") == concat("-", [query.id, other.id])
	other.metric[0].namespace == query.metric[0].namespace
	other.metric[0].dimensions == query.metric[0].dimensions
	every value in query.metric[0].dimensions {
		is_string(value)
	}
} else := ""

_never_below(expression, _, _) if expression in {"SUM(METRICS())", "MAX(METRICS())"}

_never_below(expression, query, queries) if {
	terms := _terms(expression)
	query.id in terms
	counts := {other.id |
		some other in queries
		other.metric[0].namespace == query.metric[0].namespace
	}
	every term in terms {
		term in counts
	}
}

_terms(expression) := split(trim_suffix(substring(expression, 5, -1), "])"), ",") if {
	some prefix in ["SUM([", "MAX(["]
	startswith(expression, prefix)
} else := split(expression, "+")

_sentences(result) := [] if {
	result.status == "pass"
} else := [sentence |
	some evidence in result.evidence
	some sentence in array.concat([_sentence(evidence)], evidence.because)
]

_sentence(evidence) := concat(" ", [evidence.observed, "is not", concat("", [evidence.expected, "."])]) if {
	evidence.path == ""
	evidence.state != "undetermined"
} else := concat(" ", ["Whether", evidence.observed, "is", evidence.expected, "is not known."]) if {
	evidence.path == ""
} else := concat(" ", ["Its", evidence.path, verb, _shown(evidence.observed), "where", evidence.expected, "is asked for."]) if {
	verb := object.get({"alarm_actions": "are", "dimensions": "are"}, evidence.path, "is")
}

_shown(observed) := observed if {
	is_string(observed)
} else := "not set" if {
	observed == null
} else := json.marshal(observed)
