/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Browser, Page } from "puppeteer-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { diffReports } from "../../src/report/diff.js";
import { renderHtml } from "../../src/report/html/index.js";
import type { Finding, Report } from "../../src/report/report.js";
import { report as assessed } from "../check/support.js";
import { launch, type Opened, open, withoutChromium } from "./chromium.js";
import { hostileReport, MILLION, reportWith } from "./hostile.js";
import { clean, large, sample } from "./samples.js";

// What needs Chromium is skipped without it, unless SAFEGUARD_REQUIRE_CHROMIUM is set.

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

describe.skipIf(withoutChromium)("the HTML report in a browser", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser?.close());

  const visible = (page: Page) =>
    page.$$eval("#list article", (all) => all.filter((one) => one.checkVisibility()).length);
  const count = (page: Page) => page.$eval("output[name=count]", (output) => output.value);
  /** The count follows what is shown, a moment after the last key. */
  const settled = (page: Page, text: string) =>
    page.waitForFunction(
      (wanted) => document.querySelector<HTMLOutputElement>("output[name=count]")?.value === wanted,
      {},
      text,
    );
  const select = async (page: Page, name: string) => {
    await page.focus("#filters input[name=text]");
    for (let stop = 0; stop < 12; stop += 1) {
      const at = await page.evaluate(() => (document.activeElement as HTMLSelectElement).name);
      if (at === name) return;
      await page.keyboard.press("Tab");
    }
    throw new Error(`Tab does not lead to ${name}`);
  };

  it.each([
    [
      "a report with something of everything",
      () => renderHtml(sample, { changes: diffReports(clean, sample) }),
    ],
    ["one on which everything passes", () => renderHtml(clean)],
  ])("says nothing in the console and asks for nothing from outside: %s", async (_, render) => {
    const { complaints, requests, page } = await open(browser, render());
    await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
    expect(complaints).toEqual([]);
    expect(requests).toHaveLength(1);
    expect(requests[0]).toMatch(/^file:/);
  });

  it("is filtered by keyboard alone, and the count tells what is shown", async () => {
    const { page } = await open(browser, renderHtml(sample));
    const all = sample.findings.length;
    const shown = async (text: string, number: number) => {
      await settled(page, text);
      expect(await visible(page)).toBe(number);
    };
    expect(await count(page)).toBe(`${all} of ${all} findings`);

    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => (document.activeElement as HTMLInputElement).name)).toBe("text");

    await select(page, "verdict");
    await page.keyboard.type("failed");
    const failed = sample.findings.filter(({ verdict, waiver }) => verdict === "fail" && waiver === null);
    await shown(`${failed.length} of ${all} findings`, failed.length);

    await select(page, "severity");
    await page.keyboard.type("critical");
    const critical = failed.filter(({ severity }) => severity === "critical");
    await shown(`${critical.length} of ${all} findings`, critical.length);

    await select(page, "text");
    await page.keyboard.type("there is nothing like this");
    await shown(`0 of ${all} findings`, 0);

    await page.focus("#filters button");
    await page.keyboard.press("Enter");
    await shown(`${all} of ${all} findings`, all);
  });

  it("filters by control exactly, and by service and module", async () => {
    const { page } = await open(browser, renderHtml(sample));
    const all = sample.findings.length;
    const fits: [string, string, (finding: Finding) => boolean][] = [
      ["control", "164.312(e)(1)", ({ controls }) => controls.includes("164.312(e)(1)")],
      ["service", "sqs", ({ policy }) => policy.startsWith("sqs/")],
      ["module", "(root)", ({ resource }) => resource.module === ""],
    ];
    for (const [name, value, is] of fits) {
      await page.select(`#filters select[name=${name}]`, value);
      const wanted = sample.findings.filter(is).length;
      await settled(page, `${wanted} of ${all} findings`);
      expect(await visible(page)).toBe(wanted);
      await page.click("#filters button");
      await settled(page, `${all} of ${all} findings`);
    }
  });

  it("shows a finding that a filter hides when a link leads to it, and opens what a link leads into", async () => {
    const { page } = await open(browser, renderHtml(sample));
    const all = sample.findings.length;
    await page.select("#filters select[name=verdict]", "pass");
    await page.waitForFunction(() => document.querySelector("#list article[hidden]") !== null);
    const id = await page.$eval("#list article[hidden]", (article) => article.id);
    for (let time = 0; time < 2; time += 1) {
      await page.evaluate((target) => {
        const link = document.querySelector<HTMLAnchorElement>(`a[href="#${target}"]`);
        if (link === null) throw new Error("no link");
        link.click();
      }, id);
      await page.waitForFunction((target) => document.getElementById(target)?.checkVisibility(), {}, id);
      await settled(page, `${all} of ${all} findings`);
      expect(await visible(page)).toBe(all);
      await page.select("#filters select[name=verdict]", "pass");
      await page.waitForFunction((target) => document.getElementById(target)?.hidden, {}, id);
    }
    await page.evaluate(() => document.querySelector<HTMLAnchorElement>("#matrix td a")?.click());
    await page.waitForFunction(() => document.querySelector<HTMLDetailsElement>("details.control")?.open);
  });

  it("leads from a control to its findings", async () => {
    const { page } = await open(browser, renderHtml(sample));
    const control = await page.evaluate(() => {
      const link = document.querySelector<HTMLAnchorElement>("a[data-filter-control]");
      link?.click();
      return link?.dataset.filterControl ?? "";
    });
    const wanted = sample.findings.filter(({ controls }) => controls.includes(control)).length;
    await settled(page, `${wanted} of ${sample.findings.length} findings`);
    expect(await visible(page)).toBe(wanted);
  });

  it("has no link that leads nowhere, and no id twice", async () => {
    const { page } = await open(browser, renderHtml(await webshop()));
    const broken = await page.$$eval("a[href^='#']", (links) =>
      links
        .map((link) => link.getAttribute("href") ?? "")
        .filter((href) => document.getElementById(href.slice(1)) === null),
    );
    expect(broken).toEqual([]);
    const ids = await page.$$eval("[id]", (all) => all.map(({ id }) => id));
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });

  it.each(["light", "dark"] as const)("is accessible (axe), %s", async (scheme) => {
    const { page } = await open(
      browser,
      renderHtml(await webshop(), { changes: diffReports(clean, sample) }),
      scheme,
    );
    await page.evaluate(() => {
      for (const details of document.querySelectorAll("details")) details.open = true;
      // What is not drawn has no contrast to look at.
      const style = new CSSStyleSheet();
      style.replaceSync("article{content-visibility:visible!important}");
      document.adoptedStyleSheets.push(style);
    });
    await page.evaluate(AXE);
    const { violations, passes } = await page.evaluate(async () => {
      const { axe } = window as unknown as { axe: typeof import("axe-core") };
      const found = await axe.run(document, { resultTypes: ["violations"] });
      return {
        violations: found.violations.map(
          ({ id, nodes }) =>
            `${id}: ${nodes
              .slice(0, 3)
              .map(({ html }) => html.slice(0, 200))
              .join(" | ")}`,
        ),
        passes: found.passes.map(({ id }) => id),
      };
    });
    expect(violations).toEqual([]);
    expect(passes).toContain("color-contrast");
  });

  it("does not scroll sideways on a phone", async () => {
    const { page } = await open(browser, renderHtml(await webshop()));
    await page.setViewport({ width: 360, height: 740 });
    const beyond = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(beyond).toBeLessThanOrEqual(0);
  });

  it("prints with everything open, on a number of pages that somebody may read", async () => {
    const report = await webshop();
    const { page } = await open(browser, renderHtml(report));
    const pdf = Buffer.from(await page.pdf({ preferCSSPageSize: true, timeout: 120_000 })).toString("latin1");
    const pages = [...pdf.matchAll(/\/Type\s*\/Page\b(?!s)/g)].length;
    expect(pages).toBeGreaterThan(10);
    expect(pages).toBeLessThan(report.findings.length);
    // What was closed before is closed again.
    expect(await page.$$eval("details[open]", (all) => all.length)).toBe(0);
  });

  it("takes 5,000 findings", async () => {
    const report = large(5000);
    const text = renderHtml(report);
    const begin = performance.now();
    const { page, complaints } = await open(browser, text);
    const loaded = performance.now() - begin;
    expect(await visible(page)).toBe(5000);
    const filtered = await page.evaluate(async () => {
      const field = document.querySelector<HTMLInputElement>("#filters input[name=text]");
      const output = document.querySelector<HTMLOutputElement>("output[name=count]");
      if (field === null || output === null) throw new Error("no filters");
      const times: number[] = [];
      for (const word of ["q[7]", "m3.", ""]) {
        const before = output.value;
        field.value = word;
        field.dispatchEvent(new Event("input", { bubbles: true }));
        const start = performance.now();
        while (output.value === before) await new Promise((resolve) => setTimeout(resolve));
        await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
        times.push(Math.round(performance.now() - start));
      }
      return times;
    });
    expect(await visible(page)).toBe(5000);
    expect(complaints).toEqual([]);
    console.info(
      `${(text.length / 1e6).toFixed(1)} MB, loaded in ${Math.round(loaded)} ms, filters ${filtered.join(", ")} ms`,
    );
  });

  it("takes names that mean something to a browser as names", async () => {
    const opened = await open(
      browser,
      renderHtml(hostileReport, { changes: diffReports(clean, hostileReport) }),
    );
    await expectInert(opened, renderHtml(sample));
    const text = await opened.page.evaluate(() => document.body.textContent);
    expect(text).toContain("<script>");
    expect(text).toContain("]]>");
    for (const sign of ["\u001b", "\u202e", "\u2066"]) expect(text).not.toContain(sign);
  });

  it("takes a name of a million characters", async () => {
    const text = renderHtml(reportWith(MILLION));
    expect(text.length).toBeLessThan(2_000_000);
    const { page, complaints } = await open(browser, text);
    expect(complaints).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(
      0,
    );
  });

  /** Nothing ran, nothing was asked for, and no element is of another kind than in a harmless report. */
  async function expectInert({ page, complaints, requests }: Opened, harmless: string): Promise<void> {
    await page.evaluate(() => {
      for (const details of document.querySelectorAll("details")) details.open = true;
    });
    expect(complaints).toEqual([]);
    expect(requests).toHaveLength(1);
    const kinds = (at: Page) =>
      at.$$eval("*", (all) => [...new Set(all.map(({ tagName }) => tagName.toLowerCase()))].sort());
    const other = await open(browser, harmless);
    const known = [
      ...(await kinds(other.page)),
      "svg",
      "g",
      "title",
      "rect",
      "text",
      "path",
      "defs",
      "marker",
      "br",
      "pre",
    ];
    for (const kind of await kinds(page)) expect(known).toContain(kind);
    expect(await page.$$eval("script", (all) => all.length)).toBe(1);
    expect(
      await page.$$eval("*", (all) =>
        all
          .flatMap(({ attributes }) => [...attributes].map(({ name }) => name))
          .filter((name) => name.startsWith("on")),
      ),
    ).toEqual([]);
  }
});

async function webshop(): Promise<Report> {
  return assessed(["plans/webshop.json"]);
}
