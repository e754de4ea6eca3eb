import type { Found } from "./detect.js";
import { inputsOf, scalar } from "./plans.js";

/** A configuration to begin with: what was found, and of every other key what it does with an example. */
export function configFile(found: Found): string {
  const nothing = found.roots.length === 0 && found.cdktf.length === 0;
  return `${found.schema === null ? "" : `# yaml-language-server: $schema=${found.schema}\n`}# What holds for every check of this folder and those below it. Paths are relative to this file.
# Take away the # in front of a key, and of the lines that belong to it, to use it. Flags count before this file.

# Configurations to build on: files, or files of a package. What stands here counts before what stands there.
${found.above === null ? '#extends: "@org/hipaa-config/safeguard.config.yaml"' : `extends: ${scalar(found.above)}`}

# What is assessed where no input is given: plans as JSON, binary plans, states, cdktf.out, folders and globs.
${nothing ? "# No Terraform configuration was found here: name the plans.\n" : ""}inputs:
${inputsOf(found)
  .map((input) => `  - ${scalar(input)}`)
  .join("\n")}

# The Terraform configuration that the plans were made from; without it, the folder that a plan lies in.
#source: infra

# Least severity of a failure that fails the gate: critical, high, medium, low or never.
#failOn: medium

# What an unknown verdict does to the gate: warn or fail.
#onUnknown: warn

# Thresholds for all resources; safeguard explain POLICY shows what a policy takes.
#parameters:
#  logs/retention: { minimum_days: 2192 }
#  sqs/message-retention: { minimum_days: 14 }

# Thresholds for some resources, by address, module, type or tags.
#overrides:
#  - for: { tags: { Environment: [development, test] } }
#    reason: No ePHI outside of production.
#    parameters:
#      elasticache/backup-retention: { minimum_days: 0 }

# Other severities than the policies' own; the report says what was changed.
#severities:
#  "tagging/*": medium
#  tagging/owner: { severity: low, reason: Owners are kept in the service catalogue. }

# Policies that are not judged; the report lists them. To accept a failure for a time, use waivers.
#exclude:
#  - policy: "upstash/*"
#    reason: Nothing of Upstash holds ePHI here.

# Providers with whom a business associate agreement is signed: aws, upstash.
#vendors:
#  - name: aws
#    agreement: AWS Artifact, business associate addendum
#    since: 2024-02-01
#    expires: 2034-01-31

# The tag that says what a resource holds, and which of its values mean ePHI.
#classification:
#  tag: DataClassification
#  values: [PHI, ePHI]

# Whose controls: hipaa, nist-800-53r5, hipaa-nprm-2025, or a file of your own.
#framework: hipaa

# Policies of your own: folders of Rego, or what safeguard policy build made of one.
#policies: [safeguard-policies]

# Failures that somebody accepts for a time; safeguard waive writes them.
#waivers: waivers.yaml

# What the organisation states of controls; safeguard attestations prints a file to begin with.
#attestations: attestations.yaml

# What fails since before and stops no change until it gets worse; safeguard baseline writes it.
#baseline: safeguard.baseline.json
`;
}

/** A configuration with all its examples in force. */
export function uncommented(text: string): string {
  return text.replace(/^#(?! \S)(?=.)/gm, "");
}
