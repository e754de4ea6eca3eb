package safeguard.sns.subscription_tls

import data.safeguard.lib.check
import data.safeguard.lib.inventory
import data.safeguard.lib.sns

# METADATA
# title: Subscriptions receive messages over TLS
# description: A subscription by http gets every message in clear text, readable to anyone between SNS and the endpoint.
# entrypoint: true
# related_resources:
#   - https://docs.aws.amazon.com/sns/latest/dg/sns-security-best-practices.html
#   - https://docs.aws.amazon.com/sns/latest/dg/sns-http-https-endpoint-as-subscriber.html
# custom:
#   severity: high
#   subjects: [aws_sns_topic_subscription]
#   remediation:
#     text: Give the endpoint a certificate and subscribe it with the protocol https.
#     terraform: |
#       resource "aws_sns_topic_subscription" "orders" {
#         topic_arn = aws_sns_topic.orders.arn
#         protocol  = "https"
#         endpoint  = "https://orders.example.org/messages"
#       }
#     cdktf: |
#       new SnsTopicSubscription(this, "orders", {
#         topicArn: topic.arn,
#         protocol: "https",
#         endpoint: "https://orders.example.org/messages",
#       });
verdict[address] := check.none_of([check.equals(inventory.argument(subscription, "protocol"), "http")]) if {
	some address, subscription in sns.subscriptions
}
