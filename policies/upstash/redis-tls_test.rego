package safeguard.upstash.redis_tls_test

import data.safeguard.lib.testing
import data.safeguard.upstash.redis_tls as policy

d := "upstash_redis_database.d"

verdict(said) := result if {
	found := policy.verdict with input as testing.inventory([testing.resource(d, said)])
	result := found[d]
}

test_tls if {
	every row in [
		[{"values": {"tls": true}, "configured": ["tls"]}, "pass"],
		[{"values": {"tls": false}, "configured": ["tls"]}, "fail"],
		[{"values": {"tls": false}, "configured": ["region"]}, "pass"],
		[{"values": {"tls": null}, "configured": ["region"]}, "pass"],
		[{"values": {"tls": testing.unknown}, "configured": ["tls"]}, "unknown"],
		[{"values": {"tls": false}, "configured": null}, "unknown"],
		[{"values": {"tls": true}, "configured": null}, "pass"],
	] {
		verdict(row[0]).status == row[1]
	}
	contains(verdict({"values": {"tls": false}}).evidence[0].because[0], "https://upstash.com/docs")
}
