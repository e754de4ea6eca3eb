package safeguard.eventbridge.api_destination_tls

import data.safeguard.lib.check
import data.safeguard.lib.inventory

# METADATA
# title: Events leave for API destinations over HTTPS
# description: An event that is sent to an http endpoint crosses the internet in clear text, with the credentials of the connection.
# entrypoint: true
# related_resources:
#   - https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-api-destinations.html
#   - https://registry.terraform.io/providers/hashicorp/aws/5.100.0/docs/resources/cloudwatch_event_api_destination
# custom:
#   severity: high
#   subjects: [aws_cloudwatch_event_api_destination]
#   remediation:
#     text: Give the API destination an https:// endpoint.
#     terraform: |
#       resource "aws_cloudwatch_event_api_destination" "partner" {
#         name                = "partner"
#         connection_arn      = aws_cloudwatch_event_connection.partner.arn
#         http_method         = "POST"
#         invocation_endpoint = "https://api.example.org/orders"
#       }
#     cdktf: |
#       new CloudwatchEventApiDestination(this, "partner", {
#         name: "partner",
#         connectionArn: connection.arn,
#         httpMethod: "POST",
#         invocationEndpoint: "https://api.example.org/orders",
#       });
verdict[address] := _encrypted(endpoint) if {
	some address, destination in input.resources.aws_cloudwatch_event_api_destination
	destination.mode == "managed"
	endpoint := inventory.argument(destination, "invocation_endpoint")
}

_encrypted(endpoint) := check.one(status, endpoint.path, _scheme(endpoint.value), _expected, []) if {
	is_string(endpoint.value)
	status := check.status_of(startswith(lower(endpoint.value), "https://"))
} else := check.undetermined(endpoint.path, endpoint.observed, _expected, endpoint.because)

_expected := "an https:// endpoint"

# The rest of an endpoint may hold credentials.
_scheme(url) := concat("", [split(url, ":")[0], "://…"])
