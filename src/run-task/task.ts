import { InputError, SafeguardError } from "../errors.js";
import type { Report } from "../report/report.js";
import { type Answer, answerOf, refusal } from "./answer.js";
import { type CallbackOptions, sendAnswer } from "./callback.js";
import { DownloadError, downloadPlan } from "./download.js";
import type { Log } from "./log.js";
import type { TaskRequest } from "./request.js";

/** What a task needs of the outside, and how much of it. */
export interface TaskOptions extends CallbackOptions {
  readonly hostnames: readonly string[];
  readonly downloadHostnames: readonly string[];
  readonly log: Log;
  /** Judges a plan. Throws the errors of `errors.ts`; their text is shown. */
  readonly assess: (plan: Uint8Array) => Promise<Report>;
  /** Bytes of a plan. */
  readonly largestPlan: number;
  /** Milliseconds that a download may take. */
  readonly downloadTimeOut: number;
  /** Milliseconds after which HCP Terraform is told that the task still runs; it gives up after ten minutes. */
  readonly heartbeat: number;
  /** Aborted when the server has to stop, for a reason to be shown. */
  readonly stopping: AbortSignal;
}

/** Stages in which there is a plan that can still be stopped. */
const STAGES = ["post_plan", "pre_apply"];

/** A task that was taken, and waits until it is run. */
export interface Task {
  /** Fetches the plan, judges it and answers. Never rejects: what goes wrong is the answer. */
  run(): Promise<void>;
  /** Forgets it. */
  cancel(): void;
}

/** A task of which HCP Terraform hears that it still runs, from now on. */
export function newTask(request: TaskRequest, options: TaskOptions): Task {
  const { run, workspace, organization, stage } = request;
  const about = { run, workspace, organization, stage };
  const beat = setInterval(() => {
    void sendAnswer(request, { status: "running", message: "Safeguard is at it.", outcomes: [] }, options);
  }, options.heartbeat);
  return {
    cancel: () => clearInterval(beat),
    async run() {
      let answer: Answer;
      try {
        answer = await decide(request, options);
      } catch (error) {
        const reason = reasonOf(error);
        answer = refusal(reason);
        options.log("not-assessed", { ...about, reason });
      }
      clearInterval(beat);
      const http = await sendAnswer(request, answer, options);
      const accepted = http !== null && http >= 200 && http < 300;
      options.log(accepted ? "answered" : "answer-lost", { ...about, status: answer.status, http });
    },
  };
}

async function decide(request: TaskRequest, options: TaskOptions): Promise<Answer> {
  options.stopping.throwIfAborted();
  if (!STAGES.includes(request.stage) || request.plan === null) {
    throw new InputError(
      "no-plan",
      `The stage ${request.stage} has no plan to judge.`,
      "Set the run task to Post-plan or Pre-apply.",
    );
  }
  const { fetch, hostnames, downloadHostnames, largestPlan, downloadTimeOut, stopping } = options;
  const plan = await downloadPlan(request.plan, {
    fetch,
    token: request.token,
    hostnames,
    downloadHostnames,
    largest: largestPlan,
    signal: AbortSignal.any([AbortSignal.timeout(downloadTimeOut), stopping]),
  });
  return answerOf(await options.assess(plan));
}

function reasonOf(error: unknown): string {
  if (error instanceof DownloadError) return error.message;
  if (error instanceof SafeguardError) return `${error.message} ${error.hint}`;
  return "Safeguard met a defect of its own.";
}
