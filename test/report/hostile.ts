import type { Report } from "../../src/report/report.js";
import {
  catalogue,
  evidence,
  hipaa,
  input,
  mappedPolicies,
  policy,
  report,
  resource,
  verdict,
  waiver,
} from "../assessment/support.js";

/** Texts that mean something to those who read a report: browsers, terminals, spreadsheets, CI servers, parsers. */
export const HOSTILE: readonly string[] = [
  "<script>document.title='ran'</script>",
  "]]><!--",
  '"><img src=x onerror=alert(1)>',
  "${{ secrets.GITHUB_TOKEN }}",
  "\n::error::stopped",
  "##[error]stopped",
  "%0A::set-output name=x::y",
  '=HYPERLINK("http://evil.example","x")',
  "\t=1+1",
  "@SUM(1)",
  "\u001b[2J\u001b[31mred\u001b]8;;http://evil.example\u0007",
  "\u009b2J",
  "\u202egnp.exe\u2066",
  "first\r\nsecond\u2028third",
  "```\n| a | b |\n</details>",
  "[x](javascript:alert(1)) ![y](http://evil.example/pixel.png) @octocat",
  "' onmouseover='alert(1)",
  "javascript:alert(1)",
  "\u0000\ud800\uffff",
  "&lt;script&gt;",
];

export const MILLION = "m".repeat(1_000_000);

/** A report in which every text that comes from outside is one of these. */
export function reportWith(text: string): Report {
  const ids = mappedPolicies.slice(0, 4);
  const address = `module.m["${text}"].aws_sqs_queue.q["${text}"]`;
  const outcomes = ["fail", "unknown", "pass", "fail"] as const;
  const verdicts = ids.map((id, index) => {
    const status = outcomes[index] ?? "pass";
    return verdict(id, address, status, [
      evidence(status, { path: text, observed: text, expected: text, because: [text] }),
    ]);
  });
  const base = input(verdicts, {
    path: `${text}.json`,
    diagnostics: [{ level: "warning", code: "a", message: text, address }],
  });
  const other = `aws_sqs_queue.dead["${text}"]`;
  const own = {
    ...resource(address, { file: `${text}.tf`, line: 3 }, { [text]: text, Owner: text }),
    module: `module.m["${text}"]`,
    key: text,
    construct: `${text}/Queue`,
    references: {
      redrive_policy: { targets: [other], complete: true, attributes: ["arn"], via: [text], reasons: [text] },
    },
  };
  return report([], {
    inputs: [
      {
        ...base,
        inventory: {
          ...base.inventory,
          resources: { aws_sqs_queue: { [address]: own, [other]: resource(other) } },
        },
      },
    ],
    catalogue: {
      ...catalogue(
        ids.map((id) =>
          policy(id, {
            title: text,
            description: text,
            remediation: { text, terraform: text, cdktf: text },
            references: [`https://example.org/${text}`],
          }),
        ),
      ),
      bundles: [
        { name: "safeguard", digest: `sha256:${"0".repeat(64)}`, policies: [] },
        { name: text, digest: `sha256:${"1".repeat(64)}`, policies: ids },
      ],
    },
    framework: {
      ...hipaa,
      title: text,
      citation: text,
      controls: hipaa.controls.map((control) => ({ ...control, title: text, organisation: text })),
    },
    compare: (judged) => ({
      known: new Set(
        judged.filter(({ finding }) => finding.policy === ids[0]).map(({ finding }) => finding.id),
      ),
      reasons: [text],
      diagnostics: [{ level: "warning", code: "a", message: text }],
    }),
    excluded: [{ policy: "a/b", title: text, severity: "high", reason: text, by: text }],
    severityChanges: [{ policy: ids[0] ?? "", title: text, from: "high", to: "low", reason: text, by: text }],
    waiverFor: ({ policy: id }) =>
      id === ids[3]
        ? {
            ...waiver,
            owner: text,
            reason: text,
            ticket: text,
            rationale: text,
            alternative: text,
            place: `${text}:3`,
          }
        : null,
    attestations: {
      "164.308(a)(2)": {
        statement: text,
        owner: text,
        date: "2026-01-01",
        reviewBy: "2027-01-01",
        links: [text],
      },
    },
  });
}

/** All of them at once, and one that is very long. */
export const hostileReport: Report = reportWith(HOSTILE.join(" "));
