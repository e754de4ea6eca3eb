package safeguard.elasticache.user_least_privilege

import data.safeguard.lib.check
import data.safeguard.lib.elasticache

# METADATA
# title: Cache users may do only what they need
# description: A user with all commands on all keys can read, change and flush everything in the cache.
# entrypoint: true
# related_resources:
#   - https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Clusters.RBAC.html
#   - https://docs.aws.amazon.com/memorydb/latest/devguide/clusters.acls.html
# custom:
#   severity: medium
#   subjects: [aws_elasticache_user, aws_memorydb_user]
#   remediation:
#     text: Name the keys and command categories in access_string, such as on ~orders:* +@read +@write.
#     terraform: |
#       resource "aws_elasticache_user" "orders" {
#         access_string = "on ~orders:* -@all +@read +@write"
#       }
#     cdktf: |
#       new ElasticacheUser(this, "orders", { ...user, accessString: "on ~orders:* -@all +@read +@write" });
verdict[address] := check.any_of([
	check.exception(elasticache.is_off(user)),
	check.none_of([elasticache.may_everything(user)]),
]) if {
	some type in ["aws_elasticache_user", "aws_memorydb_user"]
	some address, user in input.resources[type]
	user.mode == "managed"
}
