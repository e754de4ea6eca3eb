# What several policies ask of load balancers.
package safeguard.lib.elb

import data.safeguard.lib.check
import data.safeguard.lib.inventory

listeners[address] := listener if {
	some type in ["aws_lb_listener", "aws_alb_listener"]
	some address, listener in input.resources[type]
	listener.mode == "managed"
}

classic_listeners(balancer) := inventory.blocks(balancer, "listener")

# The protocol of a listener: for an Application Load Balancer HTTP by default, for others there is none.
protocol(listener) := inventory.argument_or(
	listener, "protocol", "HTTP",
	"For Application Load Balancers the provider's default of protocol is HTTP.",
) if {
	_balancer_type(listener) == "application"
} else := inventory.argument_undecided(
	listener, "protocol",
	"It is not set; the default depends on the kind of load balancer.",
)

# TCP and UDP pass on what they are given.
encrypts(argument) := check.undetermined(argument.path, argument.observed, _encrypted, [_passed_on]) if {
	argument.kind == "known"
	upper(argument.value) in {"TCP", "UDP", "TCP_UDP"}
} else := check.one(check.status_of(upper(argument.value) in {"HTTPS", "SSL", "TLS"}), argument.path, argument.observed, _encrypted, argument.because) if {
	argument.kind == "known"
} else := check.undetermined(argument.path, argument.observed, _encrypted, argument.because)

# The default action, and all actions of its rules, redirect to HTTPS.
redirects(listener) := check.all_of(array.concat(
	[_redirects(action, "default_action") | some action in _actions(listener, "default_action")],
	[_of_rule(link, _redirects(action, "action")) |
		some link in array.concat(_rules(listener), _stray_rules)
		some action in _actions(link.resource, "action")
	],
))

_rules(listener) := [link |
	some type in _rule_types
	some link in inventory.links(listener, type, ["listener_arn"])
]

_stray_rules := sort([{"resource": rule, "certain": false, "because": [because]} |
	some type in _rule_types
	some address, rule in input.resources[type]
	rule.mode == "managed"
	every listener_type in ["aws_lb_listener", "aws_alb_listener"] {
		inventory.is_stray(rule, "listener_arn", ["listener_arn"], listener_type)
	}
	because := concat(" ", ["It stands in", concat("", [address, ","]), "whose listener is known after apply."])
])

_rule_types := ["aws_lb_listener_rule", "aws_alb_listener_rule"]

_of_rule(link, result) := result if {
	link.certain
} else := check.excusable(result, link.because)

_actions(resource, path) := found if {
	found := inventory.blocks(resource, path)
	count(found) > 0
} else := [inventory.block({})]

_redirects(action, path) := check.all_of([
	check.equals(inventory.argument(action, concat(".", [path, "type"])), "redirect"),
	check.equals(inventory.argument(action, concat(".", [path, "redirect.protocol"])), "HTTPS"),
])

_encrypted := "HTTPS or TLS"

_passed_on := "It passes on what it is given; whether clients and targets speak TLS is not known."

_balancer_type(listener) := inventory.argument_or(balancer, "load_balancer_type", "application", "").value if {
	some type in ["aws_lb", "aws_alb"]
	found := inventory.reference(listener, ["load_balancer_arn"], type)
	found.kind == "one"
	balancer := input.resources[type][found.targets[0]]
}
