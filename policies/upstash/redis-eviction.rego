package safeguard.upstash.redis_eviction

import data.safeguard.lib.check
import data.safeguard.lib.inventory

# METADATA
# title: Upstash databases throw nothing away
# description: With eviction a full database silently deletes what was written, instead of refusing to write.
# entrypoint: true
# related_resources:
#   - https://upstash.com/docs/redis/features/eviction
#   - https://registry.terraform.io/providers/upstash/upstash/latest/docs/resources/redis_database
# custom:
#   severity: low
#   subjects: [upstash_redis_database]
#   remediation:
#     text: Leave eviction off for data that must not be lost.
#     terraform: |
#       resource "upstash_redis_database" "sessions" {
#         eviction = false
#       }
#     cdktf: |
#       new RedisDatabase(this, "sessions", { ...database, eviction: false });
verdict[address] := check.is_false(inventory.argument_or(database, "eviction", false, "Eviction is disabled by default (https://upstash.com/docs/redis/features/eviction).")) if {
	some address, database in input.resources.upstash_redis_database
	database.mode == "managed"
}
