package safeguard.lib.user_data_test

import data.safeguard.lib.testing
import data.safeguard.lib.user_data

i := "aws_instance.i"

script := "#!/bin/bash\necho hello\n"

of(values) := user_data.of(testing.resource(i, {"values": values, "presence": {"user_data_base64": "unset"}}))

test_the_text if {
	every values in [
		{"user_data": script},
		{"user_data": script, "user_data_base64": testing.unknown},
		{"user_data": base64.encode(script)},
		{"user_data_base64": base64.encode(script), "user_data": null},
		{"user_data_base64": base64.encode(script), "user_data": ""},
	] {
		of(values).kind == "known"
		of(values).text == script
	}
	of({"user_data": "short"}).text == "short"
	of({"user_data": base64.encode("Content-Type: multipart/mixed")}).text == "Content-Type: multipart/mixed"
}

test_none if {
	every values in [{}, {"user_data": null}, {"user_data": ""}, {"user_data_base64": testing.unknown}] {
		of(values) == {"kind": "unset"}
	}
}

test_why_it_is_not_known if {
	every row in [
		[{"user_data": "07986b344cf34ef17a90907964843c0ab6a3af79"}, "The plan tells the hash of the user data only; run with --source so that its text can be read."],
		[{"user_data": testing.unknown}, "The user data is known after apply."],
		[{"user_data": testing.secret}, "The user data is sensitive, or has a credential in it, and stays hidden."],
		[{"user_data": "H4sIAAAAAAAAA0vLz1dIykwHAOUKL6sHAAAAAAAAAAAAAAA="}, "The user data is compressed or no text."],
		[{"user_data": ["odd"]}, "The user data is compressed or no text."],
		[{"user_data": script, "user_data_base64": base64.encode(script)}, "The user data is compressed or no text."],
	] {
		found := of(row[0])
		found.kind == "hidden"
		found.path == "user_data"
		found.because[0] == row[1]
	}
}

files(text) := {path: object.get(file, "text", null) | some path, file in user_data.contents(text).files}

lines(list) := concat("\n", list)

test_texts_that_a_script_writes if {
	every first in [
		"cat > /etc/a.conf <<EOF",
		"cat >/etc/a.conf << 'EOF'",
		"cat <<-\"EOF\" > /etc/a.conf",
		"  sudo tee /etc/a.conf > /dev/null <<\\EOF",
		"cat <<'EOF' | sudo tee \"/etc/a.conf\"",
		"mkdir -p /etc && cat > '/etc/a.conf' <<EOF",
		"cat \\\n  > /etc/a.conf <<EOF",
	] {
		files(lines(["#!/bin/bash", first, "a: 1", "  b: 2", "EOF", "echo done"])) == {"/etc/a.conf": "a: 1\n  b: 2"}
	}
	files("cat > $CONF <<EOF\nx\n\tEOF\n") == {"$CONF": "x"}
	files("cat <<EOF\nx\nEOF\n") == {}
	files("cat > a <<EOF\nx") == {"a": "x"}
	files("python3 - <<< 'x' > a\n") == {}
	files("") == {}
}

test_what_the_shell_puts_in if {
	every row in [["EOF", true], ["'EOF'", false], ["\"EOF\"", false], ["\\EOF", false]] {
		found := user_data.contents(concat("", ["cat > a <<", row[0], "\nx\nEOF"]))
		found.files.a.expands == row[1]
	}
}

test_a_text_inside_of_another_is_none if {
	found := files(lines(["cat > /run.sh <<'OUTER'", "cat > /etc/a.conf <<EOF", "x", "EOF", "OUTER"]))
	found == {"/run.sh": "cat > /etc/a.conf <<EOF\nx\nEOF"}
}

test_commands_are_what_remains if {
	user_data.contents(lines(["echo one", "cat > a <<EOF", "x", "EOF", "echo two"])).commands == "echo one\necho two"
}

test_texts_in_several_pieces if {
	files("cat > a <<EOF\nx\nEOF\ncat >> a <<EOF\ny\nEOF") == {"a": "x\ny"}
	files("cat > a <<EOF\nx\nEOF\ncat <<EOF | tee -a a\ny\nEOF") == {"a": "x\ny"}
	files("cat >> a <<EOF\nx\nEOF") == {"a": null}
	files("cat > a <<EOF\nx\nEOF\ncat > a <<EOF\ny\nEOF") == {"a": null}
}

test_texts_that_commands_change if {
	every row in [
		["sed -i 's/x/y/' /etc/a.conf", null],
		["echo y >> /etc/a.conf", null],
		["echo y >/etc/a.conf", null],
		["echo y | sudo tee -a /etc/a.conf > /dev/null", null],
		["envsubst < /tmp/a > \"/etc/a.conf\"", null],
		["aws s3 cp s3://bucket/a.conf /etc/a.conf && echo", null],
		["cp /tmp/a.conf /etc/a.conf", null],
		["chmod 600 /etc/a.conf", "x"],
		["cp /etc/a.conf /backup", "x"],
		["server -c /etc/a.conf >/dev/null 2>&1 &", "x"],
		["apt-get install -y server && server -c /etc/a.conf", "x"],
	] {
		files(concat("", ["cat > /etc/a.conf <<EOF\nx\nEOF\n", row[0], "\n"]))["/etc/a.conf"] == row[1]
	}
}

test_cloud_config if {
	text := lines([
		"## template: jinja",
		"#cloud-config",
		"packages:",
		"  - server",
		"  - [other, \"1.0\"]",
		"# a comment",
		"\"write_files\":",
		"  - path: /etc/a.conf",
		"    permissions: '0600'",
		"    content: |",
		"      a: 1",
		"",
		"        - b",
		"  - encoding: b64",
		concat("", ["    content: ", base64.encode("b: 2")]),
		"    path: \"/etc/b.conf\"",
		"  - path: /etc/c.conf",
		"    encoding: gzip",
		"    content: xxxx",
		"  - path: '/etc/a.conf'",
		"    append: true",
		"    content: \"c: 3\\n\"",
		"  - path: /run.sh",
		"    content: |",
		"      #!/bin/bash",
		"      cat > /etc/d.conf <<EOF",
		"      d: 4",
		"      EOF",
		"      echo run",
		"  - owner: root",
		"runcmd:",
		"- echo \"one\"",
		"- [echo, 'two']",
		"- - \"echo\"",
		"  - \"three\"",
		"- |",
		"  cat > /etc/e.conf <<EOF",
		"  e: 5",
		"  EOF",
		"-",
		"bootcmd: [echo four]",
	])
	files(text) == {
		"/etc/a.conf": "a: 1\n\n  - b\nc: 3\n", "/etc/b.conf": "b: 2", "/etc/c.conf": null, "/etc/d.conf": "d: 4",
		"/etc/e.conf": "e: 5", "/run.sh": "#!/bin/bash\ncat > /etc/d.conf <<EOF\nd: 4\nEOF\necho run",
	}
	user_data.contents(text).commands == lines([
		"install server", "install other 1.0", "echo four", "echo \"one\"", "echo two", "echo three",
		"", "", "#!/bin/bash\necho run",
	])
	user_data.contents(text).files["/etc/a.conf"].expands == false
}

test_values_of_a_cloud_config_that_are_not_read if {
	every row in [
		["content: plain", "plain"],
		["content: plain # a comment", null],
		["content: >", null],
		["content: *anchor", null],
		["content: !!binary YQ==", null],
		["content:", null],
		["content: |-", ""],
		["content: [a]", null],
		["content: 'a'", "a"],
		["content: 'a''b'", null],
		["content: \"a", null],
		["content: a\n      b", null],
		["content: a\n\n", "a"],
	] {
		files(concat("", ["#cloud-config\nwrite_files:\n  - path: /a\n    ", row[0], "\nruncmd: odd\n"])) == {"/a": row[1]}
	}
	files("#cloud-config\n- odd") == {}
	files("#cloud-config\nwrite_files: odd") == {}
}

test_cloud_config_in_json if {
	text := concat("", ["#cloud-config\n", json.marshal({
		"write_files": [{"path": "a", "content": "x"}, {"path": "a", "content": "y", "append": true}, {"content": "z"}],
		"runcmd": ["echo one", ["echo", "two"], {"odd": true}],
		"bootcmd": "odd",
	})])
	files(text) == {"a": "x\ny"}
	user_data.contents(text).commands == "echo one\necho two\n"
	files("#cloud-config\n[1]") == {}
}

test_a_message_in_several_parts if {
	text := concat("\r\n", [
		"Content-Type: multipart/mixed; boundary=\"MIMEBOUNDARY\"",
		"MIME-Version: 1.0",
		"",
		"--MIMEBOUNDARY",
		"Content-Type: text/cloud-config",
		"",
		"write_files:",
		"  - path: a",
		"    content: x",
		"",
		"--MIMEBOUNDARY",
		"Content-Transfer-Encoding: base64",
		"Content-Type: text/x-shellscript",
		"",
		base64.encode("#!/bin/bash\ncat > b <<EOF\ny\nEOF\n"),
		"--MIMEBOUNDARY--",
	])
	files(text) == {"a": "x", "b": "y"}
}
