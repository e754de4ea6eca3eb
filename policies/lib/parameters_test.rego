package safeguard.lib.parameters_test

import data.safeguard.lib.parameters

defaults := {"a/b": {"days": 7, "on": true}}

test_the_default if {
	parameters.value("a/b", "days") == 7 with data.safeguard.lib.defaults.parameters as defaults with data.parameters as {}
}

test_what_the_user_sets if {
	parameters.value("a/b", "days") == 30 with data.safeguard.lib.defaults.parameters as defaults
		with data.parameters as {"a/b": {"days": 30}}
	parameters.value("a/b", "on") == false with data.safeguard.lib.defaults.parameters as defaults
		with data.parameters as {"a/b": {"on": false}}
}

test_another_policy_is_not_meant if {
	parameters.value("a/b", "days") == 7 with data.safeguard.lib.defaults.parameters as defaults
		with data.parameters as {"a/c": {"days": 30}}
}

test_null_sets_nothing if {
	parameters.value("a/b", "days") == 7 with data.safeguard.lib.defaults.parameters as defaults
		with data.parameters as {"a/b": {"days": null}}
}
