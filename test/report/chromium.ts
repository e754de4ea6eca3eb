import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { pathToFileURL } from "node:url";
import puppeteer, { type Browser, type Page } from "puppeteer-core";
import { onTestFinished } from "vitest";

/** Chromium on this machine, if there is one. */
const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const chromium = (process.env.PATH ?? "")
  .split(delimiter)
  .flatMap((folder) => NAMES.map((name) => join(folder, name)))
  .find((path) => existsSync(path));

/** True where these tests cannot run, and nobody insists. */
export const withoutChromium = chromium === undefined && process.env.SAFEGUARD_REQUIRE_CHROMIUM === undefined;

export async function launch(): Promise<Browser> {
  if (chromium === undefined) throw new Error("there is no Chromium, and SAFEGUARD_REQUIRE_CHROMIUM is set");
  return puppeteer.launch({
    executablePath: chromium,
    args: ["--no-sandbox", "--disable-dev-shm-usage"],
    protocolTimeout: 300_000,
  });
}

/** A page, and all that went wrong on it or went out from it. */
export interface Opened {
  readonly page: Page;
  readonly complaints: readonly string[];
  readonly requests: readonly string[];
}

/** Opens a report from a file, as its readers do. */
export async function open(
  browser: Browser,
  text: string,
  scheme: "light" | "dark" = "light",
): Promise<Opened> {
  const folder = mkdtempSync(join(tmpdir(), "safeguard-html-"));
  const page = await browser.newPage();
  onTestFinished(async () => {
    await page.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const file = join(folder, "report.html");
  writeFileSync(file, text);
  const complaints: string[] = [];
  const requests: string[] = [];
  page.on("console", (message) => complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("dialog", (dialog) => {
    complaints.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on("request", (request) => requests.push(request.url()));
  await page.setViewport({ width: 1200, height: 900 });
  await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
  await page.goto(pathToFileURL(file).href, { timeout: 120_000 });
  return { page, complaints, requests };
}
