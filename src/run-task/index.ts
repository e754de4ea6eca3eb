import { setTimeout } from "node:timers/promises";
import { readConfig } from "../config/read.js";
import { ConfigError } from "../errors.js";
import { newAssessor } from "./assess.js";
import { newLog } from "./log.js";
import { type RunningServer, startServer } from "./server.js";

export interface RunTaskOptions {
  readonly host: string;
  /** 0 for any that is free. */
  readonly port: number;
  /** The HMAC key that the run task was created with. */
  readonly key: string;
  /** HCP Terraform or Terraform Enterprise: `host` or `host:port`. */
  readonly hostnames: readonly string[];
  /** Where else a plan may be redirected to. */
  readonly downloadHostnames: readonly string[];
  /** Checks at the same time. */
  readonly concurrency: number;
  /** Bytes of a plan. */
  readonly largestPlan: number;
  /** Flags of `safeguard check`, with absolute paths. */
  readonly flags: readonly string[];
  /** Configuration file, absolute; null for none. */
  readonly config: string | null;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/**
 * Serves an HCP Terraform run task: judges the plan of each run and answers passed or failed.
 * Throws {@link ConfigError} for options that no plan could be judged with, or a port that is taken.
 * @param write Takes lines of the log.
 */
export async function serveRunTask(
  options: RunTaskOptions,
  write: (line: string) => void,
): Promise<RunningServer> {
  await refuseSource(options.config);
  const assess = newAssessor({ ...options, timeOut: 10 * MINUTE });
  await assess(Buffer.from(JSON.stringify(SMALLEST_PLAN)));
  try {
    return await startServer({
      ...options,
      assess,
      fetch,
      wait: (milliseconds) => setTimeout(milliseconds),
      log: newLog(write, () => new Date()),
      waiting: 100,
      timeOut: 30 * SECOND,
      requestTimeOut: 10 * SECOND,
      downloadTimeOut: 2 * MINUTE,
      heartbeat: 4 * MINUTE,
    });
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === undefined) throw cause;
    throw new ConfigError(
      "no-listener",
      `${options.host}:${options.port} cannot be listened on (${code}).`,
      "Give another --port or --host.",
      { cause },
    );
  }
}

/** What one workspace was made from would lend its references and waivers to resources of another. */
async function refuseSource(config: string | null): Promise<void> {
  if (config === null) return;
  const { source } = await readConfig(config, process.cwd());
  if (source === null) return;
  throw new ConfigError(
    "run-task-source",
    `${source.place}: source is the Terraform configuration of one workspace; a run task judges the plans of all.`,
    "Name a configuration without it: --config FILE",
  );
}

/** Judged once at the start, so that a wrong configuration is found before the first run. */
const SMALLEST_PLAN = {
  format_version: "1.2",
  terraform_version: "1.9.0",
  complete: true,
  planned_values: { root_module: {} },
  resource_changes: [
    {
      address: "aws_sqs_queue.start",
      mode: "managed",
      type: "aws_sqs_queue",
      name: "start",
      provider_name: "registry.terraform.io/hashicorp/aws",
      change: { actions: ["create"], before: null, after: {}, after_unknown: {}, after_sensitive: {} },
    },
  ],
  configuration: { root_module: {} },
};
