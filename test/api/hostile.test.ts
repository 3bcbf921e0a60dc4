import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import * as library from "../../src/node.ts";

const { col, configure, DataFrame, LazyFrame, PolaroidError, Series, struct, when } = library;
const folder = mkdtempSync(join(tmpdir(), "polaroid-hostile-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Method = (...args: readonly unknown[]) => unknown;
type Target = Readonly<Record<string, Method>>;

/** What JavaScript may pass where the types say something else. */
const VALUES: readonly unknown[] = [
  undefined,
  null,
  5,
  -1.5,
  Number.NaN,
  10n,
  "nope",
  "",
  { nope: 1 },
  [],
  [undefined],
  [{}],
  true,
  () => undefined,
  Symbol("s"),
  new Date(Number.NaN),
  new Map(),
];
const frame = () =>
  new DataFrame({
    a: [1, 2, 3],
    s: ["x", "y", null],
    b: [true, false, null],
    t: [new Date(0), new Date(1), null],
    l: [[1], [2], null],
  });
const as = (made: () => unknown): (() => Target) => made as () => Target;

const TARGETS: Readonly<Record<string, () => Target>> = {
  DataFrame: as(frame),
  LazyFrame: as(() => frame().lazy()),
  Series: as(() => new Series("a", [1, 2, 3])),
  GroupBy: as(() => frame().groupBy("s")),
  "GroupBy of a query": as(() => frame().lazy().groupBy("s")),
  Expr: as(() => col("a")),
  "Expr.str": as(() => col("s").str),
  "Expr.dt": as(() => col("t").dt),
  "Expr.list": as(() => col("l").list),
  "Expr.struct": as(() => struct("a").struct),
  "Expr.name": as(() => col("a").name),
  When: as(() => when(col("a").gt(1))),
  Then: as(() => when(col("a").gt(1)).then(1)),
  "DataFrame, static": as(() => DataFrame),
  "LazyFrame, static": as(() => LazyFrame),
  cs: as(() => library.cs),
  functions: as(() => library),
};
// Protected, or made by the library alone; what users' functions throw is theirs.
const OTHERS = new Set([
  "constructor",
  "make",
  "lazily",
  "evaluate",
  "fold",
  "truth",
  "total",
  "wrap",
  "call",
  "chain",
  "configure",
  "attempt",
  "attemptAsync",
  "run",
  "take",
  "Expr",
  "GroupBy",
  "PolaroidError",
  "Result",
  "Task",
  "Maybe",
]);

function methodsOf(target: Target): string[] {
  const found = new Set<string>();
  for (
    let o: object | null = target;
    o !== null && o !== Object.prototype && o !== Function.prototype;
    o = Object.getPrototypeOf(o)
  ) {
    for (const name of Object.getOwnPropertyNames(o)) {
      if (OTHERS.has(name) || name.startsWith("~")) continue;
      const { get } = Object.getOwnPropertyDescriptor(o, name) as PropertyDescriptor;
      if (get === undefined || target === (library as unknown)) if (typeof target[name] === "function") found.add(name);
    }
  }
  return [...found];
}

const isClass = (f: unknown): boolean => /^class\b/.test(Function.prototype.toString.call(f));
const invoke = (target: Target, name: string, args: readonly unknown[]): unknown => {
  const method = target[name] as Method;
  return isClass(method)
    ? new (method as unknown as new (...args: readonly unknown[]) => unknown)(...args)
    : method.apply(target, args as unknown[]);
};

/** Takes a result to where its errors come out. */
async function settle(result: unknown): Promise<void> {
  const v = await result;
  if (typeof v !== "object" || v === null) return;
  if ("~expr" in v) {
    String(v);
    await settle(
      frame()
        .lazy()
        .select((v as ReturnType<typeof col>).alias("out")),
    );
  } else if (v instanceof LazyFrame) {
    String(v);
    await settle(await v.collect());
  } else if (v instanceof DataFrame) {
    String(v);
    v.toRecords();
  } else if ("next" in v) await (v as Iterator<unknown>).next();
  else if ("isErr" in v && v.isErr === true) throw (v as unknown as { error: unknown }).error;
}

const raw: string[] = [];
async function held(what: string, call: () => unknown): Promise<void> {
  try {
    await settle(call());
  } catch (cause) {
    if (!(cause instanceof PolaroidError)) raw.push(`${what}: ${String(cause)}`);
    else if (cause.code === "INTERNAL") raw.push(`${what}: ${cause.message}`);
  }
}

const text = (v: unknown): string =>
  typeof v === "object" ? (v instanceof Map ? "a Map" : JSON.stringify(v)) : String(v);
const PATHS = /^(write|sink)/;

describe.each(Object.entries(TARGETS))("%s", (name, make) => {
  test.each(methodsOf(make()))("%s", async (method) => {
    raw.length = 0;
    const takesNone = /^(async )?\*?\w+\(\)/.test(String(make()[method]));
    if (takesNone) return held(`${method}()`, () => invoke(make(), method, [])).then(() => expect(raw).toEqual([]));
    const first: readonly unknown[] = PATHS.test(method) ? [join(folder, "f.csv")] : ["a", 1, frame(), [frame()]];
    for (const v of VALUES) {
      // Texts are good paths.
      if (!(PATHS.test(method) && typeof v === "string"))
        await held(`${method}(${text(v)})`, () => invoke(make(), method, [v]));
      for (const f of first) {
        await held(`${method}(${String(f).slice(0, 20)}, ${text(v)})`, () => invoke(make(), method, [f, v]));
      }
      await held(`${method}("a", 1, ${text(v)})`, () => invoke(make(), method, [first[0], 1, v]));
    }
    expect(raw, `${name}.${method}`).toEqual([]);
  });
});

test("configure", async () => {
  raw.length = 0;
  for (const v of VALUES) {
    await held(`configure(${text(v)})`, () => configure(v as object));
    for (const option of ["engine", "mode", "memoryLimit"]) {
      await held(`configure({ ${option}: ${text(v)} })`, () => configure({ [option]: v }));
      configure({ engine: "auto", mode: null, memoryLimit: null });
    }
  }
  expect(raw).toEqual([]);
});
