resource "aws_sns_topic" "admissions" {
  name = "admissions"
}

resource "aws_sns_topic_policy" "admissions" {
  arn = aws_sns_topic.admissions.arn
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = "*"
      Action    = "sns:Subscribe"
      Resource  = aws_sns_topic.admissions.arn
    }]
  })
}
