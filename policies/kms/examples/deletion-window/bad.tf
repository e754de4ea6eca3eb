resource "aws_kms_key" "patient_records" {
  description             = "Patient records"
  deletion_window_in_days = 7
}
