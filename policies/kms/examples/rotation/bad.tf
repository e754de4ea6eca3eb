resource "aws_kms_key" "patient_records" {
  description = "Patient records"
}
