import { readFileSync } from "node:fs";
import { connect } from "node:net";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { InputError } from "../../src/errors.js";
import type { Report } from "../../src/report/report.js";
import { newAssessor } from "../../src/run-task/assess.js";
import { isSigned } from "../../src/run-task/signature.js";
import { BAD, fixture, GOOD } from "../commands/support.js";
import { clean, large, sample } from "../report/samples.js";
import { hcp, KEY, payload, post, SIGNED, sign, TOKEN } from "./hcp.js";

/** A promise and what settles it. */
function gate<T = void>() {
  let open: (value: T) => void = () => {};
  const passed = new Promise<T>((resolve) => {
    open = resolve;
  });
  return { open, passed };
}

describe("a run task", () => {
  it("fails on a plan that fails, and lists what it found", async () => {
    const { url, answers, asked, lines } = await hcp({ plan: readFileSync(BAD) });
    expect((await post(url, payload())).status).toBe(200);
    const [answer] = await answers(1);
    expect(answer?.data).toMatchObject({ type: "task-results", attributes: { status: "failed" } });
    expect(answer?.data.attributes.message).toMatch(
      /^1 failed, \d+ unknown, 0 waived, \d+ passed\. 1 failure of severity medium or above\./,
    );
    const outcomes = answer?.data.relationships?.outcomes.data ?? [];
    expect(outcomes.length).toBeGreaterThan(1);
    expect(outcomes[0]).toMatchObject({
      type: "task-result-outcomes",
      attributes: {
        description: expect.stringMatching(/^Queues are closed to the public: aws_sqs_queue\./),
        body: expect.stringContaining("**Fix:** "),
        url: expect.stringMatching(/^https:\/\//),
        tags: {
          Status: [{ label: "Failed", level: "error" }],
          Severity: [{ label: "Critical", level: "error" }],
        },
      },
    });
    expect(outcomes.at(-1)?.attributes.tags.Status).toEqual([{ label: "Unknown", level: "warning" }]);
    // The token goes to HCP Terraform alone, not to where its store is.
    expect(asked.map(({ method, address, authorization }) => [method, address, authorization])).toEqual([
      ["GET", "app.terraform.io/api/v2/plans/plan-1/json-output", `Bearer ${TOKEN}`],
      ["GET", `archivist.terraform.io/v1/object/${SIGNED}`, undefined],
      ["PATCH", "app.terraform.io/api/v2/task-results/1/callback", `Bearer ${TOKEN}`],
    ]);
    expect(asked.at(-1)?.contentType).toBe("application/vnd.api+json");
    const log = lines.join("\n");
    expect(log).toContain('"event":"taken","run":"run-1","workspace":"shop"');
    for (const secret of [TOKEN, SIGNED, KEY]) expect(log).not.toContain(secret);
  });

  it("passes on a plan that passes", async () => {
    const { url, answers } = await hcp({ plan: readFileSync(GOOD) });
    await post(url, payload({ stage: "pre_apply" }));
    const [answer] = await answers(1);
    expect(answer?.data.attributes).toMatchObject({ status: "passed" });
  });

  it("sends no outcomes to who cannot take them, and no more than are read", async () => {
    const poor = await hcp({ options: { assess: async () => sample } });
    await post(poor.url, payload({ capabilities: {} }));
    expect((await poor.answers(1))[0]?.data.relationships).toBeUndefined();
    const rich = await hcp({ options: { assess: async () => large(3000) } });
    await post(rich.url, payload());
    const [answer] = await rich.answers(1);
    expect(answer?.data.relationships?.outcomes.data).toHaveLength(200);
    expect(answer?.data.attributes.message).toContain("The 200 worst are listed.");
    // HCP Terraform advises to stay below 1 MB.
    expect(JSON.stringify(answer).length).toBeLessThan(1_000_000);
  });

  it("fails where there is no plan to judge", async () => {
    const { url, answers, asked } = await hcp();
    await post(url, payload({ stage: "pre_plan", plan_json_api_url: undefined }));
    await post(url, payload({ stage: "post_apply", task_result_id: "taskrs-2" }));
    for (const { data } of await answers(2)) {
      expect(data.attributes.status).toBe("failed");
      expect(data.attributes.message).toMatch(
        /^Not assessed: The stage (pre_plan|post_apply) has no plan to judge\. Set the run task to Post-plan or Pre-apply\.$/,
      );
    }
    expect(asked.every(({ method }) => method === "PATCH")).toBe(true);
  });

  it.each([
    [
      "a plan that stopped at an error",
      readFileSync(fixture("plans/errored.json")),
      /^Not assessed: The plan is a plan that stopped at an error/,
    ],
    ["what is no plan", '{"message": "hello"}', /^Not assessed: The plan holds an object with/],
    ["nothing", "", /^Not assessed: The plan is empty/],
  ])("fails on %s", async (_, plan, says) => {
    const { url, answers } = await hcp({ plan });
    await post(url, payload());
    const [answer] = await answers(1);
    expect(answer?.data.attributes.status).toBe("failed");
    expect(answer?.data.attributes.message).toMatch(says);
  });

  it("fails when Safeguard does", async () => {
    const assess = async (): Promise<Report> => {
      throw new TypeError(`a defect with ${TOKEN}`);
    };
    const { url, answers, lines } = await hcp({ options: { assess } });
    await post(url, payload());
    const [answer] = await answers(1);
    expect(answer?.data.attributes).toEqual({
      status: "failed",
      message: "Not assessed: Safeguard met a defect of its own.",
    });
    expect(lines.join()).not.toContain(TOKEN);
  });

  it("says that it still runs", async () => {
    const judged = gate<Report>();
    const { url, answers, received } = await hcp({ options: { assess: () => judged.passed, heartbeat: 5 } });
    await post(url, payload());
    expect((await answers(1))[0]?.data.attributes.status).toBe("running");
    judged.open(clean);
    const isDone = () => received.some(({ data }) => data.attributes.status === "passed");
    for (let count = 1; !isDone(); count += 1) await answers(count);
    expect(isDone()).toBe(true);
  });
});

describe("who asks", () => {
  it("is answered when the run task is created", async () => {
    const { url, asked, lines } = await hcp();
    const body = JSON.stringify({ payload_version: 1, stage: "test", access_token: "test-token" });
    expect((await post(url, body)).status).toBe(200);
    expect(asked).toEqual([]);
    expect(lines.join()).toContain('"event":"verified"');
  });

  it.each([
    ["no signature", null],
    ["an empty one", ""],
    ["one by another key", sign(payload(), "another key")],
    ["one of another body", sign(payload({ run_id: "run-2" }))],
    ["half of one", sign(payload()).slice(0, 64)],
    ["no hex", "z".repeat(128)],
  ])("is turned away with %s", async (_, signature) => {
    const { url, asked } = await hcp();
    expect((await post(url, payload(), signature)).status).toBe(401);
    expect(asked).toEqual([]);
  });

  it("needs every bit of the signature", () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.nat(511), (body, bit) => {
        expect(isSigned(body, sign(body), KEY)).toBe(true);
        const flipped = Buffer.from(sign(body), "hex");
        flipped.writeUInt8(flipped.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
        expect(isSigned(body, flipped.toString("hex"), KEY)).toBe(false);
      }),
    );
  });

  it.each([
    ["callback elsewhere", { task_result_callback_url: "https://evil.example/callback" }],
    ["callback by http", { task_result_callback_url: "http://app.terraform.io/callback" }],
    ["callback to another port", { task_result_callback_url: "https://app.terraform.io:8443/callback" }],
    ["callback with a user", { task_result_callback_url: "https://app.terraform.io@evil.example/" }],
    ["callback with credentials", { task_result_callback_url: "https://a:b@app.terraform.io/" }],
    ["plan inside of the network", { plan_json_api_url: "https://169.254.169.254/latest/meta-data" }],
    ["plan in a file", { plan_json_api_url: "file:///etc/passwd" }],
    ["plan that is no address", { plan_json_api_url: 7 }],
    ["another version", { payload_version: 2 }],
    ["no token", { access_token: "" }],
    ["no run", { run_id: null }],
  ])("is told what is wrong: %s", async (_, changes) => {
    const { url, asked, lines } = await hcp();
    const answer = await post(url, payload(changes));
    expect(answer.status).toBe(400);
    expect(await answer.text()).toMatch(
      /^(payload_version|access_token|run_id|task_result_callback_url|plan_json_api_url) is /,
    );
    expect(asked).toEqual([]);
    expect(lines.join()).not.toMatch(/evil|169\.254|passwd/);
  });

  it.each(["{", "[]", "null", "\u0000"])("is told that %j is no request", async (body) => {
    const { url } = await hcp();
    expect((await post(url, body)).status).toBe(400);
  });

  it("finds nothing else", async () => {
    const { url } = await hcp();
    const status = async (path: string, method = "GET") => (await fetch(`${url}${path}`, { method })).status;
    expect(await status("/healthz")).toBe(200);
    expect(await status("/healthz", "DELETE")).toBe(405);
    expect(await status("/")).toBe(405);
    expect(await status("/admin", "POST")).toBe(404);
  });

  it("may not send much", async () => {
    const { url, port, asked } = await hcp();
    const big = payload({ run_message: "x".repeat(2 ** 20) });
    await expect(
      // The server answers and hangs up while the client still sends; the client sees one or the other.
      post(url, big).then(
        ({ status }) => status,
        () => 413,
      ),
    ).resolves.toBe(413);
    const chunked = await raw(
      port,
      `POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n${"10000\r\n".concat("x".repeat(65_536), "\r\n").repeat(17)}`,
    );
    expect(chunked).toMatch(/^HTTP\/1\.1 413 /);
    expect(asked).toEqual([]);
  });

  it.each([
    ["headers", "POST / HTTP/1.1\r\nHost: x\r\n"],
    ["a body", "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{"],
  ])("may not take for ever over %s", async (_, begin) => {
    const { port } = await hcp({ options: { requestTimeOut: 100 } });
    expect(await raw(port, begin)).toMatch(/^HTTP\/1\.1 408 /);
  });
});

/** What a server says to some bytes until it hangs up. */
function raw(port: number, bytes: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1", () => socket.write(bytes));
    let said = "";
    socket.setEncoding("utf8").on("data", (text: string) => {
      said += text;
    });
    socket.on("error", () => {});
    socket.on("close", () => resolve(said));
  });
}

describe("the plan", () => {
  it("may not take for ever", async () => {
    const { url, answers } = await hcp({
      plan: (response) => {
        response.writeHead(200).write("{");
      },
      options: { downloadTimeOut: 50 },
    });
    await post(url, payload());
    expect((await answers(1))[0]?.data.attributes).toEqual({
      status: "failed",
      message: "Not assessed: The plan took too long to download.",
    });
  });

  it.each([
    ["said", (size: number) => ({ "content-length": String(size) })],
    ["not said", () => ({})],
  ])("may not be too large, be its size %s", async (_, headers) => {
    const plan = "x".repeat(2 ** 20 + 1);
    const { url, answers } = await hcp({
      plan: (response) => {
        response.writeHead(200, headers(plan.length)).end(plan);
      },
      options: { largestPlan: 2 ** 20 },
    });
    await post(url, payload());
    expect((await answers(1))[0]?.data.attributes.message).toBe(
      "Not assessed: The plan is larger than 1 MiB.",
    );
  });

  it.each([
    ["https://evil.example/plan?token=x", "evil.example"],
    ["http://archivist.terraform.io/plan", "archivist.terraform.io"],
    ["https://127.0.0.1/plan", "127.0.0.1"],
    ["file:///etc/passwd", "nowhere"],
  ])("is not fetched from %s", async (location, host) => {
    const { url, answers, asked } = await hcp({
      plans: (response) => {
        response.writeHead(302, { location }).end();
      },
    });
    await post(url, payload());
    expect((await answers(1))[0]?.data.attributes).toEqual({
      status: "failed",
      message: `Not assessed: The plan is redirected to ${host}, which is not allowed; --download-hostname allows it.`,
    });
    expect(asked.map(({ method }) => method)).toEqual(["GET", "PATCH"]);
  });

  it("is not fetched in circles", async () => {
    const { url, answers, asked } = await hcp({
      plans: (response) => {
        response.writeHead(302, { location: "/api/v2/plans/plan-1/json-output" }).end();
      },
    });
    await post(url, payload());
    expect((await answers(1))[0]?.data.attributes.message).toBe(
      "Not assessed: The plan is redirected again and again.",
    );
    expect(asked.filter(({ method }) => method === "GET")).toHaveLength(4);
  });

  it.each([204, 401, 404, 500])("may be missing: %d", async (status) => {
    const { url, answers } = await hcp({
      plans: (response) => {
        response.writeHead(status).end();
      },
    });
    await post(url, payload());
    expect((await answers(1))[0]?.data.attributes.message).toBe(
      `Not assessed: HCP Terraform gave no plan (${status}).`,
    );
  });
});

describe("the answer", () => {
  it("is sent again while HCP Terraform is busy or broken, later each time", async () => {
    const { url, answers, waited } = await hcp({
      callbacks: [500, 503, 429],
      options: { assess: async () => clean },
    });
    await post(url, payload());
    expect((await answers(1))[0]?.data.attributes.status).toBe("passed");
    expect(waited).toEqual([1000, 2000, 4000]);
  });

  it("is given up when it is refused, or for good", async () => {
    const refused = await hcp({ callbacks: [401], options: { assess: async () => clean } });
    await post(refused.url, payload());
    await refused.close();
    expect(refused.waited).toEqual([]);
    expect(refused.lines.join()).toContain('"event":"answer-lost"');
    const broken = await hcp({ callbacks: Array(20).fill(502), options: { assess: async () => clean } });
    await post(broken.url, payload());
    await broken.close();
    expect(broken.waited).toEqual([1000, 2000, 4000, 8000, 16_000]);
    expect(broken.received).toEqual([]);
  });
});

describe("many tasks", () => {
  it("run a few at a time, wait in order, and are turned away when too many wait", async () => {
    const gates: (() => void)[] = [];
    let most = 0;
    let now = 0;
    const assess = async (): Promise<Report> => {
      now += 1;
      most = Math.max(most, now);
      const { open, passed } = gate();
      gates.push(() => open());
      await passed;
      now -= 1;
      return clean;
    };
    const { url, answers } = await hcp({ options: { assess, concurrency: 2, waiting: 3 } });
    const ask = async (number: number) =>
      (await post(url, payload({ task_result_id: `taskrs-${number}` }))).status;
    expect(await Promise.all([1, 2, 3, 4, 5].map(ask))).toEqual([200, 200, 200, 200, 200]);
    expect(await ask(6)).toBe(503);
    // HCP Terraform asks again when an answer was lost on its way.
    expect(await ask(1)).toBe(200);
    expect(await ask(5)).toBe(200);
    for (let done = 0; done < 5; done += 1) {
      while (gates.length === 0) await new Promise((resolve) => setImmediate(resolve));
      gates.shift()?.();
      await answers(done + 1);
    }
    expect(await answers(5)).toHaveLength(5);
    expect(most).toBe(2);
  });

  it("are answered before the server ends", async () => {
    const begun = gate();
    const judged = gate<Report>();
    const assess = () => {
      begun.open();
      return judged.passed;
    };
    const { url, received, close, lines } = await hcp({ options: { assess, concurrency: 1 } });
    await post(url, payload());
    await begun.passed;
    await post(url, payload({ task_result_id: "taskrs-2", run_id: "run-2" }));
    const closing = close();
    await expect(post(url, payload({ task_result_id: "taskrs-3" }))).rejects.toThrow();
    judged.open(clean);
    await closing;
    expect(
      received.map(({ data }) => [data.attributes.status, data.attributes.message.slice(0, 50)]),
    ).toEqual([
      ["passed", expect.stringMatching(/^0 failed/)],
      ["failed", "Not assessed: Safeguard is being stopped; run the "],
    ]);
    expect(lines.at(-1)).toBe('{"event":"stopped"}');
  });

  it("end their downloads when the server ends", async () => {
    const asked = gate();
    const { url, received, close } = await hcp({
      plan: (response) => {
        response.writeHead(200).write("{");
        asked.open();
      },
    });
    await post(url, payload());
    await asked.passed;
    await close();
    expect(received[0]?.data.attributes.message).toBe(
      "Not assessed: Safeguard is being stopped; run the task again.",
    );
  });
});

describe("an error", () => {
  it("is a check that ends without a report", async () => {
    const assess = newAssessor({ flags: ["--help"], config: null, timeOut: 60_000 });
    await expect(assess(readFileSync(GOOD))).rejects.toThrow("Safeguard could not assess.");
  });

  it("is shown as the command line shows it", async () => {
    const assess = async (): Promise<Report> => {
      throw new InputError("x", "The plan is odd.", "Plan again.");
    };
    const { url, answers } = await hcp({ options: { assess } });
    await post(url, payload());
    expect((await answers(1))[0]?.data.attributes.message).toBe("Not assessed: The plan is odd. Plan again.");
  });
});
