import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { assess } from "../../src/assessment/assess.js";
import type { RenderOptions } from "../../src/report/format.js";
import { renderGithub } from "../../src/report/github.js";
import type { Finding, Report } from "../../src/report/report.js";
import { anyAssessment } from "../assessment/support.js";
import { inFixtures, report as reportOn } from "../check/support.js";
import { large, sample } from "./samples.js";

const FIXTURES = dirname(inFixtures("plans"));

const annotations = (report: Report, options?: RenderOptions) =>
  [...renderGithub(report, options).matchAll(/^::\w+ file=([^,]*),line=(\d+),title=[^,:]*::(.*)$/gm)].map(
    ([, file = "", line = "", message = ""]) => ({ file, line: Number(line), message }),
  );

/** A report of these findings alone, so that each has its annotation. */
const only = (report: Report, findings: readonly Finding[]): Report => ({ ...report, findings });

describe("GitHub annotations", () => {
  const commands = (text: string) => text.split("\n").filter((line) => line.startsWith("::"));

  it("are at most ten of a level, and count the rest", () => {
    const lines = commands(renderGithub(large(300)));
    for (const level of ["error", "warning", "notice"]) {
      const own = lines.filter((line) => line.startsWith(`::${level} `));
      expect(own.length).toBeLessThanOrEqual(10);
      if (own.length === 10)
        expect(own.at(-1)).toMatch(/::\d+ more (errors|warnings|notices); the full report lists them\.$/);
    }
  });

  it("cannot be broken out of", () => {
    fc.assert(
      fc.property(anyAssessment, (assessment) => {
        for (const line of renderGithub(assess(assessment)).trimEnd().split("\n").slice(0, -1)) {
          expect(line).toMatch(/^::(error|warning|notice) (file=[^,:]*,line=\d+,)?title=[^,:]*::/);
        }
      }),
    );
  });

  it.each(["webshop", "wiring-modules", "elasticache"])(
    "stand at the line of the resource in the .tf files of %s",
    async (name) => {
      const report = await reportOn([`plans/${name}.json`], { source: `hcl/${name}`, cwd: FIXTURES });
      let seen = 0;
      for (const finding of report.findings.filter(({ verdict }) => verdict !== "pass")) {
        const { type, address } = finding.resource;
        for (const { file, line, message } of annotations(only(report, [finding]))) {
          seen += 1;
          expect(file).toMatch(new RegExp(`^hcl/${name}/.*\\.tf$`));
          const text = readFileSync(join(FIXTURES, file), "utf8").split("\n")[line - 1];
          const label = address
            .replace(/\[[^\]]*\]$/, "")
            .split(".")
            .at(-1);
          expect(text).toBe(`resource "${type}" "${label}" {`);
          expect(message).toContain(address);
        }
      }
      expect(seen).toBeGreaterThan(5);
    },
  );

  it("stand at the line of the resource in a synthesized stack, and name the construct", async () => {
    const name = "sqs-broken-public";
    const report = await reportOn([`plans/${name}.json`], { source: `stacks/${name}`, cwd: FIXTURES });
    const found = annotations(report);
    expect(found.length).toBeGreaterThan(1);
    for (const { file, line, message } of found) {
      expect(file).toBe(`stacks/${name}/cdk.tf.json`);
      const lines = readFileSync(join(FIXTURES, file), "utf8").split("\n");
      const [, type, label, construct] = /^(\w+)\.(\S+) \(([^)]+)\): /.exec(message) ?? [];
      expect(lines[line - 1]?.trim()).toBe(`"${label}": {`);
      expect(
        lines
          .slice(0, line)
          .findLast((text) => /^ {4}"/.test(text))
          ?.trim(),
      ).toBe(`"${type}": {`);
      expect(lines.slice(line, line + 6).join("")).toContain(`"path": "${construct}"`);
    }
  });

  it("lie in the repository, wherever in it the check ran", () => {
    const [finding] = sample.findings.filter(({ verdict }) => verdict === "fail");
    if (finding === undefined) return expect.fail("no failure");
    const at = (file: string | null, options: RenderOptions) => {
      const location = file === null ? null : { file, line: 7 };
      const [{ file: shown, line } = { file: "", line: 0 }] = annotations(
        only(sample, [{ ...finding, location }]),
        options,
      );
      return `${shown}:${line}`;
    };
    expect(at("main.tf", {})).toBe("main.tf:7");
    expect(at("./main.tf", { sourceRoot: "infra/prod" })).toBe("infra/prod/main.tf:7");
    expect(at("../modules/queue/main.tf", { sourceRoot: "infra/prod" })).toBe(
      "infra/modules/queue/main.tf:7",
    );
    expect(at("modules\\queue\\main.tf", { sourceRoot: "infra" })).toBe("infra/modules/queue/main.tf:7");
    // What is no file of the repository is shown where it can be.
    expect(at("../outside.tf", {})).toBe("main.tf:1");
    expect(at(".terraform/modules/queue/main.tf", { sourceRoot: "infra" })).toBe("infra/main.tf:1");
    expect(at("/elsewhere/main.tf", { fallbackUri: "infra/cdk.tf.json" })).toBe("infra/cdk.tf.json:1");
    expect(at(null, { sourceRoot: "infra", fallbackUri: "infra/queues.tf" })).toBe("infra/queues.tf:1");
  });
});
