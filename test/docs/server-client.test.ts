import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import * as polaroid from "../../src/node.ts";
import * as remote from "../../src/remote.ts";
import { configOf, startServer, whoOf } from "../../src/server/index.ts";

const ROOT = join(import.meta.dirname, "..", "..");
const PAGE = join(ROOT, "docs", "server-client.md");
// What prom-client brings along.
const TRACING = "@opentelemetry/api";
const FUNCTION = Object.getPrototypeOf(async () => {}).constructor as new (
  ...args: string[]
) => (...values: unknown[]) => Promise<unknown>;

async function ran(blocks: readonly string[], port: number) {
  const code = blocks
    .join("\n")
    .replace(/^import (.*?) from "(?:polaroid(?:\/\w+)?|@opentelemetry\/api)";$/gms, "")
    .replaceAll("grpc://localhost:50051", `grpc://127.0.0.1:${port}`);
  const printed: unknown[][] = [];
  const { SpanKind, trace } = await import(TRACING);
  const scope = {
    ...polaroid,
    ...remote,
    configOf,
    startServer,
    whoOf,
    SpanKind,
    trace,
    console: { log: (...args: unknown[]) => printed.push(args) },
  };
  const names = Object.keys(scope).filter((name) => name !== "var");
  const values = names.map((name) => (scope as unknown as Record<string, unknown>)[name]);
  await new FUNCTION(...names, stripTypeScriptTypes(code))(...values);
  return { code, printed };
}

test("what the README shows of the server runs", async () => {
  const flags = { port: ["0"], table: [`flights=${join(ROOT, "examples", "data", "flights.parquet")}`] };
  await using server = await startServer(configOf({ ...flags, "log-level": ["silent"] }));
  const text = readFileSync(join(ROOT, "README.md"), "utf8");
  const [, block] = /^```ts\n((?:(?!^```).)*"polaroid\/remote".*?)^```/ms.exec(text) ?? [];
  expect(block).toContain("collect()");
  await ran([block as string], server.port);
});

test("what the page of the client shows runs, and prints what it says", async () => {
  const root = mkdtempSync(join(tmpdir(), "polaroid-page-"));
  try {
    const carrier = Array.from({ length: 300 }, (_, i) => ["UA", "AA", "DL"][i % 3] as string);
    const flights = new polaroid.DataFrame({
      carrier,
      distance: carrier.map((_, i) => 10 * i),
      dep_delay: carrier.map((_, i) => i - 30),
    });
    const file = join(root, "flights.parquet");
    await flights.writeParquet(file);
    const flags = { port: ["0"], root: [root], table: [`flights=${file}`], "log-level": ["silent"] };
    await using server = await startServer(configOf(flags));
    const text = readFileSync(PAGE, "utf8");
    const blocks = [...text.matchAll(/^```ts\n(.*?)^```/gms)].map((m) => m[1] as string);
    expect(blocks.length).toBeGreaterThan(6);
    const { code, printed } = await ran(blocks, server.port);
    const said = [...code.matchAll(/console\.log\(.*\); \/\/ (.*)$/gm)].map((m) => JSON.parse(m[1] as string));
    expect(said.length).toBeGreaterThan(3);
    const last = printed.map((args) => args.at(-1));
    for (const one of said) expect(last).toContainEqual(one);
    expect(last).not.toContainEqual(undefined);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
});
