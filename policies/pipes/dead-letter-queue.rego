package safeguard.pipes.dead_letter_queue

import data.safeguard.lib.check
import data.safeguard.lib.inventory

# METADATA
# title: Pipes keep records of a stream that they cannot process
# description: A record that fails blocks its shard until it expires, or is dropped when the retries end; a dead-letter queue keeps it.
# entrypoint: true
# related_resources:
#   - https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-error-troubleshooting.html
#   - https://registry.terraform.io/providers/hashicorp/aws/5.100.0/docs/resources/pipes_pipe#source_parameterskinesis_stream_parametersdead_letter_config-configuration-block
# custom:
#   severity: medium
#   subjects: [aws_pipes_pipe]
#   remediation:
#     text: Give the parameters of the stream a dead_letter_config with the ARN of an SQS queue.
#     terraform: |
#       resource "aws_pipes_pipe" "orders" {
#         source_parameters {
#           kinesis_stream_parameters {
#             starting_position = "LATEST"
#             dead_letter_config {
#               arn = aws_sqs_queue.undelivered.arn
#             }
#           }
#         }
#       }
#     cdktf: |
#       new PipesPipe(this, "orders", {
#         roleArn: role.arn,
#         source: stream.arn,
#         target: queue.arn,
#         sourceParameters: {
#           kinesisStreamParameters: { startingPosition: "LATEST", deadLetterConfig: { arn: undelivered.arn } },
#         },
#       });
verdict[address] := check.is_set(inventory.argument_or(pipe, path, "", _default), _expected) if {
	some address, pipe in _pipes
	kind := _kind(pipe)
	path := concat(".", ["source_parameters", _parameters[kind], "dead_letter_config.arn"])
}

verdict[address] := check.undetermined("source", source.observed, _expected, array.concat(source.because, [_doubt])) if {
	some address, pipe in _pipes
	_kind(pipe) == "unknown"
	source := inventory.argument(pipe, "source")
}

exempt[address] := "Its source is not a stream." if {
	some address, pipe in _pipes
	_kind(pipe) == "other"
}

_expected := "a dead-letter queue"

_doubt := "Whether its source is a stream is not known."

_default := "Without a dead-letter queue a pipe drops a record of a stream when its retries end (https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-error-troubleshooting.html)."

_pipes[address] := pipe if {
	some address, pipe in input.resources.aws_pipes_pipe
	pipe.mode == "managed"
}

_parameters := {"kinesis": "kinesis_stream_parameters", "dynamodb": "dynamodb_stream_parameters"}

# Streams need parameters that say where to start; what else the source is tells its ARN or what it refers to.
_kind(pipe) := [kind | some kind in kinds][0] if {
	kinds := {kind |
		some kind, name in _parameters
		found := inventory.argument(pipe, concat(".", ["source_parameters", name]))
		found.kind == "known"
		found.value != []
	}
	count(kinds) == 1
} else := _kind_of_service(split(pipe.values.source, ":")[2]) if {
	startswith(pipe.values.source, "arn:")
} else := _kind_of_target(pipe.references.source) if {
	pipe.references.source.complete
	count(pipe.references.source.targets) > 0
} else := "unknown"

_kind_of_service(service) := service if {
	_parameters[service]
} else := "other"

_kind_of_target(reference) := "kinesis" if {
	some target in reference.targets
	input.resources.aws_kinesis_stream[target]
} else := "dynamodb" if {
	some target in reference.targets
	input.resources.aws_dynamodb_table[target]
} else := "other" if {
	some type in ["aws_sqs_queue", "aws_msk_cluster", "aws_msk_serverless_cluster", "aws_mq_broker"]
	some target in reference.targets
	input.resources[type][target]
} else := "unknown"
