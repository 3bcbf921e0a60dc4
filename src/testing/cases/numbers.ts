import { Bool, Decimal, Float32, Float64, Int8, Int16, Int64, UInt8, UInt32, UInt64 } from "../../arrow/types.ts";
import { type Cases, each, plans, rows } from "../case.ts";
import type { Query } from "../loose.ts";
import {
  allHorizontal,
  anyHorizontal,
  coalesce,
  col,
  lit,
  maxHorizontal,
  meanHorizontal,
  minHorizontal,
  sumHorizontal,
  when,
} from "../loose.ts";
import { INF, NAN, small, types } from "./frames.ts";

const ints = (): Query =>
  rows({
    a: [Int64, [5n, -5n, 5n, -5n, 7n, null, 9223372036854775807n, -9223372036854775808n]],
    b: [Int64, [2n, 2n, -2n, 3n, 0n, 1n, 1n, -1n]],
  });
const floats = (): Query =>
  rows({ a: [Float64, [5, -5, 5, 0, NAN, null, INF, -0.5]], b: [Float64, [2, 2, -0, 0, 1, 1, INF, 0.2]] });
const narrow = (): Query =>
  rows({
    a: [Int8, [100, -128, 5, null]],
    b: [Int8, [100, 1, 0, 3]],
    u: [UInt8, [0, 200, 255, 7]],
    w: [UInt32, [1, 4294967295, 0, null]],
    q: [UInt64, [18446744073709551615n, 0n, 3n, 2n]],
    h: [Int16, [32767, 1, -2, 4]],
    f: [Float32, [0.1, 1.5, -2.5, null]],
  });
const money = (): Query =>
  rows({ a: [Decimal(10, 2), ["1.25", "-0.01", null, "10.00"]], b: [Decimal(10, 1), ["0.5", "3.0", "1.0", "4.0"]] });
const [a, b] = [col("a"), col("b")];

export const ARITHMETIC: Cases = {
  ...each(ints, {
    "add, wrapping": a.add(b),
    "sub, wrapping": a.sub(b),
    "mul, wrapping": a.mul(b),
    "div of integers": a.div(b),
    "floorDiv of integers": a.floorDiv(b),
    "mod of integers": a.mod(b),
    "pow of integers": b.pow(3),
    "neg, wrapping": a.neg(),
    "add a literal": a.add(1),
    "floorDiv by 0": a.floorDiv(0),
    "mod 3": a.mod(3),
    "times 2.5": a.mul(2.5),
  }),
  ...each(floats, {
    "add of floats": a.add(b),
    "sub of floats": a.sub(b),
    "mul of floats": a.mul(b),
    "div of floats": a.div(b),
    "floorDiv of floats": a.floorDiv(b),
    "mod of floats": a.mod(b),
    "pow of floats": a.pow(b),
    "neg of floats": a.neg(),
  }),
  ...each(narrow, {
    "Int8 wraps": a.add(b),
    "Int8 times": a.mul(b),
    "UInt8 below zero": col("u").sub(1),
    "Int8 with UInt8": a.add(col("u")),
    "UInt32 with Int8": col("w").add(a),
    "UInt64 wraps": col("q").add(1),
    "UInt64 times": col("q").mul(col("q")),
    "Int16 wraps": col("h").mul(2),
    "Float32 with Int8": col("f").add(a),
    "Float32 times 2.5": col("f").mul(2.5),
    "Int8 floorDiv": a.floorDiv(b),
    "Int8 mod": a.mod(b),
    "UInt64 floorDiv": col("q").floorDiv(2),
    "UInt64 mod": col("q").mod(10),
    "Int8 pow": b.pow(2),
    "lit less a column": lit(10).sub(a),
  }),
  ...each(narrow, {
    "a function of a literal": lit(-3).clip(0, 5).add(col("a")),
    "a function of a literal beside what has no sign": maxHorizontal(lit(-3).abs(), col("u")),
    "a sum of literals": lit(1).add(lit(2)).add(col("a")),
    "a product of literals that takes more room": lit(100).mul(lit(3)).add(col("a")),
    "a rest of literals": maxHorizontal(lit(7).mod(4), col("w")),
  }),
  ...each(money, {
    "Decimal add": a.add(b),
    "Decimal sub": a.sub(b),
    "Decimal mul": a.mul(b),
    "Decimal and 1": a.add(1),
  }),
  ...plans({
    "moments less moments": () => types().select(col("us").sub(col("us").min()).alias("x")),
    "a moment and a span": () =>
      types().select(col("us").add(col("span")).alias("x"), col("day").add(col("span")).alias("y")),
    spans: () =>
      types().select(
        col("span").add(col("span")).alias("x"),
        col("span").mul(2).alias("y"),
        col("span").neg().alias("z"),
      ),
    "text joined": () => small().select(col("s").add(col("k")).alias("x")),
  }),
};

const three = (): Query =>
  rows({
    a: [Bool, [true, true, true, false, false, false, null, null, null]],
    b: [Bool, [true, false, null, true, false, null, true, false, null]],
  });
export const LOGIC: Cases = each(three, {
  and: a.and(b),
  or: a.or(b),
  xor: a.xor(b),
  not: a.not(),
  allHorizontal: allHorizontal("a", "b"),
  anyHorizontal: anyHorizontal("a", "b"),
});

const x = col("x");
const curves = (): Query => rows({ x: [Float64, [0, 1, -1, 0.5, 2.5, -2.5, 100, NAN, INF, -INF, null]] });
export const MATH: Cases = {
  ...each(curves, {
    abs: x.abs(),
    sign: x.sign(),
    round: x.round(),
    "round to 1": x.round(1),
    floor: x.floor(),
    ceil: x.ceil(),
    sqrt: x.sqrt(),
    cbrt: x.cbrt(),
    exp: x.exp(),
    log: x.log(),
    "log base 2": x.log(2),
    "log base 10": x.log10(),
    "log base 3": x.log(3),
    log1p: x.log1p(),
    sin: x.sin(),
    cos: x.cos(),
    tan: x.tan(),
    asin: x.arcsin(),
    acos: x.arccos(),
    atan: x.arctan(),
    sinh: x.sinh(),
    cosh: x.cosh(),
    tanh: x.tanh(),
    degrees: x.degrees(),
    radians: x.radians(),
    clip: x.clip(-1, 2),
    isNan: x.isNan(),
    isNotNan: x.isNotNan(),
    isFinite: x.isFinite(),
    isInfinite: x.isInfinite(),
    fillNan: x.fillNan(0),
  }),
  ...each(() => rows({ x: [Float64, [0.5, 1.5, 2.5, -0.5, null]] }), { "round half to even": x.round() }),
  ...each(() => rows({ x: [Float64, [2.675, 1.005, -1.115, 1234.5678]] }), { "round to 2": x.round(2) }),
  ...each(ints, {
    "abs of the least": a.abs(),
    "round of integers": a.round(),
    "floor of integers": a.floor(),
    "sign of integers": a.sign(),
    "sqrt of integers": b.sqrt(),
    "clip of integers": a.clip(-3, 3),
    "isNan of integers": a.isNan(),
  }),
  ...each(money, { "round of decimals": a.round(1), "abs of decimals": a.abs() }),
  ...each(narrow, {
    "sqrt of Float32": col("f").sqrt(),
    "exp of Float32": col("f").exp(),
    "round of Float32": col("f").round(),
  }),
};

export const CONDITIONAL: Cases = {
  ...each(small, {
    when: when(col("i").gt(0)).then(lit("pos")).when(col("i").lt(0)).then(lit("neg")).otherwise(lit("zero")),
    "when without otherwise": when(col("ok")).then(col("i")),
    "when of two types": when(col("ok")).then(col("i")).otherwise(col("x")),
    coalesce: coalesce("i", "n", lit(9)),
    fillNull: col("i").fillNull(0),
    "fillNull with a column": col("i").fillNull(col("n")),
    "fillNull of text": col("s").fillNull("?"),
    forward: col("i").forwardFill(),
    backward: col("i").backwardFill(),
    mean: col("n").fillNull({ strategy: "mean" }),
    min: col("i").fillNull({ strategy: "min" }),
    max: col("i").fillNull({ strategy: "max" }),
    zero: col("i").fillNull({ strategy: "zero" }),
    one: col("x").fillNull({ strategy: "one" }),
    "forward, text": col("s").forwardFill(),
    minHorizontal: minHorizontal("i", "n"),
    maxHorizontal: maxHorizontal("i", "n"),
    "min of floats": minHorizontal("x", "n"),
    "max of floats": maxHorizontal("x", "n"),
    sumHorizontal: sumHorizontal("i", "n"),
    meanHorizontal: meanHorizontal("i", "n"),
  }),
  ...each(() => rows({ x: [Int64, [null, 1n, null, null, null, 2n, null]] }), {
    "forward, one in a row": x.forwardFill(1),
    "backward, two in a row": x.backwardFill(2),
  }),
};

const same = (type: "i" | "x" | "s"): Query =>
  type === "i"
    ? rows({ a: [Int64, [1n, 2n, null, null, 3n]], b: [Int64, [1n, 3n, 1n, null, 2n]] })
    : rows({ a: [Float64, [NAN, NAN, 0, null, 1, INF]], b: [Float64, [NAN, 5, -0, 1, 1, NAN]] });
export const COMPARE: Cases = {
  ...each(() => same("i"), {
    eq: a.eq(b),
    ne: a.ne(b),
    lt: a.lt(b),
    le: a.le(b),
    gt: a.gt(b),
    ge: a.ge(b),
    eqMissing: a.eqMissing(b),
    neMissing: a.neMissing(b),
  }),
  ...each(() => same("x"), {
    "floats eq": a.eq(b),
    "floats ne": a.ne(b),
    "floats lt": a.lt(b),
    "floats le": a.le(b),
    "floats gt": a.gt(b),
    "floats ge": a.ge(b),
    "floats eqMissing": a.eqMissing(b),
  }),
  ...each(small, {
    isIn: col("i").isIn([7, null]),
    "isIn of text": col("k").isIn(["a", "z"]),
    "isIn of nothing": col("k").isIn([]),
    isBetween: col("i").isBetween(0, 7),
    "isBetween, left": col("i").isBetween(0, 7, "left"),
    "isBetween, none": col("i").isBetween(0, 7, "none"),
    isNull: col("i").isNull(),
    isNotNull: col("x").isNotNull(),
    isDuplicated: col("i").isDuplicated(),
    isUnique: col("k").isUnique(),
    isFirstDistinct: col("k").isFirstDistinct(),
    "text order": col("s").lt("b"),
    "text eq": col("k").eq("a"),
    "Bool eq": col("ok").eq(true),
    "integer with float": col("i").lt(col("x")),
  }),
  ...each(types, {
    "days with moments": col("day").lt(col("us")),
    decimals: col("dec").gt(1),
    categories: col("cat").eq("b"),
    "Enum order": col("enm").lt(col("enm").max()),
    "unsigned with signed": col("u8").gt(col("i8")),
    binary: col("bin").eq(col("bin")),
    lists: col("list").eq(col("list")),
    "null literal": col("i8").eq(null),
  }),
};
