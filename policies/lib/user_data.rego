# User data: what instances run when they are started. A shell script, a cloud-config, or several of these in one
# MIME message: the files it writes, and the rest, which is commands.
# https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/user-data.html
# https://cloudinit.readthedocs.io/en/latest/explanation/format.html
package safeguard.lib.user_data

import data.safeguard.lib.inventory

# The text: {"kind": "known", "path", "text"}, {"kind": "hidden", "path", "because"} where it is not known, and
# {"kind": "unset"} where there is none.
of(resource) := {"kind": "unset"} if {
	count(_set(resource)) == 0
} else := {"kind": "known", "path": found.path, "text": text} if {
	count(_set(resource)) == 1
	some found in _set(resource)
	text := _decoded(found)
} else := {"kind": "hidden", "path": found.path, "because": _why(found)} if {
	some found in array.slice(_set(resource), 0, 1)
}

# It is UTF-8. Texts that are not must not be taken apart: the engines do not agree on them, or refuse them.
is_text(text) if regex.match(`(?s)^.*$`, text)

# What a text writes and runs: {"files": {path: {"text", "expands"}}, "commands": text}. A file of which the text is not
# known for certain has none; `expands` says that the shell puts values of its own in.
contents(text) := {
	"files": {path: _joined([file | some file in written; file.path == path], path, commands) |
		some path in {file.path | some file in written}
	},
	"commands": commands,
} if {
	parts := [part | some raw in _parts(text); part := _part(raw)]
	written := [file | some part in parts; some file in part.files]
	commands := concat("\n", [part.commands | some part in parts])
}

_set(resource) := [{"path": path, "argument": argument} |
	some path in object.get({"aws_launch_template": ["user_data"]}, resource.type, ["user_data", "user_data_base64"])
	not inventory.is_unset(resource, path)
	argument := inventory.argument(resource, path)
	not argument.value == ""
]

# In `user_data` of an instance stands the text itself; base64 is taken apart there too where it is user data.
_decoded(found) := base64.decode(found.argument.value) if {
	some beginning in _beginnings
	startswith(found.argument.value, beginning)
	_is_base64(found.argument.value)
} else := found.argument.value if {
	is_string(found.argument.value)
	not _is_packed(found.argument.value)
}

# `#` and what may follow it, `Content-`, `MIME-` and `From` in base64.
_beginnings := ["Iy", "Iz", "I0", "I1", "I2", "I3", "Q29udGVudC", "TUlNRS", "RnJvb"]

_is_packed(value) if _is_hash(value)

_is_packed(value) if {
	count(value) > 40
	_is_base64(value)
}

# Not `base64.is_valid`: compiled to WebAssembly it takes nearly everything for base64.
_is_base64(value) if {
	not contains(value, " ")
	regex.match(`^[A-Za-z0-9+/]+={0,2}$`, value)
}

# The provider writes the SHA-1 of a text in its place.
# https://registry.terraform.io/providers/hashicorp/aws/5.100.0/docs/resources/instance#user_data
_is_hash(value) if {
	count(value) == 40
	trim(value, "0123456789abcdef") == ""
}

_why(found) := ["The plan tells the hash of the user data only; run with --source so that its text can be read."] if {
	is_string(found.argument.value)
	_is_hash(found.argument.value)
} else := ["The user data is compressed or no text."] if {
	found.argument.kind == "known"
} else := ["The user data is sensitive, or has a credential in it, and stays hidden."] if {
	found.argument.kind == "sensitive"
} else := array.concat(["The user data is known after apply."], found.argument.because)

# The parts of a MIME message, or the one text there is: {"head", "body"}.
_parts(text) := [{"head": head, "body": body} |
	some piece in split(unix, concat("", ["\n--", boundary]))
	sections := split(trim(piece, "\n"), "\n\n")
	count(sections) > 1
	head := sections[0]
	not contains(head, "multipart/")
	body := _transferred(head, concat("\n\n", array.slice(sections, 1, count(sections))))
] if {
	unix := replace(text, "\r\n", "\n")
	regex.match(`^\s*(?i:content-type|mime-version|from):?\s`, unix)
	boundary := regex.find_all_string_submatch_n(`boundary="?([^"\s;]+)`, unix, 1)[0][1]
} else := [{"head": "", "body": replace(text, "\r\n", "\n")}]

_transferred(head, body) := base64.decode(packed) if {
	regex.match(`(?i)content-transfer-encoding:\s*base64`, head)
	packed := replace(body, "\n", "")
	_is_base64(packed)
	is_text(base64.decode(packed))
} else := body

_part(raw) := _cloud_config(json.unmarshal(body)) if {
	_is_cloud_config(raw)
	body := concat("\n", [line | some line in split(raw.body, "\n"); not startswith(line, "#")])
	json.is_valid(body)
	is_object(json.unmarshal(body))
} else := _cloud_config(_sections([line | some line in split(raw.body, "\n"); not startswith(line, "#")])) if {
	_is_cloud_config(raw)
} else := _script(raw.body)

_is_cloud_config(raw) if regex.match(`^(?:\s|##[^\n]*\n)*#cloud-config`, raw.body)

_is_cloud_config(raw) if contains(raw.head, "text/cloud-config")

# Scripts that it writes are read as well: most are run.
_cloud_config(config) := {
	"files": array.concat(files, [inner | some script in scripts; some inner in script.files]),
	"commands": concat("\n", array.concat(
		[concat(" ", ["install", _command(wanted)]) | some wanted in _list(config, "packages"); _command(wanted) != ""],
		[script.commands | some script in scripts],
	)),
} if {
	files := [object.union(_content(file), {"path": file.path, "expands": false, "appends": object.get(file, "append", false) in [true, "true"]}) |
		some file in _list(config, "write_files")
		is_string(file.path)
	]
	scripts := [_script(text) |
		some text in array.concat(
			[_command(command) | some section in ["bootcmd", "runcmd"]; some command in _list(config, section)],
			[file.text | some file in files; startswith(file.text, "#!")],
		)
	]
}

_content(file) := {"text": file.content} if {
	object.get(file, "encoding", "text/plain") in ["text/plain", ""]
	is_string(file.content)
} else := {"text": base64.decode(packed)} if {
	file.encoding in ["b64", "base64"]
	packed := replace(file.content, "\n", "")
	_is_base64(packed)
	is_text(base64.decode(packed))
} else := {}

_command(command) := command if {
	is_string(command)
} else := concat(" ", [word | some word in command; is_string(word)]) if {
	is_array(command)
} else := ""

_list(config, section) := config[section] if {
	is_array(config[section])
} else := []

# The sections of a cloud-config that are asked for, from its lines: there is no YAML in the policy engine. What is
# written in a form that is not read here is missing, and not known thereby.
_sections(lines) := {
	"bootcmd": [_command_of(item) | some item in _items(lines, "bootcmd")],
	"packages": [_command_of(item) | some item in _items(lines, "packages")],
	"runcmd": [_command_of(item) | some item in _items(lines, "runcmd")],
	"write_files": [_entries(item) | some item in _items(lines, "write_files")],
}

# The items of a list: each its lines, without the dash; `packages: [a, b]` has them on one line.
_items(lines, section) := [[word] | some word in split(inline, ",")] if {
	some line in lines
	inline := regex.find_all_string_submatch_n(concat("", [`^["']?`, section, `["']?:\s*\[(.*)\]\s*$`]), line, 1)[0][1]
} else := [item |
	some start, line in lines
	regex.match(concat("", [`^["']?`, section, `["']?:\s*$`]), line)
	end := min(array.concat([count(lines)], [index | some index, other in lines; index > start; regex.match(`^[^\s#-]`, other)]))
	inner := array.slice(lines, start + 1, end)
	dashes := [index | some index, other in inner; regex.match(`^\s*-(?:\s|$)`, other)]
	starts := [index | some index in dashes; _indent(inner[index]) == _indent(inner[dashes[0]])]
	some first in starts
	below := array.slice(inner, first + 1, min(array.concat([count(inner)], [next | some next in starts; next > first])))
	item := array.concat([_without_dash(inner[first])], below)
]

# `- path: a` is `  path: a`.
_without_dash(line) := concat("", [trim_suffix(line, trim_left(line, " ")), " ", substring(trim_left(line, " "), 1, -1)])

_indent(line) := count(line) - count(trim_left(line, " "))

# Its entries with a value on the line, in quotes or not, or in a block below it: `content: |`.
_entries(item) := {name: value |
	some index, line in item
	_indent(line) == _indent(item[0])
	found := regex.find_all_string_submatch_n(`^\s*["']?(\w+)["']?:(?:[ \t]+(.*))?$`, line, 1)[0]
	name := found[1]
	value := _scalar(found[2], _below(item, index))
}

# The lines below that are indented deeper.
_below(item, index) := array.slice(item, index + 1, min(array.concat([count(item)], [next |
	some next, line in item
	next > index
	_indent(line) <= _indent(item[index])
	trim(line, " ") != ""
])))

_scalar(text, below) := _block(below) if {
	regex.match(`^\|[+-]?\s*(?:#.*)?$`, text)
} else := json.unmarshal(trim(text, " ")) if {
	regex.match(`^"(?:\\.|[^"\\])*"\s*$`, text)
	json.is_valid(trim(text, " "))
	_are_blank(below)
} else := trim(trim(text, " "), "'") if {
	regex.match(`^(?:'[^']*'|[^\s"'|>&*!{\[#][^#]*)\s*$`, text)
	_are_blank(below)
}

_are_blank(lines) if {
	every line in lines {
		trim(line, " ") == ""
	}
}

_block(lines) := concat("\n", [substring(line, indent, -1) | some line in lines]) if {
	indent := min([_indent(line) | some line in lines; trim(line, " ") != ""])
} else := ""

# A command is a text, a block below the dash, or a list of words.
_command_of(item) := _block(array.slice(item, 1, count(item))) if {
	regex.match(`^\s*[|>][+-]?\s*$`, item[0])
} else := trim(item[0], " ") if {
	regex.match(`^\s*[^\s"'\[{&*!|>-]`, item[0])
} else := concat(" ", [word |
	some line in item
	some found in regex.find_all_string_submatch_n(`"((?:\\.|[^"\\])*)"|'([^']*)'|([^\s,\[\]]+)`, replace(line, " - ", " "), -1)
	word := concat("", [found[1], found[2], found[3]])
	word != "-"
])

# A shell script: the texts between `<<WORD` and WORD that go into a file, and all the rest.
_script(text) := {
	"files": [file | some mark in outer; some file in _redirected(mark, lines)],
	"commands": concat("\n", [line | some index, line in lines; not _is_inside(index, outer)]),
} if {
	lines := split(replace(text, "\\\n", " "), "\n")
	marks := [_mark(index, line, lines) | some index, line in lines; contains(line, "<<"); _mark(index, line, lines)]
	outer := [mark |
		some mark in marks
		every other in marks {
			not _is_between(mark.at, other)
		}
	]
}

_mark(index, line, lines) := {
	"at": index,
	"end": min(array.concat([count(lines)], [after |
		some after, other in lines
		after > index
		trim(other, " \t") == found[3]
	])),
	"head": concat(" ", [found[1], found[4]]),
	"expands": found[2] == "",
} if {
	found := regex.find_all_string_submatch_n(`^(|.*?[^<])<<-?[ \t]*(['"\\]?)([A-Za-z_][A-Za-z0-9_]*)['"]?(.*)$`, line, 1)[0]
}

_is_between(index, mark) if {
	mark.at < index
	index < mark.end
}

_is_inside(index, marks) if {
	some mark in marks
	mark.at <= index
	index <= mark.end
}

_redirected(mark, lines) := [{
	"path": target[2],
	"text": concat("\n", array.slice(lines, mark.at + 1, mark.end)),
	"expands": mark.expands,
	"appends": regex.match(`>>|-a|--append`, target[1]),
} |
	some target in regex.find_all_string_submatch_n(`(>>?|\btee\b(?:[ \t]+-[a-z-]+)*)[ \t]*["']?([A-Za-z0-9_./${}~-]+)`, mark.head, -1)
	not target[2] in ["/dev/null", "/dev/stderr", "/dev/stdout"]
]

# One text for certain: written once, maybe added to, and not changed by a command afterwards.
_joined(files, path, commands) := {
	"text": concat("\n", [file.text | some file in files]),
	"expands": count([file | some file in files; file.expands]) > 0,
} if {
	not files[0].appends
	every file in array.slice(files, 1, count(files)) {
		file.appends
	}
	every file in files {
		is_string(file.text)
	}
	not _is_changed(path, commands)
} else := {}

# By a redirection, an editor, or a command that copies or fetches: what it writes is its last word.
_is_changed(path, commands) if {
	some command in _simple(commands)
	contains(command, path)
	endswith(command, path)
	regex.match(`>|[ \t]-i|\b(?:cp|curl|envsubst|install|ln|mv|rsync|sponge|tee|wget)\b`, command)
}

_simple(commands) := [trim(command, " \t\"'") |
	some command in split(strings.replace_n(_between, commands), "\n")
]

_between := {
	"&&": "\n", ";": "\n", "|": "\n",
	"2>&1": "", "&>/dev/null": "", "&> /dev/null": "", ">/dev/null": "", "> /dev/null": "",
}
