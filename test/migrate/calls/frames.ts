import { type Call, on, other, small, sorted, wide } from "./small.ts";

/** Calls of frames, by what they are about. */
export const FRAMES: Readonly<Record<string, Call>> = {
  withColumns: (pl) => [
    small(pl).withColumn(pl.col("k").plus(1).as("z")).toRecords(),
    small(pl).withColumns(pl.col("k").mul(2), pl.lit("q").as("c")).toRecords(),
    small(pl)
      .withColumn(pl.Series("n", [7, 8, 9]))
      .toRecords(),
    small(pl).withColumnRenamed("k", "kk").columns,
    small(pl).withColumnRenamed({ existing: "k", replacement: "kk" }).columns,
    small(pl).rename({ v: "vv" }).columns,
    small(pl).withRowIndex().toRecords(),
    small(pl).withRowIndex("row", 5).toRecords(),
  ],
  drop: (pl) => [small(pl).drop("k").columns, small(pl).drop(["k"]).columns, small(pl).drop("k", "v").columns],
  filter: on((df, pl) => [
    df.filter(pl.col("a").gt(1)).toRecords(),
    df.where(pl.col("b").eq(pl.lit("x"))).height,
    df.filter(pl.col("a").gt(0).and(pl.col("f").lt(2))).height,
  ]),
  sort: on((df, pl) => [
    df.sort("a").toRecords(),
    df.sort("a", true).toRecords(),
    df.sort({ by: "a", descending: true, nullsLast: true }).toRecords(),
    df.sort(["b", "a"], [true, false]).toRecords(),
    df.sort(pl.col("f").mul(-1)).toRecords(),
  ]),
  slices: (pl) => [
    small(pl).head(2).height,
    small(pl).limit(1).toRecords(),
    small(pl).tail(1).toRecords(),
    small(pl).slice(1, 1).toRecords(),
    small(pl).slice({ offset: 1, length: 2 }).height,
    small(pl).reverse().toRecords(),
    small(pl).shift(1).toRecords(),
    small(pl).gatherEvery(2).toRecords(),
    small(pl).clear().height,
    small(pl).clear(2).toRecords(),
  ],
  "unique rows": (pl) => {
    const df = pl.DataFrame({ a: [1, 1, 2], b: ["x", "x", "y"] });
    return [
      df.unique({ maintainOrder: true, keep: "first" }).toRecords(),
      df.unique("a", "last", true).toRecords(),
      df.unique(["a", "b"]).height,
      df.isDuplicated().toArray(),
      df.isUnique().toArray(),
      df.nUnique(),
      df.nUnique("a"),
    ];
  },
  "null rows": on((df, pl) => [
    df.dropNulls().height,
    df.dropNulls("a").height,
    df.dropNulls(["b"]).height,
    df.nullCount().toRecords(),
    df.select("a", "f").fillNull("mean").toRecords(),
    df.select("a").fillNull(pl.lit(9)).toRecords(),
  ]),
  "aggregates of frames": (pl) => [
    small(pl).sum().toRecords(),
    small(pl).mean().toRecords(),
    small(pl).min().toRecords(),
    small(pl).max().toRecords(),
    small(pl).std().toRecords(),
    small(pl).median().toRecords(),
    small(pl).quantile(0.5).toRecords(),
    small(pl).count().toRecords(),
    small(pl).describe().toRecords(),
    small(pl).product().toRecords(),
  ],
  "aggregates of rows": on((df) => [
    df.select("a", "f").sum(1).toArray(),
    df.select("a", "f").mean(1).toArray(),
    df.select("a", "f").max(1).toArray(),
    df.select("a", "f").min(1).toArray(),
  ]),
  "arithmetic of frames": (pl) => [
    pl
      .DataFrame({ a: [1, 2], b: [3, 4] })
      .plus(1)
      .toRecords(),
    pl
      .DataFrame({ a: [1, 2], b: [3, 4] })
      .mul(pl.Series("x", [1, 2]))
      .toRecords(),
  ],
  "inner join": (pl) => small(pl).join(other(pl), { on: "k" }).toRecords(),
  "left join": (pl) => small(pl).join(other(pl), { on: "k", how: "left" }).toRecords(),
  "right join": (pl) => small(pl).join(other(pl), { on: "k", how: "right" }).columns,
  "full join": (pl) => sorted(small(pl).join(other(pl), { on: "k", how: "full" }).toRecords()),
  "semi and anti join": (pl) =>
    (["semi", "anti"] as const).map((how) => small(pl).join(other(pl), { on: "k", how }).toRecords()),
  "cross join": (pl) => [
    small(pl).join(other(pl), { how: "cross" }).height,
    small(pl).join(other(pl), { how: "cross" }).columns,
  ],
  "join of other names": (pl) =>
    small(pl)
      .join(other(pl).rename({ k: "j" }), { leftOn: "k", rightOn: "j", suffix: "_z" })
      .toRecords(),
  "suffix of a lazy join": async (pl) =>
    (await small(pl).lazy().join(other(pl).lazy(), { on: "k" }).collectSync()).columns,
  joinAsof: (pl) =>
    pl
      .DataFrame({ t: [1, 5, 10], v: [1, 2, 3] })
      .joinAsof(pl.DataFrame({ t: [2, 6], w: [9, 8] }), { on: "t" })
      .toRecords(),
  groupBy: (pl) => [
    sorted(wide(pl).groupBy("k").agg(pl.col("v").sum(), pl.col("w").mean().as("m")).toRecords()),
    sorted(wide(pl).groupBy("k", "m").agg(pl.len()).toRecords()),
    sorted(
      wide(pl)
        .groupBy(["k"])
        .agg({ v: ["sum"], w: "max" })
        .toRecords(),
    ),
    sorted(wide(pl).groupBy("k").len().toRecords()),
    sorted(wide(pl).select("k", "v").groupBy("k").sum().toRecords()),
    sorted(wide(pl).select("k", "v").groupBy("k").first().toRecords()),
    sorted(wide(pl).groupBy("k").agg(pl.col("v")).toRecords()),
    sorted(wide(pl).select("k", "v").groupBy("k").head(1).toRecords()),
    sorted(wide(pl).groupBy("k").groups().toRecords()),
    sorted(wide(pl).select("k", "v").groupBy("k").quantile(0.5).toRecords()),
  ],
  "pivot of groups": (pl) => sorted(wide(pl).groupBy("k").pivot("m", "v").first().toRecords()),
  pivot: (pl) => [
    wide(pl).pivot("v", { index: "k", on: "m" }).toRecords(),
    wide(pl).pivot({ values: "v", index: "k", on: "m", aggregateFunc: "sum", sortColumns: true }).toRecords(),
    wide(pl).pivot("v", { index: "k", on: "m", aggregateFunc: "count" }).toRecords(),
    wide(pl).pivot(["v", "w"], { index: "k", on: "m" }).toRecords(),
    wide(pl).pivot(["v", "w"], { index: "k", on: "m", separator: "." }).columns,
    wide(pl).pivot("w", { index: "v", on: ["k", "m"] }).columns,
  ],
  unpivot: (pl) => [
    wide(pl).unpivot("k", ["v", "w"]).toRecords(),
    wide(pl).unpivot(["k", "m"], "v", { variableName: "n", valueName: "x" }).toRecords(),
  ],
  transpose: on((df) => [
    df.select("a", "f").transpose({ includeHeader: true }).toRecords(),
    df
      .select("a", "f")
      .head(2)
      .transpose({ columnNames: ["p", "q"] })
      .toRecords(),
  ]),
  stacks: (pl) => [
    small(pl)
      .hstack([pl.Series("z", [1, 2, 3])])
      .toRecords(),
    small(pl).vstack(other(pl)).toRecords(),
    pl.concat([small(pl), other(pl)]).height,
    pl.concat([small(pl), pl.DataFrame({ q: [1] })], { how: "horizontal" }).toRecords(),
    pl.concat([small(pl), pl.DataFrame({ k: [9], z: ["n"] })], { how: "diagonal" }).toRecords(),
    pl.concat([pl.Series("s", [1]), pl.Series("s", [2])]).toArray(),
  ],
  aligned: (pl) => [
    pl
      .concat([pl.DataFrame({ id: [1, 2], x: [3, 4] }), pl.DataFrame({ id: [2, 3], y: [5, 6] })], { how: "align" })
      .toRecords(),
    pl
      .concat([pl.DataFrame({ id: [1, 2], x: [3, 4] }), pl.DataFrame({ id: [2, 3], y: [5, 6] })], { how: "alignLeft" })
      .toRecords(),
  ],
  "parts by keys": (pl) =>
    wide(pl)
      .partitionBy("k", true)
      .map((d) => d.height),
  dummies: (pl) => [
    pl
      .DataFrame({ a: ["x", "y"], n: [1, 2] })
      .toDummies("a")
      .toRecords(),
    pl.Series("a", ["x", "y"]).toDummies().toRecords(),
  ],
  "windows of time": (pl) => {
    const df = pl.DataFrame({ t: [0, 30, 90, 150].map((m) => new Date(m * 60_000)), v: [1, 2, 3, 4] });
    return [
      df.groupByDynamic({ indexColumn: "t", every: "1h" }).agg(pl.col("v").sum()).toRecords(),
      df.groupByRolling({ indexColumn: "t", period: "1h" }).agg(pl.col("v").sum().as("s")).toRecords(),
      df
        .groupByDynamic({ indexColumn: "t", every: "1h", closed: "right", includeBoundaries: true })
        .agg(pl.col("v").count().as("n"))
        .toRecords(),
    ];
  },
  upsample: (pl) =>
    pl
      .DataFrame({ t: [new Date(0), new Date(3 * 3_600_000)], v: [1, 2] })
      .upsample({ timeColumn: "t", every: "1h", maintainOrder: true })
      .toRecords(),
  "frames changed in place": (pl) => {
    const d = pl.DataFrame({ a: [1], b: [2] });
    d.columns = ["x", "y"];
    d.insertAtIdx(1, pl.Series("c", [9]));
    d.replaceAtIdx(0, pl.Series("r", [5]));
    const e = d.clone();
    e.extend(d);
    return [d.toRecords(), e.height, Object.keys(d), "c" in d, d.findIdxByName("c"), d.getColumnIndex("y")];
  },
  "a frame's parts": (pl) => {
    const d = small(pl);
    return [
      d.getColumn("k").toArray(),
      d[0],
      d.getColumn("v")[1],
      d.shape,
      d.width,
      d.height,
      [...d].map((s) => s.name),
      d.getColumns().map((s) => s.name),
      d.toSeries(1).name,
      d.isEmpty(),
      d.item(0, "k"),
      d.item(1, 1),
      d.select(pl.col("k").sum()).item(),
      d.frameEqual(d),
      d.frameEqual(other(pl)),
      d.toStruct("z").toArray(),
      d.fold((a) => a).toArray(),
    ];
  },
  "a frame as html and json schema": (pl) => [small(pl).toHTML(), small(pl).toDataResource()],
};
