resource "aws_cloudwatch_event_permission" "clinics" {
  statement_id = "clinics"
  action       = "events:PutEvents"
  principal    = "*"
}
