package safeguard.elb.access_logs

import data.safeguard.lib.check
import data.safeguard.lib.inventory

# METADATA
# title: Load balancers write access logs
# description: The access log alone tells which address asked for which record, and when.
# entrypoint: true
# related_resources:
#   - https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html
#   - https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-access-logs.html
#   - https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/access-log-collection.html
# custom:
#   severity: medium
#   subjects: [aws_alb, aws_elb, aws_lb]
#   remediation:
#     text: Add an access_logs block with enabled set to true, and with a bucket whose policy lets the load balancer write to it.
#     terraform: |
#       resource "aws_lb" "webshop" {
#         access_logs {
#           bucket  = aws_s3_bucket.access_logs.id
#           enabled = true
#         }
#       }
#     cdktf: |
#       new Lb(this, "webshop", { accessLogs: { bucket: logs.id, enabled: true } });
verdict[address] := _unless_passed_on(address, check.is_true(inventory.argument_or(balancer, "access_logs.enabled", false, _default))) if {
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

exempt[address] := "A Network Load Balancer logs TLS connections only, and this one passes on what it is given." if {
	_passes_on[address] == "pass"
}

# Whether a Network Load Balancer has listeners, and none of them ends TLS.
_passes_on[address] := check.all_status([_plain(link) | some link in links]) if {
	some type in ["aws_lb", "aws_alb"]
	some address, balancer in input.resources[type]
	balancer.mode == "managed"
	balancer.values.load_balancer_type == "network"
	links := [link |
		some listener in ["aws_lb_listener", "aws_alb_listener"]
		some link in inventory.links(balancer, listener, ["load_balancer_arn"])
	]
	count(links) > 0
}

_plain(link) := check.is_one_of(inventory.argument(link.resource, "protocol"), ["TCP", "TCP_UDP", "UDP"]).status if {
	link.certain
} else := "unknown"

_unless_passed_on(address, result) := check.excusable(result, ["Whether one of its listeners ends TLS is not known."]) if {
	_passes_on[address] == "unknown"
} else := result

_default := "The provider's default of enabled is false, also where a bucket is set."
