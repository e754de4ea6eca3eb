import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { watch } from "../../src/audit/watch.js";
import { folder } from "./support.js";

interface Pass {
  readonly changed: readonly string[];
  readonly signal: AbortSignal;
}

/** A watch whose passes can be waited for, one by one. */
function watching(cwd: string, during: (pass: Pass) => Promise<void> = async () => {}) {
  const controller = new AbortController();
  const passes: Pass[] = [];
  const waiting: ((pass: Pass) => void)[] = [];
  const ended = watch({
    folder: cwd,
    written: [join(cwd, "report.html")],
    signal: controller.signal,
    pass: async (changed, signal) => {
      const pass = { changed, signal };
      const next = waiting.shift();
      if (next === undefined) passes.push(pass);
      else next(pass);
      await during(pass);
    },
  });
  return {
    next: () =>
      new Promise<Pass>((resolve) => {
        const pass = passes.shift();
        if (pass === undefined) waiting.push(resolve);
        else resolve(pass);
      }),
    end: async () => {
      controller.abort();
      await ended;
    },
  };
}

describe("watch", () => {
  it("passes once, and again for each file that changes, in folders that are made later too", async () => {
    const cwd = folder({ "main.ts": "1", "lib/queue.ts": "1" });
    const { next, end } = watching(cwd);
    expect((await next()).changed).toEqual([]);
    writeFileSync(join(cwd, "lib/queue.ts"), "2");
    expect((await next()).changed).toEqual(["lib/queue.ts"]);
    mkdirSync(join(cwd, "made"));
    expect((await next()).changed).toEqual(["made"]);
    writeFileSync(join(cwd, "made/new.ts"), "1");
    expect((await next()).changed).toEqual(["made/new.ts"]);
    rmSync(join(cwd, "main.ts"));
    expect((await next()).changed).toEqual(["main.ts"]);
    await end();
  });

  it("minds neither what others make, nor steps of editors, nor a file that is written as it was", async () => {
    const cwd = folder({
      "main.ts": "1",
      "same.ts": "1",
      "node_modules/x/index.js": "1",
      "cdktf.out/manifest.json": "{}",
      ".git/HEAD": "1",
    });
    const { next, end } = watching(cwd);
    await next();
    // The first look at a file tells what it holds.
    writeFileSync(join(cwd, "same.ts"), "2");
    expect((await next()).changed).toEqual(["same.ts"]);
    for (const name of ["node_modules/x/index.js", "cdktf.out/manifest.json", ".git/HEAD", "report.html"])
      writeFileSync(join(cwd, name), "2");
    for (const name of ["4913", "main.ts~", ".main.ts.swp", "#main.ts#"]) writeFileSync(join(cwd, name), "");
    writeFileSync(join(cwd, "same.ts"), "2");
    writeFileSync(join(cwd, "main.ts.tmp"), "2");
    renameSync(join(cwd, "main.ts.tmp"), join(cwd, "main.ts"));
    const { changed } = await next();
    expect(changed.filter((name) => name !== "main.ts.tmp")).toEqual(["main.ts"]);
    await end();
  });

  it("ends a pass that a change has overtaken", async () => {
    const cwd = folder({ "main.ts": "1" });
    const { next, end } = watching(
      cwd,
      ({ signal }) => new Promise((resolve) => signal.addEventListener("abort", () => resolve())),
    );
    const first = await next();
    expect(first.signal.aborted).toBe(false);
    writeFileSync(join(cwd, "main.ts"), "2");
    const second = await next();
    expect(first.signal.aborted).toBe(true);
    expect(second.signal.aborted).toBe(false);
    await end();
    expect(second.signal.aborted).toBe(true);
  });

  it("throws what a pass throws", async () => {
    const controller = new AbortController();
    const pass = async () => {
      throw new Error("a defect");
    };
    const running = watch({ folder: folder({}), written: [], signal: controller.signal, pass });
    await expect(running).rejects.toThrow("a defect");
  });
});
