package safeguard.upstash.qstash_destination_tls_test

import data.safeguard.lib.testing
import data.safeguard.upstash.qstash_destination_tls as policy

s := "upstash_qstash_schedule_v2.s"

status(values) := result if {
	found := policy.verdict with input as testing.inventory([testing.plain(s, values)])
	result := found[s].status
}

test_destinations if {
	every row in [
		[{"destination": "https://api.example.org"}, "pass"],
		[{"destination": "HTTPS://api.example.org", "callback": null}, "pass"],
		[{"destination": "http://api.example.org"}, "fail"],
		[{"destination": "https://api.example.org", "callback": "http://api.example.org/cb"}, "fail"],
		[{"destination": "orders"}, "pass"],
		[{"destination": testing.unknown}, "unknown"],
		[{"destination": "https://api.example.org", "callback": testing.secret}, "unknown"],
		[{"destination": "https://api.example.org", "callback": "api.example.org"}, "unknown"],
	] {
		status(row[0]) == row[1]
	}
}

test_topics_and_endpoints if {
	full := testing.inventory([
		testing.plain("upstash_qstash_topic_v2.t", {"endpoints": ["https://a", "http://b"]}),
		testing.plain("upstash_qstash_topic_v2.u", {"endpoints": ["https://a", testing.unknown]}),
		testing.plain("upstash_qstash_endpoint.e", {"url": "https://a"}),
		testing.pointing(s, {}, "destination", ["upstash_qstash_topic_v2.t"]),
	])
	found := policy.verdict with input as full
	found["upstash_qstash_topic_v2.t"].status == "fail"
	found["upstash_qstash_topic_v2.u"].status == "unknown"
	found["upstash_qstash_endpoint.e"].status == "pass"
	found[s].status == "pass"
}
