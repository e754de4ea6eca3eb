import { describe, expect, it } from "vitest";
import { message } from "../../src/assessment/message.js";
import type { Evidence, Status } from "../../src/engine/verdict.js";
import { evidence, verdict } from "./support.js";

const said = (status: Status, ...facts: Partial<Evidence>[]) =>
  message(
    verdict(
      "sqs/dead-letter-queue",
      "aws_sqs_queue.a",
      status,
      facts.map((fact) => evidence(status, fact)),
    ),
    "Queues hand poisoned messages to a dead-letter queue",
  );

describe("the message of a failure", () => {
  it("says what was found and what was expected", () => {
    expect(said("fail", {})).toBe("redrive_policy is not set; expected a dead-letter queue.");
    expect(
      said("fail", { path: "message_retention_seconds", observed: 345600, expected: "at least 1209600" }),
    ).toBe("message_retention_seconds is 345600; expected at least 1209600.");
  });

  it("joins the alternatives that were tried on one argument", () => {
    expect(said("fail", {}, { expected: "a redrive policy" })).toBe(
      "redrive_policy is not set; expected a dead-letter queue or a redrive policy.",
    );
  });

  it("names the resources that came close", () => {
    const alarm = { path: "", expected: "an alarm that fires at one message" };
    expect(
      said(
        "fail",
        { ...alarm, observed: "aws_cloudwatch_metric_alarm.a", because: ["The threshold is 100."] },
        { ...alarm, observed: "aws_cloudwatch_metric_alarm.b" },
      ),
    ).toBe(
      "Found aws_cloudwatch_metric_alarm.a, aws_cloudwatch_metric_alarm.b; expected an alarm that fires at one message (the threshold is 100).",
    );
    expect(said("fail", { ...alarm, observed: null })).toBe(
      "Found none; expected an alarm that fires at one message.",
    );
  });

  it("stays short however much is wrong", () => {
    const facts = ["a", "b", "c", "d"].map((path) => ({ path, observed: 1, expected: "2" }));
    expect(said("fail", ...facts)).toBe("a is 1; expected 2. 3 more expectations are not met.");
    expect(said("fail", { observed: "x".repeat(5000) }).length).toBeLessThan(200);
  });

  it("never shows a sensitive value, nor what its marker carries", () => {
    expect(said("fail", { observed: { $sensitive: true, length: 31 } })).toBe(
      "redrive_policy is (sensitive); expected a dead-letter queue.",
    );
  });

  it("speaks even without evidence", () => {
    expect(said("fail")).toBe(
      "The policy does not hold: Queues hand poisoned messages to a dead-letter queue.",
    );
  });
});

describe("the message of an unknown verdict", () => {
  it("says why and what to do", () => {
    expect(said("unknown", { observed: "(known after apply)", because: [] })).toBe(
      "redrive_policy is known after apply. Expected a dead-letter queue: run with --source, or check the state after apply.",
    );
  });

  it("continues a reason about the argument, and repeats no advice that stands there", () => {
    expect(
      said("unknown", {
        observed: "(known after apply)",
        because: [
          "It is known after apply and may turn out to be null; run with --source so that its expression can be read.",
        ],
      }),
    ).toBe(
      "redrive_policy is known after apply and may turn out to be null; run with --source so that its expression can be read. Expected a dead-letter queue.",
    );
  });

  it("repeats no advice of a policy's own", () => {
    const because = ["No agreement with aws is listed.", "List it there once it is signed."];
    expect(said("unknown", { path: "", observed: null, expected: "an agreement in force", because })).toBe(
      "No agreement with aws is listed. List it there once it is signed. Expected an agreement in force.",
    );
  });

  it("advises to set what the provider would decide", () => {
    expect(
      said("unknown", {
        path: "sqs_managed_sse_enabled",
        observed: "(known after apply)",
        expected: "true",
        because: ["It is not set; the provider or AWS decides."],
      }),
    ).toBe(
      "sqs_managed_sse_enabled is not set; the provider or AWS decides. Expected true: set it explicitly, or check the state after apply.",
    );
  });

  it("sends a hidden value to a person", () => {
    expect(
      said("unknown", { observed: "(sensitive)", because: ["The value is sensitive and stays hidden."] }),
    ).toBe(
      "redrive_policy is (sensitive). The value is sensitive and stays hidden. Expected a dead-letter queue: check it by hand.",
    );
  });

  it("blames a policy that could not be evaluated, not the input", () => {
    expect(
      said("unknown", {
        path: "",
        because: ["the policy could not be evaluated, which is a defect of the policy or the engine"],
      }),
    ).toBe(
      "The policy could not be evaluated, which is a defect of the policy or the engine. Expected a dead-letter queue: see the diagnostics.",
    );
  });

  it("speaks even without evidence", () => {
    expect(said("unknown")).toMatch(/^This cannot be decided/);
  });
});

describe("the message of a pass", () => {
  it("says on what it rests", () => {
    expect(
      said("pass", {
        path: "kms_master_key_id",
        observed: "(known after apply)",
        expected: "a KMS key",
        because: ["Refers to aws_kms_key.queues."],
      }),
    ).toBe(
      "kms_master_key_id is known after apply; expected a KMS key, which holds (refers to aws_kms_key.queues).",
    );
    expect(
      said("pass", {
        path: "",
        observed: null,
        expected: "encrypted storage",
        because: ["MSK encrypts all storage."],
      }),
    ).toBe("Expected encrypted storage, which holds (MSK encrypts all storage).");
  });
});
