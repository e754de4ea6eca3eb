package safeguard.eventbridge.api_destination_tls_test

import data.safeguard.eventbridge.api_destination_tls as policy
import data.safeguard.lib.testing

d := "aws_cloudwatch_event_api_destination.d"

verdict(endpoint) := result if {
	result := policy.verdict[d] with input as testing.inventory([testing.plain(d, {"invocation_endpoint": endpoint})])
}

test_rows if {
	every row in [
		["https://api.example.org/x", "pass"],
		["HTTPS://api.example.org", "pass"],
		["http://api.example.org", "fail"],
		["httpsx://api.example.org", "fail"],
		[testing.unknown, "unknown"],
		[testing.secret, "unknown"],
	] {
		verdict(row[0]).status == row[1]
	}
}

test_no_more_than_the_scheme_is_shown if {
	verdict("https://user:word@api.example.org/x").evidence[0].observed == "https://…"
}
