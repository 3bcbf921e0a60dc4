import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { valueAt } from "../../src/arrow/value.ts";
import { PolaroidError } from "../../src/core/error.ts";
import { csv } from "../../src/formats/csv/index.ts";
import { ndjson } from "../../src/formats/ndjson/index.ts";
import { bytesSource } from "../../src/io/bytes.ts";
import { nodeHost } from "../../src/io/node/host.ts";
import { batchesOf, chunked, encode, writeBytes } from "../formats/tools.ts";
import { random } from "../support/random.ts";

const TRIES = process.env["FUZZ"] === "small" ? 1_000 : 10_000;

async function samples(): Promise<Uint8Array[]> {
  const airports = await csv.open(
    bytesSource(readFileSync(`${import.meta.dirname}/../../examples/data/airports.csv`).subarray(0, 20_000)),
    { ignoreErrors: true },
    nodeHost,
  );
  const [first] = await batchesOf(airports, { limit: 200 });
  if (first === undefined) throw new Error("no rows");
  const nested = Array.from({ length: 150 }, (_, i) => ({
    id: i,
    tags: ["a", `t${i}`, null],
    at: { x: i / 3, y: { deep: [[i], []] } },
    'né\n"q"': `\u00e9 "${i}"\n`,
    big: 2 ** 53 + i,
    none: null,
  }));
  return [
    (await writeBytes(ndjson, first.schema, [first])).bytes,
    encode(nested.map((r) => JSON.stringify(r)).join("\n")),
    encode(JSON.stringify(nested, null, 1)),
  ];
}

const SPECIAL = [34, 44, 10, 92, 91, 93, 123, 125, 58, 117, 45, 46, 101, 0, 255];

test("damaged JSON files are read or refused", async () => {
  const files = await samples();
  let crashes = 0;
  for (let i = 0; i < TRIES; i++) {
    const next = random(i);
    const pick = <T>(all: readonly T[]): T => all[Math.floor(next() * all.length)] as T;
    let bytes = new Uint8Array(pick(files));
    for (let n = 1 + Math.floor(next() * 6); n > 0; n--) {
      const at = Math.floor(next() * bytes.length);
      const how = next();
      if (how < 0.7) bytes[at] = next() < 0.6 ? pick(SPECIAL) : Math.floor(next() * 256);
      else if (how < 0.85) bytes = bytes.slice(0, at + 1);
      else
        bytes = new Uint8Array(
          [...bytes.subarray(0, at), ...bytes.subarray(Math.floor(next() * bytes.length))].slice(0, 40_000),
        );
    }
    try {
      const table = await ndjson.open(
        chunked(bytes, [1 + Math.floor(next() * 9000)], "x.ndjson"),
        pick([{}, { ignoreErrors: true }, { inferSchemaLength: 3 }]),
        nodeHost,
      );
      for (const b of await batchesOf(table)) {
        for (const c of b.columns) expect(c.length).toBe(b.length);
        if (b.length > 0) for (const c of b.columns) valueAt(c, b.length - 1);
      }
    } catch (error) {
      if (error instanceof PolaroidError && error.code !== "INTERNAL") continue;
      crashes++;
      console.error(`seed ${i}:`, error);
    }
  }
  console.log(`ndjson: mutations tried ${TRIES}, crashes ${crashes}`);
  expect(crashes).toBe(0);
});
