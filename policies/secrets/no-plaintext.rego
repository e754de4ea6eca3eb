package safeguard.secrets.no_plaintext

import data.safeguard.lib.check
import data.safeguard.lib.plaintext

# METADATA
# title: No credential stands in clear text where programs are started
# description: Whoever may read a task definition, a function or the user data of an instance reads the credential in it, and so does everyone with the plan.
# entrypoint: true
# related_resources:
#   - https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specifying-sensitive-data.html
#   - https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
#   - https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/user-data.html
# custom:
#   severity: critical
#   subjects: [aws_ecs_task_definition, aws_instance, aws_lambda_function, aws_launch_configuration, aws_launch_template, aws_spot_instance_request]
#   remediation:
#     text: Keep the credential in Secrets Manager or as a SecureString parameter, and hand over its ARN; then replace the credential, which is no secret any more.
#     terraform: |
#       resource "aws_ecs_task_definition" "orders" {
#         container_definitions = jsonencode([{
#           name    = "orders"
#           image   = "orders:1"
#           secrets = [{ name = "DB_PASSWORD", valueFrom = aws_secretsmanager_secret.database.arn }]
#         }])
#       }
#     cdktf: |
#       new EcsTaskDefinition(this, "orders", {
#         containerDefinitions: Fn.jsonencode([{
#           name: "orders",
#           image: "orders:1",
#           secrets: [{ name: "DB_PASSWORD", valueFrom: secret.arn }],
#         }]),
#       });
verdict[address] := check.all_of(array.concat(
	[check.pass("", null, "no credential in clear text", [])],
	[result | some place in plaintext.places(resource); result := plaintext.judged(place)],
)) if {
	some type in plaintext.types
	some address, resource in input.resources[type]
	resource.mode == "managed"
}
