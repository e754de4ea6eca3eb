resource "aws_sns_topic" "lab_results" {
  name = "lab-results"
}
