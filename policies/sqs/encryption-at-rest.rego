package safeguard.sqs.encryption_at_rest

import data.safeguard.lib.check
import data.safeguard.lib.inventory

# METADATA
# title: Queues are encrypted at rest
# description: A message waits on disk until it is consumed; without encryption whoever reaches the storage reads the ePHI in it.
# entrypoint: true
# related_resources:
#   - https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-server-side-encryption.html
#   - https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-configure-sqs-sse-queue.html
# custom:
#   severity: high
#   subjects: [aws_sqs_queue]
#   remediation:
#     text: Set kms_master_key_id to a KMS key, or sqs_managed_sse_enabled to true.
#     terraform: |
#       resource "aws_sqs_queue" "orders" {
#         kms_master_key_id = aws_kms_key.queues.arn
#       }
#     cdktf: |
#       new SqsQueue(this, "orders", { kmsMasterKeyId: key.arn });
verdict[address] := check.any_of([
	check.is_set(inventory.argument(queue, "kms_master_key_id"), "a KMS key"),
	check.is_true(managed),
]) if {
	some address, queue in input.resources.aws_sqs_queue
	queue.mode == "managed"
	managed := inventory.argument_undecided(
		queue, "sqs_managed_sse_enabled",
		"AWS turns SSE-SQS on by default for new queues, but the plan does not prove it.",
	)
}
