resource "aws_sqs_queue" "lab_results" {
  name                    = "lab-results"
  sqs_managed_sse_enabled = true
}
