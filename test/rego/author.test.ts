import { execFileSync } from "node:child_process";
import { chmodSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { digestOf, readCustomBundle } from "../../src/engine/custom.js";
import { buildBundle, findOpa, newPolicy, testFolder } from "../../src/index.js";
import { faultText, RegoError } from "../../src/rego/module.js";
import { folderOf, OPA, type Parts, policyText, RULE, TEST, withoutOpa } from "./support.js";

// What needs OPA is skipped without it, unless SAFEGUARD_REQUIRE_OPA is set.

const faultsOf = async (files: Readonly<Record<string, string>>) =>
  (await testFolder(await findOpa(OPA), folderOf(files), "ours")).faults.map(faultText);

describe.skipIf(withoutOpa)("a new policy", () => {
  it.each([
    ["acme/queue-names", "aws_sqs_queue"],
    ["acme/owner", "google_storage_bucket"],
    ["sqs/second-opinion", "upstash_redis_database"],
  ])("%s on %s compiles, and its tests pass as they were written", async (id, subject) => {
    const folder = folderOf({});
    const files = newPolicy(id, subject, folder, "ours");
    expect(files).toEqual([`ours/${id}.rego`, `ours/${id}_test.rego`, "ours/README.md"]);
    const opa = await findOpa(OPA);
    expect(await testFolder(opa, folder, "ours")).toEqual({ policies: 1, tests: 4, faults: [], notes: [] });
    expect(execFileSync(OPA, ["fmt", "--list", "."], { cwd: folder, encoding: "utf8" })).toBe("");
    expect((await buildBundle(opa, folder, "ours")).policies).toMatchObject([{ id, subjects: [subject] }]);
  });

  it("stands beside those that are there, and replaces none", () => {
    const folder = folderOf({});
    newPolicy("acme/one", "aws_sqs_queue", folder, "ours");
    expect(newPolicy("acme/two", "aws_sqs_queue", folder, "ours")).toEqual([
      "ours/acme/two.rego",
      "ours/acme/two_test.rego",
    ]);
    expect(() => newPolicy("acme/one", "aws_sqs_queue", folder, "ours")).toThrow(
      "ours/acme/one.rego is there already.",
    );
  });
});

describe("an id or type that cannot be is refused", () => {
  it.each([
    ["queue-names", "is no id of a policy"],
    ["Acme/names", "is no id of a policy"],
    ["acme/queue_names", "is no id of a policy"],
    ["acme/2fa", "is no id of a policy"],
    ["acme/default", "is no id of a policy"],
    ["acme/../../etc", "is no id of a policy"],
    ["lib/names", "lib is a folder of Safeguard's own"],
    ["sqs/tls-only", "is a policy that ships with Safeguard"],
  ])("%s", (id, says) => {
    expect(() => newPolicy(id, "aws_sqs_queue", folderOf({}), "ours")).toThrow(says);
    expect(() => newPolicy("acme/names", "queue\nx", folderOf({}), "ours")).toThrow("is no resource type");
  });
});

describe.skipIf(withoutOpa)("safeguard policy test names the file, the line and what is wrong", () => {
  const policy = (parts: Parts) => ({ "acme/named.rego": policyText(parts), "acme/named_test.rego": TEST });
  const without =
    (line: RegExp, by = "") =>
    (lines: string) =>
      lines.replace(line, by);

  it("and nothing where all is well", async () => {
    expect(await faultsOf(policy({}))).toEqual([]);
  });

  it.each<[string, Record<string, string>, RegExp]>([
    ["Rego that does not parse", policy({ rule: "verdict[" }), /^ours\/acme\/named\.rego:1\d: /],
    [
      "a built-in function that the engine lacks",
      policy({
        rule: RULE.replace('queue.mode == "managed"', 'http.send({"url": "https://x"}).status_code == 200'),
      }),
      /^ours\/acme\/named\.rego:\d+: undefined function http\.send: neither Rego as Safeguard's engine has it/,
    ],
    [
      "an import that nobody uses",
      policy({ imports: "import data.safeguard.lib.tags" }),
      /^ours\/acme\/named\.rego:5: .*unused/,
    ],
    [
      "an import of what there is not",
      policy({ imports: "import data.safeguard.sqs.tls_only\nx := tls_only.verdict" }),
      /^ours\/acme\/named\.rego:5: data\.safeguard\.sqs\.tls_only is neither the library/,
    ],
    [
      "no title",
      policy({ metadata: without(/# title.*\n/) }),
      /^ours\/acme\/named\.rego:\d+: METADATA gives no title\.$/,
    ],
    [
      "no description",
      policy({ metadata: without(/# description.*\n/) }),
      /:\d+: METADATA gives no description\.$/,
    ],
    [
      "no severity",
      policy({ metadata: without(/#\s+severity.*\n/) }),
      /:\d+: custom\.severity is none of critical, high, medium, low\.$/,
    ],
    [
      "no subjects",
      policy({ metadata: without(/#\s+subjects.*\n/) }),
      /:\d+: custom\.subjects names no resource type\.$/,
    ],
    [
      "no remediation",
      policy({ metadata: without(/#\s+text.*\n/, "#     texts: x\n") }),
      /:\d+: METADATA gives no custom\.remediation\.text\.$/,
    ],
    [
      "a link that is none",
      policy({ metadata: without(/# custom/, "# related_resources: [ftp://x]\n# custom") }),
      /:\d+: related_resources needs at least one https:\/\/ address\.$/,
    ],
    [
      "another package",
      { "acme/other.rego": policyText(), "acme/other_test.rego": TEST },
      /^ours\/acme\/other\.rego:1: the package is safeguard\.acme\.named, not safeguard\.acme\.other\.$/,
    ],
    [
      "the id of a policy that ships",
      {
        "sqs/tls-only.rego": policyText({ id: "sqs/tls-only" }),
        "sqs/tls-only_test.rego": TEST.replace(/named/g, "x"),
      },
      /^ours\/sqs\/tls-only\.rego:1: sqs\/tls-only is the id of a policy that ships with Safeguard\.$/,
    ],
    [
      "the parameters of another policy",
      policy({ rule: `${RULE}\n\nx := data.parameters["sqs/message-retention"]` }),
      /:\d+: it names sqs\/message-retention, which is another policy\.$/,
    ],
    [
      "a file where none is read",
      { ...policy({}), "acme/queues/deep.rego": policyText(), "top.rego": policyText() },
      /^ours\/acme\/queues\/deep\.rego: a policy stands in <service>\/<rule>\.rego/,
    ],
    [
      "a library under a name that ships",
      { ...policy({}), "lib/check.rego": "package safeguard.lib.check\n" },
      /^ours\/lib\/check\.rego: the library that ships with Safeguard has this name/,
    ],
    [
      "a library that adds to one that ships",
      { ...policy({}), "lib/mine.rego": "package safeguard.lib.check\n\nis_fine := true\n" },
      /^ours\/lib\/mine\.rego:1: the package is not safeguard\.lib\.mine\.$/,
    ],
    ["no tests", { "acme/named.rego": policyText() }, /^ours\/acme\/named\.rego: it has no tests/],
    [
      "a test file without tests",
      { ...policy({}), "acme/named_test.rego": "package safeguard.acme.named_test\n" },
      /^ours\/acme\/named_test\.rego: it has no rule test_/,
    ],
    [
      "a test that fails",
      { ...policy({}), "acme/named_test.rego": TEST.replace('== "pass"', '== "fail"') },
      /^ours\/acme\/named_test\.rego:6: test_pass failed\.$/,
    ],
    [
      "a test that is left out",
      { ...policy({}), "acme/named_test.rego": TEST.replace("test_pass", "todo_test_pass") },
      /^ours\/acme\/named_test\.rego:6: todo_test_pass is left out/,
    ],
  ])("%s", async (_, files, says) => {
    const faults = await faultsOf(files);
    expect(faults[0]).toMatch(says);
    expect(faults.join("\n")).not.toContain("/tmp/");
  });

  it("and notes a type that no provider is known to have", async () => {
    const files = policy({
      metadata: (lines) => lines.replace("[aws_sqs_queue]", "[aws_sqs_queue, aws_sqs_queu]"),
    });
    const { faults, notes } = await testFolder(await findOpa(OPA), folderOf(files), "ours");
    expect(faults).toEqual([]);
    expect(notes.map(faultText)).toEqual([
      expect.stringMatching(
        /^ours\/acme\/named\.rego:\d+: .* has no aws_sqs_queu; did you mean aws_sqs_queue\?/,
      ),
    ]);
  });
});

describe.skipIf(withoutOpa)("safeguard policy build", () => {
  it("gives the same digest wherever the folder lies, and another for another text", async () => {
    const opa = await findOpa(OPA);
    const files = {
      "acme/named.rego": policyText(),
      "lib/mine.rego": "package safeguard.lib.mine\n\nis_fine := true\n",
    };
    const one = await buildBundle(opa, folderOf(files), "here");
    const two = await buildBundle(
      opa,
      join(
        folderOf({
          "deep/x/acme/named.rego": files["acme/named.rego"],
          "deep/x/lib/mine.rego": files["lib/mine.rego"],
        }),
        "deep/x",
      ),
      "there",
    );
    expect(two.digest).toBe(one.digest);
    expect(digestOf(gunzipSync(one.bytes))).toBe(one.digest);
    const changed = {
      ...files,
      "acme/named.rego": files["acme/named.rego"].replace("severity: high", "severity: low"),
    };
    expect((await buildBundle(opa, folderOf(changed), "here")).digest).not.toBe(one.digest);
  });

  it("writes nothing where something is wrong, and names all of it", async () => {
    const files = {
      "acme/named.rego": policyText({ metadata: (lines) => lines.replace(/# (title|description).*\n/g, "") }),
    };
    const error = await buildBundle(await findOpa(OPA), folderOf(files), "ours").catch(
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(RegoError);
    expect((error as RegoError).faults.length).toBe(2);
  });

  it("gives a bundle that OPA evaluates, with the Rego as it was written", async () => {
    const { bytes } = await buildBundle(
      await findOpa(OPA),
      folderOf({ "acme/named.rego": policyText() }),
      "ours",
    );
    const { rego } = await readCustomBundle(bytes, "ours.tar.gz");
    expect(new TextDecoder().decode(rego.get("policies/acme/named.rego"))).toBe(policyText());
    const input = { resources: { aws_sqs_queue: { a: { mode: "managed", values: { name: "x" } } } } };
    const folder = folderOf({ "ours.tar.gz": bytes, "input.json": JSON.stringify(input) });
    const args = ["eval", "--bundle", "ours.tar.gz", "--input", "input.json", "--format", "raw"];
    const said = execFileSync(OPA, [...args, "data.safeguard.acme.named.verdict.a.status"], { cwd: folder });
    expect(said.toString().trim()).toBe("pass");
  });
});

describe("OPA", () => {
  const script = (said: string) => join(folderOf({ opa: `#!/bin/sh\n${said}\n` }), "opa");

  it("that is missing, too old or something else is named, with what to do", async () => {
    await expect(findOpa("opa-that-does-not-exist")).rejects.toMatchObject({
      message: "opa-that-does-not-exist was not found; Rego is compiled and tested by OPA.",
      hint: expect.stringMatching(/^Install OPA 1\.22 .*go install .*--opa PATH/),
    });
    for (const [said, message] of [
      ["echo 'Version: 0.68.0'", /is OPA 0\.68\.0; policies are compiled by OPA 1\.22 or newer/],
      ["echo 'Version: 1.21.9'", /is OPA 1\.21\.9;/],
      ["echo hello", /is not OPA/],
    ] as const) {
      const file = script(said);
      chmodSync(file, 0o755);
      await expect(findOpa(file)).rejects.toThrow(message);
    }
  });
});
