import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { globSync } from "tinyglobby";
import { describe, expect, it } from "vitest";
import { BAD, folder, ROOT, safeguard } from "../commands/support.js";

const DOCKERFILE = join(ROOT, "Dockerfile");
const ignored = readFileSync(join(ROOT, ".dockerignore"), "utf8").split("\n");
/** What the build is given: everything is left out but these. */
const context = ignored.filter((line) => line.startsWith("!")).map((line) => line.slice(1));
/** The plan that the build checks to keep what the engine compiles. */
const WARM_UP = "fixtures/plans/platform-grown.json";
const named = (pattern: string) =>
  globSync(pattern, { cwd: ROOT, dot: true, onlyFiles: false, expandDirectories: false });

const instructions = readFileSync(DOCKERFILE, "utf8")
  .replace(/^#.*\n/gm, "")
  .replace(/\\\n\s*/g, "")
  .split("\n")
  .filter(Boolean)
  .map((line) => /^(\w+) (.*)$/.exec(line)?.slice(1) ?? expect.fail(line));

// The variable HADOLINT names it where it is not on the PATH.
const hadolint = process.env.HADOLINT ?? "hadolint";
const hasHadolint =
  process.env.SAFEGUARD_REQUIRE_HADOLINT !== undefined ||
  spawnSync(hadolint, ["--version"], { stdio: "ignore" }).status === 0;

describe("Dockerfile", () => {
  it.skipIf(!hasHadolint)("has nothing that hadolint warns of", () => {
    const { status, stdout } = spawnSync(hadolint, ["--no-color", DOCKERFILE], { encoding: "utf8" });
    expect(stdout).toBe("");
    expect(status).toBe(0);
  });

  it("runs safeguard as somebody who is not root, without what it was built with", () => {
    const last = instructions.slice(instructions.findLastIndex(([name]) => name === "FROM"));
    const of = (name: string) => last.filter(([own]) => own === name).map(([, value]) => value);
    expect(of("USER")).toEqual(["1000"]);
    expect(of("ENTRYPOINT")).toEqual(['["safeguard"]']);
    expect(of("COPY").every((value = "") => value.startsWith("--from="))).toBe(true);
    expect(of("RUN").join()).not.toContain("npm");
  });

  it("is given what it copies, and nothing that is not committed", () => {
    expect(ignored.filter((line) => !line.startsWith("#"))[0]).toBe("*");
    for (const [name, value = ""] of instructions) {
      if (name !== "COPY" || value.startsWith("--from=") || value === ". .") continue;
      for (const file of value.split(" ").slice(0, -1)) expect(context).toContain(file);
    }
    for (const pattern of context) expect(named(pattern).length, pattern).toBeGreaterThan(0);
    const others = context.filter((pattern) => pattern !== WARM_UP);
    expect(others.join()).not.toMatch(/fixtures|test|node_modules|\.git\b|\.env/);
  });

  it("builds from that: the package that comes out checks a plan", async () => {
    const build = folder();
    for (const file of context.flatMap(named)) {
      cpSync(join(ROOT, file), join(build, file), { recursive: true });
    }
    // Installing takes minutes and a registry; what is installed here is the same.
    symlinkSync(join(ROOT, "node_modules"), join(build, "node_modules"), "junction");
    const npm = (...args: string[]) =>
      execFileSync("npm", args, { cwd: build, stdio: ["ignore", "pipe", "pipe"], encoding: "utf8" });
    const image = join(build, "image");
    mkdirSync(image);
    expect(instructions.map(([, value]) => value).join()).toContain("npm run build -- --no-types");
    npm("run", "build", "--", "--no-types");
    npm("pack", "--ignore-scripts", "--pack-destination", image);
    const [packed = ""] = readdirSync(image);
    execFileSync("tar", ["-xzf", packed, "--strip-components=1"], { cwd: image });
    expect(instructions.map(([, value]) => value).join()).toContain("cp dist/*.cache /safeguard/dist/");
    for (const name of globSync("dist/*.cache", { cwd: build })) cpSync(join(build, name), join(image, name));
    symlinkSync(join(ROOT, "node_modules"), join(image, "node_modules"), "junction");
    const stdin = readFileSync(BAD);
    const { code, stdout, stderr } = await safeguard(["check", "-", "--quiet"], { root: image, stdin });
    expect({ code, stderr }).toEqual({ code: 1, stderr: "" });
    expect(stdout).toContain("Gate failed");
    expect(existsSync(join(image, "fixtures"))).toBe(false);
  });
});
