import { describe, expect, it } from "vitest";
import type { Finding } from "../../src/report/report.js";
import { findingsOn, policiesThat } from "./support.js";

const NAMES = ["claims-events", "lab-results", "notifications", "orders"];

const of = (policy: string, findings: readonly Finding[]) =>
  findings.filter((finding) => finding.policy === policy);
const isMain = ({ resource }: Finding) => /_main_|\.main\[/.test(resource.address);
const said = (finding: Finding) => JSON.stringify(finding.evidence);
const verdicts = (findings: readonly Finding[]) => findings.map(({ verdict }) => verdict);

/** `claims-events` of `aws_sqs_queue.sqs_queue-claims-events_main_79A3E3C1`. */
const nameOf = (address: string) => /queue-([a-z-]+)_/.exec(address)?.[1];

describe("the production stack, with the plan alone", () => {
  const findings = findingsOn("sqs-production", "without source");

  it("nothing fails", async () => {
    expect(policiesThat("fail", await findings)).toEqual([]);
  });

  it("encryption passes by the reference to the key, whose ARN is known after apply", async () => {
    const encryption = of("sqs/encryption-at-rest", await findings);
    expect(encryption).toHaveLength(2 * NAMES.length);
    for (const finding of encryption) {
      expect(finding.verdict).toBe("pass");
      expect(said(finding)).toMatch(/known after apply/);
      expect(said(finding)).toMatch(/aws_kms_key\.sqs_encryption_key_/);
    }
  });

  it("alarms pass", async () => {
    const depth = of("sqs/queue-depth-alarm", await findings);
    expect(depth.filter(isMain).map(({ resource }) => nameOf(resource.address))).toEqual(NAMES);
    expect(new Set(verdicts(depth))).toEqual(new Set(["pass"]));
    const deadLetters = of("sqs/dead-letter-alarm", await findings);
    expect(deadLetters.map(({ resource }) => nameOf(resource.address))).toEqual(NAMES);
    expect(new Set(verdicts(deadLetters))).toEqual(new Set(["pass"]));
  });

  it("whether there is a dead-letter queue is unknown, and the candidate is named with what to do", async () => {
    const main = of("sqs/dead-letter-queue", await findings).filter(isMain);
    expect(main.map(({ resource }) => nameOf(resource.address))).toEqual(NAMES);
    for (const finding of main) {
      expect(finding.verdict).toBe("unknown");
      const candidates = [...finding.message.matchAll(/aws_sqs_queue\.sqs_queue-[a-z-]+_dlq_\w+/g)].map(
        ([text]) => text,
      );
      expect(candidates.map(nameOf)).toEqual([nameOf(finding.resource.address)]);
      expect(finding.message).toMatch(/run with --source/);
    }
  });
});

describe("the production stack, with its source", () => {
  const findings = findingsOn("sqs-production", "with source");

  it("everything passes", async () => {
    expect(new Set(verdicts(await findings))).toEqual(new Set(["pass"]));
  });

  it("each queue has the dead-letter queue of its own name", async () => {
    const main = of("sqs/dead-letter-target", await findings);
    expect(main).toHaveLength(NAMES.length);
    for (const finding of main) {
      const target = /aws_sqs_queue\.sqs_queue-[a-z-]+_dlq_\w+/.exec(said(finding))?.[0] ?? "";
      expect(nameOf(target)).toBe(nameOf(finding.resource.address));
    }
  });

  it("dead-letter queues are not asked for dead-letter queues of their own", async () => {
    expect(of("sqs/dead-letter-queue", await findings).every(isMain)).toBe(true);
  });
});

describe.each(["with source", "without source"] as const)(
  "a queue without any redrive policy, %s",
  (source) => {
    it("fails", async () => {
      const findings = of(
        "sqs/dead-letter-queue",
        await findingsOn("sqs-broken-no-dead-letter-queue", source),
      );
      expect(verdicts(findings)).toEqual(["fail"]);
      expect(findings[0]?.message).toMatch(/redrive_policy is not set/);
    });
  },
);

describe("the first design of the queues", () => {
  it("with its source: the dead-letter queue of the queue with a KMS key is encrypted worse", async () => {
    const findings = of("sqs/dead-letter-encryption", await findingsOn("seed-sqs", "with source"));
    const failing = findings.filter(({ verdict }) => verdict === "fail");
    expect(failing.map(({ resource }) => resource.address)).toEqual([
      'module.sqs.aws_sqs_queue.dlq["orders"]',
    ]);
    expect(failing[0]?.message).toContain('module.sqs.aws_sqs_queue.main["orders"]');
    const other = findings.find(({ resource }) => resource.address.includes("notifications"));
    expect(other?.verdict).toBe("pass");
  });

  it("with its source: positions lead into the module", async () => {
    const [finding] = of("sqs/dead-letter-encryption", await findingsOn("seed-sqs", "with source"));
    expect(finding?.location).toMatchObject({ file: expect.stringMatching(/modules\/sqs\/main\.tf$/) });
  });

  it("without: what the main queues' policies deny is known after apply, so TLS is unknown", async () => {
    const tls = of("sqs/tls-only", await findingsOn("seed-sqs", "without source")).filter(isMain);
    expect(verdicts(tls)).toEqual(["unknown", "unknown", "unknown"]);
    for (const finding of tls) expect(finding.message).toMatch(/known after apply/);
  });

  it("without: a dead-letter queue that has no policy at all fails it all the same", async () => {
    const tls = of("sqs/tls-only", await findingsOn("seed-sqs", "without source")).filter(
      (finding) => !isMain(finding),
    );
    expect(new Set(verdicts(tls))).toEqual(new Set(["fail"]));
  });
});
