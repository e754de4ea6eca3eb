resource "aws_sqs_queue" "prescriptions" {
  name = "prescriptions"
  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.prescriptions_dead_letters.arn
    maxReceiveCount     = 1
  })
}

resource "aws_sqs_queue" "prescriptions_dead_letters" {
  name = "prescriptions-dead-letters"
}
