resource "aws_sns_topic" "lab_results" {
  name              = "lab-results"
  kms_master_key_id = "alias/aws/sns"
}
