package safeguard.elasticache.user_password_test

import data.safeguard.elasticache.user_password as policy
import data.safeguard.lib.testing

verdict(address, said) := result if {
	found := policy.verdict with input as testing.inventory([testing.resource(address, said), testing.plain("aws_kms_key.k", {})])
	result := found[address]
}

user(values) := verdict("aws_elasticache_user.u", {"values": values}).status

mode(type) := {"access_string": "on ~* +@read", "authentication_mode": [{"type": type}]}

test_ways_to_log_in if {
	every row in [
		[mode("password"), "pass"],
		[mode("iam"), "pass"],
		[{"access_string": "on ~* +@read", "passwords": testing.secret, "no_password_required": false}, "pass"],
		[mode("no-password-required"), "fail"],
		[{"access_string": "on ~* +@read", "no_password_required": true}, "fail"],
		[{"access_string": "on nopass ~* +@read"}, "fail"],
		[{"access_string": "on nopass ~* +@read", "authentication_mode": testing.unknown}, "fail"],
		[mode(testing.unknown), "unknown"],
		[{"access_string": "on ~* +@read", "authentication_mode": testing.unknown}, "unknown"],
		[{"access_string": testing.unknown, "authentication_mode": [{"type": "iam"}]}, "unknown"],
		[{"access_string": "on ~* +@read", "no_password_required": testing.unknown}, "unknown"],
	] {
		user(row[0]) == row[1]
	}
}

test_a_mode_that_nobody_wrote if {
	every row in [
		[{"passwords": testing.secret}, "pass"],
		[{"passwords": []}, "unknown"],
		[{}, "unknown"],
		[{"passwords": testing.secret, "no_password_required": true}, "fail"],
	] {
		values := object.union({"access_string": "on ~* +@read", "authentication_mode": testing.unknown}, row[0])
		said := {"values": values, "presence": {"authentication_mode": "unset"}}
		verdict("aws_elasticache_user.u", said).status == row[1]
	}
}

test_users_that_are_off if {
	user({"access_string": "off -@all", "authentication_mode": [{"type": "no-password-required"}]}) == "pass"
	user({"access_string": "off ~* on +@all", "no_password_required": true}) == "fail"
	user({"access_string": testing.unknown, "no_password_required": true}) == "unknown"
	user({"access_string": "OFF -@all", "no_password_required": true}) == "pass"
}

test_nobody_has_to_be_off if {
	[e.path | some e in verdict("aws_elasticache_user.u", {"values": mode("no-password-required")}).evidence] == ["authentication_mode.type"]
}

test_users_of_memorydb if {
	verdict("aws_memorydb_user.u", {"values": mode("password")}).status == "pass"
	verdict("aws_memorydb_user.u", {"values": {"access_string": "on nopass ~* +@all"}}).status == "fail"
}
