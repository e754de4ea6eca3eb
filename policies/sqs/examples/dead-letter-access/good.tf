resource "aws_sqs_queue" "orders" {
  name = "orders"
  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.orders_dead_letters.arn
    maxReceiveCount     = 5
  })
}

resource "aws_sqs_queue" "orders_dead_letters" {
  name = "orders-dead-letters"
}

resource "aws_sqs_queue_redrive_allow_policy" "orders_dead_letters" {
  queue_url = aws_sqs_queue.orders_dead_letters.id
  redrive_allow_policy = jsonencode({
    redrivePermission = "byQueue"
    sourceQueueArns   = [aws_sqs_queue.orders.arn]
  })
}
