resource "aws_sqs_queue" "lab_results" {
  name = "lab-results"
}

resource "aws_iam_role_policy" "receive" {
  name = "receive"
  role = "lab-results-worker"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = ["sqs:ReceiveMessage", "sqs:DeleteMessage"]
      Resource = aws_sqs_queue.lab_results.arn
    }]
  })
}
