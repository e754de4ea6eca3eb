resource "aws_ecs_task_definition" "lab_results" {
  family                   = "lab-results"
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = 512
  memory                   = 1024
  container_definitions = jsonencode([{
    name  = "lab-results"
    image = "123456789012.dkr.ecr.us-east-1.amazonaws.com/lab-results:2.3.0"
  }])
}
