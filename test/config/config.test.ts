import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { type CheckOptions, check } from "../../src/check/check.js";
import { findConfig } from "../../src/config/find.js";
import type { ConfigError } from "../../src/errors.js";
import type { Finding } from "../../src/report/report.js";
import { around, inFixtures } from "../check/support.js";

function folder(files: Readonly<Record<string, string>>): string {
  const path = mkdtempSync(join(tmpdir(), "safeguard-config-"));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), content);
  }
  return path;
}

/** Findings of backup-retention on plan `elasticache` by address, judged in `cwd`. */
async function retention(cwd: string, options: Partial<CheckOptions> = {}): Promise<Record<string, Finding>> {
  const { report, failures } = await check(
    {
      inputs: [inFixtures("plans/elasticache.json")],
      source: null,
      config: null,
      parameters: [],
      framework: "hipaa",
      waivers: null,
      attestations: null,
      gate: {},
      selection: { policies: ["elasticache/backup-retention"], services: [], controls: [] },
      changedOnly: false,
      assessedAt: "2026-01-31T12:00:00Z",
      ...options,
    },
    { ...around, cwd },
  );
  expect(failures).toEqual([]);
  return Object.fromEntries(report.findings.map((finding) => [finding.resource.address, finding]));
}

const CONFIG = "safeguard.config.yaml";
/** Keeps its backups for one day. */
const USERS = "aws_elasticache_replication_group.users";
const minimum = (days: number) => `{ elasticache/backup-retention: { minimum_days: ${days} } }`;
const override = (selector: string, days: number, reason = "No ePHI there.") =>
  `  - for: ${selector}\n    reason: ${reason}\n    parameters: ${minimum(days)}\n`;

async function usersBy(config: string, options: Partial<CheckOptions> = {}) {
  const { [USERS]: finding } = await retention(folder({ [CONFIG]: config }), options);
  return { verdict: finding?.verdict, by: finding?.parameters.minimum_days };
}

async function refusal(config: string, options: Partial<CheckOptions> = {}): Promise<string> {
  const error = await retention(folder({ [CONFIG]: config }), options).catch((thrown: unknown) => thrown);
  const { message, hint, exitCode } = error as ConfigError;
  expect(exitCode).toBe(2);
  expect(hint).toMatch(/\.$/);
  return message;
}

describe("parameters", () => {
  it("without a configuration: the defaults, named as such", async () => {
    expect(await usersBy("")).toEqual({ verdict: "fail", by: { value: 7, from: "default" } });
  });

  it("for all resources", async () => {
    const by = { value: 1, from: CONFIG };
    expect(await usersBy(`parameters: ${minimum(1)}`)).toEqual({ verdict: "pass", by });
  });

  it("from no folder above the repository, which is somebody else's", async () => {
    const cwd = folder({ [CONFIG]: "failOn: low\n", "repository/.git/HEAD": "", "repository/infra/x": "" });
    expect(findConfig(join(cwd, "repository/infra"))).toBeNull();
    expect(findConfig(join(cwd, "elsewhere"))).toBe(join(cwd, CONFIG));
    writeFileSync(join(cwd, "repository", CONFIG), "");
    expect(findConfig(join(cwd, "repository/infra"))).toBe(join(cwd, "repository", CONFIG));
  });

  it("from a folder above, and from a file that is named", async () => {
    const cwd = folder({ [CONFIG]: `parameters: ${minimum(1)}`, "a/b/x": "", "other.yaml": "" });
    expect((await retention(join(cwd, "a/b")))[USERS]?.verdict).toBe("pass");
    expect((await retention(join(cwd, "a/b"), { config: "../../other.yaml" }))[USERS]?.verdict).toBe("fail");
  });

  it("as a flag, over the configuration", async () => {
    const parameters = ["elasticache/backup-retention.minimum_days=1"];
    const by = { value: 1, from: "--parameter" };
    expect(await usersBy(`parameters: ${minimum(30)}`, { parameters })).toEqual({ verdict: "pass", by });
    const overrides = `overrides:\n${override("{ type: aws_elasticache_* }", 30)}`;
    expect(await usersBy(overrides, { parameters })).toEqual({ verdict: "pass", by });
  });

  it.each([
    ["type", "{ type: aws_elasticache_* }", "pass"],
    ["type of another", "{ type: aws_sqs_* }", "fail"],
    ["address", "{ address: 'aws_elasticache_replication_group.u*' }", "pass"],
    ["address, one of several", `{ address: [nothing, ${USERS}] }`, "pass"],
    ["a part of an address", "{ address: users }", "fail"],
    ["module", "{ module: module.cache }", "fail"],
    ["a tag it has not", "{ tags: { Environment: development } }", "fail"],
    ["of two conditions one", "{ type: aws_elasticache_*, address: nothing }", "fail"],
  ])("by %s", async (_, selector, verdict) => {
    const from = `${CONFIG}, overrides[0]: No ePHI there.`;
    expect(await usersBy(`overrides:\n${override(selector, 0)}`)).toEqual({
      verdict,
      by: verdict === "pass" ? { value: 0, from } : { value: 7, from: "default" },
    });
  });

  it("the last override that fits counts, over what holds for all", async () => {
    const config = `parameters: ${minimum(1)}\noverrides:\n${override("{ type: '*' }", 0)}${override("{ type: '*group' }", 14)}`;
    expect(await usersBy(config)).toMatchObject({ verdict: "fail", by: { value: 14 } });
  });
});

describe("a tag", () => {
  const plan = (tags: unknown, unknown: unknown) =>
    JSON.stringify({
      format_version: "1.2",
      resource_changes: [
        {
          address: USERS,
          mode: "managed",
          type: "aws_elasticache_replication_group",
          name: "users",
          provider_name: "registry.terraform.io/hashicorp/aws",
          change: {
            actions: ["create"],
            before: null,
            after: { snapshot_retention_limit: 1, ...(tags === undefined ? {} : { tags, tags_all: tags }) },
            after_unknown: unknown,
          },
        },
      ],
    });
  const config = `overrides:\n${override("{ tags: { Environment: dev* } }", 0)}`;
  const judged = async (tags: unknown, unknown: unknown, settings = config) => {
    const cwd = folder({ "plan.json": plan(tags, unknown), [CONFIG]: settings });
    return (await retention(cwd, { inputs: ["plan.json"] }))[USERS];
  };

  it("lowers a threshold where it fits, visibly", async () => {
    const finding = await judged({ Environment: "development" }, {});
    expect(finding).toMatchObject({ verdict: "pass", parameters: { minimum_days: { value: 0 } } });
    expect((await judged({ Environment: "production" }, {}))?.verdict).toBe("fail");
    expect((await judged(null, {}))?.verdict).toBe("fail");
  });

  it("that is not known leaves open which threshold holds", async () => {
    for (const unknown of [
      { tags_all: true, tags: true },
      { tags_all: { Environment: true }, tags: { Environment: true } },
    ]) {
      const finding = await judged(unknown.tags === true ? undefined : {}, unknown);
      expect(finding?.verdict).toBe("unknown");
      expect(finding?.message).toMatch(/other parameters for resources with certain tags/);
    }
  });

  it("that is not known changes nothing where every threshold leads to the same", async () => {
    const same = `overrides:\n${override("{ tags: { Environment: prod } }", 35)}`;
    expect((await judged(undefined, { tags_all: true, tags: true }, same))?.verdict).toBe("fail");
  });
});

describe("a wrong configuration is refused with its line", () => {
  it.each([
    ["no YAML", "parameters: {\n", /^safeguard\.config\.yaml:\d: .+\.$/],
    [
      "an unknown key",
      "\nparameter: {}",
      "safeguard.config.yaml:2: the configuration has no key parameter; did you mean parameters?",
    ],
    ["a list", "- a", /:1: the configuration must be a map of keys and values\.$/],
    [
      "a key twice",
      "parameters: {}\nparameters: {}",
      /^safeguard\.config\.yaml:2: Map keys must be unique\.$/,
    ],
    [
      "no reason",
      `overrides:\n  - for: { type: a }\n    parameters: ${minimum(1)}`,
      /:2: overrides\[0\] needs reason\.$/,
    ],
    ["an empty selector", `overrides:\n${override("{}", 1)}`, /:2: overrides\[0\]\.for is empty\.$/],
    [
      "an unknown selector",
      `overrides:\n${override("{ tag: { a: b } }", 1)}`,
      /:2: overrides\[0\]\.for has no key tag; did you mean tags\?$/,
    ],
    ["no policy id", "parameters:\n  backups: { a: 1 }", /:2: parameters has backups, which is no policy id/],
    [
      "an unknown policy",
      "parameters:\n\n  elasticache/backup-retentoin: { a: 1 }",
      /:3: there is no policy elasticache\/backup-retentoin; did you mean elasticache\/backup-retention\?$/,
    ],
    [
      "an unknown parameter",
      "parameters:\n  elasticache/backup-retention:\n    days: 1",
      /:3: elasticache\/backup-retention takes no days; it takes minimum_days\.$/,
    ],
    [
      "a policy without parameters",
      "parameters: { sqs/tls-only: { a: 1 } }",
      /:1: sqs\/tls-only takes no parameters\.$/,
    ],
    [
      "a value out of range",
      `overrides:\n${override("{ type: a }", -1)}`,
      /:4: elasticache\/backup-retention takes a minimum_days that must be >= 0, not -1\.$/,
    ],
    [
      "a value of another type",
      "parameters: { elasticache/backup-retention: { minimum_days: '7' } }",
      /takes a minimum_days that must be integer, not "7"\.$/,
    ],
  ])("%s", async (_, config, says) => {
    const message = await refusal(config);
    if (typeof says === "string") expect(message).toBe(says);
    else expect(message).toMatch(says);
  });

  it.each([
    [
      "minimum_days=1",
      "--parameter minimum_days=1 is not POLICY.NAME=VALUE, as in sqs/message-retention.minimum_days=14.",
    ],
    [
      "elasticache/backup-retention.minimum_days=x",
      '--parameter: elasticache/backup-retention takes a minimum_days that must be integer, not "x".',
    ],
    ["sqs/nothing.a=1", "--parameter: there is no policy sqs/nothing."],
  ])("--parameter %s", async (flag, says) => {
    expect(await refusal("", { parameters: [flag] })).toBe(says);
  });

  it("a file that is not there", async () => {
    expect(await refusal("", { config: "none.yaml" })).toBe("none.yaml: there is no such file.");
  });
});
