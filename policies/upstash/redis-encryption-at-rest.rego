package safeguard.upstash.redis_encryption_at_rest

import data.safeguard.lib.check
import data.safeguard.lib.inventory
import data.safeguard.lib.upstash

# METADATA
# title: Upstash databases are encrypted at rest
# description: Upstash encrypts the disks of a database only with the Prod Pack; without it whoever reaches the storage reads the ePHI.
# entrypoint: true
# related_resources:
#   - https://upstash.com/docs/redis/features/security
#   - https://upstash.com/docs/common/help/production-checklist
# custom:
#   severity: high
#   subjects: [upstash_redis_database]
#   remediation:
#     text: Set prod_pack to true (version 2 of the provider).
#     terraform: |
#       resource "upstash_redis_database" "sessions" {
#         prod_pack = true
#       }
#     cdktf: |
#       new RedisDatabase(this, "sessions", { ...database, prodPack: true });
verdict[address] := upstash.unless_too_old(database, "prod_pack", check.is_true(pack)) if {
	some address, database in input.resources.upstash_redis_database
	database.mode == "managed"
	pack := inventory.argument_or(database, "prod_pack", false, "Encryption at rest comes with the Prod Pack (https://upstash.com/docs/redis/features/security).")
}
