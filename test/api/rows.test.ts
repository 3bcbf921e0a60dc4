import { expect, test } from "vitest";
import { col, type DataFrame, Datetime, Decimal, Duration, Int64, List, Series, Time, UInt64 } from "../../src/node.ts";
import { failure, frame } from "./support.ts";

const BIG = 2n ** 60n + 1n;

test("rows, records, columns and single values", () => {
  const df = frame({ id: [1n, 2n], name: ["a", null] });
  expect(df.toRecords()).toEqual([
    { id: 1, name: "a" },
    { id: 2, name: null },
  ]);
  expect(df.toDict()).toEqual({ id: [1, 2], name: ["a", null] });
  expect(df.rows()).toEqual([
    [1, "a"],
    [2, null],
  ]);
  expect(df.row(-2)).toEqual({ id: 1, name: "a" });
  expect([...df]).toEqual(df.toRecords());
  expect(JSON.stringify(df)).toBe('[{"id":1,"name":"a"},{"id":2,"name":null}]');
  expect(df.select(col("id").sum()).item()).toBe(3);
  expect(df.getColumns().map((s) => s.name)).toEqual(["id", "name"]);
  expect(df.estimatedSize()).toBeGreaterThan(16);
  expect([df.isEmpty(), df.head(0).isEmpty()]).toEqual([false, true]);
  expect([...frame({ a: [1, 2, 3, 4, 5] }).iterSlices(2)].map((f) => f.height)).toEqual([2, 2, 1]);
  expect(df.batches.reduce((n, b) => n + b.length, 0)).toBe(2);
});

test("64-bit integers are numbers where all are safe, and otherwise ask", async () => {
  const df = frame({ small: [1n, null], big: [BIG, 3n] }, { big: UInt64 });
  const error = await failure("UNSAFE_INTEGER", () => df.toRecords());
  expect(error.detail).toMatch(/"big".*int64: "bigint"/s);
  expect(df.toRecords({ int64: "bigint" })).toEqual([
    { small: 1n, big: BIG },
    { small: null, big: 3n },
  ]);
  expect(df.toRecords({ int64: "string" })[0]).toEqual({ small: "1", big: String(BIG) });
  expect(df.toDict({ int64: "bigint" }).small).toEqual([1n, null]);
  expect(df.row(0, { int64: "bigint" }).big).toBe(BIG);
  expect(df.select("big").head(1).item({ int64: "bigint" })).toBe(BIG);
  await failure("UNSAFE_INTEGER", () => frame({ l: [[BIG]] }).toRecords());
  expect(frame({ l: [[BIG]] }, { l: List(Int64) }).toRecords({ int64: "bigint" })).toEqual([{ l: [BIG] }]);
  await failure("UNSAFE_INTEGER", () => JSON.stringify(df));
  expect(df.toString()).toContain(String(BIG));
});

test("times are Dates and milliseconds where they are whole, and otherwise ask", async () => {
  const t = new Date("2024-02-29T12:00:00.123Z");
  const df = frame(
    { t: [t], d: [1500], c: [3_600_000] },
    { t: Datetime("us", "Europe/Paris"), d: Duration("ns"), c: Time },
  );
  expect(df.toRecords()).toEqual([{ t, d: 1500, c: 3_600_000 }]);
  expect(df.toRecords({ datetime: "bigint" })).toEqual([
    { t: BigInt(t.getTime()) * 1000n, d: 1_500_000_000n, c: 3_600_000_000_000n },
  ]);
  expect(String(df.toRecords({ datetime: "iso" })[0]?.t)).toMatch(/^2024-02-29T/);
  const fine = frame({ t: [1n] }, { t: Datetime("ns") });
  expect((await failure("UNSAFE_DATETIME", () => fine.toRecords())).detail).toMatch(/"t".*datetime: "bigint"/s);
  expect(fine.toRecords({ datetime: "bigint" })).toEqual([{ t: 1n }]);
  expect(String(fine.toRecords({ datetime: "iso" })[0]?.t)).toBe("1970-01-01T00:00:00.000000001");
  expect(frame({ x: ["1.10"] }, { x: Decimal(30, 2) }).toRecords()).toEqual([{ x: "1.10" }]);
});

test("places that are not there", async () => {
  const df = frame({ a: [1, 2] });
  for (const i of [2, -3, 0.5, Number.NaN]) await failure("OUT_OF_RANGE", () => df.row(i));
  await failure("SHAPE_MISMATCH", () => df.item());
  await failure("SHAPE_MISMATCH", () => df.head(0).item());
  expect((await failure("COLUMN_NOT_FOUND", () => df.getColumn("A"))).detail).toContain('did you mean "a"?');
});

test("equals compares names, types, order and values", () => {
  const a = frame({ x: [1, Number.NaN, null], l: [[1], [], null] });
  expect(a.equals(frame({ x: [1, Number.NaN, null], l: [[1], [], null] }))).toBe(true);
  expect(a.equals(frame({ x: [1, Number.NaN, 0], l: [[1], [], null] }))).toBe(false);
  expect(a.equals(frame({ l: [[1], [], null], x: [1, Number.NaN, null] }))).toBe(false);
  expect(frame({ x: [1] }).equals(frame({ x: [1n] }))).toBe(false);
  expect(frame({ x: [1] }).equals(frame({ y: [1] }))).toBe(false);
  expect(frame({ x: [1, 2] }).equals(frame({ x: [2, 1] }))).toBe(false);
  expect(frame({}).equals(frame({}))).toBe(true);
});

test("a disposed frame says so; one made of it lives on", async () => {
  const df = frame({ a: [1, 2, 3] });
  const kept = df.filter(col("a").gt(1));
  df.dispose();
  for (const use of [
    () => df.height,
    () => df.toRecords(),
    () => df.filter(col("a").gt(1)),
    () => df.lazy(),
    () => df.batches,
    () => df.schema,
    () => df.toHTML(),
  ])
    expect((await failure("DISPOSED", use)).detail).toContain("disposed");
  expect(String(df)).toBe("DataFrame (disposed)");
  df.dispose();
  expect(kept.height).toBe(2);
  let inside: DataFrame | undefined;
  {
    using scoped = frame({ a: [1] });
    inside = scoped;
    expect(scoped.height).toBe(1);
  }
  await failure("DISPOSED", () => inside?.height);
});

test("a Series is one column", async () => {
  const s = new Series("x", [3, 1, null, 3]);
  expect([s.length, s.nullCount(), s.sum(), s.mean(), s.min(), s.max(), s.median(), s.nUnique()]).toEqual([
    4,
    1,
    7,
    7 / 3,
    1,
    3,
    3,
    3,
  ]);
  expect(s.sort().toArray()).toEqual([null, 1, 3, 3]);
  expect(s.sort({ descending: true, nullsLast: true }).toArray()).toEqual([3, 3, 1, null]);
  expect(s.unique().toArray()).toEqual([3, 1, null]);
  expect(s.dropNulls().toArray()).toEqual([3, 1, 3]);
  expect([s.get(0), s.get(-1), s.get(2)]).toEqual([3, 3, null]);
  expect([s.head(2).toArray(), s.tail(1).toArray(), s.slice(1, 2).toArray()]).toEqual([[3, 1], [3], [1, null]]);
  expect(s.map((x) => x.mul(2).alias("y")).toArray()).toEqual([6, 2, null, 6]);
  expect(s.map((x) => x.mul(2).alias("y")).name).toBe("y");
  expect(s.cast(Int64).toArray({ int64: "bigint" })).toEqual([3n, 1n, null, 3n]);
  expect(s.dropNulls().std()).toBeCloseTo(1.1547, 4);
  expect([...s.alias("z")]).toEqual([3, 1, null, 3]);
  expect(JSON.stringify(s)).toBe("[3,1,null,3]");
  expect([s.equals(new Series("x", [3, 1, null, 3])), s.equals(s.alias("z"))]).toEqual([true, false]);
  expect([s.isValid(0), s.isValid(2)]).toEqual([true, false]);
  expect(new Series("f", new Float64Array([1, 2])).toTypedArray()).toEqual(new Float64Array([1, 2]));
  await failure("TYPE_MISMATCH", () => s.toTypedArray());
  await failure("OUT_OF_RANGE", () => s.get(4));
  await failure("INVALID_CAST", () => new Series("t", ["x"]).cast(Int64));
  expect(
    frame({ s: [1] })
      .getColumn("s")
      .sum(),
  ).toBe(1);
});
