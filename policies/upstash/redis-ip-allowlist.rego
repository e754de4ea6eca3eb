package safeguard.upstash.redis_ip_allowlist

import data.safeguard.lib.check
import data.safeguard.lib.inventory
import data.safeguard.lib.upstash

# METADATA
# title: Upstash databases answer known addresses only
# description: The endpoint of a database is on the internet; without a list of addresses a leaked password is all an attacker needs.
# entrypoint: true
# related_resources:
#   - https://upstash.com/docs/common/help/production-checklist
#   - https://registry.terraform.io/providers/upstash/upstash/latest/docs/resources/redis_database
# custom:
#   severity: high
#   subjects: [upstash_redis_database]
#   remediation:
#     text: Set ip_allowlist to the addresses or networks of the services that use the database.
#     terraform: |
#       resource "upstash_redis_database" "sessions" {
#         ip_allowlist = ["203.0.113.0/24"]
#       }
#     cdktf: |
#       new RedisDatabase(this, "sessions", { ...database, ipAllowlist: ["203.0.113.0/24"] });
verdict[address] := upstash.unless_too_old(database, "ip_allowlist", check.all_of(array.concat(
	[_has_addresses(inventory.argument(database, "ip_allowlist"))],
	[_narrow(network) | some network in upstash.list(inventory.argument(database, "ip_allowlist").value)],
))) if {
	some address, database in input.resources.upstash_redis_database
	database.mode == "managed"
}

# A list that is not known may hold the internet.
_has_addresses(list) := check.is_set(list, "addresses") if {
	list.kind in {"known", "unset"}
} else := check.undetermined("ip_allowlist", list.observed, _phrase, list.because)

_narrow(network) := check.undetermined("ip_allowlist", "(known after apply)", _phrase, []) if {
	not is_string(network)
} else := check.one(check.status_of(length >= least), "ip_allowlist", network, _phrase, []) if {
	length := to_number(split(network, "/")[1])
	least := _least[contains(network, ":")]
} else := check.pass("ip_allowlist", network, _phrase, []) if {
	not contains(network, "/")
} else := check.undetermined("ip_allowlist", network, _phrase, ["It is no network."])

# Wider than any network that belongs to somebody: half the internet is the internet.
_least := {false: 8, true: 16}

_phrase := "networks that are not the internet"
