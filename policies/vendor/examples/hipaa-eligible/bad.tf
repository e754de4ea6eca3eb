resource "aws_lightsail_disk" "lab_results" {
  name              = "lab-results"
  size_in_gb        = 32
  availability_zone = "us-east-1a"
}
