package safeguard.upstash.redis_ip_allowlist_test

import data.safeguard.lib.testing
import data.safeguard.upstash.redis_ip_allowlist as policy

d := "upstash_redis_database.d"

verdict(said) := result if {
	found := policy.verdict with input as testing.inventory([testing.resource(d, said)])
	result := found[d]
}

status(values) := verdict({"values": values}).status

test_lists if {
	every row in [
		[["203.0.113.0/24"], "pass"],
		[["203.0.113.7", "2001:db8::/32"], "pass"],
		[["0.0.0.0/0"], "fail"],
		[["203.0.113.7", "0.0.0.0/1"], "fail"],
		[["::/0"], "fail"],
		[["2000::/3"], "fail"],
		[[], "fail"],
		[null, "fail"],
		[[testing.unknown], "unknown"],
		[["203.0.113.0/x"], "unknown"],
		[testing.unknown, "unknown"],
		[testing.secret, "unknown"],
	] {
		status({"ip_allowlist": row[0]}) == row[1]
	}
}

test_an_older_provider_cannot_tell if {
	status({}) == "unknown"
}
