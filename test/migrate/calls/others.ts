import { type Call, on, small, sorted, types } from "./small.ts";

/** Calls of values, Series, queries and files, by what they are about. */
export const OTHERS: Readonly<Record<string, Call>> = {
  "types of values": (pl) =>
    types(
      pl.DataFrame({
        i: [1, 2, null],
        s: ["a", "b", "c"],
        d: [new Date(0), null, null],
        b: [true, false, null],
        l: [[1], [2], []],
        g: [1n, 2n, 3n],
        st: [{ x: 1 }, { x: 2 }, { x: 3 }],
      }),
    ),
  "typed arrays": (pl) =>
    pl
      .DataFrame({
        i: new Int32Array([1, 2]),
        j: new BigInt64Array([1n, 2n]),
        u: new BigUint64Array([1n, 2n]),
        f: new Float32Array([1, 2]),
      })
      .toRecords(),
  records: (pl) =>
    pl
      .readRecords([
        { a: 1, b: "x", d: new Date(5), g: [1, 2], h: { y: 1 } },
        { a: 2, b: null, d: null, g: null, h: null },
      ])
      .toRecords(),
  "rows as arrays": (pl) =>
    pl
      .DataFrame(
        [
          [1, "a"],
          [2, "b"],
        ],
        { columns: ["n", "s"], orient: "row" },
      )
      .toRecords(),
  "columns as arrays": (pl) =>
    pl
      .DataFrame([
        [1, 2],
        ["a", "b"],
      ])
      .toRecords(),
  "a schema": (pl) => types(pl.DataFrame({ a: [1, 2], b: ["x", "y"] }, { schema: { a: pl.Int32, b: pl.Utf8 } })),
  "schema overrides": (pl) => types(pl.DataFrame({ a: [1, 2], b: ["x", "y"] }, { schemaOverrides: { a: pl.Int8 } })),
  "records, objects, rows": (pl) => [
    small(pl).toRecords(),
    small(pl).toObject(),
    small(pl).rows(),
    small(pl).row(1),
    small(pl).map((r) => r[0]),
  ],
  "csv types": on((df) => [types(df), df.toRecords()]),
  "names of types": (pl) =>
    [
      pl.Utf8,
      pl.String,
      pl.Datetime("us"),
      pl.Datetime(),
      pl.List(pl.Int8),
      pl.Struct([pl.Field.from("a", pl.Int8)]),
      pl.Date,
      pl.Categorical,
    ].map(String),
  "equality of types": (pl) => [
    pl.Int64.equals(pl.Int64),
    pl.Int64.equals(pl.Int32),
    pl.List(pl.Int8).equals(pl.List(pl.Int8)),
    pl.Datetime("ms").equals(pl.Datetime("us")),
  ],
  series: (pl) => {
    const s = pl.Series("a", [3, 1, null, 2]);
    return [
      s.name,
      s.length,
      s.len(),
      s.toArray(),
      s[0],
      s.get(1),
      s.getIndex(3),
      s.sum(),
      s.mean(),
      s.min(),
      s.max(),
      s.median(),
      s.nUnique(),
      s.nullCount(),
      s.hasNulls(),
      s.argMax(),
      s.argMin(),
      s.product(),
      s.quantile(0.5),
    ];
  },
  "series to series": (pl) => {
    const s = pl.Series("a", [3, 1, null, 2]);
    return [
      s.sort(),
      s.sort({ descending: true }),
      s.head(2),
      s.tail(1),
      s.limit(1),
      s.slice(1, 2),
      s.shift(1),
      s.diff(),
      s.cumSum(),
      s.isNull(),
      s.isNotNull(),
      s.fillNull("zero"),
      s.dropNulls(),
      s.add(1),
      s.minus(1),
      s.multiplyBy(2),
      s.div(2),
      s.gt(1),
      s.eq(1),
      s.abs(),
      s.cast(pl.Int32),
      s.rollingMean(2),
      s.rank(),
      s.isIn([1]),
      s.gather([0, 1]),
      s.gatherEvery(2),
      s.filter([true, false, true, false]),
      s.filter(s.gt(1)),
      s.isDuplicated(),
      s.isUnique(),
      s.isFirstDistinct(),
      s.alias("z"),
      s.rename("y"),
      s.interpolate(),
      s.clip(1, 2),
      s.concat(s),
      s.zipWith(pl.Series([true, false, true, false]), pl.Series([9, 9, 9, 9])),
      s.mapElements((x) => x),
      s.peakMax(),
      s.round(0),
      s.ewmMean(0.5),
      s.extendConstant(1, 2),
      s.cumMax(),
      s.unique(true),
      s.reinterpret === undefined,
      s.not === undefined,
    ].map((x) => (typeof x === "boolean" ? x : x.toArray()));
  },
  "names of series": (pl) => [
    pl.Series([1, 2]).name,
    pl.Series("a", [1]).as("b").name,
    pl.Series("a", [1, 2]).plus(pl.Series("b", [1, 2])).name,
    pl.Series.isSeries(pl.Series([1])),
    pl.DataFrame.isDataFrame(small(pl)),
    pl.Expr.isExpr(pl.col("a")),
  ],
  "kinds of series": (pl) =>
    [pl.Series("a", [1]), pl.Series("a", ["x"]), pl.Series("a", [true]), pl.Series("a", [new Date(0)])].map((s) => [
      s.isNumeric(),
      s.isString(),
      s.isBoolean(),
      s.isFloat(),
      s.isDateTime(),
      String(s.dtype),
    ]),
  "text of series": (pl) => [
    pl.Series("a", ["x1", "y"]).str.toUpperCase().toArray(),
    pl.Series("a", ["x1", "y"]).str.contains(/[0-9]/).toArray(),
    pl.Series("a", [" x "]).str.strip().toArray(),
    pl.Series("s", ["2020-01-05"]).str.strptime(pl.Date, "%Y-%m-%d").toArray(),
    pl.Series("a", ["a-b"]).str.split("-").toArray(),
  ],
  "dates of series": (pl) => [
    pl
      .Series("t", [new Date(86_400_000)])
      .dt.year()
      .toArray(),
    pl
      .Series("t", [new Date(86_400_000)])
      .dt.strftime("%d")
      .toArray(),
  ],
  "lists and structs of series": (pl) => [
    pl
      .Series("l", [[1, 2], [3]])
      .list.sum()
      .toArray(),
    pl
      .Series("l", [[1, 2], [3]])
      .list.lengths()
      .toArray(),
    pl.Series("s", [{ a: 1, b: "x" }]).struct.fields,
    pl
      .Series("s", [{ a: 1, b: "x" }])
      .struct.field("b")
      .toArray(),
    pl
      .Series("s", [{ a: 1, b: "x" }])
      .struct.toFrame()
      .toRecords(),
  ],
  "series changed in place": (pl) => {
    const s = pl.Series("a", [1, 2]);
    s.append(pl.Series("b", [3]));
    s[0] = 9;
    s.rename("q", true);
    s.scatter([1], 7);
    return [s.toArray(), s.name];
  },
  "descriptions of series": (pl) => [
    pl.Series("x", [1, 2, 3]).describe().toRecords(),
    pl.Series("x", ["a"]).describe().toRecords(),
    sorted(pl.Series("x", ["a", "a", "b"]).valueCounts().toRecords()),
    pl.Series("x", [1]).seriesEqual(pl.Series("x", [1])),
  ],
  ranges: (pl) => [
    pl.intRange(0, 3, 1, pl.Int64, true).toArray(),
    pl.intRange({ start: 0, end: 3, eager: true }).name,
    pl.repeat(1, 3).toArray(),
    small(pl).select(pl.intRange(pl.len()).as("i")).toRecords(),
  ],
  lazy: async (pl) => {
    const q = small(pl)
      .lazy()
      .filter(pl.col("k").gt(1))
      .withColumn(pl.col("k").mul(2).as("z"))
      .groupBy("v")
      .agg(pl.col("z").sum())
      .sort("v");
    return [
      q.columns,
      (await q.collectSync()).toRecords(),
      (await q.collect()).height,
      (await small(pl).lazy().first()).toRecords(),
      (await small(pl).lazy().last().collect()).toRecords(),
      (await small(pl).lazy().sum().collect()).toRecords(),
    ];
  },
  sql: async (pl) =>
    (
      await pl
        .SQLContext({ a: small(pl) })
        .execute("select v, k * 2 as z from a where k > 1 order by k desc", { eager: true })
    ).toRecords(),
  "tables of a context": (pl) => {
    const c = pl.SQLContext({ b: small(pl) });
    c.register("a", small(pl));
    const two = c.tables();
    c.unregister("b");
    return [two, c.tables()];
  },
  "csv out": on(async (df) => [
    (await df.writeCSV()).toString(),
    (await df.writeCSV({ separator: ";", includeHeader: false })).toString(),
    (await df.writeCSV({ dateFormat: "%Y", datetimeFormat: "%Y/%m" })).toString(),
  ]),
  "json out": on(async (df) => [
    JSON.parse((await df.select("a", "b", "x").writeJSON({ format: "json" })).toString()),
    (await df.select("a", "b").writeJSON()).toString(),
  ]),
  "csv in": async (pl) => [
    (await pl.readCSV("a;b\n1;x\n", { sep: ";" })).toRecords(),
    (await pl.readCSV("1,x\n", { hasHeader: false })).columns,
    (await pl.readCSV("a,b\nNA,x\n", { nullValues: "NA" })).toRecords(),
    (await pl.readCSV("a,b\n1,x\n2,y\n", { columns: ["b"], nRows: 1 })).toRecords(),
    types(await pl.readCSV("a,b\n1,x\n", { dtypes: { a: pl.Float64 } })),
  ],
  "json in": async (pl) => [
    (await pl.readJSON('[{"a":1,"b":"x","c":[1,2],"d":{"z":1.5}},{"a":2,"b":null,"c":null,"d":null}]')).toRecords(),
    (await pl.readJSON('[{"a":1},{"a":2}]')).dtypes.map(String),
  ],
  "parquet and ipc": async (pl) => {
    const df = small(pl);
    return [
      (await pl.readParquet(await df.writeParquet())).toRecords(),
      (await pl.readIPC(await df.writeIPC())).toRecords(),
      (await pl.readIPCStream(await df.writeIPCStream())).toRecords(),
    ];
  },
};
