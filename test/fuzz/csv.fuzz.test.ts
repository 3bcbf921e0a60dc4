import { readFileSync } from "node:fs";
import { gzipSync, zstdCompressSync } from "node:zlib";
import { expect, test } from "vitest";
import { PolaroidError } from "../../src/core/error.ts";
import { csv } from "../../src/formats/csv/index.ts";
import { chooseFormat } from "../../src/formats/registry.ts";
import { bytesSource } from "../../src/io/bytes.ts";
import { nodeHost } from "../../src/io/node/host.ts";
import { kernels } from "../../src/kernels/memory.ts";
import { batchesOf, chunked } from "../formats/tools.ts";
import { random } from "../support/random.ts";

const TRIES = process.env["FUZZ"] === "small" ? 1_000 : 10_000;
const files = ["airlines.csv", "airports.csv"].map((name) =>
  readFileSync(`${import.meta.dirname}/../../examples/data/${name}`).subarray(0, 20_000),
);
const quarters = Array.from(
  { length: 200 },
  (_, i) =>
    `${1959 + (i >> 2)},"${(i & 3) + 1}",${(2710.349 * (1 + i / 50)).toFixed(3)},${i % 7 === 0 ? "" : i - 100},2001-0${(i % 9) + 1}-15,"a ""b""\nc ${i}"`,
);
files.push(Buffer.from(`"year","quarter","realgdp","infl","day","note"\n${quarters.join("\n")}\n`));

const SPECIAL = [34, 44, 10, 13, 0, 255, 45, 46, 48, 57, 101, 0xc3];
const OPTIONS = [
  {},
  { tryParseDates: true },
  { truncateRaggedLines: true, ignoreErrors: true },
  { encoding: "utf8-lossy", inferSchemaLength: 5, ignoreErrors: true },
  { hasHeader: false, nullValues: ["NA", ""] },
  { quoteChar: null, commentPrefix: "#", separator: ";" },
];

test("damaged CSV files are read or refused", async () => {
  let crashes = 0;
  for (let i = 0; i < TRIES; i++) {
    const next = random(i);
    const pick = <T>(all: readonly T[]): T => all[Math.floor(next() * all.length)] as T;
    let bytes = new Uint8Array(pick(files));
    for (let n = 1 + Math.floor(next() * 8); n > 0; n--) {
      const at = Math.floor(next() * bytes.length);
      const how = next();
      if (how < 0.6) bytes[at] = next() < 0.5 ? pick(SPECIAL) : Math.floor(next() * 256);
      else if (how < 0.8) bytes = bytes.slice(0, at + 1);
      else
        bytes = new Uint8Array(
          [...bytes.subarray(0, at), ...bytes.subarray(Math.floor(next() * bytes.length))].slice(0, 40_000),
        );
    }
    const packed = next();
    if (packed < 0.1) {
      bytes = new Uint8Array(packed < 0.05 ? gzipSync(bytes) : zstdCompressSync(bytes));
      bytes[Math.floor(next() * bytes.length)] = Math.floor(next() * 256);
    }
    const used = kernels.used;
    try {
      const whole =
        packed < 0.1 ? bytesSource(bytes, "x.csv") : chunked(bytes, [1 + Math.floor(next() * 5000)], "x.csv");
      const { format, source } = await chooseFormat(whole, [csv], nodeHost, "csv");
      const table = await format.open(source, pick(OPTIONS), nodeHost);
      for (const b of await batchesOf(table)) for (const c of b.columns) expect(c.length).toBe(b.length);
    } catch (error) {
      if (error instanceof PolaroidError && error.code !== "INTERNAL") continue;
      crashes++;
      console.error(`seed ${i}:`, error);
    } finally {
      // The table of powers of five stays.
      expect(kernels.used - used).toBeLessThan(1 << 16);
    }
  }
  console.log(`csv: mutations tried ${TRIES}, crashes ${crashes}`);
  expect(crashes).toBe(0);
});
