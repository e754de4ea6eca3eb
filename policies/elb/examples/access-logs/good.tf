resource "aws_lb" "portal" {
  name    = "patient-portal"
  subnets = ["subnet-0a1b2c3d4e5f67890", "subnet-0f9e8d7c6b5a43210"]
  access_logs {
    bucket  = "clinic-access-logs"
    enabled = true
  }
}
