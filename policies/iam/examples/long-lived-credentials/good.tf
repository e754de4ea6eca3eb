resource "aws_iam_user" "claims_export" {
  name = "claims-export"
}

# The export runs with a role now; its old key is deleted once nobody has missed it.
resource "aws_iam_access_key" "claims_export" {
  user   = aws_iam_user.claims_export.name
  status = "Inactive"
}
