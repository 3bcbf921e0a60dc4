import { Bool, Decimal, Float64, Int8, Int64, UInt8, Utf8 } from "../../arrow/types.ts";
import { type Cases, each, failing } from "../case.ts";
import { arctan2, col } from "../loose.ts";
import { INF, NAN } from "./frames.ts";
import { d, f, i, j, none, nulls, ok, s, small, t, u, values, w, x, y } from "./value-frames.ts";

const BITS = ["CountOnes", "CountZeros", "LeadingOnes", "LeadingZeros", "TrailingOnes", "TrailingZeros"] as const;
const OURS = "Polars has no remainder with the dividend's sign";

export const NUMERICS: Cases = {
  ...each(values, {
    arccosh: x.arccosh(),
    arcsinh: f.arcsinh(),
    arctanh: y.arctanh(),
    cot: x.cot(),
    erf: x.erf(),
    "erf of Float32": f.erf(),
    erfc: x.erfc(),
    "erfc of integers": j.erfc(),
    arctan2: arctan2("x", "y"),
    "arctan2 of Float32": arctan2("f", "y"),
    truncate: x.truncate(),
    "truncate to 2": y.div(3).truncate(2),
    "truncate Decimals": d.truncate(1),
    "truncate integers": i.truncate(1),
    truncdiv: i.truncdiv(j),
    "truncdiv of floats": x.truncdiv(y),
    "truncdiv of the least": t.truncdiv(-1),
    "truncdiv of UInt64": u.truncdiv(2),
    "truncdiv of Decimals": d.truncdiv(2),
    roundSigFigs: x.roundSigFigs(1),
    "roundSigFigs of thirds": y.div(3).roundSigFigs(3),
    "roundSigFigs of Int16": w.roundSigFigs(2),
    "roundSigFigs of Int8": t.roundSigFigs(1),
    isClose: x.isClose(y.add(1)),
    "isClose with a tolerance": x.isClose(y, { absTol: 1 }),
    "isClose to NaN": x.isClose(x, { nansEqual: true }),
    "isClose of integers": i.isClose(2.9, { relTol: 0.1 }),
    "reinterpret unsigned": t.reinterpret({ signed: false }),
    "reinterpret signed": u.reinterpret({ signed: true }),
    "reinterpret as floats": u.reinterpret({ dtype: Float64 }),
    ...Object.fromEntries(BITS.map((b) => [`bitwise${b}`, i[`bitwise${b}`]()])),
    ...Object.fromEntries(BITS.map((b) => [`bitwise${b} of Int8`, t[`bitwise${b}`]()])),
    "bitwiseCountOnes of Bool": ok.bitwiseCountOnes(),
    "bitwiseTrailingZeros of Bool": ok.bitwiseTrailingZeros(),
  }),
  rem: { plan: () => values().select(i.rem(j)), gives: { i: [Int64, [1n, null, -1n, null, null, 0n]] }, why: OURS },
  "rem of floats": {
    plan: () => values().select(x.rem(2)),
    gives: { x: [Float64, [1.5, NAN, null, -0.5, NAN, 0.125]] },
    why: OURS,
  },
  "rem of the least": {
    plan: () => values().select(t.rem(-1)),
    gives: { t: [Int8, [0, 0, null, 0, 0, 0]] },
    why: OURS,
  },
  "rem of Decimals": {
    plan: () => values().select(d.rem(2)),
    gives: { d: [Decimal(38, 2), [155n, null, -99n, 0n, 90n, -1n]] },
    why: OURS,
  },
  ...failing("TYPE_MISMATCH", {
    "bitwiseCountOnes of floats": () => values().select(x.bitwiseCountOnes()),
    "isClose of text": () => values().select(s.isClose(1)),
    "reinterpret to another width": () => values().select(t.reinterpret({ dtype: Int64 })),
  }),
  ...failing("INVALID_ARGUMENT", {
    "no significant digits": () => values().select(x.roundSigFigs(0)),
    "a tolerance below zero": () => values().select(x.isClose(1, { absTol: -1 })),
    "truncate below zero": () => values().select(x.truncate(-1)),
  }),
};

export const RECODE: Cases = {
  ...each(values, {
    replace: i.replace([3, 9], [30, 90]),
    "replace by one": s.replace(["b", "é"], "z"),
    "replace null": s.replace([null], ["none"]),
    "replace by null": i.replace([3], [null]),
    "replace NaN": x.replace([NAN], [0]),
    "replace by the greatest": j.replace(0, j.max()),
    "replace nothing": s.replace([], []),
    replaceStrict: s.replaceStrict({ b: 1, é: 2, "": 3, "🦄": 4 }),
    "replaceStrict with null": s.replaceStrict(["b", "é", "", "🦄", null], [1, 2, 3, 4, 5]),
    "replaceStrict with a default": s.replaceStrict(["b"], [1], { default: 0 }),
    "replaceStrict with another default": s.replaceStrict(["b"], ["B"], { default: s }),
    "replaceStrict with null as the default": s.replaceStrict(["b"], [1], { default: null }),
    "replaceStrict to a type": s.replaceStrict(["b"], [1], { default: 7, returnDtype: UInt8 }),
    "replaceStrict of days": col("day").replaceStrict([new Date(0)], ["epoch"], { default: "no" }),
    cut: x.cut([0, 1.5]),
    "cut, left closed": x.cut([0, 1.5], { leftClosed: true }),
    "cut with labels": i.cut([0, 5], { labels: ["low", "mid", "high"] }),
    "cut with borders": x.cut([0.1, 1e21], { includeBreaks: true }),
    "cut at nothing": i.cut([]),
    "cut Bool": ok.cut([0.5]),
    "cut Decimals": d.cut([0, 1.55]),
    repeatBy: s.repeatBy("n"),
    "repeatBy a number": x.repeatBy(2),
    "repeatBy zero": s.repeatBy(0),
  }),
  ...each(none, {
    "replace in nothing": s.replace(["a"], ["b"]),
    "cut nothing": x.cut([0]),
    "repeatBy of nothing": s.repeatBy(2),
  }),
  ...each(nulls, {
    "replaceStrict of nulls": s.replaceStrict(["a"], [1]),
    "cut nulls": i.cut([1]),
    "repeat nulls": x.repeatBy(1),
  }),
  hash: {
    plan: () => values().select(s.hash(1).eq(s.fillNull("x").hash(1)), s.hash(1).eq(s.hash(2)).alias("t")),
    gives: { s: [Bool, [true, false, true, true, true, true]], t: [Bool, [false, false, false, false, false, false]] },
    why: "each engine has hashes of its own",
  },
  mapElements: {
    plan: () => values().select(s.mapElements((v: unknown) => `${v}!`)),
    gives: { s: [Utf8, ["b!", null, "é!", "!", "b!", "🦄!"]] },
    why: "the function is JavaScript",
  },
  "mapElements with nulls, to a type": {
    plan: () =>
      values().select(
        s.mapElements((v: unknown) => (v === null ? 0 : String(v).length), { returnDtype: Int8, skipNulls: false }),
      ),
    gives: { s: [Int8, [1, 0, 1, 0, 1, 2]] },
    why: "the function is JavaScript",
  },
  mapRows: {
    plan: () =>
      values().select(
        j.mapBatches((v: { toArray(o: object): readonly unknown[] }) => v.toArray({ int64: "bigint" }), {
          isElementwise: true,
        }),
      ),
    gives: { j: [Int64, [2n, 2n, 2n, null, 0n, -1n]] },
    why: "the function is JavaScript",
  },
  mapBatches: {
    plan: () => values().select(j.mapBatches((v: { dropNulls(): { sort(): unknown } }) => v.dropNulls().sort())),
    gives: { j: [Int64, [-1n, 0n, 2n, 2n, 2n]] },
    why: "the function is JavaScript",
  },
  mapGroups: {
    plan: () =>
      small()
        .groupBy("g")
        .agg(col("v").mapBatches((v: { length: number }) => v.length, { returnsScalar: true })),
    gives: { g: [Utf8, ["a", "b"]], v: [Int64, [3n, 2n]] },
    why: "the function is JavaScript",
  },
  ...failing("OUT_OF_RANGE", { "nothing stands for it": () => values().select(s.replaceStrict(["b"], [1])) }),
  ...failing("INVALID_CAST", { "repeatBy less than nothing": () => values().select(s.repeatBy(-1)) }),
  ...failing("INVALID_ARGUMENT", {
    "a border twice": () => values().select(x.cut([1, 1])),
    "an infinite border": () => values().select(x.cut([INF])),
    "labels that do not fit": () => values().select(x.cut([1], { labels: ["a"] })),
    "a function that fails": () =>
      values().select(
        s.mapElements(() => {
          throw new Error("no");
        }),
      ),
  }),
  ...failing("SHAPE_MISMATCH", { "too few to replace by": () => values().select(i.replace([1, 2, 3], [1, 2])) }),
};
