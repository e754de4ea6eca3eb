resource "aws_sqs_queue" "vitals" {
  name       = "vitals.fifo"
  fifo_queue = true
  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.vitals_dead_letters.arn
    maxReceiveCount     = 5
  })
}

resource "aws_sqs_queue" "vitals_dead_letters" {
  name = "vitals-dead-letters"
}
