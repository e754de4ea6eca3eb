package safeguard.upstash.redis_tls

import data.safeguard.lib.check
import data.safeguard.lib.inventory

# METADATA
# title: Upstash databases speak TLS
# description: Without TLS, ePHI and the password of the database cross the internet in clear text.
# entrypoint: true
# related_resources:
#   - https://upstash.com/docs/redis/features/security
#   - https://registry.terraform.io/providers/upstash/upstash/latest/docs/resources/redis_database
# custom:
#   severity: critical
#   subjects: [upstash_redis_database]
#   remediation:
#     text: Set tls to true, or leave it out; Upstash databases speak TLS unless told otherwise.
#     terraform: |
#       resource "upstash_redis_database" "sessions" {
#         tls = true
#       }
#     cdktf: |
#       new RedisDatabase(this, "sessions", { ...database, tls: true });
verdict[address] := _encrypted(database, inventory.argument(database, "tls")) if {
	some address, database in input.resources.upstash_redis_database
	database.mode == "managed"
}

# The provider plans false where tls is left out, which turns nothing off.
_encrypted(database, tls) := check.pass("tls", null, "true", [_citation]) if {
	inventory.plain(tls.value) == false
	_leaves_out(database)
} else := check.excusable(check.is_true(tls), ["Whether tls was set is not in this document."]) if {
	database.configured == null
} else := check.is_true(inventory.argument_or(database, "tls", true, _citation))

_leaves_out(database) if {
	is_array(database.configured)
	not "tls" in database.configured
}

_citation := "It is not set, and TLS is always enabled on Upstash Redis databases (https://upstash.com/docs/redis/features/security)."
