resource "aws_cloudwatch_event_api_destination" "registry" {
  name                = "immunization-registry"
  connection_arn      = "arn:aws:events:us-east-1:123456789012:connection/immunization-registry/0c5e4a5e-6d2b-4b8a-9f63-3c1d2f7a9b10"
  http_method         = "POST"
  invocation_endpoint = "http://registry.example.org/immunizations"
}
