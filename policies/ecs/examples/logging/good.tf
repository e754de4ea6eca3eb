resource "aws_ecs_task_definition" "lab_results" {
  family                   = "lab-results"
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = 512
  memory                   = 1024
  execution_role_arn       = "arn:aws:iam::123456789012:role/lab-results-execution"
  container_definitions = jsonencode([{
    name  = "lab-results"
    image = "123456789012.dkr.ecr.us-east-1.amazonaws.com/lab-results:2.3.0"
    logConfiguration = {
      logDriver = "awslogs"
      options = {
        awslogs-group         = "/ecs/lab-results"
        awslogs-region        = "us-east-1"
        awslogs-stream-prefix = "lab-results"
      }
    }
  }])
}
