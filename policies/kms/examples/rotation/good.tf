resource "aws_kms_key" "patient_records" {
  description         = "Patient records"
  enable_key_rotation = true
}
