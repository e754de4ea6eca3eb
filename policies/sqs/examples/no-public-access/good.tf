resource "aws_sqs_queue" "admissions" {
  name = "admissions"
}

resource "aws_sqs_queue_policy" "admissions" {
  queue_url = aws_sqs_queue.admissions.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = "*"
      Action    = "sqs:SendMessage"
      Resource  = aws_sqs_queue.admissions.arn
      Condition = { ArnEquals = { "aws:SourceArn" = aws_sns_topic.admissions.arn } }
    }]
  })
}

resource "aws_sns_topic" "admissions" {
  name = "admissions"
}
