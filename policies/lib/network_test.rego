package safeguard.lib.network_test

import data.safeguard.lib.network
import data.safeguard.lib.testing

test_private_blocks if {
	every cidr in ["10.0.0.0/8", "172.31.0.0/16", "192.168.1.1/32", "100.64.0.0/10", "127.0.0.1/32", "169.254.169.254/32", "fd00::/8", "fe80::/64", "::1/128"] {
		network.is_private(cidr)
	}
	every cidr in ["0.0.0.0/0", "172.0.0.0/8", "11.0.0.0/8", "203.0.113.0/24", "::/0", "2001:db8::/32", "::ffff:a00:0/104"] {
		not network.is_private(cidr)
	}
}

rule(protocol, from, to) := {"protocol": protocol, "from": from, "to": to}

test_covers if {
	every row in [
		[rule("tcp", 80, 443), "pass"],
		[rule("tcp", 443, 443), "pass"],
		[rule("tcp", 444, 500), "fail"],
		[rule("tcp", 0, 442), "fail"],
		[rule("-1", null, null), "pass"],
		[rule(-1, null, null), "pass"],
		[rule("icmp", 8, 0), "fail"],
		[rule("tcp", 0, testing.unknown), "unknown"],
		[rule(null, 0, 0), "unknown"],
	] {
		network.covers(row[0], [[443, 443]]) == row[1]
	}
}

test_covers_all if {
	every row in [
		[rule("tcp", 0, 65535), "pass"],
		[rule("tcp", 1, 65535), "pass"],
		[rule("tcp", 2, 65535), "fail"],
		[rule("tcp", 0, 65534), "fail"],
		[rule("udp", 0, testing.unknown), "unknown"],
	] {
		network.covers(row[0], network.all_ports) == row[1]
	}
}
