resource "aws_iam_role_policy" "queue_depths" {
  name = "queue-depths"
  role = "dashboard"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = ["sqs:ListQueues", "sqs:GetQueueAttributes"]
      Resource = "*"
    }]
  })
}
