package safeguard.elasticache.user_least_privilege_test

import data.safeguard.elasticache.user_least_privilege as policy
import data.safeguard.lib.testing

verdict(address, said) := result if {
	found := policy.verdict with input as testing.inventory([testing.resource(address, said), testing.plain("aws_kms_key.k", {})])
	result := found[address]
}

user(access) := verdict("aws_elasticache_user.u", {"values": {"user_name": "orders", "access_string": access}}).status

test_access_strings if {
	every row in [
		["on ~orders:* +@read", "pass"],
		["on ~* +@read", "pass"],
		["on ~orders:* +@all", "pass"],
		["on ~* -@all +get", "pass"],
		["on ~* +@all", "fail"],
		["on allkeys allcommands", "fail"],
		["on ~* &* +@all", "fail"],
		["on ~* -@all +@all", "fail"],
		["~* +@all", "fail"],
		["on ~* +@all -@admin -@dangerous", "pass"],
		["on ~x (~* +@all)", "fail"],
		["off ~* +@all", "pass"],
		["on ~* +@all off", "pass"],
		[testing.unknown, "unknown"],
	] {
		user(row[0]) == row[1]
	}
}

test_users_of_memorydb if {
	verdict("aws_memorydb_user.u", {"values": {"access_string": "on ~* +@all"}}).status == "fail"
}
