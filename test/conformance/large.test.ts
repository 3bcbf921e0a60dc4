import { expect, test } from "vitest";
import {
  Bool,
  col,
  concat,
  DataFrame,
  Date32,
  Decimal,
  Float64,
  Int32,
  Int64,
  type LazyFrame,
  len,
  scanParquet,
  Utf8,
} from "../../src/node.ts";
import { frameDifferences } from "../../src/testing/index.ts";

/** Numbers that look random, the same ones for a seed. */
function chance(seed: number): (n: number) => number {
  let state = seed * 2654435761;
  return (n) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * n);
  };
}
type Chance = ReturnType<typeof chance>;

const one = <T>(pick: Chance, of: readonly T[]): T => of[pick(of.length)] as T;
const some = <T>(pick: Chance, of: readonly T[], most: number): readonly T[] => {
  const left = [...of];
  return Array.from({ length: 1 + pick(most) }, () => left.splice(pick(left.length), 1)[0] as T);
};
const KEYS = ["few", "many", "runs", "text", "words", "day", "flag"] as const;
const HOW = ["sum", "mean", "min", "max", "count", "len", "nUnique", "std", "nullCount"] as const;
const VALUES = ["x", "i", "big", "money", "many"] as const;

/** Rows with keys few and many, in runs and not, and values of all kinds, nulls among them. */
function frameOf(pick: Chance, rows: number): DataFrame {
  const nulls = one(pick, [0, 2 + pick(40), 60 + pick(1000)]);
  const run = 1 + pick(300);
  const spread = 1 + pick(rows);
  const maybe = <T>(v: T): T | null => (nulls > 0 && pick(nulls) === 0 ? null : v);
  const make = <T>(f: (i: number) => T): T[] => Array.from({ length: rows }, (_, i) => f(i));
  return new DataFrame(
    {
      few: make(() => maybe(pick(7) - 3)),
      many: make(() => maybe(pick(spread))),
      runs: make((i) => Math.floor(i / run)),
      text: make(() => maybe(["a", "b", "", "a longer text than twelve bytes", "é"][pick(5)])),
      words: make(() => maybe(`w${pick(spread)}`)),
      day: make(() => maybe(pick(400))),
      flag: make(() => maybe(pick(2) === 0)),
      x: make(() => maybe(pick(50) === 0 ? Number.NaN : (pick(2000) - 1000) / 8)),
      i: make(() => maybe(pick(100_000) - 50_000)),
      big: make(() => maybe(BigInt(pick(1 << 30)) * 1_000_003n - 500_000_000_000_000n)),
      money: make(() => maybe(`${pick(100_000) - 50_000}.${String(pick(100)).padStart(2, "0")}`)),
    },
    {
      schema: {
        few: Int32,
        many: Int64,
        runs: Int32,
        text: Utf8,
        words: Utf8,
        day: Date32,
        flag: Bool,
        x: Float64,
        i: Int32,
        big: Int64,
        money: Decimal(15, 2),
      },
    } as never,
  );
}

function aggregates(pick: Chance): readonly unknown[] {
  return Array.from({ length: 1 + pick(6) }, (_, n) => {
    const c = col(one(pick, VALUES));
    const made = pick(4) === 0 ? c.filter(col("few").gt(0) as never) : c;
    const how = one(pick, HOW);
    return (how === "len" ? len() : made[how]()).alias(`a${n}`);
  });
}

type Any = LazyFrame<never>;

/** A query over a frame, or over the file that it was written to. */
function asked(pick: Chance, from: Any, other: Any): Any {
  let lf = from as unknown as LazyFrame;
  if (pick(2) === 0)
    lf = lf.filter(
      one(pick, [
        col("few").gt(-2),
        col("x").lt(100),
        col("i").isNotNull(),
        col("day").ge(new Date(Date.UTC(1970, 2, 1))),
      ] as never[]) as never,
    );
  if (pick(3) === 0) lf = lf.withColumns(col("i").mul(2).alias("i"), col("money").add(col("money")).alias("money"));
  if (pick(4) === 0) {
    const how = one(pick, ["inner", "left", "semi", "anti", "full"] as const);
    const on = some(pick, ["few", "many", "words", "runs"], 2);
    const right = (other as unknown as LazyFrame)
      .select(...on, col("x").alias("rx"), col("text").alias("rt"))
      .unique({ subset: pick(2) === 0 ? [...on] : [...on, "rx"], keep: "any" as never });
    const joined = lf.join(pick(2) === 0 ? right : right.filter(col("rx").gt(0)), {
      on: [...on],
      how,
      coalesce: true,
    } as never);
    return joined.groupBy(...some(pick, KEYS, 2)).agg(...(aggregates(pick) as never[])) as never;
  }
  if (pick(3) === 0) {
    const value = col(one(pick, VALUES));
    const all = HOW.map((how) => (how === "len" ? len() : value[how]()).alias(how));
    return lf.groupBy(one(pick, ["runs", "runs", "runs", ...KEYS])).agg(...(all as never[])) as never;
  }
  if (pick(6) === 0) return lf.select(...(aggregates(pick) as never[])) as never;
  if (pick(8) === 0)
    return concat([lf, lf] as never)
      .groupBy(...some(pick, KEYS, 3))
      .agg(...(aggregates(pick) as never[])) as never;
  return lf.groupBy(...some(pick, KEYS, 3)).agg(...(aggregates(pick) as never[])) as never;
}

const FROM = Number(process.env["POLAROID_SEED"] ?? 1) * 1000;

test.each(Array.from({ length: Number(process.env["LARGE"] ?? 40) }, (_, i) => FROM + i))(
  "many rows are grouped as DuckDB groups them: seed %i",
  async (seed) => {
    const pick = chance(seed);
    const made = frameOf(pick, 200 + pick(pick(4) === 0 ? 200_000 : 20_000));
    const df = pick(3) === 0 ? made.sort(...some(pick, KEYS, 2)) : made;
    const other = frameOf(pick, 100 + pick(3000));
    const file = pick(2) === 0;
    const source = file ? scanParquet(await df.toBytes("parquet", { rowGroupSize: 1000 + pick(50_000) })) : df.lazy();
    const query = (from: unknown): Any => asked(chance(seed + 7), from as Any, other.lazy() as unknown as Any);
    const ours = (await query(source).collect({ engine: "wasm" })) as DataFrame;
    const theirs = (await query(df.lazy()).collect({ engine: "duckdb" })) as DataFrame;
    expect(frameDifferences(ours, theirs, { floats: "variance", order: false } as never)).toEqual([]);
  },
  60_000,
);
