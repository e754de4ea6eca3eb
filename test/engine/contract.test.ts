import { beforeAll, describe, expect, it } from "vitest";
import { evaluate, type PolicyBundle } from "../../src/engine/evaluate.js";
import { servicesOf } from "../../src/rego/metadata.js";
import { compile, inventoryOf, policy, queuesAt, shipped, usually, withoutOpa } from "./support.js";

const ADDRESSES = ["aws_sqs_queue.a", "aws_sqs_queue.b", "aws_sqs_queue.c"];
const inventory = inventoryOf(queuesAt(ADDRESSES, { name: "q" }));

const LIB = `
verdict(status) := {"status": status, "evidence": [evidence("satisfied")]}
evidence(state) := {"path": "name", "state": state, "observed": "q", "expected": "a name", "because": []}
`;
const CANARY = "seen[type] := count(resources) if some type, resources in input.resources";
const EACH = "if some address, _ in input.resources.aws_sqs_queue";

/** What a policy does wrong, its Rego, and what the failure says. */
const broken: Record<string, [rego: string, says: RegExp]> = {
  "test/conflicting-values": [
    `verdict[address] := lib.verdict("pass") ${EACH}\nverdict[address] := lib.verdict("fail") ${EACH}`,
    /conflict/,
  ],
  "test/conflicting-documents": [`verdict := {address: lib.verdict("pass")} ${EACH}`, /conflict|multiple/],
  "test/no-object": [
    `verdict := [lib.verdict("pass") | some _, _ in input.resources.aws_sqs_queue]`,
    /did not return an object/,
  ],
  "test/text": ['verdict := "pass"', /did not return an object/],
  "test/never-defined": ["verdict := {} if input.nothing", /did not return an object/],
  "test/bare-status": [
    `verdict[address] := "pass" ${EACH}`,
    /for aws_sqs_queue\.a has not the form of a verdict/,
  ],
  "test/null-verdict": [`verdict[address] := null ${EACH}`, /has not the form of a verdict/],
  "test/other-status": [`verdict[address] := lib.verdict("ok") ${EACH}`, /has not the form of a verdict/],
  "test/upper-case": [`verdict[address] := lib.verdict("PASS") ${EACH}`, /has not the form of a verdict/],
  "test/no-evidence": [`verdict[address] := {"status": "pass"} ${EACH}`, /has not the form of a verdict/],
  "test/evidence-object": [
    `verdict[address] := {"status": "pass", "evidence": lib.evidence("satisfied")} ${EACH}`,
    /has not the form of a verdict/,
  ],
  "test/other-state": [
    `verdict[address] := {"status": "pass", "evidence": [lib.evidence("fine")]} ${EACH}`,
    /has not the form of a verdict/,
  ],
  "test/one-wrong": [
    `verdict[address] := lib.verdict(status) if {
  some address, _ in input.resources.aws_sqs_queue
  status := {"aws_sqs_queue.b": "maybe"}[address]
}
verdict[address] := lib.verdict("pass") if {
  some address, _ in input.resources.aws_sqs_queue
  address != "aws_sqs_queue.b"
}`,
    /aws_sqs_queue\.b has not the form of a verdict/,
  ],
  "test/drops-one": [
    `verdict[address] := lib.verdict("pass") if {
  some address, _ in input.resources.aws_sqs_queue
  address != "aws_sqs_queue.b"
}`,
    /gave no verdict for aws_sqs_queue\.b/,
  ],
  "test/stray": [
    `verdict[address] := lib.verdict("pass") ${EACH}\nverdict["aws_sqs_queue.nowhere"] := lib.verdict("pass")`,
    /judged aws_sqs_queue\.nowhere, which is none of its subjects/,
  ],
  "test/both": [
    `verdict[address] := lib.verdict("pass") ${EACH}\nexempt["aws_sqs_queue.c"] := "It is spared."`,
    /both judged and exempted aws_sqs_queue\.c/,
  ],
  "test/odd-exempt": [
    `verdict[address] := lib.verdict("pass") ${EACH}\nexempt := "all"`,
    /did not return an object/,
  ],
};

const sound: Record<string, string> = {
  "test/a-sound": `verdict[address] := lib.verdict("pass") ${EACH}`,
  "test/exempts": `verdict := {} if input.resources\nexempt[address] := "It is spared." ${EACH}`,
  "test/reads-parameters": `verdict[address] := lib.verdict(data.parameters["test/reads-parameters"].status) ${EACH}`,
  "test/z-sound": `verdict[address] := lib.verdict("pass") ${EACH}`,
};

const throwing = Object.keys(broken).filter((id) => id.includes("conflicting"));
const entry = (id: string) => `safeguard/${id.replaceAll("-", "_")}`;

function entrypointsOf(rego: Record<string, string>): string[] {
  return Object.entries(rego).flatMap(([id, text]) => {
    const rules = text.includes("exempt") ? ["verdict", "exempt"] : ["verdict"];
    return rules.map((rule) => `${entry(id)}/${rule}`);
  });
}

const unknownFor = (id: string) =>
  ADDRESSES.map((address) => ({ policy: id, address, type: "aws_sqs_queue", status: "unknown" }));

describe.skipIf(withoutOpa).each([
  { how: "evaluated by itself", together: false, left: [] },
  { how: "evaluated with its service, which throws", together: true, left: [] },
  { how: "evaluated with its service", together: true, left: throwing },
])("a policy that breaks the contract, $how", ({ together, left }) => {
  const broke = Object.entries(broken).filter(([id]) => !(left as string[]).includes(id));
  const rego = { ...Object.fromEntries(broke.map(([id, [text]]) => [id, text])), ...sound };
  const parameters = usually("test/reads-parameters", { status: "fail" });
  let bundle: PolicyBundle;
  beforeAll(() => {
    const services = servicesOf(entrypointsOf(rego));
    const modules = { lib: LIB, canary: CANARY, ...rego };
    bundle = compile(
      together ? { ...modules, "lib/services": services.rego.replace(/^package .*/, "") } : modules,
      ["safeguard/canary/seen", ...(together ? services.entrypoints : []), ...entrypointsOf(rego)],
      Object.keys(rego).map((id) => policy(id)),
    );
  });

  it.each(broke)("%s: every subject is unknown and the run has failed", async (id, [, says]) => {
    const { verdicts, failures } = await evaluate(inventory, bundle, parameters);
    expect(verdicts.filter((verdict) => verdict.policy === id)).toMatchObject(unknownFor(id));
    expect(failures.filter((failure) => failure.policy === id)).toEqual([
      { policy: id, message: expect.stringMatching(says) },
    ]);
  });

  it("says in the evidence that the policy could not be evaluated", async () => {
    const { verdicts } = await evaluate(inventory, bundle, parameters);
    expect(verdicts.find(({ policy: id }) => id === "test/stray")?.evidence).toEqual([
      {
        path: "",
        state: "undetermined",
        observed: null,
        expected: "Title of test/stray",
        because: [expect.stringMatching(/could not be evaluated/)],
      },
    ]);
  });

  it("does not spoil the others, before and after it", async () => {
    const { verdicts, failures } = await evaluate(inventory, bundle, parameters);
    for (const id of ["test/a-sound", "test/z-sound"]) {
      const statuses = verdicts.filter((verdict) => verdict.policy === id).map(({ status }) => status);
      expect(statuses).toEqual(["pass", "pass", "pass"]);
    }
    expect(failures.map(({ policy: id }) => id).sort()).toEqual(broke.map(([id]) => id).sort());
  });

  it("leaves nothing behind in the module: a second run says the same", async () => {
    expect(await evaluate(inventory, bundle, parameters)).toEqual(
      await evaluate(inventory, bundle, parameters),
    );
  });

  it("an exempted subject gets no verdict, and that is no failure", async () => {
    const { verdicts } = await evaluate(inventory, bundle, parameters);
    expect(verdicts.filter(({ policy: id }) => id === "test/exempts")).toEqual([]);
  });

  it("policies read their parameters", async () => {
    const { verdicts } = await evaluate(inventory, bundle, parameters);
    const statuses = verdicts
      .filter(({ policy: id }) => id === "test/reads-parameters")
      .map(({ status }) => status);
    expect(statuses).toEqual(["fail", "fail", "fail"]);
  });

  it("data sources are no subjects", async () => {
    const plan = queuesAt(["data.aws_sqs_queue.d"]) as { resource_changes: { mode: string }[] };
    for (const change of plan.resource_changes) change.mode = "data";
    const catalogue = { ...bundle.catalogue, policies: [policy("test/exempts")] };
    expect(await evaluate(inventoryOf(plan), { ...bundle, catalogue })).toEqual({
      verdicts: [],
      exemptions: [],
      failures: [],
    });
  });
});

describe("a policy that the module does not have", () => {
  it("is unknown for its subjects, and the others are judged", async () => {
    const { module, catalogue } = shipped();
    const policies = [policy("sqs/aaa-not-compiled"), ...catalogue.policies];
    const { verdicts, failures } = await evaluate(inventory, {
      module,
      catalogue: { ...catalogue, policies },
    });
    expect(failures).toEqual([
      {
        policy: "sqs/aaa-not-compiled",
        message: expect.stringMatching(/no entrypoint safeguard\/sqs\/aaa_not_compiled/),
      },
    ]);
    expect(verdicts.filter(({ policy: id }) => id === "sqs/aaa-not-compiled")).toMatchObject(
      unknownFor("sqs/aaa-not-compiled"),
    );
    expect(
      verdicts.some(({ policy: id, status }) => id === "sqs/dead-letter-queue" && status === "fail"),
    ).toBe(true);
  });
});

describe.skipIf(withoutOpa)("the canary", () => {
  const policies = [policy("test/a-sound"), policy("test/z-sound")];
  const everythingUnknown = (message: RegExp) => ({
    verdicts: policies.flatMap(({ id }) => unknownFor(id)),
    failures: policies.map(({ id }) => ({ policy: id, message: expect.stringMatching(message) })),
  });
  const compiled = (canary: Record<string, string>, ...more: string[]) =>
    compile(
      {
        lib: LIB,
        "test/a-sound": sound["test/a-sound"] ?? "",
        "test/z-sound": sound["test/z-sound"] ?? "",
        ...canary,
      },
      ["safeguard/test/a_sound/verdict", "safeguard/test/z_sound/verdict", ...more],
      policies,
    );

  it("that is missing makes everything unknown", async () => {
    const evaluation = await evaluate(inventory, compiled({}));
    expect(evaluation).toMatchObject(everythingUnknown(/no entrypoint safeguard\/canary\/seen/));
  });

  it.each([
    [
      "one less",
      "seen[type] := count(resources) - 1 if some type, resources in input.resources",
      /given 3 aws_sqs_queue and saw 2/,
    ],
    ["nothing", "seen[type] := 0 if some type, _ in input.elsewhere", /given 3 aws_sqs_queue and saw none/],
    ["no number", 'seen := "all"', /given 3 aws_sqs_queue and saw none/],
  ])("that saw %s makes everything unknown", async (_, text, message) => {
    const evaluation = await evaluate(inventory, compiled({ canary: text }, "safeguard/canary/seen"));
    expect(evaluation).toMatchObject(everythingUnknown(message));
  });
});
