import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { readDocuments } from "../../src/input/read.js";
import { around, fixture, folder, read, refusal } from "./support.js";

const PLAN = fixture("plans/sqs-shared-key.json");
const OTHER = fixture("plans/sqs-broken-public.json");
const STATE = fixture("inputs/state.json");
const STACK = fixture("stacks/sqs-shared-key/cdk.tf.json");

const paths = (documents: readonly { path: string }[]) => documents.map(({ path }) => path);

describe("a folder", () => {
  it("gives every plan below it, sorted by path", async () => {
    const documents = await read(
      { "b/plan.json": PLAN, "a.json": OTHER, "b/c/gz.json.gz": gzipSync(PLAN) },
      ".",
    );
    expect(paths(documents)).toEqual(["a.json", "b/c/gz.json.gz", "b/plan.json"]);
    expect(documents.every(({ kind }) => kind === "terraform-plan")).toBe(true);
  });

  it("keeps the name the user gave in front of the paths", async () => {
    const documents = await readDocuments(["infra"], around(folder({ "infra/live/plan.json": PLAN })));
    expect(paths(documents)).toEqual(["infra/live/plan.json"]);
  });

  it("passes over what is no plan: package.json, states, validation results, logs, downloaded modules", async () => {
    const documents = await read(
      {
        "plan.json": PLAN,
        "package.json": "{}",
        "notes.json": "not JSON at all",
        "state.json": STATE,
        "validate.json": '{"format_version": "1.0", "valid": true, "error_count": 0, "diagnostics": []}',
        "access.json.gz": gzipSync("127.0.0.1 - -\n"),
        "node_modules/p/plan.json": OTHER,
        ".terraform/modules/m/plan.json": OTHER,
      },
      ".",
    );
    expect(paths(documents)).toEqual(["plan.json"]);
  });

  it("finds a plan whose version does not come first, as jq -S leaves it", async () => {
    const sorted = Object.fromEntries(Object.entries(JSON.parse(PLAN.toString("utf8"))).sort());
    const documents = await read({ "a.json": OTHER, "sorted.json": JSON.stringify(sorted) }, ".");
    expect(paths(documents)).toEqual(["a.json", "sorted.json"]);
  });

  it.each([
    ["utf16le", Buffer.from(`\ufeff${PLAN}`, "utf16le")],
    ["utf16be", Buffer.from(PLAN.toString("utf8"), "utf16le").swap16()],
  ])("finds a plan in %s", async (_, bytes) => {
    expect(await read({ "plan.json": bytes }, ".")).toHaveLength(1);
  });

  it.each([
    ["a plan that was cut off", PLAN.subarray(0, 5000), "broken-json"],
    ["a plan that was edited", '{"format_version": "1.2", "resource_changes": {}}', "bad-shape"],
    ["a plan in a wrapper", `{"plan": ${PLAN}}`, "wrapped-plan"],
    [
      "a plan of another major version",
      '{"format_version": "2.0", "resource_changes": []}',
      "unsupported-version",
    ],
  ])("is refused for %s beside a good one: it must not be left out in silence", async (_, content, code) => {
    const error = await refusal(read({ "good.json": OTHER, "sub/bad.json": content }, "."));
    expect(error.code).toBe(code);
    expect(error.message).toContain("sub/bad.json");
  });

  it("is refused for damaged gzip, which may be a plan", async () => {
    const files = { "good.json": OTHER, "bad.json.gz": gzipSync(PLAN).subarray(0, 900) };
    expect((await refusal(read(files, "."))).code).toBe("bad-gzip");
  });

  it.each([
    ["nothing", {}],
    ["no plan", { "package.json": "{}", "README.md": "# x" }],
    ["a state only", { "state.json": STATE }],
    ["a manifest of something else", { "manifest.json": '{"name": "web app", "icons": []}' }],
    ["a manifest without stacks", { "manifest.json": '{"version": "0.21.0", "stacks": {}}' }],
    [
      "a manifest whose stacks are odd",
      { "manifest.json": '{"stacks": {"a": {"synthesizedStackPath": 1}}}' },
    ],
  ])("that holds %s is refused", async (_, files) => {
    const error = await refusal(read(files, "."));
    expect(error.code).toBe("no-plans");
    expect(error.message).toMatch(/holds no Terraform plan and no synthesized CDKTF stack/);
    expect(error.hint).toMatch(/terraform show -json/);
  });
});

describe("cdktf.out", () => {
  const manifest = (...stacks: string[]) =>
    JSON.stringify({
      version: "0.21.0",
      stacks: Object.fromEntries(
        stacks.map((name) => [
          name,
          { name, synthesizedStackPath: `stacks/${name}/cdk.tf.json`, dependencies: [] },
        ]),
      ),
    });

  it("gives every stack of the manifest and nothing else", async () => {
    const files = {
      "cdktf.out/manifest.json": manifest("queues", "network"),
      "cdktf.out/stacks/queues/cdk.tf.json": STACK,
      "cdktf.out/stacks/network/cdk.tf.json": '{"resource": {}}',
      "cdktf.out/stacks/queues/plan.json": PLAN,
    };
    const documents = await read(files, "cdktf.out");
    expect(documents.map(({ kind, path }) => [kind, path])).toEqual([
      ["cdktf-synth", "cdktf.out/stacks/queues/cdk.tf.json"],
      ["cdktf-synth", "cdktf.out/stacks/network/cdk.tf.json"],
    ]);
    expect(documents[0]).toMatchObject({ text: STACK.toString("utf8") });
  });

  it("is refused when a stack of the manifest is missing", async () => {
    const files = {
      "cdktf.out/manifest.json": manifest("queues", "network"),
      "cdktf.out/stacks/queues/cdk.tf.json": STACK,
    };
    const error = await refusal(read(files, "cdktf.out"));
    expect(error.code).toBe("unreadable");
    expect(error.message).toContain("cdktf.out/stacks/network/cdk.tf.json cannot be read (ENOENT)");
  });

  it("of which one stack's folder is named gives that stack", async () => {
    const [document, ...more] = await read({ "stacks/queues/cdk.tf.json": STACK }, "stacks/queues");
    expect(document).toMatchObject({ kind: "cdktf-synth", path: "stacks/queues/cdk.tf.json" });
    expect(more).toEqual([]);
  });

  it("prefers the plan that lies beside a stack", async () => {
    expect(paths(await read({ "cdk.tf.json": STACK, "plan.json": PLAN }, "."))).toEqual(["plan.json"]);
  });
});

describe("a glob", () => {
  const files = { "plans/b.json": PLAN, "plans/a.json": OTHER, "plans/notes.txt": "x", "more/c.json": PLAN };

  it.each([
    ["plans/*.json", ["plans/a.json", "plans/b.json"]],
    ["**/*.json", ["more/c.json", "plans/a.json", "plans/b.json"]],
    ["{more,plans}/[bc].json", ["more/c.json", "plans/b.json"]],
  ])("%s gives its files, sorted", async (pattern, expected) => {
    expect(paths(await read(files, pattern))).toEqual(expected);
  });

  it("that matches nothing is refused", async () => {
    const error = await refusal(read(files, "plan/*.json"));
    expect(error).toMatchObject({ code: "no-match", message: "plan/*.json matches no file." });
    expect(error.hint).toMatch(/quote it/);
  });

  it("refuses a matching file that is no plan", async () => {
    const error = await refusal(read(files, "plans/*"));
    expect(error.code).toBe("not-json");
    expect(error.message).toContain("plans/notes.txt");
  });

  it("is none where a file has that very name", async () => {
    expect(paths(await read({ "plan[1].json": PLAN, "plan1.json": OTHER }, "plan[1].json"))).toEqual([
      "plan[1].json",
    ]);
  });
});

describe("several inputs", () => {
  it("are read in the order given", async () => {
    const cwd = folder({ "b.json": PLAN, "a.json": OTHER });
    expect(paths(await readDocuments(["b.json", "a.json"], around(cwd)))).toEqual(["b.json", "a.json"]);
  });

  it("give a file once, however often it is named", async () => {
    const cwd = folder({ "a.json": OTHER });
    const documents = await readDocuments(["a.json", "./a.json", "*.json", "."], around(cwd));
    expect(paths(documents)).toEqual(["a.json"]);
  });

  it("are refused when one is bad", async () => {
    const cwd = folder({ "a.json": OTHER, "b.json": "{}" });
    const error = await refusal(readDocuments(["a.json", "b.json"], around(cwd)));
    expect(error.message).toContain("b.json");
  });
});
