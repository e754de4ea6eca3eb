resource "aws_kms_key" "patient_records" {
  description = "Patient records"
  is_enabled  = true
}
