resource "aws_cloudwatch_event_bus" "lab_results" {
  name = "lab-results"
}
