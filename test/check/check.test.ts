import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { assessmentDate } from "../../src/check/date.js";
import type { Selection } from "../../src/check/selection.js";
import { ConfigError, InputError, SafeguardError } from "../../src/errors.js";
import { around, inFixtures, report } from "./support.js";

async function refusal(work: Promise<unknown>): Promise<SafeguardError> {
  const error = await work.then(
    () => new Error("it was accepted"),
    (thrown: unknown) => thrown,
  );
  if (error instanceof SafeguardError) return error;
  throw error;
}

/** A plan beside no configuration. */
function plan(content: unknown): string {
  const folder = mkdtempSync(join(tmpdir(), "safeguard-check-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, "plan.json"), JSON.stringify(content));
  return join(folder, "plan.json");
}

const onFile = (file: string) => report([], { inputs: [file] });
const none: Selection = { policies: [], services: [], controls: [] };

describe("what cannot be assessed", () => {
  it("a plan that stopped at an error", async () => {
    const error = await refusal(report(["plans/errored.json"]));
    expect(error).toBeInstanceOf(InputError);
    expect(error.code).toBe("errored-plan");
    expect(error.message).toMatch(/stopped at an error; resources are missing/);
  });

  it("a plan without resources", async () => {
    const error = await refusal(report(["plans/no-resources.json"]));
    expect(error.code).toBe("no-resources");
    expect(error.hint).toMatch(/right folder and workspace/);
  });

  it("an empty state", async () => {
    expect((await refusal(onFile(plan({ format_version: "1.0" })))).code).toBe("no-resources");
  });

  it("one such plan among good ones", async () => {
    const inputs = ["plans/sqs-shared-key.json", "plans/no-resources.json"];
    expect((await refusal(report(inputs))).message).toContain("no-resources.json");
  });

  it("a state where only changes are asked for", async () => {
    const error = await refusal(report(["inputs/state.json"], { changedOnly: true }));
    expect(error.code).toBe("needs-plan");
    expect(error.message).toMatch(/is a state, which has no changes; --changed-only needs a plan/);
  });

  it("a synthesized stack where only changes are asked for", async () => {
    const error = await refusal(report(["stacks/sqs-shared-key/cdk.tf.json"], { changedOnly: true }));
    expect(error.message).toMatch(/is a synthesized stack/);
  });

  it("no input", async () => {
    expect((await refusal(report([]))).code).toBe("no-input");
  });
});

describe("what can", () => {
  it("a plan that only removes is no failure, and says so", async () => {
    const changes = JSON.parse(readFileSync(inFixtures("plans/changes.json"), "utf8")) as {
      format_version: string;
      resource_changes: { change: { actions: string[] } }[];
    };
    const removals = changes.resource_changes.filter(({ change }) => change.actions.join() === "delete");
    expect(removals.length).toBeGreaterThan(0);
    const result = await onFile(plan({ format_version: changes.format_version, resource_changes: removals }));
    expect(result.gate.result).toBe("passed");
    expect(result.findings).toEqual([]);
    expect(result.diagnostics).toContainEqual(
      expect.objectContaining({
        level: "note",
        code: "only-removals",
        message: expect.stringMatching(/only removes/),
      }),
    );
  });

  it("a plan of a part is assessed and fails the gate", async () => {
    const { gate, findings } = await report(["plans/targeted.json"]);
    expect(gate.result).toBe("failed");
    expect(gate.reasons.join(" ")).toMatch(/covers only a part/);
    expect(findings.length).toBeGreaterThan(0);
  });

  it("a state", async () => {
    const { inputs, findings } = await report(["inputs/state.json"]);
    expect(inputs).toMatchObject([{ kind: "terraform-state", complete: true }]);
    expect(findings.length).toBeGreaterThan(0);
  });

  it("a synthesized stack, which is its own source", async () => {
    const { findings } = await report(["stacks/sqs-broken-no-dead-letter-queue/cdk.tf.json"]);
    expect(
      findings.filter(({ policy }) => policy === "sqs/dead-letter-queue").map(({ verdict }) => verdict),
    ).toEqual(["fail"]);
  });

  it("several plans, each under its own path", async () => {
    const inputs = ["plans/sqs-shared-key.json", "plans/sqs-broken-public.json"];
    const both = await report(inputs);
    const [first, second] = [await report(inputs.slice(0, 1)), await report(inputs.slice(1))];
    expect(both.findings).toHaveLength(first.findings.length + second.findings.length);
    expect(new Set(both.findings.map(({ id }) => id)).size).toBe(both.findings.length);
  });

  it("changes only: what the plan leaves alone has no findings", async () => {
    const all = await report(["plans/changes.json"]);
    const changed = await report(["plans/changes.json"], { changedOnly: true });
    const kinds = (findings: typeof all.findings) => new Set(findings.map(({ resource }) => resource.change));
    expect(kinds(all.findings)).toContain("no-op");
    expect(kinds(changed.findings)).not.toContain("no-op");
    const expected = all.findings.filter(({ resource }) =>
      ["create", "update", "replace", "import"].includes(resource.change),
    );
    expect(changed.findings).toEqual(expected);
    expect(expected.length).toBeGreaterThan(0);
  });
});

describe("the selection of policies", () => {
  const policies = async (selection: Partial<Selection>) =>
    new Set(
      (await report(["plans/webshop.json"], { selection: { ...none, ...selection } })).findings.map(
        ({ policy }) => policy,
      ),
    );

  it("takes policies, services and controls", async () => {
    expect(await policies({ policies: ["sqs/tls-only"] })).toEqual(new Set(["sqs/tls-only"]));
    expect([...(await policies({ services: ["sqs"] }))].every((id) => id.startsWith("sqs/"))).toBe(true);
    const transmission = await policies({ controls: ["164.312(e)(1)"] });
    expect(transmission).toContain("sqs/tls-only");
    expect(transmission).not.toContain("sqs/dead-letter-queue");
  });

  it("of two kinds takes what both name", async () => {
    expect(
      await policies({ controls: ["164.312(e)(1)"], policies: ["sqs/tls-only", "sqs/dead-letter-queue"] }),
    ).toEqual(new Set(["sqs/tls-only"]));
  });

  it.each([
    [
      { policies: ["sqs/tls-onyl"] },
      "unknown-policy",
      "There is no policy sqs/tls-onyl; did you mean sqs/tls-only?",
    ],
    [{ services: ["sqsq"] }, "unknown-service", "There is no service sqsq; did you mean sqs?"],
    [{ services: ["mainframe"] }, "unknown-service", "There is no service mainframe."],
    [
      { controls: ["164.312(e)(3)"] },
      "unknown-control",
      /^There is no control 164\.312\(e\)\(3\); did you mean 164\.312\([a-e]\)\(\d\)\?$/,
    ],
  ])("refuses what does not exist: %j", async (selection, code, message) => {
    const error = await refusal(policies(selection));
    expect(error).toBeInstanceOf(ConfigError);
    expect(error.code).toBe(code);
    expect(error.message).toMatch(message);
    expect(error.hint).toMatch(/safeguard (policies|controls) lists them/);
  });

  it("that leaves no policy is refused: nothing judged would pass", async () => {
    const error = await refusal(policies({ policies: ["sqs/tls-only"], services: ["elasticache"] }));
    expect(error.code).toBe("no-policies");
    expect(error.message).toMatch(/none meets --policy sqs\/tls-only and --service elasticache/);
  });
});

describe("a source that is named", () => {
  it("and holds no configuration is refused", async () => {
    const error = await refusal(report(["plans/sqs-shared-key.json"], { source: around.cwd }));
    expect(error.code).toBe("no-source");
    expect(error.message).toMatch(/holds no Terraform configuration/);
  });

  it("and is of another plan is not used, with a warning", async () => {
    const other = await report(["plans/sqs-production.json"], { source: inFixtures("hcl/webshop") });
    const without = await report(["plans/sqs-production.json"]);
    expect(other.diagnostics).toContainEqual(
      expect.objectContaining({ level: "warning", code: "source-mismatch" }),
    );
    expect(other.findings).toEqual(without.findings);
  });
});

describe("the date of an assessment", () => {
  const NOW = Date.UTC(2026, 0, 31, 12, 30, 15, 999);

  it.each([
    [undefined, undefined, "2026-01-31T12:30:15Z"],
    [undefined, "", "2026-01-31T12:30:15Z"],
    [undefined, "0", "1970-01-01T00:00:00Z"],
    [undefined, "253402300799", "9999-12-31T23:59:59Z"],
    ["2025-06-01", "0", "2025-06-01T00:00:00Z"],
    ["2025-06-01T23:30:00-02:00", undefined, "2025-06-02T01:30:00Z"],
    ["2024-02-29T01:02:03.456Z", undefined, "2024-02-29T01:02:03Z"],
  ])("flag %s, SOURCE_DATE_EPOCH %s: %s", (flag, epoch, expected) => {
    expect(assessmentDate(flag, epoch, NOW)).toBe(expected);
  });

  it.each([
    "",
    "today",
    "2026",
    "31.01.2026",
    "2026-1-31",
    "2026-13-01",
    "2026-02-30",
    "2025-02-29",
    "2026-01-31 12:00",
  ])("--date %j is refused", (flag) => {
    expect(() => assessmentDate(flag, undefined, NOW)).toThrow(/is no date; expected ISO 8601/);
  });

  it.each(["2026-01-31T12:00", "2026-01-31T25:00:00Z", "9999-12-31T23:59:59-01:00"])(
    "--date %j is refused too",
    (flag) => {
      expect(() => assessmentDate(flag, undefined, NOW)).toThrow(ConfigError);
    },
  );

  it.each(["now", "-1", "1.5", "1e9", " 1", "253402300800"])("SOURCE_DATE_EPOCH %j is refused", (epoch) => {
    expect(() => assessmentDate(undefined, epoch, NOW)).toThrow(
      /SOURCE_DATE_EPOCH is .+; expected whole seconds/,
    );
  });
});
