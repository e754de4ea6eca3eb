import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { renderOscal } from "../../src/report/oscal/assessment-results.js";
import { renderOscalCatalog } from "../../src/report/oscal/catalog.js";
import { renderOscalComponents } from "../../src/report/oscal/component-definition.js";
import { hipaa } from "../assessment/support.js";
import { report as reportOn } from "../check/support.js";
import { sample } from "./samples.js";

// An independent reader of OSCAL, a Python package. What needs it is skipped without it, unless SAFEGUARD_REQUIRE_TRESTLE
// is set; the variable TRESTLE names it where it is not on the PATH.
const trestle = process.env.TRESTLE ?? "trestle";
const hasTrestle =
  process.env.SAFEGUARD_REQUIRE_TRESTLE !== undefined ||
  spawnSync(trestle, ["version"], { stdio: "ignore" }).status === 0;

describe.skipIf(!hasTrestle)("compliance-trestle", () => {
  it("imports and validates what is written", async () => {
    const folder = mkdtempSync(join(tmpdir(), "safeguard-oscal-"));
    try {
      const workspace = join(folder, "workspace");
      mkdirSync(workspace);
      const run = (...args: string[]) =>
        execFileSync(trestle, args, { cwd: workspace, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
      run("init", "--local");
      const real = await reportOn(["plans/webshop.json"]);
      const documents = {
        real: renderOscal(real),
        sample: renderOscal(sample),
        catalog: renderOscalCatalog(real, hipaa),
        components: renderOscalComponents(real),
      };
      for (const [name, text] of Object.entries(documents)) {
        const file = join(folder, `${name}.json`);
        writeFileSync(file, text);
        run("import", "--file", file, "--output", name);
      }
      expect(run("validate", "--all").match(/^VALID/gm)).toHaveLength(Object.keys(documents).length);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }, 180_000);
});
