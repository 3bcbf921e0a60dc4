import {
  col,
  concat,
  cs,
  DataFrame,
  Duration,
  element,
  Int64,
  meanHorizontal,
  Series,
  sumHorizontal,
} from "../../src/node.ts";

/** An option as it is given here, and as Polars' Python is given it over the same frames. */
export interface OptionCase {
  readonly ours: () => DataFrame;
  readonly polars: string;
  /** Rows come in no promised order. */
  readonly unordered?: boolean;
}
const df = new DataFrame({
  k: ["b", "a", "b", "a", "c"],
  x: [1, 2, 3, 4, 5],
  y: [1.5, 2.5, null, 4, 5],
  s: ["p", "q", "r", "s", "t"],
  ok: [true, false, null, true, true],
});
const a = new DataFrame({ id: [1, 2], x: [3, 4] });
const b = new DataFrame({ id: [2, 3], y: [5, 6] });
const c = new DataFrame({ id: [1, 3], z: [7, 8] });
/** The frames as Polars' Python makes them. */
export const FRAMES = `
df = pl.DataFrame({"k": ["b", "a", "b", "a", "c"], "x": [1.0, 2.0, 3.0, 4.0, 5.0], "y": [1.5, 2.5, None, 4.0, 5.0], "s": ["p", "q", "r", "s", "t"], "ok": [True, False, None, True, True]})
a = pl.DataFrame({"id": [1.0, 2.0], "x": [3.0, 4.0]})
b = pl.DataFrame({"id": [2.0, 3.0], "y": [5.0, 6.0]})
c = pl.DataFrame({"id": [1.0, 3.0], "z": [7.0, 8.0]})
`;
const x = col("x");
const D = Duration("ms");
const sum = { values: "x", aggregateFunction: "sum" } as const;
const py = (args: string): string => `df.drop("ok").pivot(${args})`;
const short = df.drop("ok");

export const CASES: Readonly<Record<string, OptionCase>> = {
  "over, explode": {
    ours: () => df.select(x.over("k", { mappingStrategy: "explode" })),
    polars: 'df.select(pl.col("x").over("k", mapping_strategy="explode"))',
  },
  "over, explode of some": {
    ours: () => df.select(x.head(1).over("k", { mappingStrategy: "explode" })),
    polars: 'df.select(pl.col("x").head(1).over("k", mapping_strategy="explode"))',
  },
  "over, explode of an aggregate": {
    ours: () => df.select(x.sum().over("k", { mappingStrategy: "explode" })),
    polars: 'df.select(pl.col("x").sum().over("k", mapping_strategy="explode"))',
  },
  "over, join": {
    ours: () => df.select(x.over("k", { mappingStrategy: "join" })),
    polars: 'df.select(pl.col("x").over("k", mapping_strategy="join"))',
  },
  "over, join in an order": {
    ours: () => df.select(x.over("k", { mappingStrategy: "join", orderBy: "y" })),
    polars: 'df.select(pl.col("x").over("k", order_by="y", mapping_strategy="join"))',
  },
  "over, join of an aggregate": {
    ours: () => df.select(x.sum().over("k", { mappingStrategy: "join" })),
    polars: 'df.select(pl.col("x").sum().over("k", mapping_strategy="join"))',
  },
  "over, join of some": {
    ours: () => df.select(x.head(1).over("k", { mappingStrategy: "join" })),
    polars: 'df.select(pl.col("x").head(1).over("k", mapping_strategy="join"))',
  },
  "unpivot to text": {
    ours: () => df.unpivot({ on: ["x", "s"], index: "k" }),
    polars: 'df.unpivot(on=["x", "s"], index="k")',
  },
  "unpivot truth values and text": {
    ours: () => df.unpivot({ on: ["ok", "s"], index: "k" }),
    polars: 'df.unpivot(on=["ok", "s"], index="k")',
  },
  "unpivot by selectors": {
    ours: () => df.unpivot({ on: cs.numeric(), index: cs.byName("k") }),
    polars: 'df.unpivot(on=cs.numeric(), index=cs.by_name("k"))',
  },
  "topK by several": {
    ours: () => df.topK(2, { by: ["k", "x"], reverse: [true, false] }),
    polars: 'df.top_k(2, by=["k", "x"], reverse=[True, False])',
    unordered: true,
  },
  "bottomK by several": {
    ours: () => df.bottomK(2, { by: ["k", "x"], reverse: [true, false] }),
    polars: 'df.bottom_k(2, by=["k", "x"], reverse=[True, False])',
    unordered: true,
  },
  "topK, reverse": {
    ours: () => df.topK(2, { by: "y", reverse: true }),
    polars: 'df.top_k(2, by="y", reverse=True)',
    unordered: true,
  },
  "unique by an expression": {
    ours: () => df.unique({ subset: x.mod(2), maintainOrder: true, keep: "first" }),
    polars: 'df.unique(subset=pl.col("x") % 2, maintain_order=True, keep="first")',
  },
  "unique by a selector": {
    ours: () => df.unique({ subset: cs.boolean(), maintainOrder: true, keep: "first" }),
    polars: 'df.unique(subset=cs.boolean(), maintain_order=True, keep="first")',
  },
  "dropNulls by a selector": { ours: () => df.dropNulls(cs.numeric()), polars: "df.drop_nulls(cs.numeric())" },
  "sort by selectors": {
    ours: () => df.sort(cs.boolean(), { descending: true, nullsLast: true, maintainOrder: true }),
    polars: "df.sort(cs.boolean(), descending=True, nulls_last=True, maintain_order=True)",
  },
  "groupBy a selector": {
    ours: () => df.groupBy(cs.byName("k"), { maintainOrder: true }).agg(x.sum()),
    polars: 'df.group_by(cs.by_name("k"), maintain_order=True).agg(pl.col("x").sum())',
  },
  "explode by a selector": {
    ours: () => df.groupBy("k", { maintainOrder: true }).agg("x").explode(cs.list()),
    polars: 'df.group_by("k", maintain_order=True).agg("x").explode(cs.list())',
  },
  "diff, drop": {
    ours: () => df.select(x.diff(2, { nullBehavior: "drop" })),
    polars: 'df.select(pl.col("x").diff(2, null_behavior="drop"))',
  },
  "diff upwards, drop": {
    ours: () => df.select(x.diff(-1, { nullBehavior: "drop" })),
    polars: 'df.select(pl.col("x").diff(-1, null_behavior="drop"))',
  },
  "filter by a Series": {
    ours: () => df.filter(new Series("", [true, false, true, null, false])),
    polars: "df.filter(pl.Series([True, False, True, None, False]))",
  },
  "filter by a list": {
    ours: () => df.filter([true, false, true, false, false]),
    polars: "df.filter([True, False, True, False, False])",
  },
  "withColumns of a Series": {
    ours: () => df.withColumns(new Series("z", ["1", "2", null, "4", "5"])),
    polars: 'df.with_columns(pl.Series("z", ["1", "2", None, "4", "5"]))',
  },
  "select of a Series": {
    ours: () => df.select(new Series("z", [1.5, 2])),
    polars: 'df.select(pl.Series("z", [1.5, 2.0]))',
  },
  "drop, not strict": {
    ours: () => df.drop("nope" as never, "x", { strict: false }),
    polars: 'df.drop("nope", "x", strict=False)',
  },
  "rename by a function": { ours: () => df.rename((n) => `${n}2`), polars: 'df.rename(lambda n: n + "2")' },
  "rename, not strict": {
    ours: () => df.rename({ x: "q", nope: "r" } as never, { strict: false }),
    polars: 'df.rename({"x": "q", "nope": "r"}, strict=False)',
  },
  "sumHorizontal, nulls": {
    ours: () => df.select(sumHorizontal("x", "y", { ignoreNulls: false })),
    polars: 'df.select(pl.sum_horizontal("x", "y", ignore_nulls=False))',
  },
  "meanHorizontal, nulls": {
    ours: () => df.select(meanHorizontal("x", "y", { ignoreNulls: false })),
    polars: 'df.select(pl.mean_horizontal("x", "y", ignore_nulls=False))',
  },
  "fillNull of the value's own kind": {
    ours: () => df.fillNull(0.5, { matchesSupertype: false }),
    polars: "df.fill_null(0.5, matches_supertype=False)",
  },
  "concat, align": {
    ours: () => concat([a, b, c] as DataFrame[], { how: "align" }),
    polars: 'pl.concat([a, b, c], how="align")',
  },
  "concat, alignFull": {
    ours: () => concat([a, b, c] as DataFrame[], { how: "alignFull" }),
    polars: 'pl.concat([a, b, c], how="align_full")',
  },
  "concat, alignLeft": {
    ours: () => concat([a, b, c] as DataFrame[], { how: "alignLeft" }),
    polars: 'pl.concat([a, b, c], how="align_left")',
  },
  "concat, alignInner": {
    ours: () => concat([a, b] as DataFrame[], { how: "alignInner" }),
    polars: 'pl.concat([a, b], how="align_inner")',
  },
  "concat, alignRight": {
    ours: () => concat([a, b, c] as DataFrame[], { how: "alignRight" }),
    polars: 'pl.concat([a, b, c], how="align_right")',
  },
  "pivot without an index": {
    ours: () => short.pivot({ on: "k", ...sum }),
    polars: py('"k", values="x", aggregate_function="sum"'),
  },
  "pivot without values": { ours: () => short.pivot({ on: "k", index: "s" }), polars: py('"k", index="s"') },
  "pivot on two columns": {
    ours: () => short.pivot({ on: ["k", "s"], ...sum }),
    polars: py('["k", "s"], values="x", aggregate_function="sum"'),
  },
  "pivot, separator": {
    ours: () => short.pivot({ on: "k", index: "s", values: ["x", "y"], aggregateFunction: "max", separator: "|" }),
    polars: py('"k", index="s", values=["x", "y"], aggregate_function="max", separator="|"'),
  },
  "pivot to one row": {
    ours: () => short.pivot({ on: "k", index: [], ...sum }),
    polars: py('"k", index=[], values="x", aggregate_function="sum"'),
  },
  "pivot, onColumns and an expression": {
    ours: () =>
      short.pivot({
        on: "k",
        onColumns: ["a", "z"],
        index: "s",
        values: "x",
        aggregateFunction: element().sum().mul(2),
        columnNaming: "combine",
      }),
    polars: py(
      '"k", on_columns=["a", "z"], index="s", values="x", aggregate_function=pl.element().sum() * 2, column_naming="combine"',
    ),
  },
  "pivot, sortColumns": {
    ours: () => short.pivot({ on: "k", index: "s", values: "x", sortColumns: true }),
    polars: py('"k", index="s", values="x", sort_columns=True'),
  },
  "pivot, sortColumns of numbers": {
    ours: () =>
      short
        .withColumns(x.mul(50).alias("x"))
        .pivot({ on: "x", index: "k", values: "y", aggregateFunction: "max", sortColumns: true })
        .rename((n) => `v${n.replace(/\.0$/, "")}`),
    polars:
      'df.drop("ok").with_columns(pl.col("x") * 50).pivot("x", index="k", values="y", aggregate_function="max", sort_columns=True).rename(lambda n: "v" + n.removesuffix(".0"))',
  },
  "pivot by selectors": {
    ours: () => short.pivot({ on: "k", index: cs.byName("s"), values: cs.numeric(), aggregateFunction: "max" }),
    polars: py('"k", index=cs.by_name("s"), values=cs.numeric(), aggregate_function="max"'),
  },
  "total of a duration, with its fraction": {
    ours: () =>
      new DataFrame({ d: [129_600_000, null, -1500] }).select(
        col("d").cast(Int64).cast(D).dt.totalDays({ fractional: true }).alias("days"),
        col("d").cast(Int64).cast(D).dt.totalSeconds({ fractional: true }).alias("seconds"),
      ),
    polars:
      'pl.DataFrame({"d": [129600000, None, -1500]}).select(pl.col("d").cast(pl.Duration("ms")).dt.total_days(fractional=True).alias("days"), pl.col("d").cast(pl.Duration("ms")).dt.total_seconds(fractional=True).alias("seconds"))',
  },
};
