import { existsSync } from "node:fs";
import { join } from "node:path";
import { type Browser, chromium } from "playwright-core";
import { chromium as findChromium } from "../scripts/chromium.ts";
import { readParquet } from "../src/node.ts";
import type { Line } from "./case.ts";
import type { Asked } from "./pages/loop.ts";
import { site } from "./pages/site.ts";
import { results, toBest } from "./report.ts";
import type { Runner } from "./time.ts";

interface Said {
  readonly version: string;
  readonly lines: readonly Line[];
  readonly failed: Readonly<Record<string, string>>;
}
const ARGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"];
const NEEDS: Readonly<Record<string, string>> = { "duckdb-wasm": "@duckdb/duckdb-wasm", arquero: "arquero" };
const installed = (engine: string): boolean =>
  NEEDS[engine] === undefined || existsSync(join(import.meta.dirname, "node_modules", NEEDS[engine]));

/** A fresh browser with the page of one engine. */
async function ask(executablePath: string, url: string, asked: Asked): Promise<Said> {
  const browser: Browser = await chromium.launch({ executablePath, args: ARGS });
  try {
    const page = await browser.newPage();
    await page.goto(url);
    await page.waitForFunction("globalThis.bench !== undefined");
    return (await page.evaluate(`bench(${JSON.stringify(asked)})`)) as Said;
  } finally {
    await browser.close();
  }
}

/** Warm queries in Chromium, fresh browsers in turn; and the bytes that each engine's page loads of it, gzipped. */
export const byPage: Runner = async (suite, rows, cases, form) => {
  const executable = findChromium();
  if (executable === undefined) {
    console.error("no Chromium: POLAROID_CHROMIUM names one");
    return { results: [], versions: {} };
  }
  const engines = form.engines.filter(installed);
  const data: Record<string, Uint8Array | string> = {};
  const files: Record<string, { parquet: string; arrow: string }> = {};
  for (const [name, file] of Object.entries(await form.data(rows, cases[0] as string))) {
    data[`${name}.parquet`] = file;
    data[`${name}.arrow`] = await (await readParquet(file)).toBytes("ipc", { layout: "stream" });
    files[name] = { parquet: `/data/${name}.parquet`, arrow: `/data/${name}.arrow` };
  }
  const serving = await site(suite, engines, cases, data);
  const versions: Record<string, string | undefined> = {};
  const rounds: Record<string, (readonly Line[])[]> = {};
  const sent: Record<string, number> = {};
  for (let round = 0; round < form.rounds; round++)
    for (const engine of engines) {
      serving.forget();
      const said = await ask(executable, `${serving.url}/page/${engine}.html`, { files, seconds: form.seconds });
      sent[engine] = serving.sent(`/${engine}/`);
      versions[engine] = said.version;
      rounds[engine] = [...(rounds[engine] ?? []), said.lines];
      if (round === 0)
        for (const [name, why] of Object.entries(said.failed)) console.error(`${engine} cannot ${name}: ${why}`);
    }
  serving.close();
  const bytes = { suite: "download", rows, case: "download", unit: "bytes" as const, values: sent, first: {} };
  return { versions, results: [...results(suite, rows, cases, rounds), { ...bytes, ratio: toBest(sent) }] };
};
