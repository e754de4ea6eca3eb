import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { assets } from "../assets.js";
import { readCatalogue } from "../engine/bundle.js";
import { ConfigError, unwritable } from "../errors.js";

const ID = /^[a-z][a-z0-9]*\/[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
/** Words of Rego cannot be a part of a package's name. */
const WORDS = /\b(?:as|contains|default|else|every|false|if|import|in|not|null|package|set|some|true|with)$/;
const AN_EXAMPLE = "As in safeguard policy new acme/queue-names.";

/** Writes a policy to begin with, its test, and what the folder is about; returns the files. Throws {@link ConfigError}. */
export function newPolicy(id: string, subject: string, folder: string, shown: string): string[] {
  if (!ID.test(id) || WORDS.test(id))
    throw new ConfigError(
      "policy-id",
      `${id} is no id of a policy: service/rule, in small letters and digits, the rule also with hyphens, and no word of Rego.`,
      AN_EXAMPLE,
    );
  if (/^(?:lib|canary)\//.test(id))
    throw new ConfigError(
      "policy-id",
      `${id}: ${id.split("/")[0]} is a folder of Safeguard's own.`,
      AN_EXAMPLE,
    );
  if (readCatalogue(assets.policies).policies.some((policy) => policy.id === id))
    throw new ConfigError("policy-id", `${id} is a policy that ships with Safeguard.`, AN_EXAMPLE);
  if (!/^[a-z][a-z0-9]*_[a-z0-9_]+$/.test(subject))
    throw new ConfigError(
      "resource-type",
      `${subject} is no resource type.`,
      "As in --subject aws_sqs_queue.",
    );
  const files: [string, string][] = [
    [`${id}.rego`, policyText(id, subject)],
    [`${id}_test.rego`, testText(id, subject)],
  ];
  const taken = files.find(([name]) => existsSync(join(folder, name)));
  if (taken !== undefined)
    throw new ConfigError(
      "file-exists",
      `${shown}/${taken[0]} is there already.`,
      "Name another rule, or remove it.",
    );
  if (!existsSync(join(folder, "README.md"))) files.push(["README.md", README]);
  try {
    for (const [name, text] of files) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
  } catch (cause) {
    throw unwritable(shown, cause);
  }
  return files.map(([name]) => `${shown}/${name}`);
}

const packageName = (id: string) => `safeguard.${id.replaceAll("-", "_").replace("/", ".")}`;

function policyText(id: string, subject: string): string {
  return `package ${packageName(id)}

import data.safeguard.lib.check
import data.safeguard.lib.parameters
import data.safeguard.lib.tags

# METADATA
# title: Resources say who pays for them
# description: In an incident somebody has to know whom to ask; a cost center leads to them.
# entrypoint: true
# custom:
#   severity: medium
#   subjects: [${subject}]
#   remediation:
#     text: Tag the resource with its cost center.
#   parameters:
#     tag:
#       description: Tag that names the cost center.
#       default: CostCenter
#       schema: {type: string, minLength: 1}
verdict[address] := check.is_set(tags.argument(resource, tag), "a value") if {
	tag := parameters.value("${id}", "tag")
	some address, resource in input.resources.${subject}
	resource.mode == "managed"
}
`;
}

function testText(id: string, subject: string): string {
  const imports = [`import data.${packageName(id)} as policy`, "import data.safeguard.lib.testing"].sort();
  return `package ${packageName(id)}_test

${imports.join("\n")}

address := "${subject}.orders"

# The verdict on one resource with these values.
status(values) := result if {
	result := policy.verdict[address].status with input as testing.inventory([testing.plain(address, values)])
}

test_pass if status({"tags": {"CostCenter": "4711"}}) == "pass"

test_fail if status({"tags": {"Team": "orders"}}) == "fail"

test_not_known if status({"tags": {"CostCenter": testing.unknown}}) == "unknown"

test_another_tag if {
	status({"tags": {"Team": "orders"}}) == "pass" with data.parameters as {"${id}": {"tag": "Team"}}
}
`;
}

const README = `# Policies of our own

Each policy is \`<service>/<rule>.rego\` with its tests in \`<rule>_test.rego\`; what several share is \`lib/<name>.rego\`.

    safeguard policy test .
    safeguard policy build . --output policies.tar.gz
    safeguard check plan.json --policies .

Safeguard's docs/custom-policies.md says what a policy has to look like.
`;
