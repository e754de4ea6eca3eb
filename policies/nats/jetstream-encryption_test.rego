package safeguard.nats.jetstream_encryption_test

import data.safeguard.lib.testing
import data.safeguard.nats.jetstream_encryption as policy

i := "aws_instance.bus"

t := "aws_launch_template.bus"

script(conf) := concat("\n", ["#!/bin/bash", "cat > /etc/nats.conf <<'CONF'", conf, "CONF", "nats-server -c /etc/nats.conf"])

status(text) := result if {
	found := policy.verdict with input as testing.inventory([
		testing.plain(i, {"user_data": text}),
		testing.plain(t, {"user_data": base64.encode(text)}),
	])
	result := found[i].status
	result == found[t].status
}

test_pass if {
	every conf in ["port: 4222", "jetstream { key: $KEY, cipher: aes }"] {
		status(script(conf)) == "pass"
	}
}

test_fail if {
	every conf in ["jetstream { store_dir: /data }"] {
		status(script(conf)) == "fail"
	}
}

test_not_known if {
	every conf in ["jetstream { include key.conf }"] {
		status(script(conf)) == "unknown"
	}
	status("#!/bin/bash\napt-get install -y nats-server") == "unknown"
}

test_every_server_counts if {
	good := script("jetstream { key: $KEY, cipher: aes }")
	bad := replace(script("jetstream { store_dir: /data }"), "nats.conf", "other.conf")
	status(concat("\n", [good, bad])) == "fail"
}

test_user_data_that_is_not_known if {
	hidden := {"user_data": testing.unknown}
	full := testing.inventory([testing.plain("aws_instance.nats", hidden), testing.plain("aws_instance.web", hidden)])
	found := policy.verdict with input as full
	{address: verdict.status | some address, verdict in found} == {"aws_instance.nats": "unknown"}
	object.keys(policy.exempt) == {"aws_instance.web"} with input as full
}

test_other_servers_are_no_subjects if {
	full := testing.inventory([testing.plain(i, {"user_data": "#!/bin/bash\nyum install -y httpd"}), testing.plain(t, {})])
	policy.verdict == {} with input as full
	object.keys(policy.exempt) == {i, t} with input as full
}
