# Java properties, read as Kafka reads them:
# https://docs.oracle.com/en/java/javase/17/docs/api/java.base/java/util/Properties.html#load(java.io.Reader)
package safeguard.lib.properties

# The last value of each key. Undefined where a \uXXXX escape would have to be decoded.
parse(text) := {key: values[count(values) - 1] |
	some key in {pair.key | some pair in pairs}
	values := [pair.value | some pair in pairs; pair.key == key]
} if {
	# Escaped backslashes are put away first; what is left of them escapes something.
	plain := replace(replace(replace(text, "\r\n", "\n"), "\r", "\n"), "\\\\", "\u0001")
	not contains(plain, "\\u")
	pairs := [_pair(line) | some line in _logical(split(plain, "\n"))]
}

# A value as Kafka takes it: trimmed, a number or a boolean where it looks like one.
typed(text) := to_number(trim_space(text)) if {
	digits := trim_prefix(trim_space(text), "-")
	digits != ""
	trim(digits, "0123456789") == ""
} else := {"true": true, "false": false}[lower(trim_space(text))] if {
	lower(trim_space(text)) in {"true", "false"}
} else := trim_space(text)

# Lines with what continues them, without blank lines and comments.
_logical(lines) := [line |
	some first, _ in lines
	not _is_continuation(lines, first)
	not _is_comment(lines[first])
	last := min(array.concat([count(lines) - 1], [end | some end, text in lines; end >= first; not _goes_on(text)]))
	line := concat("", [trim_suffix(trim_left(text, _blank), "\\") | some text in array.slice(lines, first, last + 1)])
	line != ""
]

# The lines before it go on without a break from one that is no comment: a comment cannot be continued.
_is_continuation(lines, number) if {
	ends := [end | some end, text in array.slice(lines, 0, number); not _goes_on(text)]
	first := max(array.concat([-1], ends)) + 1
	some text in array.slice(lines, first, number)
	not _is_comment(text)
}

_is_comment(line) if {
	some mark in ["#", "!"]
	startswith(trim_left(line, _blank), mark)
}

_goes_on(line) if endswith(line, "\\")

# The key ends at the first `=`, `:` or blank that is not escaped.
_pair(line) := {"key": _plain(key), "value": _plain(value)} if {
	hidden := strings.replace_n({"\\=": "\u0002", "\\:": "\u0003", "\\ ": "\u0004"}, line)
	ends := [end |
		some separator in ["=", ":", " ", "\t", "\f"]
		end := indexof(hidden, separator)
		end >= 0
	]
	end := min(array.concat([count(hidden)], ends))
	key := substring(hidden, 0, end)
	value := _after(trim_left(substring(hidden, end, -1), _blank))
}

_after(rest) := trim_left(substring(rest, 1, -1), _blank) if {
	substring(rest, 0, 1) in {"=", ":"}
} else := rest

_plain(text) := strings.replace_n({"\u0001": "\\", "\u0002": "=", "\u0003": ":", "\u0004": " "}, bare) if {
	spelled := strings.replace_n({"\\t": "\t", "\\n": "\n", "\\r": "\r", "\\f": "\f"}, text)
	bare := replace(spelled, "\\", "")
}

_blank := " \t\f"
