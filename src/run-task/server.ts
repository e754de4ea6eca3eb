import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { DownloadError } from "./download.js";
import { TaskQueue } from "./queue.js";
import { BadRequest, readRequest } from "./request.js";
import { isSigned } from "./signature.js";
import { newTask, type TaskOptions } from "./task.js";

export interface ServerOptions extends Omit<TaskOptions, "stopping"> {
  readonly host: string;
  /** 0 for any that is free. */
  readonly port: number;
  /** The HMAC key of the run task. */
  readonly key: string;
  /** Tasks that run at once, and that may wait. */
  readonly concurrency: number;
  readonly waiting: number;
  /** Milliseconds in which a request has to have come. */
  readonly requestTimeOut: number;
}

export interface RunningServer {
  readonly port: number;
  /** Takes no more requests, and ends when every task is answered: by what comes out where a plan is being judged, else by failing. */
  close(): Promise<void>;
}

/** A request holds ids and addresses. */
const LARGEST_BODY = 2 ** 20;

/** Answers requests of HCP Terraform for a run task: `POST /`. `GET /healthz` says that it is there. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const stopping = new AbortController();
  const queue = new TaskQueue(options.concurrency, options.waiting);
  const task = { ...options, stopping: stopping.signal };
  const server = createServer(
    {
      requestTimeout: options.requestTimeOut,
      headersTimeout: options.requestTimeOut,
      connectionsCheckingInterval: Math.min(options.requestTimeOut, 1000),
      maxHeaderSize: 16_384,
    },
    (request, response) => {
      answer(request, response, task, queue).catch(() => response.destroy());
    },
  );
  server.maxConnections = 256;
  await listen(server, options);
  const { port } = server.address() as AddressInfo;
  options.log("listening", { host: options.host, port });
  return {
    port,
    async close() {
      options.log("stopping", { ...queue.size });
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeIdleConnections();
      stopping.abort(new DownloadError("Safeguard is being stopped; run the task again."));
      await queue.idle();
      server.closeAllConnections();
      await closed;
      options.log("stopped");
    },
  };
}

function listen(server: Server, { host, port }: ServerOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      resolve();
    });
  });
}

type Served = TaskOptions & Pick<ServerOptions, "key">;

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  options: Served,
  queue: TaskQueue,
): Promise<void> {
  const path = (request.url ?? "").replace(/\?.*$/s, "");
  if (path === "/healthz") return reply(response, request.method === "GET" ? 200 : 405);
  if (path !== "/") return reply(response, 404);
  if (request.method !== "POST") return reply(response, 405);
  const body = await bodyOf(request);
  if (body === null) {
    options.log("rejected", { reason: "the body is too large" });
    return reply(response, 413);
  }
  const [status, text] = taken(body, header(request), options, queue);
  reply(response, status, text);
}

/** What becomes of a body; the answer does not wait for the task. */
function taken(
  body: Uint8Array,
  signature: string | undefined,
  options: Served,
  queue: TaskQueue,
): [status: number, text?: string] {
  if (!isSigned(body, signature, options.key)) {
    options.log("rejected", { reason: "the signature is wrong" });
    return [401, "The signature is wrong."];
  }
  try {
    const request = readRequest(body, options.hostnames);
    if (request === null) {
      options.log("verified");
      return [200];
    }
    const { taskResult, run, workspace } = request;
    const task = newTask(request, options);
    const what = queue.add(taskResult, () => task.run());
    if (what !== "taken") task.cancel();
    options.log(what, { run, workspace, ...queue.size });
    // HCP Terraform asks again after any answer but 200.
    return what === "full" ? [503, "Too many tasks wait."] : [200];
  } catch (error) {
    if (!(error instanceof BadRequest)) throw error;
    options.log("rejected", { reason: error.message });
    return [400, `${error.message}.`];
  }
}

function header({ headers }: IncomingMessage): string | undefined {
  const signature = headers["x-tfc-task-signature"];
  return typeof signature === "string" ? signature : undefined;
}

/** Null where it is too large, which is known before all of it came. */
async function bodyOf(request: IncomingMessage): Promise<Uint8Array | null> {
  if (Number(request.headers["content-length"] ?? 0) > LARGEST_BODY) return null;
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += (chunk as Buffer).length;
    if (size > LARGEST_BODY) return null;
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
}

function reply(response: ServerResponse, status: number, text = ""): void {
  response.setHeader("content-type", "text/plain; charset=utf-8");
  response.setHeader("cache-control", "no-store");
  // What was not read of a body is not read any more.
  if (status === 413) response.setHeader("connection", "close");
  response.writeHead(status).end(text === "" ? "" : `${text}\n`);
}
