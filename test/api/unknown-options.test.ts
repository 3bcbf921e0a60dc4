import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import * as library from "../../src/node.ts";

const { col, DataFrame, Float64, LazyFrame, List, lit, PolaroidError, Series, struct, when } = library;
const folder = mkdtempSync(join(tmpdir(), "polaroid-options-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Method = (...args: readonly unknown[]) => unknown;
type Target = Readonly<Record<string, Method>>;

const frame = () =>
  new DataFrame({
    a: [1, 2, 3],
    b: [true, false, null],
    d: [1.5, 2.5, null],
    l: [[1], [2], null],
    s: ["x", "y", null],
    t: [new Date(0), new Date(86_400_000), null],
  });
const as = (made: () => unknown): (() => Target) => made as () => Target;
const seriesOf = (name: string) => frame().getColumn(name as "a") as unknown as InstanceType<typeof Series>;
const TARGETS: Readonly<Record<string, () => Target>> = {
  DataFrame: as(frame),
  LazyFrame: as(() => frame().lazy()),
  Series: as(() => new Series("a", [1, 2, 3])),
  "Series of texts": as(() => seriesOf("s")),
  GroupBy: as(() => frame().groupBy("s")),
  "GroupBy of a query": as(() => frame().lazy().groupBy("s")),
  Expr: as(() => col("a")),
  "Expr of truth values": as(() => col("b")),
  "Expr of texts": as(() => col("s")),
  "Expr.str": as(() => col("s").str),
  "Expr.dt": as(() => col("t").dt),
  "Expr.dt of durations": as(() => col("t").sub(col("t").min()).dt),
  "Expr.list": as(() => col("l").list),
  "Expr.arr": as(() => col("l").list.toArray(1).arr),
  "Expr.struct": as(() => struct("a", "s").struct),
  "Expr.bin": as(() => col("s").cast(library.Binary).bin),
  "Expr.cat": as(() => col("s").cast(library.Categorical).cat),
  "Expr.name": as(() => col("a").name),
  "Expr.meta": as(() => col("a").meta),
  "Series.str": as(() => seriesOf("s").str),
  "Series.dt": as(() => seriesOf("t").dt),
  "Series.list": as(() => seriesOf("l").list),
  When: as(() => when(col("a").gt(1))),
  Then: as(() => when(col("a").gt(1)).then(1)),
  "DataFrame, static": as(() => DataFrame),
  "LazyFrame, static": as(() => LazyFrame),
  cs: as(() => library.cs),
  functions: as(() => library),
};
// Of classes alone, or of objects that users make: those have names of their own.
const OTHERS = new Set([
  "constructor",
  "make",
  "lazily",
  "evaluate",
  "total",
  "wrap",
  "call",
  "chain",
  "of",
  "pipe",
  "isSelector",
  "typeName",
  "load",
  "getIndexType",
  "threadPoolSize",
  "setRandomSeed",
  "List",
  "FixedSizeList",
  "GroupBy",
  "toString",
  "toHTML",
  "attempt",
  "attemptAsync",
  "run",
  "take",
  "Result",
  "Task",
  "Maybe",
  "PolaroidError",
  "Nullable",
  "Struct",
]);
/** Where an object is data: columns, names, types. */
const DATA = new Set([
  // JSON.stringify gives the key.
  "toJSON",
  "fromDict",
  "fromDicts",
  "fromRecords",
  "select",
  "DataFrame",
  "rename",
  "cast",
  "Enum",
]);

function methodsOf(target: Target): string[] {
  const found = new Set<string>();
  for (
    let o: object | null = target;
    o !== null && o !== Object.prototype && o !== Function.prototype;
    o = Object.getPrototypeOf(o)
  )
    for (const name of Object.getOwnPropertyNames(o)) {
      if (OTHERS.has(name) || name.startsWith("~")) continue;
      const { get } = Object.getOwnPropertyDescriptor(o, name) as PropertyDescriptor;
      if ((get === undefined || target === (library as unknown)) && typeof target[name] === "function") found.add(name);
    }
  return [...found];
}
const isClass = (f: unknown): boolean => /^class\b/.test(Function.prototype.toString.call(f));

/** Takes a result to where its errors come out. */
async function settle(result: unknown): Promise<void> {
  const v = await result;
  if (typeof v !== "object" || v === null) return;
  if ("~expr" in v)
    await settle(
      frame()
        .lazy()
        .select((v as ReturnType<typeof col>).alias("out")),
    );
  else if (v instanceof LazyFrame) await v.collect();
  else if ("agg" in v) await settle((v as { agg(e: unknown): unknown }).agg(col("a").sum().alias("sum")));
  else if ("next" in v) await (v as Iterator<unknown>).next();
  else if ("isErr" in v && v.isErr === true) throw (v as unknown as { error: unknown }).error;
}
async function works(target: () => Target, name: string, args: readonly unknown[]): Promise<unknown> {
  try {
    const t = target();
    const f = t[name] as Method;
    await settle(
      isClass(f)
        ? new (f as unknown as new (...a: readonly unknown[]) => unknown)(...args)
        : f.apply(t, args as unknown[]),
    );
    return null;
  } catch (cause) {
    return cause;
  }
}

const other = () => new DataFrame({ a: [1, 2], z: [5, 6] });
const file = (ext: string) => join(folder, `f.${ext}`);
/** What writes files writes them to the folder of this test. */
const WRITES = /^(write|sink)/;
/** Arguments that some method takes: the first that works for one is what the options are put behind. */
const ARGUMENTS: readonly (() => readonly unknown[])[] = [
  () => [],
  () => ["a"],
  () => [1],
  () => [col("a")],
  () => ["a", 1],
  () => [1, 2],
  () => ["s", "a"],
  () => [other(), { on: "a" }],
  () => [other()],
  () => [other().lazy(), { on: "a" }],
  () => [[frame(), frame()]],
  () => [[frame().lazy()]],
  () => ["x", "y"],
  () => [["a", "d"]],
  () => [["x"], ["y"]],
  () => [[1]],
  () => [0.5],
  () => ["1d"],
  () => ["t", { every: "1d" }],
  () => ["t", { period: "1d" }],
  () => ["t", "1d"],
  () => [Float64],
  () => [List(Float64)],
  () => [lit(1), lit(2)],
  () => [(x: unknown) => x],
  () => [new Series("q", [1, 2, 3])],
  () => [0, new Series("q", [1, 2, 3])],
  () => ["UTC"],
  () => ["hex"],
  () => [file("csv")],
  () => ["csv"],
  () => ["select a from self"],
  () => [lit(0), (x: unknown) => x, ["a", "d"]],
  () => [(x: unknown) => x, ["a", "d"]],
  () => [new Date(0), new Date(1)],
  () => [2024, 1, 1],
  () => [col("a").gt(1)],
  () => ["a", "d", "s"],
  () => ["a", 0.5],
  () => [2, "a"],
];

describe.each(Object.entries(TARGETS))("%s", (target, make) => {
  test.each(methodsOf(make()).filter((m) => !DATA.has(m)))(
    "%s refuses an option that it does not know",
    async (method) => {
      for (const args of WRITES.test(method) ? [() => [file("csv")]] : ARGUMENTS) {
        if ((await works(make, method, args())) !== null) continue;
        const plain = args();
        const last = plain[plain.length - 1];
        const isOptions = typeof last === "object" && last !== null && Object.getPrototypeOf(last) === Object.prototype;
        const given =
          isOptions && !("id" in last) ? [...plain.slice(0, -1), { ...last, nope: 1 }] : [...plain, { nope: 1 }];
        const error = await works(make, method, given);
        expect(error, `${target}.${method}(${plain.map(String).join(", ")}, { nope: 1 })`).toBeInstanceOf(
          PolaroidError,
        );
        expect((error as InstanceType<typeof PolaroidError>).code).not.toBe("INTERNAL");
      }
    },
  );
});

test("what is refused says what was given", () => {
  const message = (f: () => unknown) => {
    try {
      return String(f());
    } catch (e) {
      return (e as Error).message;
    }
  };
  const unknown = [{ nope: 1 }] as unknown as [];
  expect(message(() => col("a").nUnique(...unknown))).toContain("nUnique takes no options; it was given (nope)");
  expect(message(() => col("a").clip(1, 2, ...unknown))).toContain("clip takes 2 arguments and no further options");
  expect(message(() => frame().head(2, ...unknown))).toContain("head takes 1 argument and no further options");
});
