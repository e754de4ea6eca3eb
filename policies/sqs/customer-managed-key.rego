package safeguard.sqs.customer_managed_key

import data.safeguard.lib.kms

# METADATA
# title: Queues are encrypted with a key of one's own
# description: Access to a key of one's own can be granted, watched and withdrawn; keys that SQS or AWS manages serve everybody in the account.
# entrypoint: true
# related_resources:
#   - https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html
#   - https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html#key-mgmt
# custom:
#   severity: low
#   subjects: [aws_sqs_queue]
#   remediation:
#     text: Set kms_master_key_id to a customer managed key instead of alias/aws/sqs or SSE-SQS; its policy has to admit the AWS services that send to the queue.
#     terraform: |
#       resource "aws_sqs_queue" "orders" {
#         kms_master_key_id = aws_kms_key.queues.arn
#       }
#     cdktf: |
#       new SqsQueue(this, "orders", { kmsMasterKeyId: key.arn });
verdict[address] := kms.customer_managed(queue, "kms_master_key_id") if {
	some address, queue in input.resources.aws_sqs_queue
	queue.mode == "managed"
}
