resource "aws_sns_topic" "lab_results" {
  name = "lab-results"
}

resource "aws_sns_topic_subscription" "chart" {
  topic_arn = aws_sns_topic.lab_results.arn
  protocol  = "https"
  endpoint  = "https://chart.example.org/lab-results"
}
