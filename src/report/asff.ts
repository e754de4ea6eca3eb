import type { Severity } from "../engine/verdict.js";
import { jsonFile } from "../json.js";
import type { RenderOptions } from "./format.js";
import type { Finding, Report, ReportFramework } from "./report.js";
import { clipped, type Outcome, outcome, plain } from "./text.js";

const SEVERITY: Readonly<Record<Severity, string>> = {
  critical: "CRITICAL",
  high: "HIGH",
  medium: "MEDIUM",
  low: "LOW",
};
const COMPLIANCE: Readonly<Record<Outcome, string>> = {
  fail: "FAILED",
  unknown: "WARNING",
  waived: "WARNING",
  pass: "PASSED",
};
/** Of https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-findings-format-type-taxonomy.html. */
const CLASSIFIERS: Readonly<Record<string, string>> = {
  hipaa: "HIPAA Controls (USA)",
  "nist-800-53r5": "NIST 800-53 Controls (USA)",
};
const MOST_REQUIREMENTS = 32;
/** Security Hub rejects a finding with a longer one; the API reference does not say so. */
const LONGEST_REQUIREMENT = 64;
const LONGEST_TITLE = 256;
const LONGEST_TEXT = 1024;
const LONGEST_REMEDIATION = 512;
const PLACEHOLDER_ACCOUNT = "000000000000";

/**
 * AWS Security Hub's finding format, for `aws securityhub batch-import-findings`, 100 at a time:
 * https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-findings-format-syntax.html.
 * Account and region are the user's to name. Of a finding that is there, an import changes neither workflow nor note
 * (https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_BatchImportFindings.html): neither is written, or a failure
 * would stay hidden after its waiver has ended. A waiver, and whether the failure is known, stand in the product fields.
 */
export function renderAsff(report: Report, options: RenderOptions = {}): string {
  const { account = PLACEHOLDER_ACCOUNT, region = "us-east-1" } = options;
  const findings = report.findings.map((finding) => asffFinding(finding, report, account, region));
  return jsonFile(findings);
}

function asffFinding(finding: Finding, report: Report, account: string, region: string): unknown {
  const { id, policy, title, message, severity, resource, remediation, waiver, controls } = finding;
  const what = outcome(finding);
  const partition = region.startsWith("us-gov-") ? "aws-us-gov" : region.startsWith("cn-") ? "aws-cn" : "aws";
  return {
    SchemaVersion: "2018-10-08",
    Id: `safeguard/${id}`,
    ProductArn: `arn:${partition}:securityhub:${region}:${account}:product/${account}/default`,
    GeneratorId: `safeguard/${policy}`,
    AwsAccountId: account,
    Types: [typeOf(report.framework)],
    CreatedAt: report.assessedAt,
    UpdatedAt: report.assessedAt,
    Severity: { Label: what === "pass" ? "INFORMATIONAL" : SEVERITY[severity] },
    Title: cut(title, LONGEST_TITLE),
    Description: cut(message, LONGEST_TEXT),
    Remediation: { Recommendation: { Text: cut(remediation.text, LONGEST_REMEDIATION) } },
    ProductFields: {
      "safeguard/Policy": policy,
      "safeguard/Input": cut(finding.input, LONGEST_TEXT),
      "safeguard/PolicyBundle": report.tool.policyBundle.digest,
      ...(finding.baseline === null ? {} : { "safeguard/Baseline": finding.baseline }),
      ...(waiver === null
        ? {}
        : {
            "safeguard/WaivedBy": cut(waiver.owner, LONGEST_TEXT),
            "safeguard/WaivedUntil": waiver.expires,
            "safeguard/WaiverReason": cut(waiver.reason, LONGEST_TEXT),
            ...(waiver.place === undefined
              ? {}
              : { "safeguard/WaiverPlace": cut(waiver.place, LONGEST_TEXT) }),
          }),
    },
    Resources: [
      { Type: "Other", Id: cut(resource.address, LONGEST_REMEDIATION), Partition: partition, Region: region },
    ],
    Compliance: {
      Status: COMPLIANCE[what],
      ...(controls.length === 0
        ? {}
        : {
            RelatedRequirements: controls
              .slice(0, MOST_REQUIREMENTS)
              .map((control) => requirement(report.framework.title, control)),
          }),
    },
    RecordState: "ACTIVE",
  };
}

/** `namespace/category/classifier`; a classifier may be one's own. */
function typeOf({ id, title }: ReportFramework): string {
  const classifier = CLASSIFIERS[id] ?? cut(title, LONGEST_REQUIREMENT).replaceAll("/", " ");
  return `Software and Configuration Checks/Industry and Regulatory Standards/${classifier}`;
}

/** The control is what counts: the title of its framework makes room. */
function requirement(framework: string, control: string): string {
  const id = cut(control, LONGEST_REQUIREMENT);
  const room = LONGEST_REQUIREMENT - [...id].length - 1;
  return room < 2 ? id : `${cut(framework, room)} ${id}`;
}

function cut(text: string, most: number): string {
  const characters = [...clipped(plain(text), 4 * most)];
  return characters.length <= most ? characters.join("") : `${characters.slice(0, most - 1).join("")}…`;
}
