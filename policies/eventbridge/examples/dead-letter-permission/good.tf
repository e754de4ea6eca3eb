resource "aws_cloudwatch_event_rule" "lab_results" {
  name          = "lab-results"
  event_pattern = jsonencode({ source = ["hospital.lab"] })
}

resource "aws_cloudwatch_event_target" "lab_results" {
  rule     = aws_cloudwatch_event_rule.lab_results.name
  arn      = "arn:aws:states:us-east-1:123456789012:stateMachine:file-lab-results"
  role_arn = "arn:aws:iam::123456789012:role/start-file-lab-results"
  dead_letter_config {
    arn = aws_sqs_queue.undelivered.arn
  }
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
      Principal = { Service = "events.amazonaws.com" }
      Action    = "sqs:SendMessage"
      Resource  = aws_sqs_queue.undelivered.arn
      Condition = { ArnEquals = { "aws:SourceArn" = aws_cloudwatch_event_rule.lab_results.arn } }
    }]
  })
}
