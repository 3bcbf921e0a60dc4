import { stat } from "node:fs/promises";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Site, serve } from "../../examples/browser/serve.ts";
import { chromium as findChromium } from "../../scripts/chromium.ts";

let site: Site;
let browser: Browser;
let page: Page;
const problems: string[] = [];

beforeAll(async () => {
  site = await serve();
  browser = await chromium.launch({
    executablePath: findChromium() as string,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
  page = await browser.newPage({ viewport: { width: 1100, height: 1200 } });
  page.on("pageerror", (e) => problems.push(e.message));
  await page.goto(site.url);
  await page.waitForSelector("body[data-ready]");
}, 60_000);

afterAll(async () => {
  await browser?.close();
  await site?.close();
});

// As text: the page imports its own bundle, which a function transformed for this process could not.
const inPage = <T>(work: string): Promise<T> =>
  page.evaluate(
    `import(new URL("bundle/polaroid.js", location.href).href).then(async (p) => { ${work} })`,
  ) as Promise<T>;

const FLIGHTS = 'const flights = p.scanParquet(new URL("data/flights.parquet", location.href));';

test("reads two columns by ranges, never the whole file, never HEAD", async () => {
  site.asked.length = 0;
  const rows = await inPage<{ origin: string; mean: number; n: number }[]>(
    `${FLIGHTS} const { col, len } = p; return (await flights.groupBy("origin").agg(col("distance").mean().alias("mean"), len().alias("n")).sort("origin").collect()).toRecords();`,
  );
  expect(rows.map((r) => [r.origin, r.n])).toEqual([
    ["EWR", 120835],
    ["JFK", 111279],
    ["LGA", 104662],
  ]);
  expect(rows[0]?.mean).toBeCloseTo(1056.74279, 5);
  const of = site.asked.filter((a) => a.path.endsWith("flights.parquet"));
  const fetched = of.reduce((n, a) => n + a.bytes, 0);
  const { size } = await stat("examples/data/flights.parquet");
  console.log(`bytes fetched ${fetched} of ${size} in ${of.length} requests`);
  expect(of.every((a) => a.method === "GET" && a.range !== null)).toBe(true);
  expect(fetched).toBeLessThan(size / 3);
});

test("filters, joins and sorts as Node does", async () => {
  const rows = await inPage<Record<string, unknown>[]>(
    `${FLIGHTS} const { col, len } = p;
     const airlines = p.scanCsv(new URL("data/airlines.csv", location.href));
     return (await flights.filter(col("dep_delay").gt(120)).join(airlines, { on: "carrier" }).groupBy("name").agg(len().alias("late")).sort("late", { descending: true }).head(3).collect()).toRecords();`,
  );
  expect(rows).toEqual([
    { name: "ExpressJet Airlines Inc.", late: 2443 },
    { name: "JetBlue Airways", late: 1621 },
    { name: "United Air Lines Inc.", late: 1364 },
  ]);
});

test("eager frames, errors as values and cancelling work there too", async () => {
  const out = await inPage<{ sum: number; code: string; cancelled: string }>(
    `const { DataFrame, col } = p;
     const df = new DataFrame({ a: [1, 2, 3] });
     const missing = await p.tryRead(new URL("data/none.parquet", location.href).href);
     const stop = new AbortController(); stop.abort();
     const cancelled = await df.lazy().tryCollect({ signal: stop.signal });
     return { sum: df.select(col("a").sum()).item(), code: missing.error.code, cancelled: cancelled.error.code };`,
  );
  expect(out).toEqual({ sum: 6, code: "NOT_FOUND", cancelled: "CANCELLED" });
});

test("a dropped CSV and every codec of the sample data are read from Blobs", async () => {
  const out = await inPage<unknown[]>(
    `const blob = new Blob(["a,b\\n1,x\\n2,y\\n"]);
     const csv = (await p.scanCsv(blob).collect()).toRecords();
     const get = async (name) => (await fetch("data/" + name)).blob();
     const planes = await p.read(await get("planes.parquet"));
     const weather = await p.read(await get("weather.parquet"));
     return [csv, planes.height, weather.height];`,
  );
  expect(out).toEqual([
    [
      { a: 1, b: "x" },
      { a: 2, b: "y" },
    ],
    3322,
    26115,
  ]);
});

test("the example page shows schema, rows and a chart", async () => {
  await page.click("#sample");
  await page.waitForSelector("#result:not([hidden])");
  expect(await page.locator("#schema span").count()).toBe(19);
  expect(await page.locator("#rows tbody tr").count()).toBe(8);
  expect(await page.locator("#chart rect").count()).toBe(16);
  expect(await page.textContent("#status")).toBe("");
  await page.selectOption("#fn", "count");
  await page.waitForFunction(() => document.getElementById("timing")?.textContent?.startsWith("rows by carrier"));
  await page.screenshot({ path: ".cache/browser/page.png", fullPage: true });
  expect(problems).toEqual([]);
});
