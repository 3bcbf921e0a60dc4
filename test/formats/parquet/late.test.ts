import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type Batch, batch, columnOf } from "../../../src/arrow/batch.ts";
import { columnFrom } from "../../../src/arrow/build.ts";
import { concatBatches } from "../../../src/arrow/concat.ts";
import { field, fieldOf, names, schema } from "../../../src/arrow/schema.ts";
import { takeBatch } from "../../../src/arrow/take.ts";
import { Float64, Int32, Int64, Utf8 } from "../../../src/arrow/types.ts";
import { valueAt } from "../../../src/arrow/value.ts";
import { call, col, type Expr, lit } from "../../../src/expr/node.ts";
import type { RowTest, Table, Where } from "../../../src/plan/table.ts";
import { openParquet, scanBatches, writeParquet } from "../../support/parquet-file.ts";
import { dumpOf } from "../../support/parquet-judge.ts";
import { everyType } from "../../support/parquet-samples.ts";
import { fc } from "../../support/property.ts";

const json = (v: unknown): string =>
  JSON.stringify(v, (_, x) => (typeof x === "bigint" ? `${x}n` : Object.is(x, -0) ? "-0" : x)) ?? "undefined";

/** Whether a row passes is decided by what it holds: `share` of all there can be. */
function chance(text: string, share: number): boolean {
  let h = 7;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return ((h ^ (h >>> 15)) >>> 0) % 1000 < share * 1000;
}

function testOf(columns: readonly string[], share: number, salt: string): RowTest {
  return {
    columns,
    pass: (rows: Batch) => {
      const bits = new Uint8Array((rows.length + 7) >> 3);
      let all = true;
      for (let i = 0; i < rows.length; i++) {
        const yes = chance(salt + columns.map((c) => json(valueAt(columnOf(rows, c), i))).join(), share);
        if (yes) bits[i >> 3] = (bits[i >> 3] as number) | (1 << (i & 7));
        all &&= yes;
      }
      return all ? null : bits;
    },
  };
}

const picked = (b: Batch, columns: readonly string[]): Batch =>
  batch(
    schema(columns.map((name) => fieldOf(b.schema, name))),
    columns.map((name) => columnOf(b, name)),
    b.length,
  );

/** What tests leave of rows that were read. */
function kept(all: Batch, tests: readonly RowTest[]): Batch {
  const rows: number[] = [];
  const bits = tests.map((t) => t.pass(picked(all, t.columns)));
  for (let i = 0; i < all.length; i++)
    if (bits.every((b) => b === null || ((b[i >> 3] as number) >> (i & 7)) & 1)) rows.push(i);
  return takeBatch(all, Int32Array.from(rows));
}

const whole = (table: Table, batches: readonly Batch[], columns: readonly string[]): Batch =>
  concatBatches(schema(columns.map((name) => fieldOf(table.schema, name))), batches);

async function check(from: string | Uint8Array, tests: readonly RowTest[], columns?: readonly string[]): Promise<void> {
  const table = await openParquet(from);
  try {
    const out = columns ?? names(table.schema);
    const all = whole(table, await scanBatches(table), names(table.schema));
    const left: number[] = [];
    const where: Where = { tests: () => tests, dropped: (n) => void left.push(n) };
    const found = whole(table, await scanBatches(table, { columns: out, where }), out);
    const want = picked(kept(all, tests), out);
    expect(dumpOf(found)).toEqual(dumpOf(want));
    expect(left.reduce((a, b) => a + b, 0)).toBe(all.length - want.length);
  } finally {
    await table.close();
  }
}

describe("rows that pass tests are those of all rows that pass", () => {
  const sample = everyType(700);
  const name = fc.constantFrom(...names(sample.schema));
  const test = fc.record({
    columns: fc.uniqueArray(name, { minLength: 0, maxLength: 3 }),
    share: fc.constantFrom(0, 0.02, 0.1, 0.3, 0.7, 0.98, 1),
    salt: fc.string({ maxLength: 2 }),
  });
  const file = fc.record({
    dictionary: fc.boolean(),
    pageSize: fc.constantFrom(50, 700, 5000),
    rowGroupSize: fc.constantFrom(100, 333, 1000),
    compression: fc.constantFrom("none", "snappy"),
  });
  it("every type, any columns", async () => {
    await fc.assert(
      fc.asyncProperty(
        file,
        fc.array(test, { minLength: 1, maxLength: 3 }),
        fc.uniqueArray(name),
        async (o, tests, columns) => {
          const bytes = await writeParquet([sample], o);
          await check(
            bytes,
            tests.map((t) => testOf(t.columns, t.share, t.salt)),
            columns,
          );
        },
      ),
      { numRuns: 60 },
    );
  });

  const FOLDER = join(import.meta.dirname, "fixtures");
  const files = readdirSync(FOLDER).filter((f) => f.endsWith(".parquet"));
  it.each(files)("each column of %s, which pyarrow wrote", async (f) => {
    const path = join(FOLDER, f);
    const table = await openParquet(path);
    const columns = names(table.schema);
    await table.close();
    for (const [i, column] of columns.entries())
      for (const share of [0.03, 0.6]) {
        const other = columns[(i + 1) % columns.length] as string;
        await check(path, [testOf([column], share, "a"), testOf([other], 0.5, "b")]);
        await check(path, [testOf([column], share, "c")], [...new Set([other, column])]);
      }
  });
});

it("an entry of a dictionary that fails its test is tested where rows have it", async () => {
  const b = everyType(40);
  const bytes = await writeParquet([b]);
  let calls = 0;
  const strict: RowTest = {
    columns: ["utf8"],
    pass: (rows) => {
      calls++;
      if (calls === 1) throw new Error("not this one");
      return testOf(["utf8"], 0.5, "d").pass(rows);
    },
  };
  const table = await openParquet(bytes);
  const rows = whole(
    table,
    await scanBatches(table, { where: { tests: () => [strict], dropped: () => {} } }),
    names(table.schema),
  );
  expect(dumpOf(rows)).toEqual(dumpOf(kept(b, [testOf(["utf8"], 0.5, "d")])));
  expect(calls).toBe(2);
});

describe("conditions that statistics answer for all rows are not asked again", () => {
  const asked = async (predicate: Expr): Promise<number> => {
    const rows = 60;
    const b = batch(
      schema([field("i", Int64, false), field("n", Int32), field("f", Float64, false), field("t", Utf8, false)]),
      [
        columnFrom(
          Array.from({ length: rows }, (_, i) => 2n ** 53n + BigInt(i)),
          Int64,
        ),
        columnFrom(
          Array.from({ length: rows }, (_, i) => (i === 7 ? null : i)),
          Int32,
        ),
        columnFrom(
          Array.from({ length: rows }, (_, i) => i / 4),
          Float64,
        ),
        columnFrom(
          Array.from({ length: rows }, (_, i) => `t${i % 7}`),
          Utf8,
        ),
      ],
      rows,
    );
    const table = await openParquet(await writeParquet([b]));
    let calls = 0;
    const pass = (): null => {
      calls++;
      return null;
    };
    const where: Where = { tests: () => [{ columns: ["i"], predicate, pass }], dropped: () => {} };
    await scanBatches(table, { predicate: call("isNotNull", [col("t")]), where });
    return calls;
  };
  const cmp = (fn: string, column: string, value: string | number | bigint): Expr =>
    call(fn, [col(column), lit(value)]);
  it.each([
    ["bounds of text", cmp("lt", "t", "u"), 0],
    ["text at a bound", cmp("le", "t", "t6"), 0],
    ["text beyond one", cmp("lt", "t", "t6"), 1],
    ["no nulls", call("isNotNull", [col("t")]), 0],
    ["nulls", call("isNotNull", [col("n")]), 1],
    ["nulls, which no bound tells of", cmp("lt", "n", 100), 1],
    ["floats, which may be NaN", cmp("lt", "f", 100), 1],
    ["integers that floats do not hold", cmp("lt", "i", 2n ** 54n), 1],
    ["one of two cases", call("or", [cmp("lt", "n", 3), cmp("ge", "t", "t0")]), 0],
    ["one of two conditions", call("and", [cmp("lt", "n", 3), cmp("ge", "t", "t0")]), 1],
    ["equality", cmp("eq", "t", "t0"), 1],
  ])("%s", async (_, predicate, calls) => {
    expect(await asked(predicate)).toBe(calls);
  });
});
