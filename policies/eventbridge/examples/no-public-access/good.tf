resource "aws_cloudwatch_event_permission" "clinics" {
  statement_id = "clinics"
  action       = "events:PutEvents"
  principal    = "*"
  condition {
    key   = "aws:PrincipalOrgID"
    type  = "StringEquals"
    value = "o-a1b2c3d4e5"
  }
}
