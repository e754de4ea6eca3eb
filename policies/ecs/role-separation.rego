package safeguard.ecs.role_separation

import data.safeguard.lib.check
import data.safeguard.lib.ecs
import data.safeguard.lib.inventory

# METADATA
# title: Programs do not run with the role that starts them
# description: The execution role reads the secrets and images of the task before it starts; a program that holds it can read them for ever.
# entrypoint: true
# related_resources:
#   - https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html
#   - https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html
# custom:
#   severity: low
#   subjects: [aws_ecs_task_definition]
#   remediation:
#     text: Give task_role_arn and execution_role_arn two roles.
#     terraform: |
#       resource "aws_ecs_task_definition" "import" {
#         task_role_arn      = aws_iam_role.import.arn
#         execution_role_arn = aws_iam_role.import_execution.arn
#       }
#     cdktf: |
#       new EcsTaskDefinition(this, "import", {
#         taskRoleArn: role.arn,
#         executionRoleArn: executionRole.arn,
#       });
verdict[address] := check.one(_differ(task, role, other), "task_role_arn", role.observed, "another role than execution_role_arn", role.because) if {
	some address, task in ecs.tasks
	role := inventory.argument(task, "task_role_arn")
	other := inventory.argument(task, "execution_role_arn")
}

_differ(_, role, other) := "pass" if {
	"unset" in {role.kind, other.kind}
} else := check.status_of(role.value != other.value) if {
	{role.kind, other.kind} == {"known"}
} else := "unknown" if {
	false in {_leads(role), _leads(other)}
}

_differ(task, role, other) := _apart(
	inventory.reference(task, ["task_role_arn"], "aws_iam_role"),
	inventory.reference(task, ["execution_role_arn"], "aws_iam_role"),
) if {
	_leads(role)
	_leads(other)
	{role.kind, other.kind} != {"known"}
}

_leads(argument) if {
	argument.kind in {"known", "proven"}
} else := false

_apart(one, other) := check.status_of(one.targets != other.targets) if {
	{one.kind, other.kind} == {"one"}
} else := "unknown"
