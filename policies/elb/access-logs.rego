package safeguard.elb.access_logs

import data.safeguard.lib.check
import data.safeguard.lib.inventory

# METADATA
# title: Load balancers write access logs
# description: The access log alone tells which address asked for which record, and when.
# entrypoint: true
# related_resources:
#   - https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html
#   - https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/access-log-collection.html
# custom:
#   severity: medium
#   subjects: [aws_alb, aws_elb, aws_lb]
#   remediation:
#     text: Add an access_logs block with a bucket, and with enabled set to true.
#     terraform: |
#       resource "aws_lb" "webshop" {
#         access_logs {
#           bucket  = aws_s3_bucket.access_logs.id
#           enabled = true
#         }
#       }
#     cdktf: |
#       new Lb(this, "webshop", { accessLogs: { bucket: logs.id, enabled: true } });
verdict[address] := check.is_true(inventory.argument_or(balancer, "access_logs.enabled", false, _default)) if {
	some type in ["aws_lb", "aws_alb"]
	some address, balancer in input.resources[type]
	balancer.mode == "managed"
	not exempt[address]
}

verdict[address] := check.all_of([
	check.is_set(inventory.argument(balancer, "access_logs.bucket"), "a bucket for access logs"),
	check.is_true(inventory.argument_or(balancer, "access_logs.enabled", true, "The provider's default of enabled is true.")),
]) if {
	some address, balancer in input.resources.aws_elb
	balancer.mode == "managed"
}

exempt[address] := "Gateway Load Balancers write no access logs." if {
	some type in ["aws_lb", "aws_alb"]
	some address, balancer in input.resources[type]
	balancer.mode == "managed"
	balancer.values.load_balancer_type == "gateway"
}

_default := "The provider's default of enabled is false, also where a bucket is set."
