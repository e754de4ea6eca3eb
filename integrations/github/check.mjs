// The check of the GitHub action: runs it once, in every format that the later steps show. It always exits with 0; what
// the gate says is the output exit-code, so that reports are shown before the job fails.
import { spawnSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { appendFileSync, existsSync, mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { escapeData } from "./commands.mjs";

const { env } = process;
const folder = mkdtempSync(join(env.RUNNER_TEMP ?? tmpdir(), "safeguard-"));
const file = (name) => join(folder, name);
const flag = (name, value) => (value ? [`--${name}=${value}`] : []);

const inputs = (env.SAFEGUARD_INPUT ?? "")
  .split("\n")
  .map((line) => line.trim())
  .filter(Boolean);
const args = [
  "check",
  ...flag("source", env.SAFEGUARD_SOURCE),
  ...flag("config", env.SAFEGUARD_CONFIG),
  ...flag("fail-on", env.SAFEGUARD_FAIL_ON),
  ...flag("on-unknown", env.SAFEGUARD_ON_UNKNOWN),
  ...(env.SAFEGUARD_ARGS ?? "").split(/\s+/).filter(Boolean),
  "--format=github",
  ...["json", "markdown", "sarif", "terminal"].map((name) => `--format=${name}=${file(`report.${name}`)}`),
  "--",
  // An empty input is an error that the command explains.
  ...(inputs.length === 0 ? [""] : inputs),
];
const { status, stdout, stderr, error } = spawnSync(
  process.execPath,
  [fileURLToPath(new URL("../../bin/safeguard.cjs", import.meta.url)), ...args],
  {
    cwd: resolve(env.GITHUB_WORKSPACE ?? ".", env.SAFEGUARD_WORKING_DIRECTORY || "."),
    encoding: "utf8",
    maxBuffer: 2 ** 28,
  },
);
const report = file("report.json");
// --help among args would end well, too, and decide nothing.
const code = existsSync(report) ? (status ?? 2) : 2;
const result = { 0: "passed", 1: "failed" }[code] ?? "error";
const { summary } = existsSync(report) ? JSON.parse(readFileSync(report, "utf8")) : {};

if (existsSync(file("report.terminal"))) {
  // Nothing in the report is a command to the runner.
  const token = randomUUID();
  console.log(`::stop-commands::${token}\n${readFileSync(file("report.terminal"), "utf8")}\n::${token}::`);
}
process.stdout.write(stdout ?? "");
if (result === "error") {
  const said = stderr || error?.message || "Safeguard ended without a word.";
  console.log(`::error title=Safeguard decided nothing::${escapeData(said.trim())}`);
} else process.stderr.write(stderr);

if (env.SAFEGUARD_SUMMARY === "true" && env.GITHUB_STEP_SUMMARY) {
  const text =
    result === "error"
      ? "# Safeguard decided nothing\n\nThe log of the job says why.\n"
      : readFileSync(file("report.markdown"), "utf8");
  appendFileSync(env.GITHUB_STEP_SUMMARY, text);
}

const outputs = {
  "exit-code": code,
  result,
  failures: summary?.fail ?? "",
  unknowns: summary?.unknown ?? "",
  report: existsSync(report) ? report : "",
  sarif: existsSync(file("report.sarif")) ? file("report.sarif") : "",
};
const lines = Object.entries(outputs).map(([name, value]) => `${name}=${value}\n`);
if (env.GITHUB_OUTPUT) appendFileSync(env.GITHUB_OUTPUT, lines.join(""));
