import { type Calendar, calendar, type Roll } from "../../../arrow/time/business.ts";
import { dayFrom, secondFrom } from "../../../arrow/time/checked.ts";
import { MAX_DAY, MIN_DAY } from "../../../arrow/time/civil.ts";
import { formatter } from "../../../arrow/time/format.ts";
import { PER_SECOND } from "../../../arrow/type-info.ts";
import { Bool, Int32, Int64, type TimeUnit } from "../../../arrow/types.ts";
import { PolaroidError } from "../../../core/error.ts";
import { rowwise, type Settings, type Udf } from "./define.ts";

const calendarOf = (s: Settings): Calendar =>
  calendar(s["weekMask"] as readonly boolean[], s["holidays"] as readonly number[]);
const SEVEN = Array.from({ length: 7 }, () => Int64);

/** Days of business, and moments of their parts. */
export const DAYS: Readonly<Record<string, Udf>> = {
  is_business_day: rowwise([Int32], Bool, (s) => calendarOf(s).isBusiness),
  business_days: rowwise([Int32, Int32], Int32, (s) => calendarOf(s).between),
  add_business_days: rowwise([Int32, Int64], Int32, (s) => {
    const { add } = calendarOf(s);
    return (day: number, n: bigint) => {
      const found = add(day, Number(n), s["roll"] as Roll);
      if (found !== undefined) return found >= MIN_DAY && found <= MAX_DAY ? found : null;
      throw new PolaroidError(
        "OUT_OF_RANGE",
        `${formatter("%Y-%m-%d", "date", null)(day, 0, 0)} is no business day; roll: "forward" or "backward" starts from the next or the one before`,
      );
    };
  }),
  civil_day: rowwise(
    [Int64, Int64, Int64],
    Int32,
    () => (year: bigint, month: bigint, day: bigint) => dayFrom(Number(year), Number(month), Number(day)),
  ),
  /** Year to second and nanoseconds as a count of a unit on a wall clock. */
  civil_moment: rowwise(SEVEN, Int64, ({ unit }) => {
    const per = PER_SECOND[unit as TimeUnit];
    return (...parts: bigint[]) => {
      const [year, month, day, hour, minute, second, nanos] = parts.map(Number) as [
        number,
        number,
        number,
        number,
        number,
        number,
        number,
      ];
      const seconds = dayFrom(year, month, day) * 86400 + secondFrom(hour, minute, second, nanos);
      const v = BigInt(seconds) * BigInt(per) + BigInt(Math.floor(nanos / (1e9 / per)));
      if (v === BigInt.asIntN(64, v)) return v;
      throw new PolaroidError("OUT_OF_RANGE", "a moment lies outside of what its unit can count; take a coarser unit");
    };
  }),
};
