resource "aws_sns_topic" "claims" {
  name                             = "claims"
  sqs_success_feedback_role_arn    = "arn:aws:iam::123456789012:role/sns-delivery-status"
  sqs_success_feedback_sample_rate = 100
}

resource "aws_sns_topic_subscription" "claims" {
  topic_arn = aws_sns_topic.claims.arn
  protocol  = "sqs"
  endpoint  = "arn:aws:sqs:us-east-1:123456789012:claims"
}
