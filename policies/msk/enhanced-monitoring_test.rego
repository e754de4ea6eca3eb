package safeguard.msk.enhanced_monitoring_test

import data.safeguard.lib.testing
import data.safeguard.msk.enhanced_monitoring as policy

k := "aws_msk_cluster.k"

verdict(said) := result if {
	result := policy.verdict[k] with input as testing.inventory([testing.resource(k, said)])
}

status(values) := verdict({"values": values}).status

test_levels if {
	every row in [
		["PER_BROKER", "pass"], ["PER_TOPIC_PER_PARTITION", "pass"], ["DEFAULT", "fail"], [null, "fail"], [testing.unknown, "unknown"],
	] {
		status({"enhanced_monitoring": row[0]}) == row[1]
	}
	verdict({}).status == "fail"
}
