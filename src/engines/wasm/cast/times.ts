import { bitmapBytes, clearBit } from "../../../arrow/bitmap.ts";
import { type Column, type FixedColumn, fixedColumn, isValid } from "../../../arrow/column.ts";
import { PER_SECOND } from "../../../arrow/type-info.ts";
import { type DataType, Int32, Int64, type TimeUnit } from "../../../arrow/types.ts";
import { fittingColumn, Misfit } from "./failure.ts";
import { castNumber } from "./numbers.ts";
import { divided, multiplied, remainder } from "./scale.ts";

const DAY = 86400;
const DAY_NANOS = 86_400_000_000_000n;

const relabelled = (c: Column, type: DataType): FixedColumn => ({ ...(c as FixedColumn), type });

/** Between units: finer ones multiply; coarser ones round moments down and spans towards zero. */
function rescaled(
  c: FixedColumn,
  to: DataType,
  from: TimeUnit,
  unit: TimeUnit,
  down: boolean,
  strict: boolean,
): Column {
  const [p, q] = [PER_SECOND[from], PER_SECOND[unit]];
  if (p === q) return relabelled(c, to);
  return q > p ? multiplied(c, to, q / p, strict) : divided(c, to, p / q, down);
}

/** Between moments, dates, times and spans; a zone changes nothing in the instant. */
export function castTime(c: FixedColumn, to: DataType, strict: boolean): Column {
  const from = c.type;
  if (from.id === "Datetime") {
    const per = PER_SECOND[from.unit];
    if (to.id === "Datetime") return rescaled(c, to, from.unit, to.unit, true, strict);
    if (to.id === "Date32")
      return relabelled(castNumber(divided(c, Int64, DAY * per, true) as FixedColumn, Int32, strict), to);
    if (to.id === "Time") return remainder(c, to, DAY * per, 1e9 / per);
  }
  if (from.id === "Date32" && to.id === "Datetime") {
    const days = castNumber(relabelled(c, Int32), Int64, true) as FixedColumn;
    return multiplied(days, to, DAY * PER_SECOND[to.unit], strict);
  }
  if (to.id === "Duration" && (from.id === "Duration" || from.id === "Time"))
    return rescaled(c, to, from.id === "Time" ? "ns" : from.unit, to.unit, false, strict);
  throw new Misfit(0);
}

/** A count of the type's units as an integer column. */
export const countOf = (c: FixedColumn): FixedColumn => relabelled(c, c.type.id === "Date32" ? Int32 : Int64);

/** A count of units as a moment or span; a Time outside of its day does not fit. */
export function fromCount(c: FixedColumn, to: DataType, strict: boolean): Column {
  const counts = relabelled(c, to.id === "Date32" ? Int32 : Int64);
  if (to.id !== "Time") return relabelled(counts, to);
  const values = counts.values as BigInt64Array;
  let fits: Uint8Array | null = null;
  for (let i = 0; i < values.length; i++) {
    const v = values[i] as bigint;
    if ((v >= 0n && v < DAY_NANOS) || !isValid(c, i)) continue;
    fits ??= new Uint8Array(bitmapBytes(c.length)).fill(255);
    clearBit(fits, i);
  }
  return fits === null
    ? fixedColumn(to, c.length, values, c.validity, c.nulls)
    : fittingColumn(counts, to, values, fits, strict);
}
