import { type Call, exprs, lists, on, sorted, types } from "./small.ts";

/** Calls of expressions, by what they are about. */
export const EXPRESSIONS: Readonly<Record<string, Call>> = {
  "types of literals and arithmetic": on((df, pl) =>
    types(
      df.select(
        pl.col("a").plus(1).as("p"),
        pl.lit(1).as("l"),
        pl.lit("a").as("m"),
        pl.col("a").div(2).as("dv"),
        pl.col("a").mul(2n).as("bi"),
        pl.lit(new Date(0)).as("dd"),
        pl.col("a").sum().as("su"),
        pl.col("a").count().as("co"),
        pl.len().as("le"),
        pl.lit(null).as("nn"),
        pl.col("a").modulo(2).as("mo"),
        pl.col("t").dt.year().as("y"),
        pl.col("t").dt.weekday().as("wd"),
      ),
    ),
  ),
  arithmetic: exprs((pl) => [
    pl.col("a").plus(1).as("p"),
    pl.col("a").minus(pl.col("f")).as("m"),
    pl.col("f").multiplyBy(2).as("t"),
    pl.col("a").divideBy(2).as("d"),
    pl.col("a").modulo(2).as("r"),
    pl.col("a").pow(2).as("w"),
    pl.col("a").add("f").as("c"),
  ]),
  "arithmetic below zero": (pl) =>
    pl
      .DataFrame({ a: [-1, 5] })
      .select(pl.col("a").modulo(3).as("m"), pl.col("a").abs().as("r"))
      .toRecords(),
  comparison: exprs((pl) => [
    pl.col("a").eq(1).as("e"),
    pl.col("a").neq(1).as("n"),
    pl.col("a").gt(1).as("g"),
    pl.col("a").gtEq(1).as("ge"),
    pl.col("a").lt(pl.col("f")).as("l"),
    pl.col("a").lessThanEquals(1).as("le"),
    pl.col("b").eq(pl.lit("x")).as("s"),
    pl
      .col("t")
      .gt(pl.lit(new Date("2020-01-01T12:00:00Z")))
      .as("d"),
  ]),
  logic: exprs((pl) => [
    pl.col("x").and(pl.col("a").gt(1)).as("a"),
    pl.col("x").or(pl.col("a").gt(1)).as("o"),
    pl.col("x").not().as("n"),
    pl.col("x").any().as("y"),
    pl.col("x").all().as("z"),
  ]),
  nulls: exprs((pl) => [
    pl.col("a").isNull().as("n"),
    pl.col("a").isNotNull().as("m"),
    pl.col("a").fillNull(0).as("f"),
    pl.col("a").fillNull("forward").as("w"),
    pl.col("b").fillNull(pl.lit("q")).as("q"),
  ]),
  "type of a filled column": on((df, pl) => types(df.select(pl.col("a").fillNull(0), pl.col("b").fillNull("q")))),
  isIn: exprs((pl) => [pl.col("a").isIn([1, 2]).as("x"), pl.col("b").isIn(["x"]).as("y")]),
  when: exprs((pl) => [
    pl.when(pl.col("a").gt(1)).then(pl.lit("hi")).otherwise(pl.lit("lo")).as("w"),
    pl.when(pl.col("a").gt(1)).then(pl.lit(1)).when(pl.col("a").eq(1)).then(pl.lit(5)).otherwise(pl.col("a")).as("v"),
  ]),
  casts: on((df, pl) => [
    df.select(pl.col("b").cast(pl.Int64)).toRecords(),
    df.select(pl.col("a").cast(pl.Utf8)).toRecords(),
    df.select(pl.col("f").cast(pl.Int32)).toRecords(),
    df.select(pl.col("t").cast(pl.Date)).toRecords(),
  ]),
  rounding: exprs((pl) => [
    pl.col("f").round(0).as("r"),
    pl.col("f").round({ decimals: 1 }).as("d"),
    pl.col("f").round(0, "halfawayfromzero").as("h"),
    pl.col("f").floor().as("f1"),
    pl.col("f").ceil().as("c"),
  ]),
  mathematics: exprs((pl) => [
    pl.col("f").sin().as("s"),
    pl.col("f").exp().as("e"),
    pl.col("f").log(2).as("l"),
    pl.col("f").log1p().as("p"),
    pl.col("f").degrees().as("d"),
    pl.col("f").clip(2, 3).as("c"),
  ]),
  aggregates: exprs((pl) => [
    pl.col("a").sum().as("s"),
    pl.col("a").mean().suffix("_m"),
    pl.col("a").count().prefix("c_"),
    pl.col("a").nUnique().as("n"),
    pl.col("a").std().as("sd"),
    pl.col("a").var().as("va"),
    pl.col("a").quantile(0.5).as("q"),
    pl.col("a").nullCount().as("nc"),
    pl.col("a").argMax().as("am"),
    pl.col("a").product().as("pr"),
    pl.col("f").median().as("me"),
    pl.col("f").first().as("fi"),
    pl.col("f").last().as("la"),
    pl.col("f").min().as("mi"),
    pl.col("f").max().as("ma"),
    pl.col("f").entropy().as("en"),
    pl.col("f").skew().as("sk"),
    pl.col("f").kurtosis().as("ku"),
  ]),
  windows: exprs((pl) => [
    pl.col("a").rank().as("r"),
    pl.col("a").rank("dense").as("d"),
    pl.col("a").cumSum().as("cs"),
    pl.col("a").cumSum(true).as("cr"),
    pl.col("a").cumCount().as("cc"),
    pl.col("f").cumMax().as("cm"),
    pl.col("a").diff(1).as("df"),
    pl.col("a").shift(1).as("sh"),
    pl.col("a").shiftAndFill(1, 9).as("sf"),
    pl.col("a").pctChange().as("pc"),
    pl.col("a").sum().over("b").as("o"),
  ]),
  rolling: exprs((pl) => [
    pl.col("a").rollingMean(2).as("m"),
    pl.col("a").rollingSum({ windowSize: 2, minPeriods: 1 }).as("s"),
    pl.col("a").rollingMax(2).as("x"),
    pl.col("a").rollingMin(2, undefined, 1).as("n"),
    pl.col("a").rollingMedian(2).as("d"),
    pl.col("a").rollingStd({ windowSize: 2, minPeriods: 1 }).as("t"),
    pl.col("a").rollingQuantile({ quantile: 0.5, windowSize: 2, minPeriods: 1 }).as("q"),
    pl.col("a").ewmMean(0.5).as("e"),
  ]),
  "order of values": on((df, pl) => [
    df.select(pl.col("b").sort(true)).toRecords(),
    df.select(pl.col("b").sortBy("f", true)).toRecords(),
    df.select(pl.col("f").argSort()).toRecords(),
    df.select(pl.col("a").reverse()).toRecords(),
    df.select(pl.argSortBy([pl.col("a")], [true]).as("s")).toRecords(),
  ]),
  "some values": on((df, pl) => [
    df.select(pl.col("a").head(2)).toRecords(),
    df.select(pl.col("a").tail(1)).toRecords(),
    df.select(pl.col("a").slice(1, 1)).toRecords(),
    df.select(pl.col("a").gather([1, 0])).toRecords(),
    df.select(pl.col("a").gatherEvery(2)).toRecords(),
    df.select(pl.col("a").filter(pl.col("a").gt(1))).toRecords(),
    df.select(pl.col("a").dropNulls()).toRecords(),
  ]),
  "different values": (pl) => {
    const df = pl.DataFrame({ a: [1, 1, 2], s: ["x", "y", "y"] });
    return [
      df.select(pl.col("a").unique(true)).toRecords(),
      df
        .select(
          pl.col("s").isDuplicated().as("d"),
          pl.col("s").isUnique().as("u"),
          pl.col("s").isFirstDistinct().as("f"),
        )
        .toRecords(),
      sorted(df.select(pl.col("s").valueCounts()).unnest("s").toRecords()),
      df.select(pl.col("a").mode()).toRecords(),
      df.select(pl.col("a").argUnique()).toRecords(),
      df.select(pl.col("a").uniqueCounts()).toRecords(),
    ];
  },
  replace: (pl) =>
    pl
      .DataFrame({ a: [1, 2, 3], s: ["x", "y", "z"] })
      .select(
        pl.col("a").replace(1, 10),
        pl.col("s").replace(["x"], ["q"]).as("s2"),
        pl
          .col("s")
          .replace({ old: { x: "w" } })
          .as("s3"),
      )
      .toRecords(),
  replaceStrict: (pl) =>
    pl
      .DataFrame({ s: ["x", "y"] })
      .select(pl.col("s").replaceStrict(["x"], ["w"], "d").as("r"))
      .toRecords(),
  "columns by names": on((df, pl) => [
    df.select("a", "b").columns,
    df.select(["a", "b"]).columns,
    df.select(pl.col(["a", "b"])).columns,
    df.select(pl.cols("a", "b")).columns,
    df.select(pl.all()).columns,
    df.select(pl.col("*")).columns,
    df.select(pl.exclude("a")).columns,
    df.select(pl.all().exclude("a", "b")).columns,
    df.select(pl.col(pl.Int64)).columns,
    df.select(pl.col("^[ab]$")).columns,
    df.select(pl.nth(1)).columns,
  ]),
  "functions of columns": exprs((pl) => [
    pl.quantile("a", 0.5).as("q"),
    pl.mean("a").as("m"),
    pl.avg("f").as("v"),
    pl.median("f").as("d"),
    pl.nUnique("f").as("n"),
    pl.count("a").as("c"),
    pl.cov("a", "f").as("co"),
    pl.pearsonCorr("a", "f").as("p"),
    pl.spearmanRankCorr("a", "f").as("sp"),
  ]),
  "across columns": exprs((pl) => [
    pl.sumHorizontal([pl.col("a"), pl.col("f")]).as("s"),
    pl.maxHorizontal([pl.col("a"), pl.col("f")]).as("m"),
    pl.minHorizontal([pl.col("a"), pl.col("f")]).as("n"),
    pl.anyHorizontal([pl.col("x")]).as("an"),
    pl.allHorizontal([pl.col("x"), pl.col("a").gt(0)]).as("al"),
  ]),
  "text of several columns": exprs((pl) => [
    pl.format("{}-{}", pl.col("a"), "b").as("z"),
    pl.concatString([pl.col("a"), pl.col("b")], "-").as("y"),
    pl.concatString({ exprs: [pl.col("a"), pl.col("b")], sep: "+" }).as("w"),
  ]),
  "lists of columns": exprs((pl) => [
    pl.concatList(["a", "f"]).as("q"),
    pl.struct([pl.col("a"), pl.col("b")]).as("st"),
  ]),
  "head and tail of columns": on((df, pl) => [
    df.select(pl.head("a", 2), pl.tail("f", 2)).toRecords(),
    df.select(pl.first().as("n")).toRecords(),
    df.select(pl.list("a")).toRecords(),
  ]),
  text: (pl) =>
    pl
      .DataFrame({ s: [" Ab1 ", "x-y", "éa", null] })
      .select(
        pl.col("s").str.lengths().as("l"),
        pl.col("s").str.toUpperCase().as("u"),
        pl.col("s").str.toLowerCase().as("lo"),
        pl.col("s").str.strip().as("st"),
        pl.col("s").str.lstrip().as("ls"),
        pl.col("s").str.rstrip().as("rs"),
        pl.col("s").str.contains(/[0-9]/).as("c"),
        pl.col("s").str.contains("x").as("c2"),
        pl.col("s").str.startsWith("x").as("sw"),
        pl.col("s").str.endsWith("y").as("ew"),
        pl.col("s").str.slice(0, 2).as("sl"),
        pl.col("s").str.replace("x", "z").as("r"),
        pl.col("s").str.replaceAll(/[a-z]/, "_").as("ra"),
        pl.col("s").str.padStart(6, "*").as("ps"),
        pl.col("s").str.padEnd(6, "*").as("pe"),
        pl.col("s").str.split("-").as("sp"),
        pl
          .col("s")
          .str.extract(/([0-9])/, 1)
          .as("ex"),
        pl.col("s").str.stripChars(" x").as("sc"),
        pl.col("s").str.encode("hex").as("h"),
        pl.col("s").str.encode("base64").as("b64"),
      )
      .toRecords(),
  "text to one": (pl) =>
    pl
      .DataFrame({ s: ["a", null, "b"] })
      .select(pl.col("s").str.concat("-"))
      .toRecords(),
  "text decoded": (pl) =>
    pl
      .DataFrame({ s: ["6162", "63"] })
      .select(pl.col("s").str.decode("hex").cast(pl.Utf8))
      .toRecords(),
  "json in text": (pl) =>
    pl
      .DataFrame({ s: ['{"a":"1","b":{"c":"x"}}', null] })
      .select(pl.col("s").str.jsonPathMatch("$.a").as("j"), pl.col("s").str.jsonPathMatch("$.b.c").as("k"))
      .toRecords(),
  "dates of text": (pl) =>
    pl
      .DataFrame({ d: ["2020-01-05", "x"], t: ["2020-01-05 10:00:00", "x"] })
      .select(
        pl.col("d").str.strptime(pl.Date, "%Y-%m-%d"),
        pl.col("t").str.strptime(pl.Datetime(), "%Y-%m-%d %H:%M:%S"),
      )
      .toRecords(),
  "parts of dates": exprs((pl) => [
    pl.col("t").dt.year().as("y"),
    pl.col("t").dt.month().as("mo"),
    pl.col("t").dt.day().as("d"),
    pl.col("t").dt.hour().as("h"),
    pl.col("t").dt.minute().as("mi"),
    pl.col("t").dt.second().as("s"),
    pl.col("t").dt.nanosecond().as("ns"),
    pl.col("t").dt.ordinalDay().as("od"),
    pl.col("t").dt.week().as("wk"),
    pl.col("t").dt.weekday().as("wd"),
    pl.col("t").dt.timestamp().as("ts"),
    pl.col("t").dt.strftime("%Y/%m/%d").as("f"),
    pl.col("t").dt.truncate("1d").as("tr"),
    pl.col("t").dt.round("1h").as("ro"),
    pl.col("t").dt.replaceTimeZone("Europe/Oslo").as("z"),
    pl.col("t").dt.replaceTimeZone("UTC").dt.convertTimeZone("Asia/Tokyo").dt.hour().as("cz"),
  ]),
  durations: exprs((pl) => [pl.col("t").minus(pl.col("t").shift(1)).as("x")]),
  lists: (pl) =>
    lists(pl)
      .select(
        pl.col("l").list.lengths().as("n"),
        pl.col("l").list.sum().as("s"),
        pl.col("l").list.get(0).as("g"),
        pl.col("l").lst.first().as("f"),
        pl.col("l").list.last().as("la"),
        pl.col("l").list.contains(1).as("c"),
        pl.col("l").list.reverse().as("r"),
        pl.col("l").list.sort(true).as("so"),
        pl.col("l").list.mean().as("me"),
        pl.col("l").list.max().as("ma"),
        pl.col("l").list.argMax().as("am"),
        pl.col("l").list.head(1).as("h"),
        pl.col("l").list.tail(1).as("t"),
        pl.col("l").list.slice(0, 1).as("sl"),
        pl.col("l").list.shift(1).as("sh"),
        pl.col("s").list.join("-").as("j"),
        pl.col("l").list.diff().as("di"),
        pl.col("l").list.eval(pl.element().plus(1)).as("ev"),
        pl.col("l").list.concat("l").as("cc"),
      )
      .toRecords(),
  structs: exprs((pl) => [
    pl.struct([pl.col("a"), pl.col("b")]).struct.field("b"),
    pl
      .struct([pl.col("a"), pl.col("b")])
      .struct.renameFields(["p", "q"])
      .struct.field("p"),
    pl
      .struct([pl.col("a")])
      .struct.jsonEncode()
      .as("j"),
  ]),
  explode: (pl) => [
    pl
      .DataFrame({ k: ["a", "b"], l: [[1, 2], [3]] })
      .explode("l")
      .toRecords(),
    pl
      .DataFrame({ l: [[1, 2], [3]] })
      .select(pl.col("l").explode())
      .toRecords(),
  ],
};
