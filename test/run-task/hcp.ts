import { createHmac } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { onTestFinished } from "vitest";
import { newAssessor } from "../../src/run-task/assess.js";
import { type ServerOptions, startServer } from "../../src/run-task/server.js";
import { loopback } from "../integrations/support.js";

export const KEY = "a key that only two know";
export const TOKEN = "atlasv1.secret-token-of-the-run";
export const SIGNED = "signed-object-of-the-archivist";

export interface Received {
  readonly data: {
    readonly type: string;
    readonly attributes: { readonly status: string; readonly message: string };
    readonly relationships?: {
      readonly outcomes: {
        readonly data: readonly {
          readonly type: string;
          readonly attributes: {
            readonly "outcome-id": string;
            readonly description: string;
            readonly body: string;
            readonly url?: string;
            readonly tags: Readonly<Record<string, readonly { label: string; level: string }[]>>;
          };
        }[];
      };
    };
  };
}

export interface Asked {
  readonly method: string;
  /** Host and path as HCP Terraform would see them. */
  readonly address: string;
  readonly authorization: string | undefined;
  readonly contentType: string | undefined;
}

interface Behaviour {
  /** Answers the request to the store of plans. */
  readonly plan?: string | Uint8Array | ((response: ServerResponse) => void | Promise<void>);
  /** Answers the first request for the plan; default: a redirection to the store. */
  readonly plans?: (response: ServerResponse) => void;
  /** Statuses of the answers to callbacks in their order; 200 after that. */
  readonly callbacks?: readonly number[];
  readonly options?: Partial<ServerOptions>;
}

/** HCP Terraform on loopback, as far as run tasks see it, and a server that believes to speak to the real one. */
export async function hcp({ plan = "{}", plans, callbacks = [], options = {} }: Behaviour = {}) {
  const asked: Asked[] = [];
  const received: Received[] = [];
  const waited: number[] = [];
  const lines: string[] = [];
  const watchers: (() => void)[] = [];
  const left = [...callbacks];
  const base = await loopback(async (request: IncomingMessage, body: string, response: ServerResponse) => {
    const { host = "", authorization } = { ...request.headers, host: String(request.headers["x-real-host"]) };
    const method = request.method ?? "";
    asked.push({
      method,
      address: `${host}${request.url}`,
      authorization,
      contentType: request.headers["content-type"],
    });
    if (method === "PATCH") {
      const status = left.shift() ?? 200;
      if (status === 200) received.push(JSON.parse(body) as Received);
      response.writeHead(status).end();
      for (const watcher of watchers) watcher();
    } else if (host === "app.terraform.io" && request.url === "/api/v2/plans/plan-1/json-output") {
      if (plans !== undefined) return plans(response);
      response.writeHead(307, { location: `https://archivist.terraform.io/v1/object/${SIGNED}` }).end();
    } else if (host === "archivist.terraform.io" && request.url === `/v1/object/${SIGNED}`) {
      if (typeof plan === "function") return plan(response);
      response.writeHead(200).end(plan);
    } else response.writeHead(404).end();
  });
  const server = await startServer({
    host: "127.0.0.1",
    port: 0,
    key: KEY,
    hostnames: ["app.terraform.io"],
    downloadHostnames: ["archivist.terraform.io"],
    concurrency: 2,
    waiting: 10,
    largestPlan: 2 ** 24,
    requestTimeOut: 10_000,
    downloadTimeOut: 30_000,
    timeOut: 10_000,
    heartbeat: 60_000,
    assess: newAssessor({ flags: [], config: null, timeOut: 60_000 }),
    wait: async (milliseconds) => {
      waited.push(milliseconds);
    },
    log: (event, facts) => lines.push(JSON.stringify({ event, ...facts })),
    fetch: (input, init) => {
      const { host, pathname, search } = new URL(String(input));
      const headers = { ...(init?.headers as Record<string, string>), "x-real-host": host };
      return fetch(`${base}${pathname}${search}`, { ...init, headers });
    },
    ...options,
  });
  let closed: Promise<void> | null = null;
  const close = () => {
    closed ??= server.close();
    return closed;
  };
  onTestFinished(close);
  return {
    url: `http://127.0.0.1:${server.port}`,
    port: server.port,
    asked,
    received,
    waited,
    lines,
    close,
    /** Until HCP Terraform has so many answers that it took. */
    answers: (count: number) =>
      new Promise<readonly Received[]>((resolve) => {
        const look = () => {
          if (received.length >= count) resolve(received);
        };
        watchers.push(look);
        look();
      }),
  };
}

export function payload(changes: Readonly<Record<string, unknown>> = {}): string {
  return JSON.stringify({
    payload_version: 1,
    stage: "post_plan",
    access_token: TOKEN,
    capabilities: { outcomes: true },
    organization_name: "clinic",
    plan_json_api_url: "https://app.terraform.io/api/v2/plans/plan-1/json-output",
    run_id: "run-1",
    task_result_callback_url: "https://app.terraform.io/api/v2/task-results/1/callback",
    task_result_id: "taskrs-1",
    workspace_name: "shop",
    ...changes,
  });
}

export function sign(body: string | Uint8Array, key = KEY): string {
  return createHmac("sha512", key).update(body).digest("hex");
}

/** Posts a request for a task, signed unless a signature is given. */
export function post(url: string, body: string, signature: string | null = sign(body)): Promise<Response> {
  const headers = { "content-type": "application/json" };
  return fetch(url, {
    method: "POST",
    headers: signature === null ? headers : { ...headers, "x-tfc-task-signature": signature },
    body,
  });
}
