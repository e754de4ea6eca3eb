package safeguard.lib.plaintext_test

import data.safeguard.lib.plaintext
import data.safeguard.lib.testing

test_places_say_where_they_are if {
	container := {"name": "web", "environment": [{"name": "URL", "value": testing.unknown}]}
	task := testing.resource("aws_ecs_task_definition.t", {"documents": {"container_definitions": testing.document([container])}})
	plaintext.places(task) == [{
		"path": "container_definitions",
		"where": ["It is in the variable URL of the container web."],
		"value": testing.unknown,
	}]
}

test_what_stands_there if {
	every row in [
		[{"$sensitive": true, "shape": "AWS access key"}, "fail"],
		[{"$sensitive": true, "shape": "named as a secret"}, "fail"],
		[testing.secret, "unknown"],
		[testing.unknown, "unknown"],
	] {
		plaintext.judged({"path": "p", "where": [], "value": row[0]}).status == row[1]
	}
}
