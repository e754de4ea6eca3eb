package safeguard.lib.tags_test

import data.safeguard.lib.tags
import data.safeguard.lib.testing

unknown := testing.unknown

test_where_a_tag_stands if {
	every row in [
		[{}, "unset"],
		[{"tags": null, "tags_all": {}}, "unset"],
		[{"tags": {"Owner": null}}, "unset"],
		[{"tags": {"Owner": "us"}}, "known"],
		[{"tags": null, "tags_all": {"Owner": "us"}}, "known"],
		[{"tags": {"Owner": "us"}, "tags_all": unknown}, "known"],
		[{"tags": {}, "tags_all": unknown}, "possible"],
		[{"tags": unknown}, "possible"],
		[{"tags": {"Owner": unknown}, "tags_all": unknown}, "possible"],
		[{"tags": testing.secret}, "possible"],
		[{"tags": {"Owner": testing.secret}}, "sensitive"],
	] {
		tags.argument(testing.plain("t.r", row[0]), "Owner").kind == row[1]
	}
}

test_status if {
	every row in [
		[{}, "fail"],
		[{"tags": {"DataClassification": "PHI"}}, "pass"],
		[{"tags": {"DataClassification": "phi"}}, "pass"],
		[{"tags": {"DataClassification": "internal"}}, "fail"],
		[{"tags": {"dataclassification": "PHI"}}, "fail"],
		[{"tags": {"DataClassification": unknown}}, "unknown"],
		[{"tags": unknown}, "unknown"],
		[{"tags": {"DataClassification": testing.secret}}, "unknown"],
	] {
		tags.status(testing.plain("t.r", row[0]), "DataClassification", ["PHI", "ePHI"]) == row[1]
	}
}

test_a_resource_without_tags if {
	bare := testing.resource("t.r", {"values": {"tags": null, "tags_all": unknown}, "presence": {"tags_all": "unset"}})
	tags.argument(bare, "Owner").value == ""
	contains(tags.argument(bare, "Owner").because[0], "default tags")
	tags.status(bare, "Owner", ["us"]) == "fail"
	some_tags := object.union(bare, {"values": {"tags": {"Project": "orion"}}})
	tags.argument(some_tags, "Owner").kind == "possible"
	contains(tags.argument(some_tags, "Owner").because[0], "default tags")
	its_own := object.union(bare, {"values": {"tags": {"Owner": unknown}}})
	not contains(tags.argument(its_own, "Owner").because[0], "default tags")
}
