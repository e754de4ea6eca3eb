resource "aws_kms_key" "exec" {
  description         = "Shells in containers of the clinic"
  enable_key_rotation = true
}

resource "aws_cloudwatch_log_group" "exec" {
  name              = "/ecs/clinic/exec"
  retention_in_days = 2192
}

resource "aws_ecs_cluster" "clinic" {
  name = "clinic"
  configuration {
    execute_command_configuration {
      kms_key_id = aws_kms_key.exec.arn
      logging    = "OVERRIDE"
      log_configuration {
        cloud_watch_log_group_name = aws_cloudwatch_log_group.exec.name
      }
    }
  }
}

resource "aws_ecs_service" "lab_results" {
  name                   = "lab-results"
  cluster                = aws_ecs_cluster.clinic.id
  task_definition        = "lab-results:7"
  launch_type            = "FARGATE"
  desired_count          = 2
  enable_execute_command = true
  network_configuration {
    subnets = ["subnet-0a1b2c3d4e5f67890", "subnet-0f9e8d7c6b5a43210"]
  }
}
