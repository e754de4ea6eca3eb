resource "aws_sqs_queue" "claims" {
  name              = "claims"
  kms_master_key_id = "alias/aws/sqs"
}
