package safeguard.upstash.redis_replication

import data.safeguard.lib.check

# METADATA
# title: Upstash databases have read regions
# description: A database in one region is gone for its readers when that region is.
# entrypoint: true
# related_resources:
#   - https://upstash.com/docs/redis/features/globaldatabase
#   - https://registry.terraform.io/providers/upstash/upstash/latest/docs/resources/redis_database
# custom:
#   severity: low
#   subjects: [upstash_redis_database]
#   remediation:
#     text: Set region to global and read_regions to at least one more region.
#     terraform: |
#       resource "upstash_redis_database" "sessions" {
#         region         = "global"
#         primary_region = "us-east-1"
#         read_regions   = ["us-west-1"]
#       }
#     cdktf: |
#       new RedisDatabase(this, "sessions", { ...database, region: "global", primaryRegion: "us-east-1", readRegions: ["us-west-1"] });
verdict[address] := check.has_elements(database, "read_regions", "read regions") if {
	some address, database in input.resources.upstash_redis_database
	database.mode == "managed"
}
