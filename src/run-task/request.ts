import { isRecord } from "../inventory/values.js";

/**
 * What HCP Terraform asks for, as far as it is needed:
 * https://developer.hashicorp.com/terraform/cloud-docs/api-docs/run-tasks/run-tasks-integration#request-body
 */
export interface TaskRequest {
  readonly stage: string;
  /** Good for the plan and the answer of this run; never shown. */
  readonly token: string;
  readonly callback: URL;
  /** Null where the stage has no plan. */
  readonly plan: URL | null;
  /** Whether detailed outcomes may be sent. */
  readonly outcomes: boolean;
  readonly taskResult: string;
  readonly run: string;
  readonly organization: string;
  readonly workspace: string;
}

/** Something is wrong with a request; says what, without showing any of it. */
export class BadRequest extends Error {}

/** What HCP Terraform sends when a run task is created, to see whether somebody is there. */
const TEST_TOKEN = "test-token";

/**
 * Reads a signed body; null for the request that only verifies the server. Throws {@link BadRequest}.
 * @param hostnames Who may be asked and answered, `host` or `host:port`: the URLs come from outside.
 */
export function readRequest(body: Uint8Array, hostnames: readonly string[]): TaskRequest | null {
  const payload = parsed(body);
  if (payload.payload_version !== 1) throw new BadRequest("payload_version is not 1");
  if (payload.access_token === TEST_TOKEN) return null;
  const { capabilities, plan_json_api_url: plan } = payload;
  return {
    stage: text(payload, "stage"),
    token: text(payload, "access_token"),
    callback: url(text(payload, "task_result_callback_url"), "task_result_callback_url", hostnames),
    plan: plan == null ? null : url(text(payload, "plan_json_api_url"), "plan_json_api_url", hostnames),
    outcomes: isRecord(capabilities) && capabilities.outcomes === true,
    taskResult: text(payload, "task_result_id"),
    run: text(payload, "run_id"),
    organization: text(payload, "organization_name"),
    workspace: text(payload, "workspace_name"),
  };
}

function parsed(body: Uint8Array): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body));
  } catch {
    throw new BadRequest("the body is no JSON");
  }
  if (!isRecord(value)) throw new BadRequest("the body is no JSON object");
  return value as Readonly<Record<string, unknown>>;
}

function text(payload: Readonly<Record<string, unknown>>, name: string): string {
  const value = payload[name];
  if (typeof value !== "string" || value === "") throw new BadRequest(`${name} is no text`);
  return value;
}

function url(value: string, name: string, hostnames: readonly string[]): URL {
  const read = URL.canParse(value) ? new URL(value) : null;
  if (read === null || !isAllowed(read, hostnames)) {
    throw new BadRequest(`${name} is no https address of ${hostnames.join(" or ")}`);
  }
  return read;
}

/** Whether requests may go there: https, one of the hosts, and no credentials of its own. */
export function isAllowed(
  { protocol, host, username, password }: URL,
  hostnames: readonly string[],
): boolean {
  return protocol === "https:" && hostnames.includes(host) && username === "" && password === "";
}
