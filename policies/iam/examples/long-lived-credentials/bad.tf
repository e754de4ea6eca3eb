resource "aws_iam_user" "claims_export" {
  name = "claims-export"
}

resource "aws_iam_access_key" "claims_export" {
  user = aws_iam_user.claims_export.name
}
