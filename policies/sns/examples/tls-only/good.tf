resource "aws_sns_topic" "lab_results" {
  name = "lab-results"
}

resource "aws_sns_topic_policy" "lab_results" {
  arn = aws_sns_topic.lab_results.arn
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "DenyPlainTransport"
      Effect    = "Deny"
      Principal = "*"
      Action    = "sns:Publish"
      Resource  = aws_sns_topic.lab_results.arn
      Condition = { Bool = { "aws:SecureTransport" = "false" } }
    }]
  })
}
