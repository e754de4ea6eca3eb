resource "aws_secretsmanager_secret" "claims_database_password" {
  name = "claims/database-password"
}

resource "aws_ecs_task_definition" "claims" {
  family                   = "claims"
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = 512
  memory                   = 1024
  execution_role_arn       = "arn:aws:iam::123456789012:role/claims-execution"
  container_definitions = jsonencode([{
    name  = "claims"
    image = "123456789012.dkr.ecr.us-east-1.amazonaws.com/claims:1.4.2"
    secrets = [{
      name      = "DATABASE_PASSWORD"
      valueFrom = aws_secretsmanager_secret.claims_database_password.arn
    }]
  }])
}
