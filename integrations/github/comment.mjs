// The comment of the GitHub action on a pull request: written once, updated from then on. It decides nothing: what goes
// wrong here is a warning. API: https://docs.github.com/en/rest/issues/comments
import { readFileSync } from "node:fs";
import { findFormat } from "../../dist/index.js";
import { escapeData } from "./commands.mjs";

/** Characters that GitHub takes in a comment. */
const LONGEST = 65_536;
const PER_PAGE = 100;
/** A pull request with more comments than this gets a new one. */
const MOST_PAGES = 100;
const TIME_OUT = 30_000;

const { env } = process;
const api = env.GITHUB_API_URL ?? "https://api.github.com";

/** @param {{ number: number, head?: { sha?: string } }} pull */
async function comment({ number, head }) {
  // Invisible in the comment, and what finds it again.
  const category = (env.SAFEGUARD_CATEGORY ?? "").replace(/[^\w.:/ -]/g, "");
  const marker = `<!-- safeguard: ${category} -->\n`;
  const body = `${marker}${text(LONGEST - marker.length, head?.sha ?? env.GITHUB_SHA)}`;
  const issues = `repos/${env.GITHUB_REPOSITORY}/issues`;
  const own = await find(`${issues}/${number}/comments`, marker);
  const { html_url: url } =
    own === null
      ? await call("POST", `${issues}/${number}/comments`, { body })
      : await call("PATCH", `${issues}/comments/${own}`, { body });
  console.log(`${own === null ? "Wrote" : "Updated"} ${url}`);
}

/**
 * @param {number} room
 * @param {string | undefined} sha
 */
function text(room, sha) {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: run } = env;
  const footer = `\n<sub>Of commit ${sha}: [the run](${server}/${repository}/actions/runs/${run}).</sub>\n`;
  if (env.SAFEGUARD_RESULT === "error" || !env.SAFEGUARD_REPORT) {
    return `# Safeguard decided nothing\n\nThe log of the run says why.\n${footer}`;
  }
  const report = JSON.parse(readFileSync(env.SAFEGUARD_REPORT, "utf8"));
  return `${findFormat("markdown").render(report, { limit: room - footer.length })}${footer}`;
}

/**
 * The comment that was written before. Somebody else's is left alone, even with the marker in it.
 * @param {string} path
 * @param {string} marker
 */
async function find(path, marker) {
  const login = await self();
  for (let page = 1; page <= MOST_PAGES; page += 1) {
    const comments = await call("GET", `${path}?per_page=${PER_PAGE}&page=${page}`);
    const own = comments.find(
      ({ body, user }) =>
        body?.replaceAll("\r\n", "\n").startsWith(marker) &&
        (login === null ? user?.type === "Bot" : user?.login === login),
    );
    if (own !== undefined) return own.id;
    if (comments.length < PER_PAGE) return null;
  }
  return null;
}

/** Who the token belongs to; null for the token of a job, which may not ask and writes as a bot. */
async function self() {
  try {
    const { login } = await call("GET", "user");
    return login;
  } catch (error) {
    if (error instanceof Refused && [401, 403, 404].includes(error.status)) return null;
    throw error;
  }
}

/** GitHub's answer, where it is not what was asked for. */
class Refused extends Error {
  /**
   * @param {number} status
   * @param {string} message
   */
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

/**
 * @param {string} method
 * @param {string} path
 * @param {object} [body]
 */
async function call(method, path, body) {
  const response = await fetch(`${api}/${path}`, {
    method,
    headers: {
      accept: "application/vnd.github+json",
      authorization: `Bearer ${env.SAFEGUARD_TOKEN}`,
      "user-agent": "safeguard",
      "x-github-api-version": "2022-11-28",
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    redirect: "error",
    signal: AbortSignal.timeout(TIME_OUT),
  });
  if (response.ok) return response.json();
  const { message } = await response.json().catch(() => ({}));
  throw new Refused(
    response.status,
    `${method} ${path}: ${response.status} ${message ?? response.statusText}.`,
  );
}

/** The pull request that the workflow runs for. */
function pullRequest() {
  if (!env.GITHUB_EVENT_PATH) return null;
  return JSON.parse(readFileSync(env.GITHUB_EVENT_PATH, "utf8")).pull_request ?? null;
}

/** @param {unknown} error */
function reasonOf(error) {
  if (error instanceof Refused && error.status === 403) {
    return `${error.message} The job needs pull-requests: write, which a pull request from a fork cannot have.`;
  }
  return error instanceof Error
    ? `${error.message}${error.cause ? ` (${error.cause.message})` : ""}`
    : String(error);
}

try {
  const pull = pullRequest();
  if (pull === null) console.log("Not a pull request: no comment.");
  else await comment(pull);
} catch (error) {
  console.log(`::warning title=Safeguard wrote no comment::${escapeData(reasonOf(error))}`);
}
