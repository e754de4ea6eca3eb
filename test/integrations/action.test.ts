import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import { BAD, fixture, folder, GOOD, ROOT } from "../commands/support.js";
import { large } from "../report/samples.js";
import { action, runAction } from "./action.js";
import { loopback, run } from "./support.js";

interface Comment {
  readonly id: number;
  readonly user: { readonly login: string; readonly type: string };
  body: string;
}

const MARKER = "<!-- safeguard: safeguard -->";
const BOT = { login: "github-actions[bot]", type: "Bot" };

/** As much of GitHub's API as a comment takes, with the comments of pull request 7. */
async function github(comments: Comment[] = [], { forbidden = false, login = "" } = {}) {
  const calls: string[] = [];
  const url = await loopback((request, body, response) => {
    const { pathname, searchParams } = new URL(request.url ?? "", "http://localhost");
    const reply = (status: number, content: unknown) => {
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(content));
    };
    calls.push(`${request.method} ${request.url}`);
    if (request.headers.authorization !== "Bearer job-token")
      return reply(401, { message: "Bad credentials" });
    if (pathname === "/user") {
      return login === ""
        ? reply(403, { message: "Resource not accessible by integration" })
        : reply(200, { login });
    }
    const own = comments.find(({ id }) => pathname === `/repos/clinic/shop/issues/comments/${id}`);
    if (pathname === "/repos/clinic/shop/issues/7/comments" && request.method === "GET") {
      const from = (Number(searchParams.get("page")) - 1) * 100;
      return reply(200, comments.slice(from, from + 100));
    }
    if (forbidden) return reply(403, { message: "Resource not accessible by integration" });
    if (pathname === "/repos/clinic/shop/issues/7/comments" && request.method === "POST") {
      const comment = { id: comments.length + 1, user: BOT, body: (JSON.parse(body) as Comment).body };
      comments.push(comment);
      return reply(201, {
        ...comment,
        html_url: `https://github.com/clinic/shop/pull/7#issuecomment-${comment.id}`,
      });
    }
    if (own !== undefined && request.method === "PATCH") {
      own.body = (JSON.parse(body) as Comment).body;
      return reply(200, { ...own, html_url: `https://github.com/clinic/shop/pull/7#issuecomment-${own.id}` });
    }
    reply(404, { message: "Not Found" });
  });
  return { comments, calls, env: { GITHUB_API_URL: url } };
}

const PULL = { pull_request: { number: 7, head: { sha: "fedcba9876543210" } } };

/** A checkout with Terraform below it, and the plan beside it. */
function checkout(): string {
  const workspace = folder();
  mkdirSync(join(workspace, ".git"));
  cpSync(fixture("hcl/webshop"), join(workspace, "infra"), { recursive: true });
  cpSync(fixture("plans/webshop.json"), join(workspace, "infra/the plan.json"));
  cpSync(GOOD, join(workspace, "good.json"));
  cpSync(BAD, join(workspace, "bad.json"));
  return workspace;
}

describe("action.yml", () => {
  it("is what GitHub takes", () => {
    const schema = JSON.parse(readFileSync(join(ROOT, "schemas/vendor/github-action.json"), "utf8"));
    const validate = new Ajv({ strict: false, allErrors: true }).compile(schema);
    validate(action);
    expect(validate.errors ?? []).toEqual([]);
    expect(validate({ ...action, runs: { using: "composite" } })).toBe(false);
  });

  it("gives inputs to scripts through their environment alone, and pins what it uses", () => {
    const { steps } = action.runs;
    expect(steps.filter(({ run }) => run !== undefined).length).toBeGreaterThan(3);
    for (const { run = "", shell, uses = "a/b@v1" } of steps) {
      expect(run).not.toContain("${{");
      expect(run === "" || shell === "bash").toBe(true);
      expect(uses).toMatch(/^[\w-]+\/[\w/-]+@(v\d+|[0-9a-f]{40})$/);
    }
    for (const name of Object.keys(action.inputs))
      expect(JSON.stringify(action.runs)).toContain(`inputs.${name}`);
  });
});

describe("the steps of the action", () => {
  it("annotate, summarise, upload and comment, and then fail the job", async () => {
    const api = await github();
    const workspace = checkout();
    const ran = await runAction(
      { input: "the plan.json", source: ".", "working-directory": "infra" },
      { workspace, event: PULL, env: api.env },
    );
    expect(ran.code).toBe(1);
    expect(ran.log).toMatch(/^::error file=infra\/main\.tf,line=44,title=Queues are closed to the public/m);
    expect(ran.log).toContain("Gate failed: 63 failed, 13 unknown");
    expect(ran.summary).toMatch(/^# Safeguard: gate failed\n/);
    expect(ran.outputs).toMatchObject({ result: "failed", failures: "63", unknowns: "13" });
    expect(JSON.parse(readFileSync(ran.outputs.report ?? "", "utf8"))).toMatchObject({
      schema: "safeguard.report/v1",
      gate: { result: "failed" },
    });
    expect(ran.used["github/codeql-action/upload-sarif@v4"]).toEqual({
      sarif_file: ran.outputs.sarif,
      category: "safeguard",
    });
    const sarif = readFileSync(ran.outputs.sarif ?? "", "utf8");
    expect(JSON.parse(sarif)).toMatchObject({ version: "2.1.0" });
    expect(sarif).toContain('"uri": "infra/modules/queue/main.tf"');
    expect(api.comments).toHaveLength(1);
    const body = api.comments[0]?.body ?? "";
    expect(body.startsWith(`${MARKER}\n# Safeguard: gate failed\n`)).toBe(true);
    expect(body).toContain("Of commit fedcba9876543210");
    expect(body).toContain("https://github.com/clinic/shop/actions/runs/77");
    expect(body.length).toBeLessThanOrEqual(65_536);
  });

  it("update the comment from then on", async () => {
    const people = Array.from({ length: 230 }, (_, id) => ({
      id: id + 1,
      user: { login: "ada", type: "User" },
      // Somebody quotes the comment; that makes it not Safeguard's.
      body: id === 3 ? `${MARKER}\n# Safeguard: gate passed` : "Looks good",
    }));
    const api = await github(people);
    const workspace = checkout();
    const run = (input: string) => runAction({ input }, { workspace, event: PULL, env: api.env });
    expect((await run("bad.json")).code).toBe(1);
    expect(api.comments).toHaveLength(231);
    expect(api.comments.at(-1)?.body).toContain("gate failed");
    expect((await run("good.json")).code).toBe(0);
    expect(api.comments).toHaveLength(231);
    expect(api.comments.at(-1)?.body).toContain("gate passed");
    expect(api.comments[3]?.body).toBe(`${MARKER}\n# Safeguard: gate passed`);
    expect(api.calls.filter((call) => call.startsWith("PATCH"))).toHaveLength(1);
    expect(api.calls).toContain("GET /repos/clinic/shop/issues/7/comments?per_page=100&page=3");
    // Another check of the same pull request has a comment of its own.
    await runAction({ input: "good.json", category: "eu" }, { workspace, event: PULL, env: api.env });
    expect(api.comments.at(-1)?.body).toContain("<!-- safeguard: eu -->");
    expect(api.comments).toHaveLength(232);
  });

  it("write as the user whose token they have", async () => {
    const api = await github([{ id: 1, user: BOT, body: `${MARKER}\nold` }], { login: "robot" });
    await runAction({ input: "good.json" }, { workspace: checkout(), event: PULL, env: api.env });
    expect(api.comments.map(({ body }) => body.split("\n")[1])).toEqual(["old", "# Safeguard: gate passed"]);
  });

  it("keep the comment to what GitHub takes", async () => {
    const api = await github();
    const files = folder({ "report.json": JSON.stringify(large(3000)), "event.json": JSON.stringify(PULL) });
    const { code, output } = await run("node", [join(ROOT, "integrations/github/comment.mjs")], {
      cwd: files,
      env: {
        ...api.env,
        PATH: process.env.PATH ?? "",
        GITHUB_EVENT_PATH: join(files, "event.json"),
        GITHUB_REPOSITORY: "clinic/shop",
        SAFEGUARD_REPORT: join(files, "report.json"),
        SAFEGUARD_RESULT: "failed",
        SAFEGUARD_TOKEN: "job-token",
      },
    });
    expect({ code, output }).toMatchObject({ code: 0, output: expect.stringMatching(/^Wrote https:/) });
    const body = api.comments[0]?.body ?? "";
    expect(body.length).toBeGreaterThan(60_000);
    expect(body.length).toBeLessThanOrEqual(65_536);
    expect(body).toMatch(/\n\d+ more of \d+ in the full report\.\n/);
  });

  it.each([
    [
      "a fork may not comment",
      { forbidden: true },
      /^::warning title=Safeguard wrote no comment::POST .* 403 Resource not accessible by integration\. The job needs pull-requests: write/m,
    ],
  ])("go on when %s", async (_, options, says) => {
    const api = await github([], options);
    const ran = await runAction({ input: "good.json" }, { workspace: checkout(), event: PULL, env: api.env });
    expect(ran.log).toMatch(says);
    expect(ran.log).not.toContain("job-token");
    expect(ran).toMatchObject({ code: 0, outputs: { result: "passed" } });
  });

  it("go on when GitHub is not there", async () => {
    const env = { GITHUB_API_URL: "http://127.0.0.1:9" };
    const ran = await runAction({ input: "bad.json" }, { workspace: checkout(), event: PULL, env });
    expect(ran.log).toContain("::warning title=Safeguard wrote no comment::fetch failed");
    expect(ran.code).toBe(1);
  });

  it("comment on nothing outside of a pull request, and leave out what is not wanted", async () => {
    const api = await github();
    const event = { ref: "refs/heads/main" };
    const pushed = await runAction({ input: "good.json" }, { workspace: checkout(), event, env: api.env });
    expect(pushed.log).toContain("Not a pull request: no comment.");
    const wishes = {
      input: "bad.json",
      sarif: "false",
      summary: "false",
      comment: "false",
      "node-version": "",
    };
    const quiet = await runAction(wishes, { workspace: checkout(), event: PULL, env: api.env });
    expect(quiet).toMatchObject({ code: 1, summary: "", used: {} });
    expect(api.calls).toEqual([]);
  });

  it.each([
    [
      { input: "no-such-plan.json" },
      /^::error title=Safeguard decided nothing::Error: no-such-plan\.json does not exist\.%0A/m,
    ],
    [{ input: "" }, /^::error title=Safeguard decided nothing::Error: An input has an empty name/m],
    [{ input: "good.json", "fail-on": "severe" }, /--fail-on severe is none of critical/],
    [{ input: "good.json", "working-directory": "nowhere" }, /^::error title=Safeguard decided nothing::/m],
  ])("fail with 2 where nothing is decided: %j", async (inputs, says) => {
    const api = await github([{ id: 1, user: BOT, body: `${MARKER}\n# Safeguard: gate passed` }]);
    const ran = await runAction(inputs, { workspace: checkout(), event: PULL, env: api.env });
    expect(ran.log).toMatch(says);
    expect(ran).toMatchObject({ code: 2, outputs: { result: "error", report: "", sarif: "" } });
    expect(ran.summary).toMatch(/^# Safeguard decided nothing/);
    // An old comment does not go on to say that the gate passed.
    expect(api.comments.map(({ body }) => body.split("\n")[1])).toEqual(["# Safeguard decided nothing"]);
    expect(ran.used["github/codeql-action/upload-sarif@v4"]).toBeUndefined();
  });

  it("leave the gate to the configuration, and can be stricter or milder", async () => {
    const workspace = checkout();
    writeFileSync(join(workspace, "safeguard.config.yaml"), "failOn: low\nonUnknown: fail\n");
    const inputs = { input: "bad.json", args: "--policy=sqs/no-public-access" };
    const gate = async (more: Readonly<Record<string, string>>) => {
      const { outputs } = await runAction({ ...inputs, ...more }, { workspace, event: {} });
      const { failOn, onUnknown } = JSON.parse(readFileSync(outputs.report ?? "", "utf8")).gate;
      return [failOn, onUnknown];
    };
    expect(await gate({})).toEqual(["low", "fail"]);
    expect(await gate({ "fail-on": "high", "on-unknown": "warn" })).toEqual(["high", "warn"]);
  });

  it("that end without a report decide nothing", async () => {
    const ran = await runAction(
      { input: "bad.json", args: "--help", summary: "false" },
      { workspace: checkout(), event: {} },
    );
    expect(ran).toMatchObject({ code: 2, outputs: { result: "error", report: "" } });
  });

  it("take several inputs, more flags, and shell syntax for what it is: text", async () => {
    const workspace = checkout();
    const inputs = {
      input: "good.json\n\n  bad.json  \n",
      args: "--framework=nist-800-53r5 --policy=sqs/no-public-access",
      "fail-on": "never",
    };
    const ran = await runAction(inputs, { workspace, event: {} });
    const report = JSON.parse(readFileSync(ran.outputs.report ?? "", "utf8"));
    expect(report.inputs.map(({ path }: { path: string }) => path)).toEqual(["bad.json", "good.json"]);
    expect(report.framework.id).toBe("nist-800-53r5");
    expect(ran.code).toBe(0);
    const hostile = { input: '$(touch owned); `touch owned` "; touch owned; #' };
    expect((await runAction(hostile, { workspace, event: {} })).code).toBe(2);
    expect(() => readFileSync(join(workspace, "owned"))).toThrow(/ENOENT/);
  });
});
