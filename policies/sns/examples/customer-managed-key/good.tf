resource "aws_sns_topic" "lab_results" {
  name              = "lab-results"
  kms_master_key_id = aws_kms_key.lab_results.arn
}

resource "aws_kms_key" "lab_results" {
  description         = "Lab results on their way to subscribers"
  enable_key_rotation = true
}
