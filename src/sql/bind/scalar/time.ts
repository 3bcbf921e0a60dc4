import { isTemporal } from "../../../arrow/type-info.ts";
import { type DataType, Date32, Datetime, Float64, Time, Utf8 } from "../../../arrow/types.ts";
import { call, cast, type Expr, lit } from "../../../expr/node.ts";
import type { Expr as Ast } from "../../syntax/expr.ts";
import { typeIn } from "../env.ts";
import { spanOf, variableSpan } from "../literal.ts";
import { compare } from "../operators.ts";
import { arg, type Given, long, type Rules, rule, typeAt, when, whole, word, written } from "./rule.ts";

const MICROS = Datetime("us") as DataType;
const sub = (a: Expr, b: Expr): Expr => call("sub", [a, b]);
const add = (a: Expr, b: Expr): Expr => call("add", [a, b]);
const mul = (a: Expr, n: number | bigint): Expr => call("mul", [a, long(n)]);
const floor = (a: Expr, n: number | bigint): Expr => call("floorDiv", [a, long(n)]);
const field = (name: string, x: Expr): Expr => whole(call(`dt.${name}`, [x]));
const seconds = (x: Expr): Expr => field("second", x);
const micros = (x: Expr): Expr => add(mul(seconds(x), 1_000_000), floor(field("nanosecond", x), 1000));
const epoch = (x: Expr): Expr => whole(call("dt.epoch", [x], { unit: "us" }));

/** The parts of a time by SQL's names. */
const PARTS: Readonly<Record<string, (x: Expr) => Expr>> = {
  year: (x) => field("year", x),
  month: (x) => field("month", x),
  day: (x) => field("day", x),
  hour: (x) => field("hour", x),
  minute: (x) => field("minute", x),
  second: seconds,
  millisecond: (x) => floor(micros(x), 1000),
  microsecond: micros,
  quarter: (x) => field("quarter", x),
  week: (x) => field("week", x),
  isodow: (x) => field("weekday", x),
  dow: (x) => call("mod", [field("weekday", x), long(7)]),
  doy: (x) => field("ordinalDay", x),
  isoyear: (x) => field("isoYear", x),
  yearweek: (x) => add(mul(field("isoYear", x), 100), field("week", x)),
  decade: (x) => floor(field("year", x), 10),
  century: (x) => field("century", x),
  millennium: (x) => field("millennium", x),
  epoch: (x) => call("div", [cast(epoch(x), Float64), lit(1e6, Float64)]),
  era: (x) => when(call("isNull", [x]), lit(null), call("gt", [field("year", x), long(0)]), long(1), long(0)),
  julian: (x) => call("add", [call("div", [cast(epoch(x), Float64), lit(86_400e6, Float64)]), lit(2_440_588, Float64)]),
};
const ALSO: Readonly<Record<string, string>> = {
  years: "year",
  yr: "year",
  y: "year",
  yrs: "year",
  months: "month",
  mon: "month",
  mons: "month",
  days: "day",
  d: "day",
  dayofmonth: "day",
  hours: "hour",
  h: "hour",
  hr: "hour",
  minutes: "minute",
  min: "minute",
  m: "minute",
  mins: "minute",
  seconds: "second",
  sec: "second",
  s: "second",
  secs: "second",
  milliseconds: "millisecond",
  ms: "millisecond",
  msec: "millisecond",
  microseconds: "microsecond",
  us: "microsecond",
  usec: "microsecond",
  quarters: "quarter",
  weeks: "week",
  weekofyear: "week",
  w: "week",
  dayofweek: "dow",
  weekday: "dow",
  dayofyear: "doy",
  decades: "decade",
  centuries: "century",
};
const partName = (name: string, g: Given): string => {
  const lower = name.toLowerCase();
  const key = Object.hasOwn(ALSO, lower) ? (ALSO[lower] as string) : lower;
  if (!Object.hasOwn(PARTS, key))
    throw g.env.binder.source.error(g.call, `there is no part "${name}" of a time here`, "NOT_SUPPORTED");
  return key;
};
/** A text that is written out as a time. */
function timeAt(g: Given, i: number): Expr {
  const x = arg(g, i);
  if (typeIn(g.env, x).id !== "Utf8") return x;
  if (x.kind === "lit") return cast(x, MICROS);
  throw g.env.binder.source.error(g.asts[i] as Ast, `${g.name}() takes times, not VARCHAR`, "TYPE_MISMATCH");
}
const part = (name: string, x: Expr, g: Given): Expr => (PARTS[partName(name, g)] as (x: Expr) => Expr)(x);

const EVERY: Readonly<Record<string, string>> = {
  year: "1y",
  quarter: "1q",
  month: "1mo",
  week: "1w",
  day: "1d",
  hour: "1h",
  minute: "1m",
  second: "1s",
  millisecond: "1ms",
  microsecond: "1us",
  decade: "10y",
  isoyear: "",
};
const UNIT: Readonly<Record<string, bigint>> = {
  microsecond: 1n,
  millisecond: 1000n,
  second: 1_000_000n,
  minute: 60_000_000n,
  hour: 3_600_000_000n,
  day: 86_400_000_000n,
  week: 604_800_000_000n,
};
const MONTHS: Readonly<Record<string, number>> = {
  month: 1,
  quarter: 3,
  year: 12,
  decade: 120,
  century: 1200,
  millennium: 12000,
};
const monthOf = (x: Expr): Expr => add(mul(field("year", x), 12), sub(field("month", x), long(1)));

/** How many starts of a unit lie between two times. */
function boundaries(g: Given): Expr {
  const unit = partName(written(g.args[0], "the unit", g), g);
  const [a, b] = [timeAt(g, 1), timeAt(g, 2)];
  const months = MONTHS[unit];
  if (months !== undefined) {
    const at = (x: Expr): Expr => (months < 12 ? floor(monthOf(x), months) : floor(field("year", x), months / 12));
    return sub(at(b), at(a));
  }
  if (unit === "isoyear") return sub(field("isoYear", b), field("isoYear", a));
  // Whole weeks between the two days.
  if (unit === "week" || unit === "yearweek") return towardsZero(sub(days(b), days(a)), 7n);
  const size = UNIT[unit === "dow" || unit === "doy" || unit === "isodow" ? "day" : unit === "epoch" ? "second" : unit];
  if (size === undefined) throw g.env.binder.source.error(g.call, `${g.name}() has no unit "${unit}"`, "NOT_SUPPORTED");
  return sub(floor(epoch(b), size), floor(epoch(a), size));
}
const days = (x: Expr): Expr => floor(epoch(x), UNIT["day"] as bigint);

const towardsZero = (x: Expr, n: bigint): Expr =>
  when(call("lt", [x, long(0)]), call("neg", [floor(call("neg", [x]), n)]), floor(x, n));
/** How many whole units lie between two times. */
function elapsed(g: Given): Expr {
  const unit = partName(written(g.args[0], "the unit", g), g);
  const [a, b] = [cast(timeAt(g, 1), MICROS), cast(timeAt(g, 2), MICROS)];
  const months = MONTHS[unit];
  if (months === undefined) {
    const size = UNIT[unit];
    if (size === undefined)
      throw g.env.binder.source.error(g.call, `${g.name}() has no unit "${unit}"`, "NOT_SUPPORTED");
    return towardsZero(sub(epoch(b), epoch(a)), size);
  }
  const back = call("lt", [b, a]);
  const forward = completeMonths(a, b);
  const full = when(back, call("neg", [completeMonths(b, a)]), forward);
  return months === 1 ? full : towardsZero(full, BigInt(months));
}
/** How many months have passed since a time that is not later: at a month's end, of a day that it lacks, all of it has. */
function completeMonths(from: Expr, to: Expr): Expr {
  const [day, last] = [field("day", to), call("eq", [field("day", to), field("day", call("dt.monthEnd", [to]))])];
  const reached = when(call("and", [last, call("gt", [field("day", from), day])]), day, field("day", from));
  const clock = (x: Expr): Expr => sub(epoch(x), mul(days(x), UNIT["day"] as bigint));
  const short = call("or", [
    call("lt", [day, reached]),
    call("and", [call("eq", [day, reached]), call("lt", [clock(to), clock(from)])]),
  ]);
  return sub(sub(monthOf(to), monthOf(from)), when(short, long(1), long(0)));
}

/** The start of the stretch of time that a time is in; they are counted from 2000. */
function bucket(g: Given): Expr {
  const span = spanOf(arg(g, 0));
  const x = arg(g, 1);
  const date = typeIn(g.env, x).id === "Date32";
  const at = cast(x, MICROS);
  if (span === undefined || g.args[2] !== undefined)
    throw g.env.binder.source.error(
      g.call,
      "time_bucket() takes an interval that is written out, and a time",
      "NOT_SUPPORTED",
    );
  const calendar = /^(\d+)(mo|q|y)$/.exec(span);
  const back = (e: Expr): Expr => (date ? cast(e, Date32) : e);
  if (calendar !== null) {
    const n = Number(calendar[1]) * ({ mo: 1, q: 3, y: 12 }[calendar[2] as "mo"] ?? 1);
    // Months from 1970 on fall together with those from 2000 on.
    if (360 % n === 0) return back(call("dt.truncate", [at, word(`${n}mo`)]));
    const months = mul(floor(sub(monthOf(at), long(24000)), n), n);
    const origin = lit(946684800000000n, MICROS);
    return back(call("dt.offsetBy", [origin, call("concatStr", [cast(months, Utf8), word("mo")], { separator: "" })]));
  }
  const width = arg(g, 0);
  const size = width.kind === "lit" && typeof width.value === "bigint" ? width.value : 0n;
  if (size <= 0n) throw g.env.binder.source.error(g.call, "the width of time_bucket() is above zero");
  const origin = 946857600000000n;
  return back(cast(add(mul(floor(sub(epoch(at), long(origin)), size), size), long(origin)), MICROS));
}

const length = (unit: string): Rules[string] => rule(1, 1, (g) => variableSpan(arg(g, 0), unit, g.env, g.call));
const named = (format: string): Rules[string] => rule(1, 1, (g) => call("dt.toString", [timeAt(g, 0)], { format }));
const madeDay = (g: Given): Expr =>
  cast(
    call("datetime", [...[0, 1, 2].map((i) => whole(arg(g, i))), ...[0, 0, 0, 0].map(long)], {
      unit: "us",
      timeZone: null,
      ambiguous: "raise",
    }),
    Date32,
  );

function madeTime(g: Given): Expr {
  if (g.args.length === 1) return cast(whole(arg(g, 0)), MICROS);
  const fraction = call("mul", [cast(arg(g, 5), Float64), lit(1e6, Float64)]);
  const all = whole(call("round", [fraction], { decimals: 0 }));
  const start = call("datetime", [...[0, 1, 2, 3, 4].map((i) => whole(arg(g, i))), long(0), long(0)], {
    unit: "us",
    timeZone: null,
    ambiguous: "raise",
  });
  return cast(add(whole(cast(start, { id: "Int64" } as never)), all), MICROS);
}
const madeClock = (g: Given): Expr => {
  const [h, m, s] = [whole(arg(g, 0)), whole(arg(g, 1)), cast(arg(g, 2), Float64)];
  const micros = whole(call("round", [call("mul", [s, lit(1e6, Float64)])], { decimals: 0 }));
  const all = add(add(mul(h, UNIT["hour"] as bigint), mul(m, UNIT["minute"] as bigint)), micros);
  return cast(cast(all, MICROS), Time);
};
const parsed = (strict: boolean): Rules[string] =>
  rule(2, 2, (g) =>
    call("str.toDatetime", [arg(g, 0)], {
      format: written(g.args[1], "the format", g),
      strict,
      timeUnit: "us",
      timeZone: null,
    }),
  );
const now = (): Expr => lit(BigInt(Date.now()) * 1000n, Datetime("us", "UTC") as DataType);

export const TIME: Rules = {
  date_part: rule(2, 2, (g) => part(written(g.args[0], "the part", g), timeAt(g, 1), g)),
  date_trunc: rule(2, 2, (g) => {
    const unit = partName(written(g.args[0], "the unit", g), g);
    if (unit === "century" || unit === "millennium") {
      const years = unit === "century" ? 100 : 1000;
      const start = [mul(floor(field("year", timeAt(g, 1)), years), years), ...[1, 1, 0, 0, 0, 0].map(long)];
      return call("datetime", start, { unit: "us", timeZone: null, ambiguous: "raise" });
    }
    const every = EVERY[unit];
    if (every === undefined || every === "")
      throw g.env.binder.source.error(g.call, `date_trunc() has no unit "${unit}"`, "NOT_SUPPORTED");
    const x = timeAt(g, 1);
    return call("dt.truncate", [typeIn(g.env, x).id === "Date32" ? cast(x, MICROS) : x, word(every)]);
  }),
  date_diff: rule(3, 3, boundaries),
  date_sub: rule(3, 3, elapsed),
  date_add: rule(2, 2, (g) => compare("+", timeAt(g, 0), arg(g, 1), g.env)),
  time_bucket: rule(2, 3, bucket),
  strftime: rule(2, 2, (g) =>
    typeAt(g, 0).id === "Utf8"
      ? call("dt.toString", [arg(g, 1)], { format: written(g.args[0], "the format", g) })
      : call("dt.toString", [arg(g, 0)], { format: written(g.args[1], "the format", g) }),
  ),
  strptime: parsed(true),
  try_strptime: parsed(false),
  last_day: rule(1, 1, (g) => cast(call("dt.monthEnd", [timeAt(g, 0)]), Date32)),
  monthname: named("%B"),
  dayname: named("%A"),
  make_date: rule(3, 3, madeDay),
  make_time: rule(3, 3, madeClock),
  make_timestamp: rule(1, 6, madeTime),
  epoch_ms: rule(1, 1, (g) =>
    isTemporal(typeAt(g, 0)) ? floor(epoch(arg(g, 0)), 1000) : cast(mul(whole(arg(g, 0)), 1000), MICROS),
  ),
  epoch_us: rule(1, 1, (g) => epoch(arg(g, 0))),
  epoch_ns: rule(1, 1, (g) => mul(epoch(arg(g, 0)), 1000)),
  to_timestamp: rule(1, 1, (g) =>
    cast(
      whole(call("round", [call("mul", [cast(arg(g, 0), Float64), lit(1e6, Float64)])], { decimals: 0 })),
      Datetime("us", "UTC") as DataType,
    ),
  ),
  timezone: rule(2, 2, (g) => {
    const zone = written(g.args[0], "the zone", g);
    const type = typeAt(g, 1);
    return type.id === "Datetime" && type.zone !== null
      ? call("dt.replaceTimeZone", [call("dt.convertTimeZone", [arg(g, 1)], { timeZone: zone })], { timeZone: null })
      : call("dt.replaceTimeZone", [timeAt(g, 1)], { timeZone: zone });
  }),
  days_in_month: rule(1, 1, (g) => field("daysInMonth", timeAt(g, 0))),
  to_millennia: length("millennium"),
  to_centuries: length("century"),
  to_decades: length("decade"),
  to_years: length("year"),
  to_quarters: length("quarter"),
  to_months: length("month"),
  to_weeks: length("week"),
  to_days: length("day"),
  to_hours: length("hour"),
  to_minutes: length("minute"),
  to_seconds: length("second"),
  to_milliseconds: length("millisecond"),
  to_microseconds: length("microsecond"),
  now: rule(0, 0, now),
  today: rule(0, 0, () => cast(cast(now(), MICROS), Date32)),
  localtimestamp: rule(0, 0, () => cast(now(), MICROS)),
  current_time: rule(0, 0, () => cast(cast(now(), MICROS), Time)),
  ...Object.fromEntries(
    [...Object.keys(PARTS), "weekday", "dayofweek", "dayofmonth", "dayofyear", "weekofyear"].map((name) => [
      name,
      rule(1, 1, (g) => part(name, timeAt(g, 0), g)),
    ]),
  ),
};
