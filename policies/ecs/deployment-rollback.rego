package safeguard.ecs.deployment_rollback

import data.safeguard.lib.check
import data.safeguard.lib.ecs
import data.safeguard.lib.inventory

# METADATA
# title: Failed deployments roll back
# description: A version that cannot start replaces the one that works, and stays, unless the circuit breaker brings the old one back.
# entrypoint: true
# related_resources:
#   - https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-circuit-breaker.html
# custom:
#   severity: low
#   subjects: [aws_ecs_service]
#   remediation:
#     text: Add a deployment_circuit_breaker block with enable and rollback.
#     terraform: |
#       resource "aws_ecs_service" "import" {
#         deployment_circuit_breaker {
#           enable   = true
#           rollback = true
#         }
#       }
#     cdktf: |
#       new EcsService(this, "import", { deploymentCircuitBreaker: { enable: true, rollback: true } });
verdict[address] := _unless_elsewhere(service, check.all_of([
	check.is_true(inventory.argument_or(service, "deployment_circuit_breaker.enable", false, _off)),
	check.is_true(inventory.argument_or(service, "deployment_circuit_breaker.rollback", false, _off)),
])) if {
	some address, service in ecs.services
	not exempt[address]
}

exempt[address] := "It is not ECS that deploys it." if {
	some address, service in ecs.services
	_controller(service).value in {"CODE_DEPLOY", "EXTERNAL"}
}

_unless_elsewhere(service, result) := result if {
	_controller(service).kind == "known"
} else := check.excusable(result, ["Whether ECS deploys it is not known."])

_controller(service) := inventory.argument_or(service, "deployment_controller.type", "ECS", "")

_off := "Without the block the circuit breaker is off."
