# NATS servers that user data installs: which there are, how each is configured, and what the policies ask of them.
# https://docs.nats.io/running-a-nats-service/configuration
#
# A server is {"path", "config", "options", "container", "because"}: its configuration file, parsed, and the options
# it is started with. What nobody knows of a configuration is {"$unknown": true}, and it may be all of it.
package safeguard.lib.nats

import data.safeguard.lib.check
import data.safeguard.lib.inventory
import data.safeguard.lib.network
import data.safeguard.lib.user_data

# The servers of each instance or launch template that has one, or may have one. User data that is not known counts
# where the name, the tags or the ports of the resource say NATS: else every instance there is might run it.
servers[address] := found if {
	some address, resource in _holders
	found := _servers_of(resource, _read[address])
	count(found) > 0
}

exempt[address] := _reasons[_read[address].kind] if {
	some address, _ in _holders
	not servers[address]
}

# A configuration as an object: keys in lower case, values as text. A value that the shell or the environment decides is
# {"$unknown": true, "written": true}. `expands`: the shell puts its values in. `files` are those it may include.
parse(text, expands, files) := object.remove(parsed, [_end]) if {
	fragments := [fragment |
		some index, token in _tokens(text, expands)
		some fragment in _fragments(token, format_int(index, 10), expands, files)
	]
	document := concat("", array.concat(["{"], array.concat(fragments, [json.marshal(_end), ":true}"])))
	json.is_valid(document)
	parsed := json.unmarshal(document)

	# Compiled to WebAssembly, JSON ends where the first value does, whatever follows.
	parsed[_end]
} else := {"$unknown": true}

# No key: keys have no blanks, or are in lower case.
_end := "THE END"

# An entry of a block by any of its names: null where it is not there, unknown where it may be.
entry(block, names) := {"$unknown": true} if {
	inventory.is_unknown(block)
} else := found[0] if {
	found := [block[name] | some name in names; is_object(block); name in object.keys(block)]
	count(found) > 0
} else := {"$unknown": true} if {
	some key, _ in block
	startswith(key, "include ")
} else := null

# Clients reach the server over TLS alone; what listens on the loopback interface alone needs none.
tls(server) := check.all_of(array.concat(
	[
		_told(server, "tls", block, _secured(server, block), _certificate),
		_told(server, "allow_non_tls", plain, check.negated_status[_is_true(plain)], "false"),
		_told(server, "websocket.no_tls", open, check.any_status([check.negated_status[_is_true(open)], _is_local(_host_in(websocket))]), "false"),
	],
	[_told(server, "mqtt.tls", entry(mqtt, ["tls"]), check.any_status([_certified(entry(mqtt, ["tls"])), _is_local(_host_in(mqtt))]), _certificate) |
		mqtt := entry(server.config, ["mqtt"])
		mqtt != null
	],
)) if {
	block := entry(server.config, ["tls"])
	plain := entry(server.config, ["allow_non_tls"])
	websocket := entry(server.config, ["websocket", "ws"])
	open := entry(websocket, ["no_tls"])
}

# Clients say who they are, and nobody is let in without.
authentication(server) := check.all_of(array.concat(
	[_told(
		server, "authorization", block, check.any_status([
			_authorizes(block),
			_keeps_accounts(server.config),
			_is_written(entry(server.config, _operators)),
			_is_true(entry(entry(server.config, ["tls"]), ["verify"])),
			_is_true(entry(entry(server.config, ["tls"]), ["verify_and_map"])),
			_is_given(server, {"auth", "pass", "tlsverify"}),
			_is_local(_host(server)),
		]),
		"a token, users, accounts with users, an operator or client certificates",
	)],
	[_told(server, concat("", [place.name, "no_auth_user"]), anybody, check.negated_status[_is_written(anybody)], "no user for those who name none") |
		some place in [{"name": "", "names": []}, {"name": "mqtt.", "names": ["mqtt"]}, {"name": "websocket.", "names": ["websocket", "ws"]}]
		anybody := entry(_inside(server.config, place.names), ["no_auth_user"])
	],
)) if {
	block := entry(server.config, ["authorization"])
}

# Routes, gateways and leaf nodes are reached over TLS, and the other side is verified. Who connects to a leaf node of
# others is not judged: the server that listens asks for TLS.
cluster_tls(server) := check.all_of([result |
	some link in _links
	block := entry(server.config, link.names)
	unreached := check.any_status([check.negated_status[_listens(server, link, block)], _is_local(_host_in(block))])
	encrypted := entry(block, ["tls"])
	insecure := entry(encrypted, ["insecure"])
	some result in [
		_told(server, concat(".", [link.name, "tls"]), encrypted, check.any_status([unreached, _certified(encrypted)]), _certificate),
		_told(
			server, concat(".", [link.name, "tls.insecure"]), insecure,
			check.any_status([unreached, check.negated_status[_is_true(insecure)]]), "false",
		),
	]
])

# What JetStream stores is encrypted, where it is on.
jetstream_encryption(server) := _told(
	server, "jetstream.key", key, check.any_status([
		check.negated_status[_stores(server, jetstream)],
		_is_written(key),
		_is_written(entry(jetstream, ["tpm"])),
	]),
	"an encryption key, where JetStream is on",
) if {
	jetstream := entry(server.config, ["jetstream"])
	key := entry(jetstream, ["key", "ek", "encryption_key"])
}

# The monitoring endpoint asks nobody who they are: none in clear text for others than the server itself.
monitoring(server) := _unless_contained(server, check.all_of([_told(
	server, port.name, port.value, check.any_status([
		check.negated_status[port.open],
		_is_local(port.host),
	]),
	"https_port, no port, or one on the loopback interface",
) |
	some port in _monitoring_ports(server)
]))

_holders[address] := resource if {
	some type in ["aws_instance", "aws_launch_template"]
	some address, resource in input.resources[type]
	resource.mode == "managed"
}

_read[address] := user_data.of(resource) if some address, resource in _holders

_reasons := {
	"known": "Its user data neither installs nor configures a NATS server.",
	"unset": "It has no user data of its own.",
	"hidden": "Its user data is not known, and neither its name nor its tags nor its ports say that it runs NATS.",
}

_servers_of(resource, read) := _installed(read.path, user_data.contents(read.text)) if {
	read.kind == "known"
	_may_mention_nats(read.text)
	user_data.is_text(read.text)
} else := [_unknown_server(read.path, ["Its user data is no text."])] if {
	read.kind == "known"
	_may_mention_nats(read.text)
} else := [_unknown_server(read.path, array.concat(read.because, ["Its name, its tags or its ports say that it runs NATS."]))] if {
	read.kind == "hidden"
	_says_nats(resource)
} else := [_unknown_server(read.path, array.concat(read.because, ["It speaks of NATS."]))] if {
	read.kind == "hidden"
	"nats" in resource.values[read.path].mentions
} else := []

# Most texts do not, and need not be taken apart.
_may_mention_nats(text) if {
	some word in ["nats", "b64", "base64"]
	contains(text, word)
}

_unknown_server(path, because) := {
	"path": path,
	"config": {"$unknown": true},
	"options": {},
	"container": false,
	"because": because,
}

# Each way it is started is a server; where nobody sees it started, each configuration file is.
_installed(path, contents) := [_started(path, contents, run) | some run in runs] if {
	runs := {run | some run in _runs(_all(contents))}
	count(runs) > 0
} else := [_configured(path, contents, file, false, {}) | some file in _candidates(contents)] if {
	count(_candidates(contents)) > 0
} else := [_unknown_server(path, ["The configuration of its NATS server is not in the user data."])] if {
	regex.match(_mentions_server, _all(contents))
} else := []

_all(contents) := concat("\n", array.concat([contents.commands], [file.text | some file in contents.files; is_string(file.text)]))

_mentions_server := concat("|", [
	`(?im)nats-io/(?:nats-server|gnatsd)`,
	`\b(?:nats-server-v?\d|gnatsd\b|nats-streaming-server)`,
	`\bnats-server\.(?:service|conf|cfg)\b`,
	`\b(?:add|apt|apt-get|brew|dnf|docker|enable|helm|install|podman|service|snap|start|systemctl|yum)\b[^\n]*[ \t/"']nats-server(?:[ \t"':@]|$)`,
	`\b(?:docker|helm|podman|service|snap|systemctl)\b[^\n]*[ \t/"']nats(?::\w[\w.-]*)?(?:[ \t"']|$)`,
	`\bimage:[ \t]*["']?(?:[\w./-]+/)?nats(?:[:"'\s]|$)`,
])

# Commands that start a server: {"options", "container"}.
_runs(text) := array.concat(
	[{"options": options, "container": false} |
		some found in regex.find_all_string_submatch_n(_binary, _doubled(text), -1)
		options := _options(found[1])
		count(_no_run & object.keys(options)) == 0
	],
	[{"options": options, "container": true} |
		some found in regex.find_all_string_submatch_n(_image, _doubled(text), -1)
		options := _options(found[1])
		count(_no_run & object.keys(options)) == 0
	],
)

# What ends one command begins the next.
_doubled(text) := strings.replace_n({"&": "&&", ";": ";;", "|": "||"}, text)

_binary := concat("", [
	`(?m)(?:^|[;&|({]|ExecStart=-?|\b(?:exec|nohup|setsid)[ \t]|\bsudo(?:[ \t]+-\w+(?:[ \t]+\w+)?)*[ \t])[ \t]*`,
	`["']?(?:[\w./${}-]*/)?(?:nats-server|gnatsd)["']?(?:[ \t]+((?:\$\([^()\n]*\)|[^\n;&|)])*))?[ \t]*(?:$|[;&|)}])`,
])

_image := `(?m)\b(?:docker|nerdctl|podman)\b[^\n]*\brun\b[^\n]*[ \t"'](?:[\w./-]+/)?nats(?::\w[\w.-]*)?["']?(?:[ \t]+((?:\$\([^()\n]*\)|[^\n;&|)])*))?[ \t]*(?:$|[;&|])`

# It says something and ends.
_no_run := {"h", "help", "help_tls", "signal", "sl", "t", "v", "version"}

# Options with their values: {"c": "/etc/nats.conf", "js": "true"}.
_options(text) := {name: value |
	words := [trim(found[0], `"'`) | some found in regex.find_all_string_submatch_n(`"[^"]*"|'[^']*'|[^\s"']+`, text, -1)]
	some index, word in words
	parts := regex.find_all_string_submatch_n(`^--?([A-Za-z_]+)(?:=(.*))?$|^(\$(?:@|\*|\w+|\{\w+\}))$`, word, 1)[0]
	some name, value in _option(parts, index, words)
}

_option(parts, index, words) := {parts[1]: _value(parts, index, words)} if {
	parts[1] != ""
} else := {"$": "true"} if {
	not _is_value(index, words)
} else := {}

_value(parts, index, words) := parts[2] if {
	parts[2] != ""
} else := words[index + 1] if {
	not parts[1] in _switches
	not startswith(words[index + 1], "-")
} else := "true"

# What stands behind an option that takes a value.
_is_value(index, words) if {
	before := regex.find_all_string_submatch_n(`^--?([A-Za-z_]+)$`, words[index - 1], 1)[0][1]
	not before in _switches
}

_switches := {
	"D", "DV", "DVV", "T", "V", "VV", "debug", "jetstream", "js", "logtime", "logtime_utc", "no_advertise", "s", "syslog",
	"tls", "tlsverify", "trace",
}

_started(path, contents, run) := _unknown_server(path, ["The options of its NATS server are set while it starts."]) if {
	run.options["$"]
} else := _configured(path, contents, _config_file(run), run.container, run.options) if {
	_config_file(run)
} else := _unknown_server(path, ["Its NATS server runs with the configuration of the image."]) if {
	run.container
	count(run.options) == 0
} else := {
	"path": path,
	"config": {},
	"options": run.options,
	"container": run.container,
	"because": ["Its NATS server is started without a configuration file."],
}

_config_file(run) := run.options.c

_config_file(run) := run.options.config if not run.options.c

_configured(path, contents, file, container, options) := {
	"path": path,
	"config": parse(written.text, written.expands, contents.files),
	"options": options,
	"container": container,
	"because": [concat("", ["Its NATS server is configured in ", file, "."])],
} if {
	written := _file(contents.files, file)
	is_string(written.text)
} else := object.union(
	_unknown_server(path, [concat("", ["The user data does not write ", file, ", or changes it later on."])]),
	{"options": options, "container": container},
)

# Under its own path, or in a container under another.
_file(files, path) := files[path] if {
	files[path]
} else := found[0] if {
	found := [file | some other, file in files; _name(other) == _name(path)]
	count(found) == 1
}

_name(path) := parts[count(parts) - 1] if parts := split(path, "/")

_candidates(contents) := [path |
	some path, _ in contents.files
	regex.match(`nats[^/]*\.(?:cfg|conf|config)$|/nats[^/]*/[^/]+\.(?:cfg|conf)$`, path)
	not _is_included(path, contents.files)
]

_is_included(path, files) if {
	some file in files
	some found in regex.find_all_string_submatch_n(`(?m)^\s*include\s+["']?([^\s"';}]+)`, file.text, -1)
	_name(found[1]) == _name(path)
}

_says_nats(resource) if {
	some text in _names(resource)
	regex.match(`(?i)(?:^|[^a-z])nats(?:[^a-z]|$)`, text)
}

_says_nats(resource) if {
	some address in _groups(resource)
	group := input.resources.aws_security_group[address]
	some rule in array.concat(network.rules(group, "ingress"), [rule |
		some type in ["aws_security_group_rule", "aws_vpc_security_group_ingress_rule"]
		some link in inventory.links(group, type, ["security_group_id"])
		some rule in network.rules(link.resource, "ingress")
	])
	some port in [rule.from, rule.to]
	port in {4222, 6222, 8222}
}

_names(resource) := [text |
	some text in array.concat(
		[resource.address, object.get(resource.values, "name", null), object.get(resource.values, "name_prefix", null)],
		[tag | some argument in ["tags", "tags_all"]; some tag in object.get(resource.values, argument, {})],
	)
	is_string(text)
]

_groups(resource) := {address |
	some path in ["network_interfaces.security_groups", "security_groups", "vpc_security_group_ids"]
	some address in resource.references[path].targets
}

# One aspect of a server.
_told(server, name, value, status, expected) := check.one(
	status,
	concat(".", [server.path, name]),
	_shown(value),
	expected,
	array.concat(["It listens on the loopback interface alone." | _is_local(_host(server)) == "pass"], server.because),
)

# Values may be credentials.
_shown(value) := "(known after apply)" if {
	inventory.is_unknown(value)
} else := value if {
	regex.match(`^(?:\d+|[\d.]*:\d+|true|false|yes|no|on|off|enabled|disabled)$`, value)
} else := null if {
	value == null
} else := "set"

_certificate := "tls with cert_file and key_file"

_operators := [
	"operator", "operators", "root", "roots", "root_operator", "root_operators", "trusted", "trusted_keys",
]

_links := [
	{
		"name": "cluster", "names": ["cluster"],
		"by": ["listen", "port", "routes"], "options": {"cluster", "cluster_listen", "routes"},
	},
	{"name": "gateway", "names": ["gateway"], "by": ["gateways", "listen", "port"], "options": set()},
	{"name": "leafnodes", "names": ["leaf", "leafnodes"], "by": ["listen", "port"], "options": set()},
]

_is_written(value) := "pass" if {
	value.written
} else := "unknown" if {
	inventory.is_unknown(value)
} else := check.status_of(count([empty | some empty in [null, "", [], {}]; empty == value]) == 0)

_is_true(value) := "unknown" if {
	inventory.is_unknown(value)
} else := "pass" if {
	is_string(value)
	lower(value) in {"true", "yes", "on"}
} else := "fail"

_is_given(server, options) := check.status_of(count(options & object.keys(server.options)) > 0)

_inside(config, names) := config if {
	count(names) == 0
} else := entry(config, names)

_secured(server, block) := "fail" if {
	server.options.tls == "false"
} else := check.any_status([_certified(block), _is_given(server, {"tlscert"}), _is_local(_host(server))])

_certified(block) := check.any_status([
	check.all_status([_is_written(entry(block, ["cert_file"])), _is_written(entry(block, ["key_file"]))]),
	_is_written(entry(block, ["certs", "certificates"])),
	_is_written(entry(block, ["cert_store"])),
])

_authorizes(block) := check.any_status([
	_is_written(entry(block, ["token"])),
	check.all_status([_is_written(entry(block, ["user", "username"])), _is_written(entry(block, ["pass", "password"]))]),
	_has_users(block),
	_is_written(entry(block, ["auth_callout", "auth_hook"])),
])

_has_users(block) := _is_written([user | some user in users; user != null]) if {
	users := entry(block, ["users"])
	is_array(users)
} else := _is_written(entry(block, ["users"]))

# Where the system account alone has users, everybody else is let in to the global account, unless there are further
# accounts or an authorization block.
_keeps_accounts(config) := "unknown" if {
	inventory.is_unknown(entry(config, ["accounts"]))
} else := check.all_status([
	check.any_status([_has_users(_account(name, account)) | some name, account in accounts]),
	check.any_status(array.concat(
		[_is_written(entry(config, ["authorization"]))],
		[_is_other(name, entry(config, ["system_account", "system"])) | some name, _ in accounts],
	)),
]) if {
	accounts := entry(config, ["accounts"])
	is_object(accounts)
} else := "fail"

_account(name, account) := account if {
	not startswith(name, "include ")
} else := {"$unknown": true}

_is_other(name, system) := "unknown" if {
	inventory.is_unknown(system)
} else := "unknown" if {
	startswith(name, "include ")
} else := check.status_of(count({name} - {"", "$sys"}) == 1) if {
	system == null
} else := check.status_of(count({name} - {"", lower(system)}) == 1)

_host(server) := given[0] if {
	given := [server.options[name] | some name in ["a", "addr", "net"]; server.options[name]]
	count(given) > 0
} else := _host_in(server.config)

_host_in(block) := entry(block, ["host", "net"]) if {
	entry(block, ["host", "net"]) != null
} else := _host_of(entry(block, ["listen"]))

# `127.0.0.1:4222`; a port alone has none.
_host_of(address) := regex.find_all_string_submatch_n(`^(?:(.*):)?\d+$`, address, 1)[0][1] if {
	is_string(address)
} else := address

_is_local(host) := "unknown" if {
	inventory.is_unknown(host)
} else := check.status_of(regex.match(`^(?:localhost|127(?:\.\d+){3}|\[?::1\]?)$`, host)) if {
	is_string(host)
} else := "fail"

_listens(server, link, block) := check.any_status(array.concat(
	[_is_given(server, link.options)],
	[_is_written(entry(block, [name])) | some name in link.by],
))

_stores(server, jetstream) := "pass" if {
	_is_given(server, {"jetstream", "js"}) == "pass"
} else := "unknown" if {
	inventory.is_unknown(jetstream)
} else := check.any_status([check.status_of(entry(jetstream, ["enable", "enabled"]) == null), _is_true(entry(jetstream, ["enable", "enabled"]))]) if {
	is_object(jetstream)
} else := check.status_of(lower(jetstream) in {"enable", "enabled", "on", "true", "yes"}) if {
	is_string(jetstream)
} else := "fail"

_monitoring_ports(server) := array.concat(
	[{"name": name, "value": value, "open": _is_open(value), "host": _monitoring_host(server, value)} |
		some name in ["http", "http_port", "monitor_port"]
		value := entry(server.config, [name])
	],
	[{"name": concat("", ["-", name]), "value": value, "open": _is_open(value), "host": _host(server)} |
		some name, value in server.options
		name in {"http_port", "m"}
	],
)

_is_open(value) := "unknown" if {
	inventory.is_unknown(value)
} else := check.status_of(count([off | some off in [null, "0"]; off == value]) == 0)

# Without a host of its own it listens where clients are listened to.
_monitoring_host(server, value) := _host_of(value) if {
	inventory.is_unknown(value)
} else := _host_of(value) if {
	not _host_of(value) in ["", null]
} else := _host(server)

# Not every port of a container is published.
_unless_contained(server, result) := check.excusable(result, ["It runs in a container, which may not publish the port."]) if {
	server.container
} else := result

# The pieces of a configuration, in its order: entries (with a key), brackets, and what belongs to neither.
_tokens(text, expands) := [token |
	some token in regex.find_all_string_submatch_n(_token, _unescaped(text, expands), -1)
	regex.match(`^[^\s#,;/]|^/(?:[^/]|$)`, token[0])
]

# Whole configurations may stand in brackets. What the shell leaves alone is no variable of its.
_unescaped(text, true) := _without_brackets(replace(text, `\$`, _dollar))

_unescaped(text, false) := _without_brackets(text)

_without_brackets(text) := inner if {
	inner := regex.find_all_string_submatch_n(`(?s)^\s*\{(.*)\}\s*$`, text, 1)[0][1]
} else := text

_dollar := "\ufdd0"

_token := concat("", [
	# A comment.
	`(?s)(?:#|//)[^\n]*`,
	# A key, and what follows it: a block, a list of plain values, a list of blocks, or a value.
	"|", `(?:"([^"]*)"|'([^']*)'|([!$%&*+\-./0-9<>?@A-Z^_a-z|~\x{fdd0}]+))(?:\s*[=:]\s*|\s+)`,
	"(?:", `(\{)`,
	"|", `(\[(?:`, _by_shell, `|#[^\n]*|[\s,]//[^\n]*|[^\[\]{}"'#]|"(?:\\.|[^"\\])*"|'[^']*')*\])`,
	"|", `(\[)`,
	"|", `("(?:`, _by_shell, `|\\.|[^"\\])*"|'[^']*')`,
	"|", `(\(.*?\n\))`,
	"|", `((?:`, _by_shell, `|[^\s;,\[\]{}'"(#])(?:`, _by_shell, `|[^\s;,\]}'])*)`,
	")",
	# Brackets and what stands between entries.
	"|", `([{}\]])`,
	"|", `[,;\s]`,
	# Anything else is not understood.
	"|", `(.)`,
])

_by_shell := "\\$\\([^()\n]*(?:\\([^()\n]*\\)[^()\n]*)*\\)|\\$\\{[^}\n]*\\}|`[^`\n]*`"

# A token as JSON; of a file that it includes, the tokens of that file.
_fragments(token, place, expands, files) := [fragment |
	some index, inner in _tokens(included.text, included.expands)
	fragment := _fragment(inner, concat(".", [place, format_int(index, 10)]), included.expands)
] if {
	lower(token[3]) == "include"
	included := _file(files, trim(concat("", [token[7], token[9]]), `"'`))
	is_string(included.text)
} else := [_fragment(token, place, expands)]

_fragment(token, place, expands) := _bracket[token[10]] if {
	token[10] != ""
} else := concat("", [json.marshal(concat(" ", ["include", place])), `:"",`]) if {
	lower(token[3]) == "include"
} else := concat("", [json.marshal(replace(key, _dollar, "$")), ":", _value_as_json(token, expands)]) if {
	token[11] == ""
	key := lower(concat("", [token[1], token[2], token[3]]))
	not _is_expanded(key, expands)
} else := "not understood"

_bracket := {"{": "{", "}": concat("", [_end_of_map, ","]), "]": "null],"}

_end_of_map := `"":null}`

_value_as_json(token, expands) := "{" if {
	token[4] != ""
} else := "[" if {
	token[6] != ""
} else := "[]," if {
	regex.match(`^\[\s*\]$`, token[5])
} else := `["set"],` if {
	token[5] != ""
} else := `{"$unknown":true,"written":true},` if {
	_is_variable(concat("", [token[7], token[8], token[9]]), expands)
} else := concat("", [json.marshal(replace(concat("", [trim(token[7], `"'`), token[8], token[9]]), _dollar, "$")), ","])

_is_expanded(text, true) if regex.match("[$`]", text)

# The shell puts a value in, or NATS does, where it stands without quotes.
_is_variable(text, expands) if _is_expanded(text, expands)

_is_variable(text, false) if startswith(text, "$")
