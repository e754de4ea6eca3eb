package safeguard.ec2.imdsv2

import data.safeguard.lib.check
import data.safeguard.lib.ec2
import data.safeguard.lib.inventory

# METADATA
# title: Instances give out credentials against a token only
# description: A program that can be made to fetch a URL hands over the credentials of the instance unless the metadata service asks for a token.
# entrypoint: true
# related_resources:
#   - https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html
#   - https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-options.html
# custom:
#   severity: high
#   subjects: [aws_instance, aws_launch_configuration, aws_launch_template]
#   remediation:
#     text: Set http_tokens to required in metadata_options.
#     terraform: |
#       resource "aws_launch_template" "nats" {
#         metadata_options {
#           http_tokens = "required"
#         }
#       }
#     cdktf: |
#       new LaunchTemplate(this, "nats", { metadataOptions: { httpTokens: "required" } });
verdict[address] := check.any_of(array.concat([tokens, endpoint], [by_account | tokens.status == "unknown"])) if {
	some address, resource in ec2.instances_and_templates
	options := _options(resource)
	tokens := check.equals(inventory.argument_undecided(options, _tokens, _decided_elsewhere), "required")
	endpoint := check.equals(inventory.argument_or(options, _endpoint, "enabled", "By default the service is enabled."), "disabled")
	by_account := _by_account(options)
}

# What an instance leaves unset is as in its template.
_options(resource) := ec2.template_of(resource).resource if {
	inventory.is_unset(resource, _tokens)
} else := resource

# The default of the account counts where nothing is said.
_by_account(options) := check.any_of([check.elsewhere(address, tokens, "tokens by default") |
	some address, defaults in input.resources.aws_ec2_instance_metadata_defaults
	defaults.mode == "managed"
	tokens := check.equals(inventory.argument(defaults, "http_tokens"), "required")
]) if {
	inventory.is_unset(options, _tokens)
} else := check.silent

_tokens := "metadata_options.http_tokens"

_endpoint := "metadata_options.http_endpoint"

_decided_elsewhere := concat(" ", [
	"It is not set; the account and the image decide, and where they do not, tokens are optional",
	"(https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-options.html).",
])
