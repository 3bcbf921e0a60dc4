import { brotliCompressSync, gzipSync } from "node:zlib";
import { build } from "esbuild";
import { expect, test } from "vitest";
import { parseStatements } from "../../../src/sql/parse/statements.ts";

const ROOT = `${import.meta.dirname}/../../..`;
const KB = 1024;
/** Of queries and expressions, without core, which every program that parses has loaded before. */
const SIZE = 17 * KB;
const MICROSECONDS = 200;
const ROUNDS = 1_000;

const Q1 = `select
  l_returnflag, l_linestatus, sum(l_quantity) as sum_qty, sum(l_extendedprice) as sum_base_price,
  sum(l_extendedprice * (1 - l_discount)) as sum_disc_price,
  sum(l_extendedprice * (1 - l_discount) * (1 + l_tax)) as sum_charge,
  avg(l_quantity) as avg_qty, avg(l_extendedprice) as avg_price, avg(l_discount) as avg_disc, count(*) as count_order
from lineitem
where l_shipdate <= date '1998-12-01' - interval '90' day
group by l_returnflag, l_linestatus
order by l_returnflag, l_linestatus`;

test("TPC-H's first query is read in microseconds", () => {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 6; round++) {
    const start = performance.now();
    for (let i = 0; i < ROUNDS; i++) parseStatements(Q1);
    best = Math.min(best, (performance.now() - start) * (1_000 / ROUNDS));
  }
  console.log(`TPC-H Q1: ${best.toFixed(1)} us`);
  expect(best).toBeLessThan(MICROSECONDS);
});

test("the parser is small", async () => {
  const { outputFiles } = await build({
    entryPoints: [`${ROOT}/src/sql/parse/index.ts`],
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    target: "es2024",
    plugins: [
      {
        name: "core",
        setup: ({ onResolve }) => onResolve({ filter: /\/core\// }, ({ path }) => ({ path, external: true })),
      },
    ],
  });
  const [output] = outputFiles;
  const contents = output?.contents ?? new Uint8Array();
  const size = gzipSync(contents, { level: 9 }).length;
  const brotli = brotliCompressSync(contents).length;
  console.log(
    `the parser of queries, minified: ${(size / KB).toFixed(1)} KB in gzip, ${(brotli / KB).toFixed(1)} KB in brotli`,
  );
  expect(size).toBeLessThanOrEqual(SIZE);
});
