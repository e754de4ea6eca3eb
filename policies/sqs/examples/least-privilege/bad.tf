resource "aws_sqs_queue" "claims" {
  name = "claims"
}

resource "aws_sqs_queue_policy" "claims" {
  queue_url = aws_sqs_queue.claims.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::123456789012:role/claims-worker" }
      Action    = "sqs:*"
      Resource  = aws_sqs_queue.claims.arn
    }]
  })
}
