package safeguard.elb.tls_policy

import data.safeguard.lib.check
import data.safeguard.lib.elb
import data.safeguard.lib.inventory

# METADATA
# title: Load balancers take TLS 1.2 or newer only
# description: TLS 1.0 and 1.1 have known weaknesses; a client that can be talked down to them sends ePHI over a breakable connection.
# entrypoint: true
# related_resources:
#   - https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html
#   - https://docs.aws.amazon.com/elasticloadbalancing/latest/network/describe-ssl-policies.html
# custom:
#   severity: medium
#   subjects: [aws_alb_listener, aws_lb_listener]
#   remediation:
#     text: Set ssl_policy to ELBSecurityPolicy-TLS13-1-2-2021-06 or a newer one; unset, it is a policy that takes TLS 1.0.
#     terraform: |
#       resource "aws_lb_listener" "https" {
#         protocol   = "HTTPS"
#         ssl_policy = "ELBSecurityPolicy-TLS13-1-2-2021-06"
#       }
#     cdktf: |
#       new LbListener(this, "https", {
#         protocol: "HTTPS",
#         sslPolicy: "ELBSecurityPolicy-TLS13-1-2-2021-06",
#       });
verdict[address] := judged if {
	some address, listener in elb.listeners
	not exempt[address]
	judged := _unless_plain(elb.protocol(listener), _new_enough(inventory.argument_or(
		listener, "ssl_policy", "ELBSecurityPolicy-2016-08",
		concat(" ", [
			"The default of ssl_policy is ELBSecurityPolicy-2016-08, which takes TLS 1.0",
			"(https://registry.terraform.io/providers/hashicorp/aws/5.100.0/docs/resources/lb_listener#ssl_policy-1).",
		]),
	)))
}

exempt[address] := "It is no TLS listener." if {
	some address, listener in elb.listeners
	protocol := elb.protocol(listener)
	protocol.kind == "known"
	not upper(protocol.value) in {"HTTPS", "TLS"}
}

_unless_plain(protocol, result) := result if {
	protocol.kind == "known"
} else := check.excusable(result, ["Whether it is a TLS listener is not known."])

_new_enough(policy) := check.undetermined(policy.path, policy.observed, _expected, policy.because) if {
	policy.kind != "known"
} else := check.pass(policy.path, policy.observed, _expected, policy.because) if {
	_starts_with_one_of(policy.value, ["TLS13-1-2", "TLS13-1-3", "TLS-1-2", "FS-1-2"])
} else := check.fail(policy.path, policy.observed, _expected, policy.because) if {
	_starts_with_one_of(policy.value, ["TLS13-1-0", "TLS13-1-1", "TLS-1-0", "TLS-1-1", "FS-1-1", "FS-2018-06", "2014", "2015", "2016"])
} else := check.undetermined(policy.path, policy.observed, _expected, ["The versions of this policy are not known here."])

_starts_with_one_of(policy, prefixes) if {
	some prefix in prefixes
	startswith(policy, concat("-", ["ELBSecurityPolicy", prefix]))
}

_expected := "a policy of TLS 1.2 or newer only"
