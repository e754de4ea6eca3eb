package safeguard.sqs.dead_letter_queue

import data.safeguard.lib.sqs

# METADATA
# title: Queues hand poisoned messages to a dead-letter queue
# description: Without one, a message that cannot be processed comes back again and again, blocks others and is lost when its retention ends.
# entrypoint: true
# related_resources:
#   - https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html
# custom:
#   severity: high
#   subjects: [aws_sqs_queue]
#   remediation:
#     text: Give the queue a redrive policy whose target is a queue of its own.
#     terraform: |
#       resource "aws_sqs_queue" "orders" {
#         redrive_policy = jsonencode({
#           deadLetterTargetArn = aws_sqs_queue.orders_dead_letters.arn
#           maxReceiveCount     = 5
#         })
#       }
#     cdktf: |
#       new SqsQueue(this, "orders", {
#         redrivePolicy: Fn.jsonencode({ deadLetterTargetArn: deadLetters.arn, maxReceiveCount: 5 }),
#       });
verdict[address] := sqs.for_source_queue(queue, sqs.has_redrive_policy(queue)) if {
	some address, queue in sqs.source_queues
}

exempt := sqs.not_source_queues
