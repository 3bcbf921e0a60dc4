import { isFloat, isInteger } from "../../arrow/type-info.ts";
import {
  Bool,
  type DataType,
  Date32,
  Datetime,
  Duration,
  Float64,
  Int32,
  Int64,
  type TimeUnit,
} from "../../arrow/types.ts";
import { type Arg, elementwise, type Family, type FunctionSpec, type NullRule } from "../function.ts";
import type { Options } from "../node.ts";
import { argTypes, shown } from "./signatures.ts";

export type CalendarName =
  | "dt.century"
  | "dt.millennium"
  | "dt.replace"
  | "dt.isBusinessDay"
  | "dt.addBusinessDays"
  | "businessDayCount"
  | "datetime"
  | "duration";
type Sign = FunctionSpec["signature"];

const isDay = (t: DataType): boolean => t.id === "Date32" || t.id === "Datetime";
const days =
  (type: DataType | null): Sign =>
  (args) => {
    const [t] = args.map((a) => a.type);
    return t !== undefined && isDay(t)
      ? { args: null, type: type ?? t }
      : `takes Date32 or Datetime, got ${argTypes(args)}`;
  };
const whole = (a: Arg): boolean => isInteger(a.type) || a.type.id === "Null";

/** What is wrong with a calendar's options; null where nothing is. */
function wrongWeek({ weekMask }: Options): string | null {
  return Array.isArray(weekMask) && weekMask.length === 7 && weekMask.includes(true)
    ? null
    : "needs a weekMask of seven flags from Monday on, one of them true";
}
const business =
  (sign: Sign): Sign =>
  (args, options) =>
    wrongWeek(options) ?? sign(args, options);

const added: Sign = (args, options) => {
  const [t, n] = args as readonly [Arg, Arg];
  if (!whole(n)) return `takes whole numbers of days, got ${shown(n)}`;
  const sign = days(null)([t], options);
  return typeof sign === "string" ? sign : { args: [t.type, Int64], type: sign.type };
};

const counted: Sign = (args) => {
  for (const a of args)
    if (a.type.id !== "Date32" && a.type.id !== "Null" && !(a.untyped && a.type.id === "Datetime"))
      return `takes Date32, got ${argTypes(args)}`;
  return { args: [Date32, Date32], type: Int32 };
};

const parts = (args: readonly Arg[]): string | null =>
  args.every(whole) ? null : `takes whole numbers, got ${argTypes(args)}`;

const replaced: Sign = (args, options) => {
  const problem = parts(args.slice(1));
  const sign = days(null)(args, options);
  return (
    problem ??
    (typeof sign === "string" ? sign : { args: [sign.type, ...args.slice(1).map(() => Int64)], type: sign.type })
  );
};

const unitOf = (o: Options, otherwise: TimeUnit): TimeUnit =>
  typeof o.unit === "string" ? (o.unit as TimeUnit) : otherwise;
const zoneOf = (o: Options): string | null => (typeof o.timeZone === "string" ? o.timeZone : null);
const made: Sign = (args, options) =>
  parts(args) ?? { args: args.map(() => Int64), type: Datetime(unitOf(options, "us"), zoneOf(options)) };

const span: Sign = (args, options) => {
  for (const a of args)
    if (!whole(a) && !isFloat(a.type) && a.type.id !== "Bool")
      return `takes whole numbers and floats, got ${argTypes(args)}`;
  const type = args.some((a) => isFloat(a.type)) ? Float64 : Int64;
  return { args: args.map(() => type), type: Duration(unitOf(options, "us")) };
};

const ownNulls: NullRule = (args, o) => args[0]?.nullable === true || o.ambiguous === "null";
const anyNull: NullRule = (args, o) => args.some((a) => a.nullable) || o.ambiguous === "null";

export const CALENDAR: Family<CalendarName> = {
  /** The century: 2000 is in the 20th. @example col("t").dt.century() */
  "dt.century": elementwise(days(Int32), "any", ["century"]),
  /** The millennium: 2000 is in the 2nd. @example col("t").dt.millennium() */
  "dt.millennium": elementwise(days(Int32), "any", ["millennium"]),
  /** With other parts (year, month, day, hour, minute, second, microsecond); what is null stays. @example col("t").dt.replace({ day: 1 }) */
  "dt.replace": elementwise(replaced, ownNulls),
  /** Whether the day is in the week's mask and no holiday. @example col("t").dt.isBusinessDay() */
  "dt.isBusinessDay": elementwise(business(days(Bool)), "any"),
  /** So many business days later; a day that is none is an error, or rolled to the next or the one before. @example col("t").dt.addBusinessDays(5, { roll: "forward" }) */
  "dt.addBusinessDays": elementwise(business(added), "any"),
  /** The business days from one day to before another; negative, and with that other, where it lies before. @example businessDayCount("from", "to") */
  businessDayCount: elementwise(business(counted), "any"),
  /** The moment of a calendar's and a clock's parts; parts that there are not are an error. @example datetime("year", "month", "day") */
  datetime: elementwise(made, anyNull, ["make_timestamp"]),
  /** A length of weeks, days, hours, minutes, seconds, milliseconds, microseconds and nanoseconds, cut to its unit; null for floats that 64 bits do not hold. @example duration({ days: "n", hours: 12 }) */
  duration: elementwise(span, (args) => args.some((a) => a.nullable || isFloat(a.type))),
};
