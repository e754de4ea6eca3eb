resource "aws_sqs_queue" "claims" {
  name              = "claims"
  kms_master_key_id = aws_kms_key.claims.arn
}

resource "aws_kms_key" "claims" {
  description         = "Claims that wait to be processed"
  enable_key_rotation = true
}
