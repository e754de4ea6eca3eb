resource "aws_sns_topic" "lab_results" {
  name = "lab-results"
}

resource "aws_sns_topic_subscription" "chart" {
  topic_arn      = aws_sns_topic.lab_results.arn
  protocol       = "https"
  endpoint       = "https://chart.example.org/lab-results"
  redrive_policy = jsonencode({ deadLetterTargetArn = aws_sqs_queue.undelivered.arn })
}

resource "aws_sqs_queue" "undelivered" {
  name = "lab-results-undelivered"
}

resource "aws_sqs_queue_policy" "undelivered" {
  queue_url = aws_sqs_queue.undelivered.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "sns.amazonaws.com" }
      Action    = "sqs:SendMessage"
      Resource  = aws_sqs_queue.undelivered.arn
      Condition = { ArnEquals = { "aws:SourceArn" = aws_sns_topic.lab_results.arn } }
    }]
  })
}
