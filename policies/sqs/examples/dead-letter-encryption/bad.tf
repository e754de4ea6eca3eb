resource "aws_sqs_queue" "lab_results" {
  name              = "lab-results"
  kms_master_key_id = aws_kms_key.lab_results.arn
  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.lab_results_dead_letters.arn
    maxReceiveCount     = 5
  })
}

resource "aws_sqs_queue" "lab_results_dead_letters" {
  name = "lab-results-dead-letters"
}

resource "aws_kms_key" "lab_results" {
  description         = "Lab results on their way to the chart"
  enable_key_rotation = true
}
