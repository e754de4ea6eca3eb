data "aws_iam_policy_document" "tasks" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["ecs-tasks.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "lab_results" {
  name               = "lab-results"
  assume_role_policy = data.aws_iam_policy_document.tasks.json
}

resource "aws_iam_role" "lab_results_execution" {
  name               = "lab-results-execution"
  assume_role_policy = data.aws_iam_policy_document.tasks.json
}

resource "aws_ecs_task_definition" "lab_results" {
  family                   = "lab-results"
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = 512
  memory                   = 1024
  task_role_arn            = aws_iam_role.lab_results_execution.arn
  execution_role_arn       = aws_iam_role.lab_results_execution.arn
  container_definitions = jsonencode([{
    name  = "lab-results"
    image = "123456789012.dkr.ecr.us-east-1.amazonaws.com/lab-results:2.3.0"
  }])
}
