import type { Report } from "../../src/report/report.js";
import {
  catalogue,
  evidence,
  input,
  mappedPolicies,
  policy,
  report,
  verdict,
  waiver,
} from "../assessment/support.js";

const TITLES: Readonly<Record<string, [string, string]>> = {
  "sqs/dead-letter-queue": [
    "Queues hand poisoned messages to a dead-letter queue",
    "Set redrive_policy to a queue of its own.",
  ],
  "sqs/encryption-at-rest": [
    "Queues encrypt messages at rest",
    "Set kms_master_key_id to a key of your own.",
  ],
  "sqs/no-public-access": [
    "Queue policies let nobody in without naming them",
    "Name the accounts or services in Principal, or narrow the statement by aws:SourceArn or aws:PrincipalOrgID, so that not everyone on the internet may send messages.",
  ],
  "sqs/tls-only": ["Queues take requests over TLS only", "Deny aws:SecureTransport = false for sqs:*."],
};

const sampleCatalogue = catalogue(
  mappedPolicies.map((id) => {
    const [title, text] = TITLES[id] ?? [`Title of ${id}`, `How to meet ${id}.`];
    const terraform =
      id === "sqs/dead-letter-queue"
        ? 'resource "aws_sqs_queue" "orders" {\n  redrive_policy = jsonencode({})\n}'
        : null;
    return policy(id, { title, remediation: { text, terraform, cdktf: null } });
  }),
);

const ORDERS = "aws_sqs_queue.orders";
const NESTED =
  'module.platform.module.queues["eu-central-1"].aws_sqs_queue.this["patient-admissions-and-discharges"]';

const verdicts = [
  verdict("sqs/dead-letter-queue", ORDERS, "fail"),
  verdict("sqs/dead-letter-queue", NESTED, "pass"),
  verdict("sqs/encryption-at-rest", ORDERS, "unknown", [
    evidence("unknown", {
      path: "sqs_managed_sse_enabled",
      observed: "(known after apply)",
      expected: "true",
      because: [
        "It is not set; the provider or AWS decides.",
        "AWS turns SSE-SQS on by default, but the plan does not prove it.",
      ],
    }),
  ]),
  verdict("sqs/encryption-at-rest", NESTED, "pass"),
  verdict("sqs/no-public-access", NESTED, "fail", [
    evidence("fail", {
      path: "policy",
      observed: { Effect: "Allow", Principal: "*", Action: "sqs:SendMessage" },
      expected: "no Allow for everyone",
      because: ["Statement 2 allows sqs:SendMessage to everyone and has no condition that narrows it."],
    }),
  ]),
  verdict("sqs/queue-depth-alarm", ORDERS, "fail", [
    evidence("fail", {
      path: "",
      observed: null,
      expected: "an alarm on ApproximateNumberOfMessagesVisible",
    }),
  ]),
  verdict("sqs/tls-only", ORDERS, "fail", [
    evidence("fail", { path: "policy", expected: "a Deny of insecure transport" }),
  ]),
  verdict("sqs/tls-only", "aws_sqs_queue.legacy", "pass"),
];

/** A report with something of everything. */
export const sample: Report = report([], {
  inputs: [
    input(verdicts, {
      path: "infra/plan.json",
      diagnostics: [
        {
          level: "warning",
          code: "source-missing",
          message: "No Terraform source was found; some references stay unknown.",
        },
      ],
    }),
  ],
  catalogue: sampleCatalogue,
  waiverFor: ({ policy: id }) => (id === "sqs/tls-only" ? waiver : null),
});

/** Everything passes. */
export const clean: Report = report([], {
  inputs: [
    input([verdict("sqs/tls-only", ORDERS, "pass"), verdict("sqs/dead-letter-queue", ORDERS, "pass")]),
  ],
  catalogue: sampleCatalogue,
});

/** `count` findings on `count / 10` resources, a third of each outcome. */
export function large(count: number): Report {
  const ids = mappedPolicies.slice(0, 10);
  const outcomes = ["pass", "fail", "unknown"] as const;
  const many = Array.from({ length: count }, (_, n) =>
    verdict(
      ids[n % 10] ?? "",
      `module.m${Math.floor(n / 10) % 50}.aws_sqs_queue.q[${Math.floor(n / 10)}]`,
      outcomes[(n + Math.floor(n / 10)) % 3] ?? "pass",
    ),
  );
  return report([], { inputs: [input(many)], catalogue: sampleCatalogue });
}
