resource "aws_sqs_queue" "lab_results" {
  name = "lab-results"
}

resource "aws_sqs_queue_policy" "lab_results" {
  queue_url = aws_sqs_queue.lab_results.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "DenyPlainTransport"
      Effect    = "Deny"
      Principal = "*"
      Action    = "sqs:*"
      Resource  = aws_sqs_queue.lab_results.arn
      Condition = { Bool = { "aws:SecureTransport" = "false" } }
    }]
  })
}
