# What several policies ask of Kafka clusters.
package safeguard.lib.msk

import data.safeguard.lib.check
import data.safeguard.lib.inventory
import data.safeguard.lib.properties

clusters[address] := cluster if {
	some address, cluster in input.resources.aws_msk_cluster
	cluster.mode == "managed"
}

# Express brokers have fixed settings and metrics of their own.
express[address] := "Its Express brokers keep three replicas and have storage without a limit." if {
	some address, cluster in clusters
	is_express(cluster)
}

is_express(cluster) if {
	type := inventory.argument(cluster, "broker_node_group_info.instance_type").value
	is_string(type)
	startswith(type, "express.")
}

# A verdict does not fail where the brokers may be Express brokers.
unless_express(cluster, result) := check.excusable(result, ["Its instance type is not known; it may have Express brokers."]) if {
	not is_string(inventory.argument(cluster, "broker_node_group_info.instance_type").value)
} else := result

# The ways by which a client proves who it is.
sasl(cluster, mechanism) := check.is_true(inventory.argument_or(
	cluster, concat(".", ["client_authentication.sasl", mechanism]), false,
	"The provider leaves IAM and SCRAM off by default.",
))

mutual_tls(cluster) := check.has_elements(
	cluster, "client_authentication.tls.certificate_authority_arns",
	"a certificate authority",
)

# One property of the configuration that the cluster uses, as an argument to be checked; `fallback` is what holds
# where it is not set: {"kind", "value", "because"}.
property(cluster, name, fallback) := _with_value(cluster, name, _fixed[name], "known", [concat(" ", [
	"Express brokers have it fixed",
	"(https://docs.aws.amazon.com/msk/latest/developerguide/msk-configuration-express-read-only.html).",
])]) if {
	_fixed[name]
	is_express(cluster)
} else := _with_value(cluster, name, values[name], "known", [_said(config, name)]) if {
	config := configuration(cluster).resource
	values := _properties[config.address]
	name in object.keys(values)
} else := _with_value(cluster, name, fallback.value, fallback.kind, fallback.because) if {
	found := configuration(cluster)
	_leaves_out(found, name)
} else := _with_value(cluster, name, null, "possible", configuration(cluster).because)

sets(cluster, name) if name in object.keys(_properties[configuration(cluster).resource.address])

# Which configuration applies: {"kind": "none" | "one" | "unknown", "resource", "because"}.
configuration(cluster) := {"kind": "none", "because": []} if {
	inventory.is_unset(cluster, "configuration_info.arn")
} else := {"kind": "unknown", "because": ["Its configuration is not in this document, or it is not certain which one it uses."]} if {
	found := inventory.reference(cluster, _paths, "aws_msk_configuration")
	found.kind != "one"
} else := {"kind": "unknown", "because": ["It may use another revision than the one in this document."]} if {
	config := _target(cluster)
	not _is_latest(cluster, config)
} else := {"kind": "unknown", "because": ["Whether it uses a configuration is known after apply."]} if {
	inventory.argument(cluster, "configuration_info.arn").kind == "possible"
} else := {"kind": "one", "resource": config, "because": because} if {
	config := _target(cluster)
	because := {true: [], false: [concat(" ", ["The properties of", config.address, "are not known."])]}[_is_readable(config)]
}

# What Amazon MSK sets where nobody else does; it depends on the number of zones, and each subnet is in one.
by_zones(cluster, three, two) := {"kind": "known", "value": {3: three, 2: two}[count(subnets)], "because": because} if {
	subnets := inventory.argument(cluster, "broker_node_group_info.client_subnets").value
	count(subnets) in {2, 3}
	because := [concat(" ", ["It is not set; the default depends on the number of zones", _defaults])]
} else := {"kind": "undecided", "value": null, "because": [concat(" ", ["It is not set; the default depends on the number of zones", _defaults])]}

by_default(value) := {"kind": "known", "value": value, "because": [concat(" ", [
	"It is not set; the default of Amazon MSK is",
	json.marshal(value),
	_defaults,
])]}

_fixed := {"default.replication.factor": 3, "min.insync.replicas": 2}

_defaults := "(https://docs.aws.amazon.com/msk/latest/developerguide/msk-default-configuration.html)."

_leaves_out(found, _) if found.kind == "none"

_leaves_out(found, name) if {
	values := _properties[found.resource.address]
	not name in object.keys(values)
}

_with_value(_, name, value, kind, because) := {
	"path": "configuration_info",
	"kind": kind,
	"value": value,
	"observed": _observed(name, value),
	"because": because,
}

_observed(name, value) := concat("=", [name, _written(value)]) if {
	value != null
} else := concat(" ", [name, "(not known)"])

_written(value) := value if {
	is_string(value)
} else := json.marshal(value)

_said(config, name) := concat(" ", [config.address, "sets", concat("", [name, "."])])

_target(cluster) := input.resources.aws_msk_configuration[found.targets[0]] if {
	found := inventory.reference(cluster, _paths, "aws_msk_configuration")
}

_paths := ["configuration_info.arn", "configuration_info"]

# `revision = aws_msk_configuration.x.latest_revision`, or a number that is the latest.
_is_latest(cluster, config) if {
	inventory.reference(cluster, ["configuration_info.revision"], "aws_msk_configuration").targets == [config.address]
}

_is_latest(cluster, config) if {
	revision := inventory.argument(cluster, "configuration_info.revision").value
	is_number(revision)
	revision == _latest(config)
}

# A new configuration starts with its first revision.
_latest(config) := config.values.latest_revision if {
	is_number(config.values.latest_revision)
} else := 1 if {
	config.change == "create"
}

_is_readable(config) if _properties[config.address]

_is_readable(config) := false if not _properties[config.address]

# The properties of every configuration, typed; a text that is not known has none.
_properties[address] := {name: properties.typed(value) | some name, value in properties.parse(text)} if {
	some address, config in input.resources.aws_msk_configuration
	text := config.values.server_properties
	is_string(text)
}

# A block that is not there, known to be so.
leaves_out(resource, block) if inventory.argument(resource, block).kind == "unset"

leaves_out(resource, block) if inventory.argument(resource, block).value == []

# Clients that log in by SCRAM or mutual TLS are subject to the rules (ACLs) of topics; those of IAM are not.
logins_with_rules(cluster) := check.any_of([sasl(cluster, "scram"), mutual_tls(cluster)])
