package safeguard.elb.tls

import data.safeguard.lib.check
import data.safeguard.lib.elb
import data.safeguard.lib.inventory

# METADATA
# title: Load balancers listen with TLS, or redirect to it
# description: A plain listener takes ePHI and session cookies in clear text from every network between the client and the load balancer.
# entrypoint: true
# related_resources:
#   - https://docs.aws.amazon.com/elasticloadbalancing/latest/application/create-https-listener.html
#   - https://docs.aws.amazon.com/elasticloadbalancing/latest/network/create-tls-listener.html
# custom:
#   severity: high
#   subjects: [aws_alb_listener, aws_elb, aws_lb_listener]
#   remediation:
#     text: Use HTTPS or TLS listeners, and let the listener on port 80 redirect to HTTPS.
#     terraform: |
#       resource "aws_lb_listener" "https" {
#         load_balancer_arn = aws_lb.webshop.arn
#         port              = 443
#         protocol          = "HTTPS"
#         ssl_policy        = "ELBSecurityPolicy-TLS13-1-2-2021-06"
#         certificate_arn   = aws_acm_certificate.webshop.arn
#         default_action {
#           type             = "forward"
#           target_group_arn = aws_lb_target_group.webshop.arn
#         }
#       }
#     cdktf: |
#       new LbListener(this, "https", {
#         loadBalancerArn: balancer.arn,
#         port: 443,
#         protocol: "HTTPS",
#         sslPolicy: "ELBSecurityPolicy-TLS13-1-2-2021-06",
#         certificateArn: certificate.arn,
#         defaultAction: [{ type: "forward", targetGroupArn: targets.arn }],
#       });
verdict[address] := check.any_of([elb.encrypts(elb.protocol(listener)), elb.redirects(listener)]) if {
	some address, listener in elb.listeners
}

verdict[address] := check.all_of([elb.encrypts(inventory.argument(block, "listener.lb_protocol")) |
	some block in elb.classic_listeners(balancer)
]) if {
	some address, balancer in input.resources.aws_elb
	balancer.mode == "managed"
}
