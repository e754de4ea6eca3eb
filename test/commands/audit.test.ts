import { spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { app, filesOf, queue, temporary } from "../audit/support.js";
import { folder, ROOT, SENTENCES, safeguard } from "./support.js";

const ONE = ["--policy", "sqs/encryption-at-rest"];

/** The command line, running. */
function started(args: readonly string[], cwd: string, TMPDIR: string) {
  const { PATH = "", HOME = "" } = process.env;
  const child = spawn(process.execPath, [join(ROOT, "bin/safeguard.cjs"), "audit", ...args], {
    cwd,
    env: { PATH, HOME, TMPDIR },
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  let said = "";
  const looking = new Set<() => void>();
  const hear = (text: string) => {
    said += text;
    for (const look of looking) look();
  };
  child.stdout.setEncoding("utf8").on("data", hear);
  child.stderr.setEncoding("utf8").on("data", hear);
  const ended = new Promise<number | null>((resolve) => child.on("close", resolve));
  return {
    child,
    ended,
    /** What it says until `pattern` is in it; what was taken once does not come again. */
    until: (pattern: RegExp) =>
      new Promise<string>((resolve) => {
        const look = () => {
          const found = pattern.exec(said);
          if (found === null) return;
          looking.delete(look);
          const taken = said.slice(0, found.index + found[0].length);
          said = said.slice(taken.length);
          resolve(taken);
        };
        looking.add(look);
        look();
      }),
  };
}

describe("safeguard audit", () => {
  it("shows each stack, the worst first, and writes the report to a folder that git ignores", async () => {
    const cwd = folder(app({ production: queue(true), development: queue(false) }));
    const before = Object.keys(filesOf(cwd));
    const { code, stdout, stderr } = await safeguard(["audit", ...ONE], { cwd });
    expect({ code, stderr }).toEqual({ code: 1, stderr: "" });
    expect(stdout).toBe(`  FAIL     development  1 failed, 0 unknown, 0 waived, 0 passed; 1 resource
           high      Queues are encrypted at rest (sqs/encryption-at-rest)
                     app/orders

  PASS     production  0 failed, 0 unknown, 0 waived, 1 passed; 1 resource

1 failure of severity medium or above.
Gate failed: 1 failed, 0 unknown, 0 waived, 1 passed; 2 resources assessed.
Report: .safeguard/report.html
`);
    const made = Object.keys(filesOf(cwd)).filter((file) => !before.includes(file));
    expect(made).toEqual([join(cwd, ".safeguard/.gitignore"), join(cwd, ".safeguard/report.html")]);
    expect(readFileSync(join(cwd, ".safeguard/.gitignore"), "utf8")).toBe("*\n");
    expect(readFileSync(join(cwd, ".safeguard/report.html"), "utf8")).toMatch(/^<!doctype html>/);
  });

  it("passes with exit code 0, writes where it is told, and says the verdict alone with --quiet", async () => {
    const cwd = folder(app({ production: queue(true) }));
    const { code, stdout, stderr } = await safeguard(["audit", ".", ...ONE, "-q", "--output", "out.html"], {
      cwd,
    });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toBe("Gate passed: 0 failed, 0 unknown, 0 waived, 1 passed; 1 resource assessed.\n");
    expect(existsSync(join(cwd, "out.html"))).toBe(true);
    expect(existsSync(join(cwd, ".safeguard"))).toBe(false);
  });

  it("--verbose shows findings as check does", async () => {
    const cwd = folder(app({ production: queue(false) }));
    const { stdout } = await safeguard(["audit", ...ONE, "--verbose"], { cwd });
    expect(stdout).toContain("sqs_managed_sse_enabled: false, expected");
    expect(stdout).toContain("Fix: ");
  });

  it.each([
    [[], {}, "This folder holds neither a cdktf.json nor Terraform configuration."],
    [["nowhere"], {}, "nowhere is no folder; expected one with a cdktf.json or Terraform configuration."],
    [[], app({}, 'throw new Error("no");'), "The app of this folder could not be synthesized: Error: no."],
    [["--source", "."], {}, "safeguard audit has no flag --source"],
    [["nowhere", "--watch"], {}, "nowhere is no folder"],
    [["--watch", "--policy", "sqs/tls-onyl"], app({ one: queue(true) }), "did you mean sqs/tls-only?"],
    [["--timeout", "0"], {}, "Expected an integer greater than or equal to 1"],
  ])("%j with exit code 2 says what is wrong", async (args, files, message) => {
    const { code, stdout, stderr } = await safeguard(["audit", ...args], { cwd: folder(files) });
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(message);
    expect(stderr).toMatch(SENTENCES);
  });
});

// Windows knows no signals.
describe.skipIf(process.platform === "win32")("safeguard audit, interrupted", () => {
  it("ends the app with all that it started, and leaves nothing behind", async () => {
    const started_ = folder({});
    const pids = join(started_, "pids");
    const script = `
const { spawn } = require("node:child_process");
const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "inherit" });
writeFileSync(${JSON.stringify(pids)}, process.pid + " " + child.pid);
setInterval(() => {}, 1000);
return;`;
    const running = started([], folder(app({}, script)), temporary());
    const alive = (pid: number) => {
      try {
        return process.kill(pid, 0);
      } catch {
        return false;
      }
    };
    while (!existsSync(pids) || readFileSync(pids, "utf8") === "") await pause();
    running.child.kill("SIGINT");
    expect(await running.ended).toBe(130);
    for (const pid of readFileSync(pids, "utf8").split(" ").map(Number)) while (alive(pid)) await pause();
  });

  it("--watch tells what a change breaks and mends, and ends at Ctrl-C", async () => {
    const cwd = folder(app({ production: queue(true) }));
    const TMPDIR = temporary();
    const running = started(["--watch", ...ONE], cwd, TMPDIR);
    const write = (text: string | undefined) => writeFileSync(join(cwd, "main.cjs"), text ?? "");
    expect(await running.until(/Watching; Ctrl-C ends it\./)).toMatch(
      /^ {2}PASS {5}production .*\n\nGate passed/,
    );
    write(app({ production: queue(false) })["main.cjs"]);
    const broken = await running.until(/Watching/);
    expect(broken).toMatch(/Changed: main\.cjs\nNew \(1\)\n {2}high {6}Queues are encrypted at rest/);
    expect(broken).toContain("Gate failed: 1 failed");
    write('throw new Error("half-written");');
    expect(await running.until(/Run it by itself/)).toContain(
      "could not be synthesized: Error: half-written.",
    );
    write(app({ production: queue(true) })["main.cjs"]);
    const mended = await running.until(/Watching/);
    expect(mended).toMatch(/Fixed \(1\)\n/);
    expect(readdirSync(join(cwd, ".safeguard")).sort()).toEqual([".gitignore", "report.html"]);
    running.child.kill("SIGINT");
    expect(await running.ended).toBe(0);
  });
});

const pause = () => new Promise((resolve) => setTimeout(resolve, 10));
