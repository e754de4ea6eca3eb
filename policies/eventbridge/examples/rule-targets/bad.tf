resource "aws_cloudwatch_event_rule" "lab_results" {
  name          = "lab-results"
  event_pattern = jsonencode({ source = ["hospital.lab"] })
}
