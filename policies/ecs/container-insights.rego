package safeguard.ecs.container_insights

import data.safeguard.lib.check
import data.safeguard.lib.inventory

# METADATA
# title: Clusters report how their containers are
# description: Without Container Insights a container that runs out of memory or restarts all day is noticed by patients first.
# entrypoint: true
# related_resources:
#   - https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cloudwatch-container-insights.html
# custom:
#   severity: low
#   subjects: [aws_ecs_cluster]
#   remediation:
#     text: Set the containerInsights setting of the cluster to enabled or enhanced.
#     terraform: |
#       resource "aws_ecs_cluster" "main" {
#         setting {
#           name  = "containerInsights"
#           value = "enabled"
#         }
#       }
#     cdktf: |
#       new EcsCluster(this, "main", {
#         setting: [{ name: "containerInsights", value: "enabled" }],
#       });
verdict[address] := check.any_of(array.concat(own, [result | some result in _account; count(own) == 0])) if {
	some address, cluster in input.resources.aws_ecs_cluster
	cluster.mode == "managed"
	own := [result |
		not cluster.presence.setting == "unset"
		some setting in inventory.listed(object.get(cluster.values, "setting", null))
		result := _judged(setting, "setting", [])
	]
}

# The setting of the account counts where the cluster says nothing.
_account := array.concat(
	[check.fail("setting", null, _expected, ["Container Insights are off by default (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cloudwatch-container-insights.html)."])],
	sort([_judged(setting.values, address, []) | some address, setting in input.resources.aws_ecs_account_setting_default]),
)

_judged(setting, path, because) := check.undetermined(path, "(known after apply)", _expected, because) if {
	true in {_is_hidden(setting), _is_hidden(object.get(setting, "name", null))}
} else := check.undetermined(path, "(known after apply)", _expected, because) if {
	setting.name == "containerInsights"
	_is_hidden(setting.value)
} else := check.one(check.status_of(setting.value in {"enabled", "enhanced"}), path, setting.value, _expected, because) if {
	setting.name == "containerInsights"
}

_is_hidden(value) if {
	value["$unknown"]
} else := false

_expected := "containerInsights enabled or enhanced"
