import type { Field, Schema } from "../../src/arrow/schema.ts";
import { Datetime, Float64, Int64, Utf8 } from "../../src/arrow/types.ts";
import { concatList, element, type Loose, lit, meanHorizontal, struct } from "../../src/testing/loose.ts";
import { bool, column, isNested, isNumber, number, text } from "./random-values.ts";
import type { Tape } from "./tape.ts";

/** Ways to make one value of a column, each made only when it is picked. */
type Ways = readonly (() => Loose)[];
const has =
  (...ids: readonly string[]) =>
  (f: Field): boolean =>
    ids.includes(f.type.id);

const days = (t: Loose): Ways => [
  () => t.dt.year(),
  () => t.dt.isoYear(),
  () => t.dt.quarter(),
  () => t.dt.month(),
  () => t.dt.week(),
  () => t.dt.weekday(),
  () => t.dt.day(),
  () => t.dt.ordinalDay(),
  () => t.dt.isLeapYear(),
  () => t.dt.daysInMonth(),
  () => t.dt.monthStart(),
  () => t.dt.monthEnd(),
  () => t.dt.truncate("1mo"),
  () => t.dt.truncate("1w"),
  () => t.dt.truncate("3d"),
  () => t.dt.offsetBy("1mo"),
  () => t.dt.offsetBy("-1y3d"),
  () => t.dt.strftime("%Y-%m-%d %j"),
  () => t.sub(t.min()),
  () => t.cast(Utf8),
  () => t.dt.timestamp("ms"),
  () => t.cast(Datetime("ms")),
];
const clocks = (t: Loose): Ways => [
  () => t.dt.hour(),
  () => t.dt.minute(),
  () => t.dt.second(),
  () => t.dt.microsecond(),
  () => t.dt.date(),
  () => t.dt.time(),
  () => t.dt.truncate("1h"),
  () => t.dt.truncate("90m"),
  () => t.dt.offsetBy("36h"),
  () => t.dt.castTimeUnit("ms"),
  () => t.dt.epoch("s"),
];
const zones = (t: Loose): Ways => [
  () => t.dt.replaceTimeZone("UTC"),
  () => t.dt.replaceTimeZone(null),
  () => t.dt.replaceTimeZone("UTC").dt.convertTimeZone("Europe/Berlin").dt.hour(),
  () => t.dt.convertTimeZone("America/New_York"),
];
const spans = (p: Loose): Ways => [
  () => p.dt.totalDays(),
  () => p.dt.totalHours(),
  () => p.dt.totalMilliseconds(),
  () => p.abs(),
  () => p.neg(),
  () => p.add(p),
  () => p.mul(3),
  () => p.gt(p.min()),
];
const decimals = (c: Loose): Ways => [
  () => c.add(1),
  () => c.sub(c.min()),
  () => c.mul(c),
  () => c.abs(),
  () => c.neg(),
  () => c.gt(1),
  () => c.cast(Float64),
  () => c.cast(Int64),
  () => c.cast(Utf8),
  () => c.fillNull(0),
  () => c.isIn([0, 1]),
];
const lists = (l: Loose): Ways => [
  () => l.list.len(),
  () => l.list.first(),
  () => l.list.last(),
  () => l.list.max(),
  () => l.list.min(),
  () => l.list.sort(),
  () => l.list.reverse(),
  () => l.list.slice(-2, 1),
  () => l.list.head(1),
  () => l.list.tail(2),
  () => l.list.shift(1),
  () => l.list.nUnique(),
  () => l.list.unique(),
  () => l.list.get(0, { nullOnOob: true }),
  () => l.list.dropNulls(),
  () => l.list.concat(l),
  () => l.list.argMax(),
  () => l.list.eval(element().isNull()),
  () => l.list.countMatches(null),
];
const sums = (l: Loose): Ways => [
  () => l.list.sum(),
  () => l.list.mean(),
  () => l.list.median(),
  () => l.list.contains(3),
  () => l.list.diff(),
  () => l.list.eval(element().add(1)),
];
const structs = (a: Loose): Ways => [
  () => a.struct.field("p"),
  () => a.struct.field("q").str.lenChars(),
  () => a.isNull(),
  () => a.eq(a),
];
const texts = (s: Loose): Ways => [
  () => s.str.toLowercase(),
  () => s.str.lenBytes(),
  () => s.str.startsWith("a"),
  () => s.str.endsWith("c"),
  () => s.str.contains("b", { literal: true }),
  () => s.str.stripPrefix("a"),
  () => s.str.stripSuffix("c"),
  () => s.str.stripCharsEnd("c "),
  () => s.str.padStart(5, "*"),
  () => s.str.padEnd(4, "é"),
  () => s.str.find("b"),
  () => s.str.countMatches("[a-c]"),
  () => s.str.extractAll("[a-z]"),
  () => s.str.replace("[a-b]", "<$0>"),
  () => s.str.split(" "),
  () => s.str.split("").list.len(),
  () => s.str.head(2),
  () => s.str.tail(-1),
  () => s.str.reverse(),
  () => s.str.toInteger({ strict: false }),
  () => s.cast(Float64, { strict: false }),
  () => s.min(),
  () => s.replace("a", "A"),
];
const curves = (tape: Tape, x: Loose, y: Loose): Ways => [
  () => x.sqrt(),
  () => x.exp(),
  () => x.log1p(),
  () => x.sign(),
  () => x.ceil(),
  () => x.round(1),
  () => x.isNan(),
  () => x.isFinite(),
  () => x.fillNan(0),
  () => x.cast(Utf8),
  () => x.cut([0, 2]),
  () => x.cumProd(),
  () => x.ewmMean({ alpha: 0.5 }),
  () => x.pctChange(),
  () => x.interpolate(),
  () => x.clip(y.min(), y.max()),
  () => meanHorizontal(x.cast(Float64), y),
  () => concatList(x, y),
  () => concatList(x, y).list.sum(),
  () => x.rollingSum(1 + tape.below(3), { minSamples: 1 }),
  () => x.replace([1, 2], [3, null]),
  () => x.repeatBy(2),
  () => x.hasNulls(),
];

/** A value of a kind that the columns have. */
export function any(tape: Tape, s: Schema): Loose {
  const of = (make: (c: Loose) => Ways, ...ids: readonly string[]): Ways => {
    const c = column(tape, s, has(...ids));
    return c === undefined ? [] : make(c);
  };
  const plain = (): Loose => column(tape, s, (f) => !isNested(f)) as Loose;
  // Polars' cast of a Time leaves its fraction out.
  const written = (): Loose => column(tape, s, (f) => !isNested(f) && f.type.id !== "Time") as Loose;
  const families: readonly (() => Ways)[] = [
    () => [() => text(tape, s, 1)],
    () => [() => bool(tape, s, 1)],
    () => [() => number(tape, s, 2)],
    () => of(days, "Date32", "Datetime"),
    () => of(clocks, "Datetime"),
    () => of(zones, "Datetime"),
    () => of(spans, "Duration"),
    () => of(decimals, "Decimal"),
    () => of(lists, "List"),
    () => of((l) => [...sums(l)], "List"),
    () => of(structs, "Struct"),
    () => texts(text(tape, s, 0)),
    () => curves(tape, column(tape, s, isNumber) ?? lit(1), number(tape, s, 0)),
    () => [
      () => struct([plain().alias("p"), text(tape, s, 0).alias("q")]),
      () => written().cast(Utf8, { strict: false }),
    ],
  ];
  const ways = tape.pick(families)();
  return ways.length === 0 ? number(tape, s, 2) : tape.pick(ways)();
}
