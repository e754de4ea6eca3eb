resource "aws_sns_topic" "lab_results" {
  name = "lab-results"
  tags = { DataClassification = "PHI" }
}

resource "aws_sns_topic" "lab_notices" {
  name = "lab-notices"
  tags = { DataClassification = "internal" }
}

resource "aws_sns_topic_subscription" "staff" {
  topic_arn = aws_sns_topic.lab_notices.arn
  protocol  = "email"
  endpoint  = "lab-staff@example.org"
}
