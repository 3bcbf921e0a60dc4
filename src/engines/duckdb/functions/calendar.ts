import { PER_SECOND } from "../../../arrow/type-info.ts";
import { type DataType, Int64, type TimeUnit } from "../../../arrow/types.ts";
import type { Rules } from "../../../engine/rules.ts";
import type { CalendarName } from "../../../expr/functions/calendar.ts";
import type { TypedCall } from "../../../expr/typed.ts";
import { backTo, dayOf, floorBy, perSecond, placed, rescale, restBy, wall, wallCount } from "../moment.ts";
import type { FunctionSql } from "../scope.ts";
import { callUdf, type Settings } from "../udf/define.ts";
import { wrapInteger } from "../wrap.ts";

const argType = (c: TypedCall): DataType => (c.args[0] as TypedCall).type;
const perDay = (t: DataType): number => 86400 * perSecond(t);
const dayIn = (x: string, t: DataType): string =>
  t.id === "Date32" ? x : `CAST(${dayOf(wallCount(x, t), t)} AS INTEGER)`;
const week = ({ options }: TypedCall): Settings => ({ weekMask: options["weekMask"], holidays: options["holidays"] });

const period =
  (years: number): FunctionSql =>
  ([x], c) =>
    `CAST(${floorBy(`(year(${wall(x as string, argType(c))}) + ${years - 1})`, years)} AS INTEGER)`;

const replace: FunctionSql = ([x, ...by], c) => {
  const t = argType(c);
  const at = wall(x as string, t);
  const date = ["year", "month", "day"].map((part, i) => `coalesce(${by[i]}, ${part}(${at})::BIGINT)`);
  // What is null stays so, whatever its parts are.
  date[0] = `CASE WHEN ${x} IS NULL THEN NULL ELSE ${date[0]} END`;
  if (t.id === "Date32") return callUdf("civil_day", date);
  const per = perSecond(t);
  const local = wallCount(x as string, t);
  const clock = [86400, 3600, 60].map((within, i) =>
    floorBy(restBy(local, within * per), (within / [24, 60, 60][i]!) * per),
  );
  const parts = clock.map((sql, i) => `coalesce(${by[3 + i]}, (${sql})::BIGINT)`);
  const nanos = `coalesce(${by[6]} * 1000, (${rescale(restBy(local, per), per, 1e9)})::BIGINT)`;
  const moment = callUdf("civil_moment", [...date, ...parts, nanos], { unit: unitOf(t) });
  return placed(moment, c.type, { ambiguous: c.options["ambiguous"] ?? "raise", nonExistent: "raise" });
};
const unitOf = (t: DataType): TimeUnit => (t.id === "Datetime" || t.id === "Duration" ? t.unit : "us");

const NANOS = [604800e9, 86400e9, 3600e9, 60e9, 1e9, 1e6, 1e3, 1];
const isZero = (c: TypedCall, i: number): boolean => {
  const e = c.args[i];
  return e?.kind === "lit" && e.value !== null && Number(e.value) === 0;
};

/** Whole numbers wrap; floats are cut towards zero, null where 64 bits do not hold them. */
const duration: FunctionSql = (args, c) => {
  const unit = 1e9 / PER_SECOND[unitOf(c.type)];
  const used = args.map((sql, i) => ({ sql, nanos: NANOS[i] as number })).filter((_, i) => !isZero(c, i));
  if (used.length === 0) return "0::BIGINT";
  if (argType(c).id === "Int64") {
    // As in Polars: constants are added up before they are cut to the unit, columns after.
    const fine = c.args.every((e) => e.kind === "lit") && used.some((u) => u.nanos < unit);
    const sum = used
      .map(({ sql, nanos }) =>
        !fine && nanos < unit
          ? `(${sql}::HUGEINT // ${unit / nanos})`
          : `${sql}::HUGEINT * ${nanos / (fine ? 1 : unit)}`,
      )
      .join(" + ");
    const whole = wrapInteger(sum, Int64);
    return fine ? `(${whole} // ${unit})` : whole;
  }
  const sum = `trunc(${used.map((u) => `${u.sql} * ${u.nanos / unit}::DOUBLE`).join(" + ")})`;
  return `TRY_CAST(${sum} AS BIGINT)`;
};

export const CALENDAR: Rules<CalendarName, FunctionSql> = {
  "dt.century": period(100),
  "dt.millennium": period(1000),
  "dt.replace": replace,
  "dt.isBusinessDay": ([x], c) => callUdf("is_business_day", [dayIn(x as string, argType(c))], week(c)),
  "dt.addBusinessDays": ([x, n], c) => {
    const t = argType(c);
    const roll = c.options["roll"] ?? "raise";
    const day = callUdf("add_business_days", [dayIn(x as string, t), n as string], { ...week(c), roll });
    if (t.id === "Date32") return day;
    return backTo(`(${day}::BIGINT * ${perDay(t)} + ${restBy(wallCount(x as string, t), perDay(t))})`, x as string, t);
  },
  businessDayCount: (args, c) => callUdf("business_days", args, week(c)),
  datetime: ([year, month, day, hour, minute, second, micro], c) => {
    const parts = [year, month, day, hour, minute, second] as string[];
    const moment = callUdf("civil_moment", [...parts, `(${micro} * 1000)`], { unit: unitOf(c.type) });
    return placed(moment, c.type, { ambiguous: c.options["ambiguous"] ?? "raise", nonExistent: "raise" });
  },
  duration,
};
