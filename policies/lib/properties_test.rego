package safeguard.lib.properties_test

import data.safeguard.lib.properties

test_separators if {
	every text in ["a=1", "a = 1", "a:1", "a : 1", "a 1", "a\t1", "  a\f=\t1", "a=1\n", "\n\na=1\r\n", "b=2\ra=1"] {
		properties.parse(text).a == "1"
	}
	properties.parse("a==1").a == "=1"
	properties.parse("a=b=c:d").a == "b=c:d"
}

test_nothing_but_a_key if {
	properties.parse("a") == {"a": ""}
	properties.parse("a=") == {"a": ""}
	properties.parse("") == {}
	properties.parse(" \n\t\n") == {}
}

test_comments if {
	properties.parse("# a=1\n  ! b=2\nc=3 # no comment") == {"c": "3 # no comment"}
	properties.parse("# goes on? \\\na=1") == {"a": "1"}
	properties.parse("# one \\\n# two \\\na=1") == {"a": "1"}
}

test_continued_lines if {
	properties.parse("a=1,\\\n   2,\\\n   3\nb=4") == {"a": "1,2,3", "b": "4"}
	properties.parse("a=1\\\n# part of the value") == {"a": "1# part of the value"}
	properties.parse("a=1\\") == {"a": "1"}
	properties.parse("a=1\\\\\nb=2") == {"a": "1\\", "b": "2"}
	properties.parse("a\\\n=1") == {"a": "1"}
}

test_escapes if {
	properties.parse("a\\=b=1") == {"a=b": "1"}
	properties.parse("a\\:b\\ c 1") == {"a:b c": "1"}
	properties.parse("a=\\t1\\q") == {"a": "\t1q"}
	not properties.parse("a=\\u0031")
}

test_the_last_value_wins if {
	properties.parse("a=1\na=2\nb=3\na : 1") == {"a": "1", "b": "3"}
}

test_typed if {
	every row in [["3", 3], [" 3 ", 3], ["-1", -1], ["TRUE", true], ["false", false], ["-", "-"], ["", ""], ["3x", "3x"], ["producer ", "producer"]] {
		properties.typed(row[0]) == row[1]
	}
}
