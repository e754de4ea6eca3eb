import { isAllowed } from "./request.js";

/** What is not to be had, in a sentence that shows no address: addresses of plans are signed. */
export class DownloadError extends Error {}

export interface DownloadOptions {
  readonly fetch: typeof fetch;
  readonly token: string;
  /** Who may be asked with the token, and who else a redirection may lead to. */
  readonly hostnames: readonly string[];
  readonly downloadHostnames: readonly string[];
  /** Bytes. */
  readonly largest: number;
  /** Ends the download. */
  readonly signal: AbortSignal;
}

const MOST_REDIRECTIONS = 3;

/**
 * The plan as JSON. HCP Terraform redirects to a signed address of its store, which is asked without the token:
 * https://developer.hashicorp.com/terraform/cloud-docs/api-docs/plans#retrieve-the-json-execution-plan.
 * Throws {@link DownloadError}.
 */
export async function downloadPlan(from: URL, options: DownloadOptions): Promise<Uint8Array> {
  let url = from;
  for (let hop = 0; hop <= MOST_REDIRECTIONS; hop += 1) {
    const response = await ask(url, url.host === from.host, options);
    const location = response.headers.get("location");
    if (response.status >= 300 && response.status < 400 && location !== null) {
      await response.body?.cancel();
      url = redirection(location, url, options);
      continue;
    }
    if (response.status !== 200) {
      await response.body?.cancel();
      throw new DownloadError(`HCP Terraform gave no plan (${response.status}).`);
    }
    return await bounded(response, options);
  }
  throw new DownloadError("The plan is redirected again and again.");
}

async function ask(url: URL, known: boolean, { fetch, token, signal }: DownloadOptions): Promise<Response> {
  const headers = { accept: "application/json", ...(known ? { authorization: `Bearer ${token}` } : {}) };
  try {
    return await fetch(url, { headers, redirect: "manual", signal });
  } catch (cause) {
    throw broken(signal, cause);
  }
}

function redirection(location: string, from: URL, options: DownloadOptions): URL {
  const url = URL.canParse(location, from.href) ? new URL(location, from.href) : null;
  if (url !== null && isAllowed(url, [...options.hostnames, ...options.downloadHostnames])) return url;
  const where = url === null || url.host === "" ? "nowhere" : url.host;
  throw new DownloadError(
    `The plan is redirected to ${where}, which is not allowed; --download-hostname allows it.`,
  );
}

async function bounded(response: Response, { largest, signal }: DownloadOptions): Promise<Uint8Array> {
  const tooLarge = () => new DownloadError(`The plan is larger than ${Math.floor(largest / 2 ** 20)} MiB.`);
  if (Number(response.headers.get("content-length") ?? 0) > largest) {
    await response.body?.cancel();
    throw tooLarge();
  }
  const reader = response.body?.getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for (let part = await reader?.read(); part?.value !== undefined; part = await reader?.read()) {
      size += part.value.byteLength;
      if (size > largest) throw tooLarge();
      chunks.push(part.value);
    }
  } catch (cause) {
    await reader?.cancel().catch(() => {});
    throw cause instanceof DownloadError ? cause : broken(signal, cause);
  }
  return Buffer.concat(chunks);
}

function broken(signal: AbortSignal, cause: unknown): DownloadError {
  if (signal.reason instanceof DownloadError) return signal.reason;
  const what = signal.aborted ? "The plan took too long to download." : "The plan could not be downloaded.";
  return new DownloadError(what, { cause });
}
