package safeguard.msk.encryption_client_broker_test

import data.safeguard.lib.testing
import data.safeguard.msk.encryption_client_broker as policy

k := "aws_msk_cluster.k"

verdict(said) := result if {
	result := policy.verdict[k] with input as testing.inventory([testing.resource(k, said)])
}

status(values) := verdict({"values": values}).status

mode(value) := {"encryption_info": [{"encryption_in_transit": [{"client_broker": value}]}]}

test_modes if {
	every row in [["TLS", "pass"], [null, "pass"], ["TLS_PLAINTEXT", "fail"], ["PLAINTEXT", "fail"], [testing.unknown, "unknown"]] {
		status(mode(row[0])) == row[1]
	}
	status({}) == "pass"
	status({"encryption_info": []}) == "pass"
	status({"encryption_info": testing.unknown}) == "unknown"
	verdict({}).evidence[0].because == ["The provider's default of client_broker is TLS."]
}
