resource "aws_ebs_volume" "imaging" {
  availability_zone = "us-east-1a"
  type              = "gp3"
  size              = 500
  encrypted         = true
}

resource "aws_dlm_lifecycle_policy" "daily" {
  description        = "Daily snapshots kept for two weeks"
  execution_role_arn = "arn:aws:iam::123456789012:role/service-role/AWSDataLifecycleManagerDefaultRole"
  policy_details {
    resource_types = ["VOLUME"]
    target_tags    = { Backup = "daily" }
    schedule {
      name = "daily"
      create_rule {
        interval = 24
      }
      retain_rule {
        count = 14
      }
    }
  }
}
