resource "aws_sqs_queue" "referrals" {
  name                       = "referrals"
  visibility_timeout_seconds = 6 * aws_lambda_function.referrals.timeout
}

resource "aws_lambda_event_source_mapping" "referrals" {
  event_source_arn = aws_sqs_queue.referrals.arn
  function_name    = aws_lambda_function.referrals.arn
}

resource "aws_lambda_function" "referrals" {
  function_name = "referrals"
  role          = "arn:aws:iam::123456789012:role/referrals"
  package_type  = "Image"
  image_uri     = "123456789012.dkr.ecr.us-east-1.amazonaws.com/referrals:1.4.2"
  timeout       = 60
}
