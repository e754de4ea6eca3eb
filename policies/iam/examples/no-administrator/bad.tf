data "aws_iam_policy_document" "tasks" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["ecs-tasks.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "claims_execution" {
  name               = "claims-execution"
  assume_role_policy = data.aws_iam_policy_document.tasks.json
}

resource "aws_iam_role_policy_attachment" "claims_execution" {
  role       = aws_iam_role.claims_execution.name
  policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"
}
