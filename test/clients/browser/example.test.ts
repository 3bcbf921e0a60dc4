import { join } from "node:path";
import { chromium } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Site, serve as serveSite } from "../../../examples/browser/serve.ts";
import { chromium as findChromium } from "../../../scripts/chromium.ts";
import { type Process, serve } from "../served.ts";
import { runningAt } from "./running.ts";

const ROOT = join(import.meta.dirname, "..", "..", "..");
const FLIGHTS = join(ROOT, "examples", "data", "flights.parquet");
const absent = findChromium() === undefined;
if (absent) test("skipped: install a Chromium, or name one by POLAROID_CHROMIUM", ({ skip }) => skip());

describe.skipIf(absent)("the example page of a server", () => {
  let site: Site;
  let server: Process;
  beforeAll(async () => {
    site = await serveSite();
    server = await serve("--cors", new URL(site.url).origin, "--table", `flights=${FLIGHTS}`, "--workers", "1");
  });
  afterAll(async () => {
    await site?.close();
    await server?.[Symbol.asyncDispose]();
  });

  test("shows rows and errors, and stops", async () => {
    const browser = await chromium.launch({ executablePath: findChromium() as string, args: ["--no-sandbox"] });
    try {
      const page = await browser.newPage({ viewport: { width: 1100, height: 900 } });
      const problems: string[] = [];
      page.on("pageerror", (e) => problems.push(e.message));
      await page.goto(`${site.url}server.html`);
      await page.waitForSelector("body[data-ready]");
      expect(await page.textContent("#flag")).toBe(`--cors ${new URL(site.url).origin}`);
      const url = `http://127.0.0.1:${server.port}`;
      await page.fill("#url", url);
      await page.click("#run");
      await page.waitForSelector("#rows table");
      expect(await page.textContent("#status")).toMatch(/^16 rows in \d+ ms$/);
      expect(await page.textContent("#tables")).toBe("tables: flights");
      expect(await page.locator("#rows tbody tr").count()).toBe(16);
      await page.screenshot({ path: join(ROOT, ".cache", "browser", "server.png"), fullPage: true });

      await page.fill("#sql", "select pirce from flights");
      await page.click("#run");
      await page.waitForSelector("#status.error");
      expect(await page.textContent("#status")).toContain('"pirce"');

      await page.fill("#sql", "select a.flight, b.dest from flights a join flights b on a.tailnum <> b.tailnum");
      await page.click("#run");
      await expect.poll(() => runningAt(url), { timeout: 20_000 }).toBe(1);
      await page.click("#stop");
      await expect.poll(() => page.textContent("#status")).toContain("CANCELLED");
      await expect.poll(() => runningAt(url)).toBe(0);
      expect(problems).toEqual([]);
    } finally {
      await browser.close();
    }
  });
});
