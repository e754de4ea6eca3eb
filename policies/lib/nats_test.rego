package safeguard.lib.nats_test

import data.safeguard.lib.nats
import data.safeguard.lib.testing

i := "aws_instance.i"

lines(list) := concat("\n", list)

plain(text) := nats.parse(text, false, {})

shell(text) := nats.parse(text, true, {})

test_entries_in_every_form if {
	every text in [
		"port: 4222",
		"port = 4222",
		"port 4222",
		"port=4222",
		"PORT:4222",
		"\"port\": 4222",
		"'port' = '4222'",
		"port\n  4222",
		"port: \"4222\" # a comment",
		"port: 4222 // a comment",
		"# port: 1\n// port: 2\nport: 4222",
		"port: 1; port: 4222",
		"{\"port\": 4222}",
		" {\n  port: 4222\n}\n",
		"port: (\n4222\n)",
	] {
		trim(nats.entry(plain(text), ["port"]), "(\n)") == "4222"
	}
	nats.entry(plain(""), ["port"]) == null
	nats.entry(plain("url: nats://a:1/b#c"), ["url"]) == "nats://a:1/b#c"
	nats.entry(plain("pass: \"a # b \\\" c\""), ["pass"]) == `a # b \" c`
}

test_blocks if {
	every text in [
		"tls { cert_file: c, key_file: k }",
		"tls: {cert_file: \"c\"; key_file: \"k\"}",
		"tls\n{\n  cert_file c # first\n\n  key_file = k\n}",
		"tls = { // two\n cert_file c\n key_file k }",
		"{\"tls\": {\"cert_file\": \"c\", \"key_file\": \"k\"}}",
	] {
		block := nats.entry(plain(text), ["tls"])
		nats.entry(block, ["cert_file"]) == "c"
		nats.entry(block, ["key_file"]) == "k"
	}
	outer := nats.entry(plain("cluster { tls { verify: true } port: 1 }\nport: 2"), ["cluster"])
	nats.entry(nats.entry(outer, ["tls"]), ["verify"]) == "true"
	nats.entry(outer, ["port"]) == "1"
}

test_lists if {
	every row in [
		["routes: []", []],
		["routes = [ ]", []],
		["routes: [nats://a:1, nats://b:2]", ["set"]],
		["routes = [\n  nats://a:1 # a ]\n  // b ]\n  \"nats://c:1]\"\n  'd]'\n]", ["set"]],
		["routes [a]", ["set"]],
		["routes: [[a]]", {"$unknown": true}],
	] {
		nats.entry(plain(row[0]), ["routes"]) == row[1]
	}
	users := nats.entry(plain("users = [ {user: a, permissions: {publish: [\"x\"]}}, {user: b} ]"), ["users"])
	[user.user | some user in users; user != null] == ["a", "b"]
}

test_what_is_not_understood_is_not_known if {
	every text in ["tls {", "}", "port: 1 } tls { a: b", "port: 1 }\ntls { a: b }", "tls { cert_file: c ]", "port: {{ port }}", "tls{ a: b }", ") (", "/", "%s }"] {
		plain(text) == {"$unknown": true}
	}
}

test_what_the_shell_puts_in if {
	written := {"$unknown": true, "written": true}
	every row in [
		["token: $TOKEN", written],
		["token: \"${TOKEN}\"", written],
		["token: '$TOKEN'", written],
		["token: $(aws ssm get-parameter --name x)", written],
		["token: \"$(aws ssm get-parameter --name \"x\")\"", written],
		["token: `cat token`", written],
		["token: a${B}c", written],
		["token: \\$TOKEN", "$TOKEN"],
		["token: fixed", "fixed"],
		["token: [$A, ${B}]", ["set"]],
	] {
		nats.entry(shell(row[0]), ["token"]) == row[1]
	}
	shell("$MORE\nport: 4222") == {"$unknown": true}
	shell("${MORE}\nport: 4222") == {"$unknown": true}
	nats.entry(shell("\\$SYS: { a: b }"), ["$sys"]).a == "b"
	nats.entry(plain("token: $TOKEN"), ["token"]) == written
	nats.entry(plain("token: \"$TOKEN\""), ["token"]) == "$TOKEN"
	nats.entry(plain("$SYS: { a: b }"), ["$sys"]).a == "b"
}

test_includes if {
	files := {"/etc/nats/auth.conf": {"text": "token: x\ninclude more.conf", "expands": false}, "/etc/b.conf": {}}
	found := nats.parse("include ./auth.conf\nport: 1", false, files)
	nats.entry(found, ["token"]) == "x"
	nats.entry(found, ["port"]) == "1"
	nats.entry(found, ["tls"]) == {"$unknown": true}
	every text in ["include 'b.conf'", "include \"c.conf\";", "include c.conf"] {
		nats.entry(nats.parse(text, false, files), ["token"]) == {"$unknown": true}
	}
	block := nats.entry(nats.parse("authorization { include auth.conf }", false, files), ["authorization"])
	nats.entry(block, ["token"]) == "x"
}

test_entries_of_what_is_none if {
	nats.entry({"$unknown": true}, ["a"]) == {"$unknown": true}
	nats.entry(null, ["a"]) == null
	nats.entry("text", ["a"]) == null
	nats.entry({"b": "1", "a": "2"}, ["a", "b"]) == "2"
}

# What stands in the user data of an instance.
found(user_data) := result if {
	all := nats.servers with input as testing.inventory([testing.plain(i, {"user_data": user_data})])
	result := object.get(all, i, [])
}

configured(conf) := lines(["#!/bin/bash", "cat > /etc/nats.conf <<'CONF'", conf, "CONF", "nats-server -c /etc/nats.conf"])

test_servers_and_others if {
	every row in [
		["echo hello", 0],
		["export NATS_URL=nats://nats-server:4222", 0],
		["apt-get install -y natscli && nats pub a b", 0],
		["npm install nats", 0],
		["curl https://example.org/nats-tools.tar.gz", 0],
		["nats-server --version", 0],
		["nats-server --signal reload", 0],
		["test $(nats-server --version)", 0],
		["apt-get install -y nats-server", 1],
		["curl -L https://github.com/nats-io/nats-server/releases/download/v2.10.7/x.zip", 1],
		["unzip nats-server-v2.10.7-linux-amd64.zip", 1],
		["systemctl enable --now nats", 1],
		["docker pull nats:2.10-alpine", 1],
		["helm install nats nats/nats", 1],
		["nats-server", 1],
		["nohup /usr/local/bin/nats-server -js &", 1],
		["sudo -u nats nats-server -js", 1],
		["nats-server -js; nats-server -p 4223", 2],
		["docker run -d --name nats -p 4222:4222 nats:2.10", 1],
		["#cloud-config\npackages: [nats-server]", 1],
		[lines(["cat > compose.yaml <<EOF", "services:", "  bus:", "    image: nats:2.10", "EOF"]), 1],
		[lines(["cat > nats.service <<EOF", "ExecStart=/usr/bin/nats-server -c /etc/nats.conf", "EOF"]), 1],
		[configured("port: 4222"), 1],
	] {
		count(found(row[0])) == row[1]
	}
}

config(user_data) := nats.entry(server.config, ["port"]) if {
	[server] := found(user_data)
}

unknown := {"$unknown": true}

test_which_file_it_is_started_with if {
	every row in [
		["nats-server -c /etc/nats.conf", "1"],
		["nats-server --config=/etc/nats.conf", "1"],
		["nats-server -js --config \"/etc/nats.conf\" &", "1"],
		["docker run -v /etc:/conf nats:2 -c /conf/nats.conf", "1"],
		["systemctl restart nats-server", "1"],
		["nats-server -c /etc/other.conf", unknown],
		["nats-server -c /etc/nats.conf $OPTIONS", unknown],
		["nats-server -js ${OPTIONS}", unknown],
		["nats-server -name $HOSTNAME -c /etc/nats.conf", "1"],
		["nats-server", null],
		["nats-server -js", null],
		["docker run nats:2 -js", null],
		["docker run nats:2", unknown],
		["sed -i s/1/2/ /etc/nats.conf && nats-server -c /etc/nats.conf", unknown],
	] {
		config(lines(["cat > /etc/nats.conf <<'CONF'", "port: 1", "CONF", row[0]])) == row[1]
	}
	config("systemctl start nats-server") == unknown
	twice := lines(["cat > /a/x.conf <<'C'", "port: 1", "C", "cat > /b/x.conf <<'C'", "port: 2", "C", "docker run nats -c /c/x.conf"])
	config(twice) == unknown
}

test_included_files_are_no_configurations_of_their_own if {
	config(lines([
		"cat > /etc/nats/nats.conf <<'C'", "port: 1", "include 'nats-auth.conf'", "C",
		"cat > /etc/nats/nats-auth.conf <<'C'", "token: x", "C",
	])) == "1"
}

# Each question, asked of a configuration.
asked(conf) := {
	"tls": nats.tls(server).status,
	"authentication": nats.authentication(server).status,
	"cluster": nats.cluster_tls(server).status,
	"jetstream": nats.jetstream_encryption(server).status,
	"monitoring": nats.monitoring(server).status,
} if {
	[server] := found(configured(conf))
}

test_questions_about_nothing if {
	asked("# nothing") == {"tls": "fail", "authentication": "fail", "cluster": "pass", "jetstream": "pass", "monitoring": "pass"}
	every status in asked("{{ template }}") {
		status == "unknown"
	}
	every status in asked("include rest.conf") {
		status == "unknown"
	}
}

keys := "cert_file: c, key_file: k"

test_tls if {
	every row in [
		["tls { KEYS }", "pass"],
		["tls { KEYS, verify: true }", "pass"],
		["tls { certs: [{cert_file: c, key_file: k}] }", "pass"],
		["tls { cert_store: WindowsLocalMachine }", "pass"],
		["tls { cert_file: c }", "fail"],
		["tls { ca_file: c }", "fail"],
		["tls { cert_file: \"\", key_file: k }", "fail"],
		["tls { cert_file: $CERT, key_file: k }", "pass"],
		["tls: $TLS", "unknown"],
		["tls { include tls.conf }", "unknown"],
		["tls { KEYS }\nallow_non_tls: true", "fail"],
		["tls { KEYS }\nallow_non_tls: false", "pass"],
		["tls { KEYS }\nallow_non_tls: $MAYBE", "unknown"],
		["host: 127.0.0.1", "pass"],
		["listen: localhost:4222", "pass"],
		["listen: \"[::1]:4222\"", "pass"],
		["net: 10.0.0.1", "fail"],
		["listen: 4222", "fail"],
		["host: $HOST", "unknown"],
		["listen: $LISTEN", "unknown"],
		["tls { KEYS }\nwebsocket { port: 443, tls { KEYS } }", "pass"],
		["tls { KEYS }\nwebsocket { port: 80, no_tls: true }", "fail"],
		["tls { KEYS }\nws { listen: 127.0.0.1:80, no_tls: true }", "pass"],
		["tls { KEYS }\nwebsocket { port: 80, no_tls: $MAYBE }", "unknown"],
		["tls { KEYS }\nmqtt { port: 8883, tls { KEYS } }", "pass"],
		["tls { KEYS }\nmqtt { port: 1883 }", "fail"],
		["tls { KEYS }\nmqtt { host: 127.0.0.1, port: 1883 }", "pass"],
		["tls { KEYS }\nmqtt: $MQTT", "unknown"],
	] {
		asked(replace(row[0], "KEYS", keys)).tls == row[1]
	}
}

test_authentication if {
	every row in [
		["authorization { token: x }", "pass"],
		["authorization { token: \"\" }", "fail"],
		["authorization { token: $TOKEN }", "pass"],
		["authorization { user: a, password: b }", "pass"],
		["authorization { username: a, pass: b }", "pass"],
		["authorization { user: a }", "fail"],
		["authorization { timeout: 2 }", "fail"],
		["authorization { users: [{user: a, password: b}] }", "pass"],
		["authorization { users: [] }", "fail"],
		["authorization { users = $USERS }", "pass"],
		["authorization { include users.conf }", "unknown"],
		["authorization { auth_callout { issuer: x } }", "pass"],
		["authorization: $AUTHORIZATION", "unknown"],
		["accounts { A { users: [{user: a, password: b}] } }", "pass"],
		["accounts { A { users: [{nkey: U}] }, $SYS { users: [{user: s, password: s}] } }", "pass"],
		["accounts { $SYS { users: [{user: s, password: s}] } }", "fail"],
		["accounts { SYS { users: [{user: s, password: s}] } }\nsystem_account: SYS", "fail"],
		["accounts { SYS { users: [{user: s, password: s}] } }\nsystem_account: $WHICH", "unknown"],
		["accounts { SYS { users: [{user: s, password: s}] }, A {} }\nsystem_account: SYS", "pass"],
		["accounts { $SYS { users: [{user: s, password: s}] } }\nauthorization { timeout: 2 }", "pass"],
		["accounts { A {} }", "fail"],
		["accounts { A { jetstream: enabled } }", "fail"],
		["accounts { include accounts.conf }", "unknown"],
		["accounts: $ACCOUNTS", "unknown"],
		["accounts: odd", "fail"],
		["operator: /etc/nats/operator.jwt", "pass"],
		["trusted_keys: [O]", "pass"],
		["tls { verify: true }", "pass"],
		["tls { verify: false }", "fail"],
		["tls { verify_and_map: yes }", "pass"],
		["tls { verify: $MAYBE }", "unknown"],
		["host: 127.0.0.1", "pass"],
		["authorization { token: x }\nno_auth_user: a", "fail"],
		["authorization { token: x }\nwebsocket { no_auth_user: a }", "fail"],
		["authorization { token: x }\nmqtt { no_auth_user: a }", "fail"],
		["authorization { token: x }\nmqtt: $MQTT", "unknown"],
		["authorization { token: x }\ninclude rest.conf", "unknown"],
	] {
		asked(row[0]).authentication == row[1]
	}
}

test_cluster_tls if {
	every row in [
		["cluster { listen: 0.0.0.0:6222, tls { KEYS } }", "pass"],
		["cluster { listen: 0.0.0.0:6222 }", "fail"],
		["cluster { port: 6222, routes: [nats://a:6222] }", "fail"],
		["cluster { routes: [nats://a:6222] }", "fail"],
		["cluster { name: a }", "pass"],
		["cluster { host: localhost, port: 6222 }", "pass"],
		["cluster { port: $PORT }", "fail"],
		["cluster { port: $PORT, tls: $TLS }", "unknown"],
		["cluster: $CLUSTER", "unknown"],
		["cluster { port: 6222, tls { KEYS, insecure: true } }", "fail"],
		["cluster { port: 6222, tls { KEYS, insecure: $MAYBE } }", "unknown"],
		["gateway { name: a, port: 7222 }", "fail"],
		["gateway { name: a, port: 7222, tls { KEYS } }", "pass"],
		["gateway { gateways: [{name: b, url: nats://b:7222}] }", "fail"],
		["leafnodes { port: 7422 }", "fail"],
		["leafnodes { host: 127.0.0.1, port: 7422 }", "pass"],
		["leaf { listen: 0.0.0.0:7422, tls { KEYS } }", "pass"],
		["leafnodes { remotes: [{url: nats-leaf://hub:7422}] }", "pass"],
	] {
		asked(replace(row[0], "KEYS", keys)).cluster == row[1]
	}
}

test_jetstream_encryption if {
	every row in [
		["jetstream { store_dir: a, key: $KEY, cipher: aes }", "pass"],
		["jetstream { ek: x }", "pass"],
		["jetstream { encryption_key: x }", "pass"],
		["jetstream { tpm { keys_file: x } }", "pass"],
		["jetstream { store_dir: a }", "fail"],
		["jetstream {}", "fail"],
		["jetstream { key: \"\" }", "fail"],
		["jetstream { include key.conf }", "unknown"],
		["jetstream { enabled: false }", "pass"],
		["jetstream { enabled: true }", "fail"],
		["jetstream { enabled: $MAYBE }", "unknown"],
		["jetstream: enabled", "fail"],
		["jetstream: true", "fail"],
		["jetstream: false", "pass"],
		["jetstream: disabled", "pass"],
		["jetstream: $MAYBE", "unknown"],
		["jetstream: [odd]", "pass"],
	] {
		asked(row[0]).jetstream == row[1]
	}
}

test_monitoring if {
	every row in [
		["http_port: 8222", "fail"],
		["monitor_port: 8222", "fail"],
		["http: 8222", "fail"],
		["http: 0.0.0.0:8222", "fail"],
		["http: \":8222\"", "fail"],
		["http: 127.0.0.1:8222", "pass"],
		["http = \"localhost:8222\"", "pass"],
		["http: $MONITOR", "unknown"],
		["http_port: 0", "pass"],
		["http_port: 8222\nhost: 127.0.0.1", "pass"],
		["http: 8222\nhost: 127.0.0.1", "pass"],
		["http_port: 8222\nhost: $HOST", "unknown"],
		["https_port: 8222", "pass"],
		["https: 0.0.0.0:8222", "pass"],
	] {
		asked(row[0]).monitoring == row[1]
	}
}

# The same of options.
given(command) := {
	"tls": nats.tls(server).status,
	"authentication": nats.authentication(server).status,
	"cluster": nats.cluster_tls(server).status,
	"jetstream": nats.jetstream_encryption(server).status,
	"monitoring": nats.monitoring(server).status,
} if {
	[server] := found(command)
}

test_options if {
	every row in [
		["nats-server", "tls", "fail"],
		["nats-server --tls --tlscert=c --tlskey=k", "tls", "pass"],
		["nats-server --tls=false --tlscert=c --tlskey=k", "tls", "fail"],
		["nats-server -a 127.0.0.1", "tls", "pass"],
		["nats-server --auth $TOKEN", "authentication", "pass"],
		["nats-server --user a --pass b", "authentication", "pass"],
		["nats-server --tlsverify", "authentication", "pass"],
		["nats-server -p 4222", "authentication", "fail"],
		["nats-server --cluster nats://0.0.0.0:6222", "cluster", "fail"],
		["nats-server --routes nats://a:6222", "cluster", "fail"],
		["nats-server -js", "jetstream", "fail"],
		["nats-server", "jetstream", "pass"],
		["nats-server -m 8222", "monitoring", "fail"],
		["nats-server -m 8222 --addr localhost", "monitoring", "pass"],
		["nats-server --http_port 8222", "monitoring", "fail"],
		["nats-server -ms 8222", "monitoring", "pass"],
		["docker run nats:2 -m 8222", "monitoring", "unknown"],
	] {
		given(row[0])[row[1]] == row[2]
	}
}

test_evidence_names_the_file_and_no_value if {
	[server] := found(configured("authorization { token: secret }\nhttp_port: 8222"))
	nats.monitoring(server).evidence == [{
		"path": "user_data.http_port", "state": "violated", "observed": "8222",
		"expected": "https_port, no port, or one on the loopback interface",
		"because": ["Its NATS server is configured in /etc/nats.conf."],
	}]
	nats.authentication(server).evidence[0].observed == "set"
	[local] := found(configured("host: localhost"))
	nats.tls(local).evidence[0].because[0] == "It listens on the loopback interface alone."
}

hidden(address, values, others) := result if {
	resource := testing.resource(address, {
		"values": object.union({"user_data": testing.unknown}, values),
		"references": {"vpc_security_group_ids": testing.refers(["aws_security_group.g"])},
	})
	full := testing.inventory(array.concat([resource], others))
	servers := nats.servers with input as full
	exempt := nats.exempt with input as full
	result := {"servers": object.get(servers, address, null), "exempt": object.get(exempt, address, null)}
}

withheld(word) := testing.inventory([testing.plain(
	"aws_instance.app",
	{"user_data": {"$sensitive": true, "mentions": [word]}},
)])

# As `safeguard inventory` prints it: the text is withheld, and it is said whether it speaks of NATS.
test_user_data_that_is_withheld if {
	servers := nats.servers["aws_instance.app"] with input as withheld("nats")
	servers[0].because[1] == "It speaks of NATS."
	nats.exempt == {} with input as withheld("nats")
	nats.servers == {} with input as withheld("mqtt")
}

test_user_data_that_is_not_known if {
	none := hidden("aws_instance.app", {}, [])
	none.servers == null
	none.exempt == "Its user data is not known, and neither its name nor its tags nor its ports say that it runs NATS."
	every row in [
		["aws_instance.nats", {}],
		["aws_instance.app_nats_1", {}],
		["aws_launch_template.t", {"name": "NATS-server"}],
		["aws_launch_template.t", {"name_prefix": "nats-"}],
		["aws_instance.app", {"tags": {"Name": "prod nats"}}],
		["aws_instance.app", {"tags_all": {"Role": "nats"}}],
		["aws_instance.nats", {"user_data": "07986b344cf34ef17a90907964843c0ab6a3af79"}],
	] {
		[server] := hidden(row[0], row[1], []).servers
		server.config == {"$unknown": true}
		nats.tls(server).status == "unknown"
		hidden(row[0], row[1], []).exempt == null
	}
	every row in [["aws_instance.gnats", {}], ["aws_instance.app", {"tags": {"Name": "signats"}}], ["aws_launch_template.app", {"name": testing.unknown}]] {
		hidden(row[0], row[1], []).servers == null
	}
}

test_ports_that_say_nats if {
	count(hidden("aws_instance.app", {}, [testing.plain("aws_security_group.g", {"ingress": [{"from_port": 4222, "to_port": 4222}]})]).servers) == 1
	hidden("aws_instance.app", {}, [testing.plain("aws_security_group.g", {"ingress": [{"from_port": 443, "to_port": 443}]})]).servers == null
	every type, way in {"aws_security_group_rule": {"type": "ingress"}, "aws_vpc_security_group_ingress_rule": {}} {
		rule := testing.pointing(
			concat(".", [type, "r"]), object.union(way, {"from_port": 6222, "to_port": 6222}),
			"security_group_id", ["aws_security_group.g"],
		)
		count(hidden("aws_instance.app", {}, [testing.plain("aws_security_group.g", {}), rule]).servers) == 1
	}
}

test_exemptions if {
	every row in [
		[{"user_data": null}, "It has no user data of its own."],
		[{"user_data": "echo"}, "Its user data neither installs nor configures a NATS server."],
	] {
		exempt := nats.exempt with input as testing.inventory([testing.plain("aws_instance.nats", row[0])])
		exempt == {"aws_instance.nats": row[1]}
	}
	nats.exempt == {} with input as testing.inventory([testing.plain("data.aws_instance.nats", {})])
}

test_user_data_that_is_no_text if {
	# `#!nats` and a byte that is no UTF-8.
	template := testing.plain("aws_launch_template.t", {"user_data": "IyFuYXRz/w=="})
	servers := nats.servers with input as testing.inventory([template])
		with data.safeguard.lib.user_data.is_text as false
	servers["aws_launch_template.t"][0].config == {"$unknown": true}
}

test_launch_templates if {
	template := testing.plain("aws_launch_template.t", {"user_data": base64.encode(configured("port: 4222"))})
	servers := nats.servers with input as testing.inventory([template])
	count(servers["aws_launch_template.t"]) == 1
}
