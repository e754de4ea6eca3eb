resource "aws_sqs_queue" "lab_results" {
  name = "lab-results"
  tags = {
    DataClassification = "PHI"
    Owner              = "lab-team"
  }
}
