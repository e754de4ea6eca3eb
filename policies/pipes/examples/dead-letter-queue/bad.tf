resource "aws_pipes_pipe" "vitals" {
  name     = "vitals"
  role_arn = "arn:aws:iam::123456789012:role/vitals-pipe"
  source   = aws_kinesis_stream.vitals.arn
  target   = aws_sqs_queue.vitals.arn
  source_parameters {
    kinesis_stream_parameters {
      starting_position      = "LATEST"
      maximum_retry_attempts = 5
    }
  }
}

resource "aws_kinesis_stream" "vitals" {
  name            = "vitals"
  shard_count     = 2
  encryption_type = "KMS"
  kms_key_id      = "alias/aws/kinesis"
}

resource "aws_sqs_queue" "vitals" {
  name = "vitals"
}
