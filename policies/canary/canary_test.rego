package safeguard.canary_test

import data.safeguard.canary

test_counts_by_type if {
	canary.seen == {"t": 2, "u": 0} with input as {"resources": {"t": {"t.a": {}, "t.b": {}}, "u": {}}}
	canary.seen == {} with input as {"resources": {}}
}
