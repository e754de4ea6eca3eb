import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { createServer as createSecureServer } from "node:https";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { KEY, payload, post, TOKEN } from "../run-task/hcp.js";
import { BAD, folder, ROOT, SENTENCES, safeguard } from "./support.js";

const env = { SAFEGUARD_RUN_TASK_KEY: KEY };

interface Served {
  readonly url: string;
  readonly child: ChildProcess;
  readonly log: () => string;
  readonly ended: Promise<number | null>;
}

/** Starts the command and waits until it listens. */
async function serve(
  args: readonly string[] = [],
  more: Readonly<Record<string, string>> = {},
): Promise<Served> {
  const { PATH = "", HOME = "" } = process.env;
  const command = [join(ROOT, "bin/safeguard.cjs"), "serve-run-task", "--port", "0", ...args];
  const child = spawn(process.execPath, command, { cwd: folder(), env: { PATH, HOME, ...env, ...more } });
  onTestFinished(() => {
    child.kill("SIGKILL");
  });
  let log = "";
  const ended = new Promise<number | null>((resolve) => {
    child.on("close", resolve);
  });
  const port = await new Promise<string>((resolve, reject) => {
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      log += text;
      const listening = /"event":"listening","host":"127\.0\.0\.1","port":(\d+)/.exec(log);
      if (listening?.[1] !== undefined) resolve(listening[1]);
    });
    child.on("close", () => reject(new Error(log)));
  });
  return { url: `http://127.0.0.1:${port}`, child, log: () => log, ended };
}

describe("serve-run-task", () => {
  it("answers on loopback until it is told to end", async () => {
    const { url, child, log, ended } = await serve();
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    const body = JSON.stringify({ payload_version: 1, stage: "test", access_token: "test-token" });
    expect((await post(url, body)).status).toBe(200);
    expect((await post(url, body, "0".repeat(128))).status).toBe(401);
    // Of the names that it was not given, it asks none.
    const other = { task_result_callback_url: "https://tfe.example.org/callback" };
    expect((await post(url, payload(other))).status).toBe(400);
    child.kill("SIGTERM");
    expect(await ended).toBe(0);
    const events = log()
      .trimEnd()
      .split("\n")
      .map((line) => (JSON.parse(line) as { event: string }).event);
    expect(events).toEqual(["listening", "verified", "rejected", "rejected", "stopping", "stopped"]);
    expect(log()).not.toContain(KEY);
  });

  it.skipIf(spawnSync("openssl", ["version"]).status !== 0)("judges over TLS, as in life", async () => {
    const keys = folder();
    const made = spawnSync(
      "openssl",
      [
        ...["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"],
        ...["-addext", "subjectAltName=DNS:localhost", "-keyout", "key.pem", "-out", "cert.pem"],
      ],
      { cwd: keys },
    );
    expect(made.status).toBe(0);
    const asked: (string | undefined)[] = [];
    let told: (answer: string) => void = () => {};
    const answer = new Promise<string>((resolve) => {
      told = resolve;
    });
    const secrets = { key: readFileSync(join(keys, "key.pem")), cert: readFileSync(join(keys, "cert.pem")) };
    const terraform = createSecureServer(secrets, (request, response) => {
      asked.push(`${request.method} ${request.url} ${request.headers.authorization}`);
      if (request.method === "GET") return response.end(readFileSync(BAD));
      let body = "";
      request.setEncoding("utf8").on("data", (text: string) => {
        body += text;
      });
      request.on("end", () => {
        response.end();
        told(body);
      });
    });
    await new Promise<void>((resolve) => terraform.listen(0, "localhost", resolve));
    onTestFinished(() => {
      terraform.closeAllConnections();
      terraform.close();
    });
    const host = `localhost:${(terraform.address() as AddressInfo).port}`;
    const { url, child, log, ended } = await serve(["--hostname", host, "--fail-on=critical"], {
      NODE_EXTRA_CA_CERTS: join(keys, "cert.pem"),
    });
    const body = payload({
      plan_json_api_url: `https://${host}/plan`,
      task_result_callback_url: `https://${host}/callback`,
    });
    expect((await post(url, body)).status).toBe(200);
    expect(JSON.parse(await answer)).toMatchObject({
      data: {
        attributes: { status: "failed", message: expect.stringContaining("1 failure of severity critical.") },
      },
    });
    expect(asked).toEqual([`GET /plan Bearer ${TOKEN}`, `PATCH /callback Bearer ${TOKEN}`]);
    child.kill("SIGTERM");
    expect(await ended).toBe(0);
    expect(log()).not.toContain(TOKEN);
  });

  it("starts with the settings of a check", async () => {
    const { child, ended } = await serve(["--framework=nist-800-53r5", "--service=sqs", "--on-unknown=fail"]);
    child.kill("SIGINT");
    expect(await ended).toBe(0);
  });

  it.each([
    ["no key", [], {}, /SAFEGUARD_RUN_TASK_KEY is not set/],
    ["an empty key", [], { SAFEGUARD_RUN_TASK_KEY: "" }, /SAFEGUARD_RUN_TASK_KEY is not set/],
    ["an address", ["--hostname", "https://app.terraform.io"], env, /is no host name/],
    ["a path", ["--download-hostname", "tfe.example.org/x"], env, /is no host name/],
    ["a policy that does not exist", ["--policy", "sqs/nothing"], env, /There is no policy sqs\/nothing/],
    ["a configuration that does not exist", ["--config", "nowhere.yaml"], env, /nowhere\.yaml/],
    ["a source", ["--source", "."], env, /has no flag --source/],
  ])("does not start with %s", async (_, args, variables, says) => {
    const { code, stderr } = await safeguard(["serve-run-task", "--port", "0", ...args], { env: variables });
    expect(code).toBe(2);
    expect(stderr).toMatch(says);
    expect(stderr).toMatch(SENTENCES);
    expect(stderr).not.toContain(KEY);
  });

  it("finds policies from where it was started", async () => {
    const cwd = folder({ "ours.tar.gz": "no bundle" });
    const { code, stderr } = await safeguard(["serve-run-task", "--port", "0", "--policies", "ours.tar.gz"], {
      env,
      cwd,
    });
    expect([code, stderr]).toEqual([2, expect.stringMatching(/ours\.tar\.gz is no bundle of policies/)]);
  });

  it("does not start with a configuration that is of one workspace", async () => {
    const cwd = folder({ "base.yaml": "source: infra\n", "safeguard.config.yaml": "extends: base.yaml\n" });
    const { code, stderr } = await safeguard(["serve-run-task", "--port", "0"], { env, cwd });
    expect([code, stderr]).toEqual([
      2,
      expect.stringMatching(/^Error: base\.yaml:1: source is the Terraform/),
    ]);
  });

  it("does not start on a port that is taken", async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => {
      other.close();
    });
    const port = String((other.address() as AddressInfo).port);
    const { code, stderr } = await safeguard(["serve-run-task", "--port", port], { env });
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: `Error: 127.0.0.1:${port} cannot be listened on (EADDRINUSE).\nGive another --port or --host.\n`,
    });
  });
});
