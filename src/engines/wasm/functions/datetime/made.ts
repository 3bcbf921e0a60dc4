import { type Column, type FixedColumn, fixedColumn, isValid } from "../../../../arrow/column.ts";
import { dayFrom, secondFrom } from "../../../../arrow/time/checked.ts";
import { dayOf, monthOf, packedCivil, yearOf } from "../../../../arrow/time/civil.ts";
import { storeMoment } from "../../../../arrow/time/store.ts";
import { PER_SECOND } from "../../../../arrow/type-info.ts";
import { type DataType, Int64 } from "../../../../arrow/types.ts";
import { PolaroidError } from "../../../../core/error.ts";
import { further } from "../../../../kernels/further.ts";
import { kernels } from "../../../../kernels/memory.ts";
import { scaleDown } from "../../cast/scale.ts";
import { castValue } from "../../cast.ts";
import type { CallInfo, Elementwise } from "../../function.ts";
import { columnIn, isScalar, scalarOf, spread, typeOf, type Value } from "../../value.ts";
import { arithmetic, relabel } from "../numbers.ts";
import { jointNulls, nullsOf, resultOf, rowsOf } from "../operands.ts";
import { asDouble, daysAt, perDay, perSecond, room, scratch, unitOf, values64, wallOf } from "./clock.ts";
import { located } from "./zones.ts";

/** An Int64 argument by row as a double; NaN where it is null. */
function numbers(v: Value): (row: number) => number {
  const c = columnIn(v) as FixedColumn;
  if (isScalar(v)) {
    const one = c.nulls === 1 ? Number.NaN : Number((c.values as BigInt64Array)[0]);
    return () => one;
  }
  const all = asDouble(c.values as BigInt64Array);
  if (c.nulls === 0) return (row) => all[row] as number;
  return (row) => (isValid(c, row) ? (all[row] as number) : Number.NaN);
}

/** Moments on a wall clock, counted in their unit; `place` puts them into a zone. */
class Moments {
  readonly values: BigInt64Array;
  readonly #words: Int32Array;
  readonly #per: number;
  readonly #most: number;

  constructor(length: number, type: DataType) {
    this.values = new BigInt64Array(length);
    this.#words = new Int32Array(this.values.buffer);
    this.#per = PER_SECOND[unitOf(type)];
    this.#most = 2 ** 63 / this.#per;
  }
  put(row: number, day: number, second: number, nanos: number): void {
    const seconds = day * 86400 + second + (nanos >= 1e9 ? 1 : 0);
    if (seconds >= this.#most || seconds < -this.#most)
      throw new PolaroidError("OUT_OF_RANGE", "a moment lies outside of what its unit can count; take a coarser unit");
    storeMoment(this.#words, row, seconds, Math.floor((nanos % 1e9) / (1e9 / this.#per)), this.#per);
  }
  place(type: DataType, like: Pick<Column, "validity" | "nulls">, ambiguous: unknown): Column {
    const n = this.values.length;
    const c = fixedColumn(type, n, this.values, like.validity, like.nulls);
    const zone = type.id === "Datetime" ? type.zone : null;
    if (zone === null) return c;
    return scratch(() => located(kernels.put(this.values), c, zone, type, String(ambiguous ?? "raise"), "raise", type));
  }
}

export const datetime: Elementwise = (args, { type, length, options }) => {
  const nulls = jointNulls(args, length);
  if (nulls === undefined) return nullsOf(args, type, length);
  const n = rowsOf(args, length);
  const [year, month, day, hour, minute, second, micro] = args.map(numbers) as ((row: number) => number)[];
  const out = new Moments(n, type);
  const c = fixedColumn(type, n, out.values, nulls.validity, nulls.nulls);
  const at = (f: ((row: number) => number) | undefined, row: number): number => f?.(row) ?? 0;
  for (let i = 0; i < n; i++) {
    if (!isValid(c, i)) continue;
    const nanos = at(micro, i) * 1000;
    const seconds = secondFrom(at(hour, i), at(minute, i), at(second, i), nanos);
    out.put(i, dayFrom(at(year, i), at(month, i), at(day, i)), seconds, nanos);
  }
  return resultOf(args, out.place(type, c, options.ambiguous));
};

/** The wall clock of a column: its days, and nanoseconds of the day. */
function clockOf(c: FixedColumn): { days: Int32Array; nanos: Float64Array | null } {
  if (c.type.id === "Date32") return { days: c.values as Int32Array, nanos: null };
  return scratch(() => {
    const { at } = wallOf(c);
    const of = room(c.length);
    further.timeOfDay(at, c.length, perDay(c.type), 1_000_000_000n / perSecond(c.type), of);
    return { days: daysAt(at, c.length, perDay(c.type)), nanos: asDouble(values64(of, c.length)) };
  });
}

export const replace: Elementwise = (args, { type, length, options }) => {
  const n = rowsOf(args, length);
  const c = spread(args[0] as Value, n) as FixedColumn;
  if (c.nulls === n) return resultOf(args, c);
  const parts = args.slice(1).map(numbers) as ((row: number) => number)[];
  const { days, nanos } = clockOf(c);
  const at = (part: number, row: number, otherwise: number): number => {
    const v = parts[part]?.(row) ?? Number.NaN;
    return Number.isNaN(v) ? otherwise : v;
  };
  const out = new Moments(nanos === null ? 0 : n, type);
  const dates = new Int32Array(nanos === null ? n : 0);
  for (let i = 0; i < n; i++) {
    if (!isValid(c, i)) continue;
    const p = packedCivil(days[i] as number);
    const day = dayFrom(at(0, i, yearOf(p)), at(1, i, monthOf(p)), at(2, i, dayOf(p)));
    if (nanos === null) {
      dates[i] = day;
      continue;
    }
    const rest = (nanos[i] as number) % 1e9;
    const seconds = ((nanos[i] as number) - rest) / 1e9;
    const fraction = at(6, i, rest / 1000) * 1000;
    const hour = Math.floor(seconds / 3600);
    const minute = Math.floor(seconds / 60) % 60;
    out.put(
      i,
      day,
      secondFrom(at(3, i, hour), at(4, i, minute), at(5, i, seconds % 60), fraction),
      Math.round(fraction),
    );
  }
  const made =
    nanos === null ? fixedColumn(type, n, dates, c.validity, c.nulls) : out.place(type, c, options.ambiguous);
  return resultOf(args, made);
};

/** Nanoseconds of weeks, days, hours, minutes, seconds, milliseconds, microseconds and nanoseconds. */
const LENGTHS = [604800e9, 86400e9, 3600e9, 60e9, 1e9, 1e6, 1e3, 1];

export const duration: Elementwise = (args, info: CallInfo) => {
  const { type, length } = info;
  const of = typeOf(args[0] as Value);
  const unit = 1e9 / PER_SECOND[unitOf(type)];
  const whole = of.id === "Int64";
  // As in Polars: constants are added up before they are cut to the unit, columns after.
  const fine = whole && args.every(isScalar) && args.some((v, i) => (LENGTHS[i] as number) < unit && !isZero(v));
  const term = (v: Value, nanos: number): Value => {
    if (whole && !fine && nanos < unit) return scaleDown(v, unit / nanos, false);
    const factor = nanos / (fine ? 1 : unit);
    return arithmetic("mul", v, scalarOf(whole ? BigInt(factor) : factor, of), of, length);
  };
  const terms = args.flatMap((v, i) => (isZero(v) ? [] : [term(v, LENGTHS[i] as number)]));
  const zero = scalarOf(whole ? 0n : 0, of);
  const sum = terms.reduce<Value>((all, t) => arithmetic("add", all, t, of, length), zero);
  return relabel(whole ? (fine ? scaleDown(sum, unit, false) : sum) : castValue(sum, Int64, false), type);
};

const isZero = (v: Value): boolean =>
  isScalar(v) && v.column.nulls === 0 && Number((v.column as FixedColumn).values[0]) === 0;
