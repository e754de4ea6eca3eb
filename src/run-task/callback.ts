import { jsonText } from "../json.js";
import type { Answer } from "./answer.js";
import type { TaskRequest } from "./request.js";

export interface CallbackOptions {
  readonly fetch: typeof fetch;
  /** Waits for milliseconds. */
  readonly wait: (milliseconds: number) => Promise<void>;
  /** Milliseconds that one attempt may take. */
  readonly timeOut: number;
}

/** Waited before each further attempt, in milliseconds. */
const DELAYS = [1000, 2000, 4000, 8000, 16_000];

/**
 * Tells HCP Terraform the answer. Tries again where it did not answer, is busy or broken.
 * @returns The last status; null where there was none.
 */
export async function sendAnswer(
  { callback, token, outcomes }: TaskRequest,
  answer: Answer,
  options: CallbackOptions,
): Promise<number | null> {
  const { status, message } = answer;
  const shown = outcomes ? answer.outcomes : [];
  const body = jsonText({
    data: {
      type: "task-results",
      attributes: { status, message },
      ...(shown.length === 0 ? {} : { relationships: { outcomes: { data: shown } } }),
    },
  });
  for (let attempt = 0; ; attempt += 1) {
    const answered = await attemptOnce(callback, token, body, options);
    const again = answered === null || answered === 429 || answered >= 500;
    const delay = DELAYS[attempt];
    if (!again || delay === undefined) return answered;
    await options.wait(delay);
  }
}

async function attemptOnce(
  url: URL,
  token: string,
  body: string,
  { fetch, timeOut }: CallbackOptions,
): Promise<number | null> {
  try {
    const response = await fetch(url, {
      method: "PATCH",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/vnd.api+json" },
      body,
      redirect: "manual",
      signal: AbortSignal.timeout(timeOut),
    });
    await response.body?.cancel();
    return response.status;
  } catch {
    return null;
  }
}
