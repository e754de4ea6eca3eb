# Which queue is whose dead-letter queue.
package safeguard.lib.sqs

import data.safeguard.lib.check
import data.safeguard.lib.inventory

# Every action of the service: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsqs.html
actions := {
	"all": {"*", "sqs:*"},
	"each": [
		"sqs:addpermission", "sqs:cancelmessagemovetask", "sqs:changemessagevisibility", "sqs:createqueue",
		"sqs:deletemessage", "sqs:deletequeue", "sqs:getqueueattributes", "sqs:getqueueurl",
		"sqs:listdeadlettersourcequeues", "sqs:listmessagemovetasks", "sqs:listqueues", "sqs:listqueuetags",
		"sqs:purgequeue", "sqs:receivemessage", "sqs:removepermission", "sqs:sendmessage", "sqs:setqueueattributes",
		"sqs:startmessagemovetask", "sqs:tagqueue", "sqs:untagqueue",
	],
}

# The policies of a queue, and those of which nobody knows the queue.
policies(queue) := _policies[queue.address]

_policies[address] := array.concat(inventory.documents(queue, "policy", _queue_policy), _loose_policies) if {
	some address, queue in input.resources.aws_sqs_queue
}

# Where the queue sends what it cannot process: the redrive policies that apply to it.
redrives(queue) := _redrives[queue.address]

_redrives[address] := inventory.documents(queue, "redrive_policy", _queue_redrive_policy) if {
	some address, queue in input.resources.aws_sqs_queue
}

# Which queues may use this one as their dead-letter queue, and the policies of which nobody knows the queue.
redrive_permissions(queue) := array.concat(
	inventory.documents(queue, "redrive_allow_policy", _queue_redrive_allow_policy),
	inventory.stray_documents(_queue_redrive_allow_policy, "aws_sqs_queue"),
)

# The Lambda functions that consume the queue; `function` is missing where nobody knows which one it is.
consumers(queue) := [object.union(consumer, _function(link.resource)) |
	some link in inventory.links(queue, "aws_lambda_event_source_mapping", ["event_source_arn"])
	inventory.plain(object.get(link.resource.values, "enabled", true)) != false
	consumer := {"address": link.address, "certain": link.certain, "because": link.because}
]

has_redrive_policy(queue) := check.any_of(array.concat(
	[check.is_set(
		inventory.argument_or(queue, "redrive_policy", "", "Without a redrive policy SQS keeps no dead letters."),
		_redrive_phrase,
	)],
	array.concat(
		[result |
			some redrive in redrives(queue)
			redrive.path == ""
			status := {true: "pass", false: "unknown"}[redrive.certain]
			result := check.one(status, "", redrive.where, _redrive_phrase, redrive.because)
		],
		[check.undetermined("", redrive.where, _redrive_phrase, redrive.because) | some redrive in _loose_redrives],
	),
))

# The target of a redrive policy: a queue of this document, an ARN, or not known.
target(redrive) := {"kind": "queue", "address": found.targets[0]} if {
	found := inventory.reference(redrive.holder, _target_paths, "aws_sqs_queue")
	found.kind == "one"
} else := {"kind": "arn", "arn": redrive.document.deadLetterTargetArn} if {
	is_string(redrive.document.deadLetterTargetArn)
} else := {"kind": "unknown", "candidates": found.targets, "because": found.reasons} if {
	found := inventory.reference(redrive.holder, _target_paths, "aws_sqs_queue")
}

# The queues that are, or may be, dead-letter queues, and those that are not certain to be.
dead_letter_queues[address] := queue if {
	some address, role in _roles
	role.status != "no"
	queue := input.resources.aws_sqs_queue[address]
}

source_queues[address] := queue if {
	some address, role in _roles
	role.status != "yes"
	queue := input.resources.aws_sqs_queue[address]
}

# Why a policy on source queues, or on dead-letter queues, does not judge a queue.
not_source_queues[address] := "It is a dead-letter queue itself." if {
	some address, role in _roles
	role.status == "yes"
}

not_dead_letter_queues[address] := "It is not a dead-letter queue." if {
	some address, role in _roles
	role.status == "no"
}

# A verdict on a dead-letter queue does not fail where the queue may be none.
for_dead_letter_queue(queue, result) := check.excusable(result, _roles[queue.address].because) if {
	_roles[queue.address].status == "maybe"
} else := result

# A verdict on a source queue does not fail where the queue may be a dead-letter queue.
for_source_queue(queue, result) := check.excusable(result, reasons) if {
	reasons := array.concat(_roles[queue.address].because, [concat(" ", ["The queue may be the dead-letter queue that", address, "means."]) |
		some address in array.slice(_loose_claims, 0, 3)
		address != queue.address
	])
	count(reasons) > 0
} else := result

# Dead-letter queues of other services alone: no queue of this document sends its dead letters there.
of_other_services[address] := queue if {
	some address, queue in dead_letter_queues
	count(sources(queue)) == 0
	count(_undelivered(queue)) > 0
	every permission in _permissions(queue) {
		permission == "no"
	}
}

# The queues that send their dead letters here. `queue` is missing where nobody knows which one it is.
sources(queue) := object.get(_sources, queue.address, [])

# What follows from a source does not fail where it may be none.
from_source(source, result) := result if {
	source.certain
} else := check.excusable(result, array.concat(["Whether it is a source is not certain."], source.because))

# How well a queue is encrypted, from `least` to `most`: what is not known is a range.
encryption(queue) := {"least": range[0], "most": range[1], "name": _range_name(range)} if {
	range := _key_range(queue, inventory.argument(queue, "kms_master_key_id"))
}

fifo(queue) := check.status_of(endswith(queue.values.name, ".fifo")) if {
	is_string(queue.values.name)
} else := check.is_true(inventory.argument_or(queue, "fifo_queue", false, "")).status

_function(mapping) := {"function": input.resources.aws_lambda_function[found.targets[0]]} if {
	found := inventory.reference(mapping, ["function_name"], "aws_lambda_function")
	found.kind == "one"
} else := {"function": input.resources.aws_lambda_function[found.targets[0]]} if {
	alias := inventory.reference(mapping, ["function_name"], "aws_lambda_alias")
	alias.kind == "one"
	found := inventory.reference(
		input.resources.aws_lambda_alias[alias.targets[0]],
		["function_name"],
		"aws_lambda_function",
	)
	found.kind == "one"
} else := {}

# Only queues that have any.
_sources[address] := found if {
	some address, queue in input.resources.aws_sqs_queue
	found := array.concat(_sources_by_reference(queue), _sources_by_name(queue))
	count(found) > 0
}

_sources_by_reference(queue) := [_claimants[address] | some [_, address] in sort(_claimed[queue.address])] if {
	_claimed[queue.address]
} else := []

# Queue → what has a redrive policy that leads to it.
_claimed[target] contains [type, address] if {
	some type in ["aws_sqs_queue", "aws_sqs_queue_redrive_policy"]
	some address, resource in input.resources[type]
	_claimants[address]
	some target in inventory.reference(resource, _target_paths, "aws_sqs_queue").targets
}

_claimants[address] := {
	"address": address,
	"queue": queue,
	"certain": _both(found.kind == "one", kind != "possible"),
	"because": _source_doubt(queue, found, kind),
} if {
	some address, queue in input.resources.aws_sqs_queue
	found := inventory.reference(queue, _target_paths, "aws_sqs_queue")
	found.kind != "none"
	kind := inventory.kind(queue, "redrive_policy")
	not kind in ["unset", "undecided"]
	not queue.values.redrive_policy == ""
}

_claimants[address] := object.union(claimant, _attached(satellite)) if {
	some address, satellite in input.resources.aws_sqs_queue_redrive_policy
	found := inventory.reference(satellite, _target_paths, "aws_sqs_queue")
	found.kind != "none"
	claimant := {"address": address, "certain": found.kind == "one", "because": inventory.doubt(found)}
}

# An ARN that ends in the name of a new queue may be of another account or region.
_sources_by_name(queue) := [object.union(source, _owner(claim)) |
	claims := _claims[queue.values.name]
	not is_string(object.get(queue.values, "arn", null))
	some claim in sort(claims)
	source := {
		"address": claim.address,
		"certain": false,
		"because": [concat("", ["It names ", claim.arn, "; the ARN of this queue is known after apply."])],
	}
]

_claims[name] contains {"type": type, "address": address, "arn": arn} if {
	some type in ["aws_sqs_queue", "aws_sqs_queue_redrive_policy"]
	some address, resource in input.resources[type]
	arn := _target_arn(resource)
	inventory.reference(resource, _target_paths, "aws_sqs_queue").kind == "none"
	name := split(arn, ":")[5]
}

_target_arn(resource) := arn if {
	arn := resource.documents.redrive_policy.value.deadLetterTargetArn
	is_string(arn)
}

_owner(claim) := {"queue": input.resources.aws_sqs_queue[claim.address]} if {
	claim.type == "aws_sqs_queue"
} else := _attached(input.resources[claim.type][claim.address])

_redrive_phrase := "a redrive policy"

_target_paths := ["redrive_policy.deadLetterTargetArn", "redrive_policy"]

_roles[address] := role if {
	some address, queue in input.resources.aws_sqs_queue
	queue.mode == "managed"
	role := _role_of(array.concat(sources(queue), _undelivered(queue)), _permissions(queue))
}

# What other services send here when they cannot deliver it.
_undelivered(queue) := array.concat(
	[{"address": link.address, "certain": _both(link.certain, _is_there(link.resource, paths)), "because": link.because} |
		some type in sort(object.keys(_undelivered_paths))
		paths := _undelivered_paths[type]
		some link in inventory.links(queue, type, paths)
	],
	[{"address": address, "certain": object.get(queue.values, "arn", null) == arn, "because": []} |
		some [address, arn] in sort(_undelivered_names[queue.values.name])
		_may_be(queue, arn)
	],
)

# A block that is there says nothing of what stands in it.
_is_there(sender, paths) if {
	some path in paths
	inventory.kind(sender, path) in {"proven", "sensitive"}
} else if {
	some path in paths
	is_string(inventory.argument(sender, path).value)
} else := false

_undelivered_paths := {
	"aws_cloudwatch_event_bus": ["dead_letter_config.arn", "dead_letter_config"],
	"aws_cloudwatch_event_target": ["dead_letter_config.arn", "dead_letter_config"],
	"aws_lambda_event_source_mapping": ["destination_config.on_failure.destination_arn"],
	"aws_lambda_function": ["dead_letter_config.target_arn", "dead_letter_config"],
	"aws_lambda_function_event_invoke_config": ["destination_config.on_failure.destination"],
	"aws_pipes_pipe": [
		"source_parameters.dynamodb_stream_parameters.dead_letter_config.arn",
		"source_parameters.kinesis_stream_parameters.dead_letter_config.arn",
	],
	"aws_scheduler_schedule": ["target.dead_letter_config.arn", "target.dead_letter_config"],
	"aws_sns_topic_subscription": _target_paths,
}

_undelivered_names[name] contains [address, arn] if {
	some type, paths in _undelivered_paths
	some address, resource in input.resources[type]
	some arn in _undelivered_arns(resource, paths)
	name := split(arn, ":")[5]
}

_undelivered_arns(resource, paths) := {arn |
	some path in paths
	arn := inventory.argument(resource, path).value
	is_string(arn)
	startswith(arn, "arn:")
} | {arn | arn := _target_arn(resource)}

_may_be(queue, _) if not is_string(object.get(queue.values, "arn", null))

_may_be(queue, arn) if queue.values.arn == arn

# Where other services send what they cannot deliver is not known, unless it leads to something else.
_loose_undelivered contains address if {
	some type, paths in _undelivered_paths
	some address, resource in input.resources[type]
	resource.mode == "managed"
	some path in paths
	inventory.kind(resource, path) in {"possible", "proven", "sensitive"}
	count(_undelivered_arns(resource, paths)) == 0
	every type_of_target in _types_of_targets {
		inventory.reference(resource, paths, type_of_target).kind == "none"
	}
}

_types_of_targets := ["aws_sqs_queue", "aws_sns_topic", "aws_s3_bucket", "aws_lambda_function", "aws_cloudwatch_event_bus"]

_role_of(found, permissions) := {"status": "no", "because": []} if {
	count(found) + count(permissions) == 0
} else := {
	"status": _role(array.concat([_certainty[source.certain] | some source in found], permissions)),
	"because": array.concat(
		[concat(" ", ["The queue may be the dead-letter queue of", concat("", [source.address, "."])]) |
			some source in found
			not source.certain
		],
		["Its redrive-allow policy is not known." | "maybe" in permissions],
	),
}

_role(parts) := "yes" if {
	"yes" in parts
} else := "maybe" if {
	"maybe" in parts
} else := "no"

_certainty := {true: "yes", false: "maybe"}

# A redrive-allow policy makes a dead-letter queue, unless it says that nobody may use it as one.
_permissions(queue) := [_permission(source) |
	some source in inventory.documents(queue, "redrive_allow_policy", _queue_redrive_allow_policy)
]

_permission(source) := "no" if {
	source.document.redrivePermission == "denyAll"
} else := _certainty[source.certain] if {
	is_string(source.document.redrivePermission)
} else := "maybe"

# Redrive policies of which nobody knows the target, and redrive-allow policies of which nobody knows the queue:
# it may be any.
_loose_claims := sort(array.concat(
	array.concat(inventory.strays(_queue_redrive_allow_policy, "aws_sqs_queue"), [address | some address in _loose_undelivered]),
	[address |
		some type in ["aws_sqs_queue", "aws_sqs_queue_redrive_policy"]
		some address, resource in input.resources[type]
		inventory.is_stray(resource, "redrive_policy", _target_paths, "aws_sqs_queue")
		not _target_arn(resource)
	],
))

_loose_policies := inventory.stray_documents(_queue_policy, "aws_sqs_queue")

_loose_redrives := inventory.stray_documents(_queue_redrive_policy, "aws_sqs_queue")

_queue_policy := {"type": "aws_sqs_queue_policy", "path": "queue_url", "argument": "policy"}

_queue_redrive_policy := {"type": "aws_sqs_queue_redrive_policy", "path": "queue_url", "argument": "redrive_policy"}

_queue_redrive_allow_policy := {
	"type": "aws_sqs_queue_redrive_allow_policy",
	"path": "queue_url",
	"argument": "redrive_allow_policy",
}

_both(true, true) := true

_both(false, _) := false

_both(true, false) := false

_source_doubt(queue, found, kind) := array.concat(doubt, inventory.argument(queue, "redrive_policy").because) if {
	kind == "possible"
	doubt := inventory.doubt(found)
} else := inventory.doubt(found)

_attached(satellite) := {"address": found.targets[0], "queue": input.resources.aws_sqs_queue[found.targets[0]]} if {
	found := inventory.reference(satellite, ["queue_url"], "aws_sqs_queue")
	found.kind == "one"
} else := {}

_key_range(queue, key) := [rank, rank] if {
	key.kind == "known"
	key.value != ""
	rank := _rank_of_key(key.value)
} else := [3, 3] if {
	key.kind == "proven"
	_refers_to_own_key(queue)
} else := [2, 3] if {
	key.kind in {"proven", "sensitive"}
} else := [_managed_range(queue)[0], 3] if {
	key.kind == "possible"
} else := _managed_range(queue)

_rank_of_key(id) := 2 if {
	endswith(id, "alias/aws/sqs")
} else := 3

# AWS managed keys are never resources of a plan, only of its data sources.
_refers_to_own_key(queue) if {
	some type in ["aws_kms_key", "aws_kms_alias", "aws_kms_external_key", "aws_kms_replica_key"]
	found := inventory.reference(queue, ["kms_master_key_id"], type)
	found.kind == "one"
	input.resources[type][found.targets[0]].mode == "managed"
}

_managed_range(queue) := _managed_ranges[status] if {
	status := check.is_true(inventory.argument_undecided(queue, "sqs_managed_sse_enabled", "")).status
}

_managed_ranges := {"pass": [1, 1], "fail": [0, 0], "unknown": [0, 1]}

_range_name([rank, rank]) := _rank_names[rank]

_range_name([least, most]) := concat(" or ", array.slice(_rank_names, least, most + 1)) if least != most

_rank_names := ["no encryption", "SSE-SQS", "an AWS managed key", "a customer managed key"]
