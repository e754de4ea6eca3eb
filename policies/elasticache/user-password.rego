package safeguard.elasticache.user_password

import data.safeguard.lib.check
import data.safeguard.lib.elasticache
import data.safeguard.lib.inventory

# METADATA
# title: Cache users need a password
# description: A user without a password is anyone who knows the name, and the name of the default user is known to all.
# entrypoint: true
# related_resources:
#   - https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Clusters.RBAC.html
#   - https://docs.aws.amazon.com/memorydb/latest/devguide/clusters.acls.html
# custom:
#   severity: critical
#   subjects: [aws_elasticache_user, aws_memorydb_user]
#   remediation:
#     text: Set authentication_mode to password or iam, and turn the default user off with the access string off.
#     terraform: |
#       resource "aws_elasticache_user" "orders" {
#         access_string = "on ~orders:* +@read +@write"
#         authentication_mode {
#           type = "iam"
#         }
#       }
#     cdktf: |
#       new ElasticacheUser(this, "orders", {
#         ...user,
#         accessString: "on ~orders:* +@read +@write",
#         authenticationMode: { type: "iam" },
#       });
verdict[address] := check.any_of([
	check.exception(elasticache.is_off(user)),
	check.all_of(array.concat(
		[check.negated(check.is_true(inventory.argument(user, "no_password_required"))) | type == "aws_elasticache_user"],
		[_mode(user), check.negated(elasticache.says(user, "nopass"))],
	)),
]) if {
	some type in ["aws_elasticache_user", "aws_memorydb_user"]
	some address, user in input.resources[type]
	user.mode == "managed"
}

# Where only passwords are written, they are the way to log in: the provider reads the mode back.
_mode(user) := check.pass(passwords.path, passwords.observed, "a password", ["No authentication mode is set beside it."]) if {
	user.type == "aws_elasticache_user"
	inventory.is_unset(user, "authentication_mode")
	passwords := inventory.argument(user, "passwords")
	check.is_set(passwords, "a password").status == "pass"
} else := check.negated(check.equals(inventory.argument(user, "authentication_mode.type"), "no-password-required"))
