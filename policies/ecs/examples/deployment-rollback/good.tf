resource "aws_ecs_service" "lab_results" {
  name            = "lab-results"
  cluster         = "clinic"
  task_definition = "lab-results:7"
  launch_type     = "FARGATE"
  desired_count   = 2
  network_configuration {
    subnets = ["subnet-0a1b2c3d4e5f67890", "subnet-0f9e8d7c6b5a43210"]
  }
  deployment_circuit_breaker {
    enable   = true
    rollback = true
  }
}
