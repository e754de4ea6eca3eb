resource "aws_sqs_queue" "lab_results" {
  name                      = "lab-results"
  message_retention_seconds = 604800
}
