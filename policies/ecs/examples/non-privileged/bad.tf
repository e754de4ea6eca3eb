resource "aws_ecs_task_definition" "dicom_import" {
  family                   = "dicom-import"
  requires_compatibilities = ["EC2"]
  container_definitions = jsonencode([{
    name       = "dicom-import"
    image      = "123456789012.dkr.ecr.us-east-1.amazonaws.com/dicom-import:2.3.0"
    memory     = 1024
    privileged = true
  }])
}
