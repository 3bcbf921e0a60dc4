import type { Column, FixedColumn } from "../../../../arrow/column.ts";
import { zoneTable } from "../../../../arrow/time/zone.ts";
import { PER_SECOND } from "../../../../arrow/type-info.ts";
import type { DataType, TimeUnit } from "../../../../arrow/types.ts";
import { further } from "../../../../kernels/further.ts";
import { kernels } from "../../../../kernels/memory.ts";
import type { CallInfo, Elementwise } from "../../function.ts";
import { columnIn, isScalar, scalar, type Value } from "../../value.ts";

/** Lifts a function of one column to values. */
export const unary =
  (run: (c: FixedColumn, info: CallInfo) => Column): Elementwise =>
  (args, info) => {
    const v = args[0] as Value;
    const out = run(columnIn(v) as FixedColumn, info);
    return isScalar(v) ? scalar(out) : out;
  };

/** Runs with the kernels' stack given back behind it. */
export function scratch<T>(run: () => T): T {
  const mark = kernels.mark();
  try {
    return run();
  } finally {
    kernels.reset(mark);
  }
}

export const unitOf = (t: DataType): TimeUnit => (t.id === "Datetime" || t.id === "Duration" ? t.unit : "ns");
export const perSecond = (t: DataType): bigint => BigInt(PER_SECOND[unitOf(t)]);
export const perDay = (t: DataType): bigint => perSecond(t) * 86400n;
const zoneIn = (t: DataType): string | null => (t.id === "Datetime" ? t.zone : null);

/** Room for 64-bit values in the kernels' stack. */
export const room = (n: number): number => kernels.push(8 * n);

/** 64-bit counts in the kernels' memory, by the wall clock; `offsets` (0: none) says what was added to the instants. */
export interface Wall {
  readonly at: number;
  readonly offsets: number;
}

/** The wall clock of a column of times, counted in its unit. */
export function wallOf(c: FixedColumn): Wall {
  const at = kernels.put(c.values as BigInt64Array);
  const zone = zoneIn(c.type);
  if (zone === null) return { at, offsets: 0 };
  return wallFrom(at, c.length, zone, unitOf(c.type));
}

export function wallFrom(at: number, n: number, zone: string, unit: TimeUnit): Wall {
  const table = zoneTable(zone, unit);
  if (table.starts.length === 0 && table.offsets[0] === 0n) return { at, offsets: 0 };
  const [starts, all] = [kernels.put(table.starts), kernels.put(table.offsets)];
  const [offsets, local] = [room(n), room(n)];
  further.zoneOffsets(at, n, starts, all, table.starts.length, offsets);
  further.timeAdd(at, offsets, n, 1n, local);
  return { at: local, offsets };
}

/** Wall clocks back to instants: where a clock comes twice or never, the offset that the row had decides. */
export function instantsOf(local: number, n: number, t: DataType, wall: Wall): number {
  const zone = zoneIn(t);
  if (zone === null || wall.offsets === 0) return local;
  return toInstants(local, n, zone, unitOf(t), wall.offsets, false).at;
}

/** Wall clocks of a zone to instants, the state of each (1 comes twice, 2 never) and how many have one. */
export function toInstants(
  local: number,
  n: number,
  zone: string,
  unit: TimeUnit,
  prefer: number,
  late: boolean,
): { at: number; status: number; odd: number } {
  const table = zoneTable(zone, unit);
  const [starts, offsets] = [kernels.put(table.starts), kernels.put(table.offsets)];
  const [at, status] = [room(n), kernels.push(n)];
  const odd = further.zoneInstants(
    local,
    n,
    starts,
    offsets,
    table.starts.length,
    BigInt(PER_SECOND[unit]) * 129600n,
    prefer,
    late ? 1 : 0,
    at,
    status,
  );
  return { at, status, odd };
}

/** 64-bit values out of the kernels' memory. */
export function values64(at: number, n: number): BigInt64Array {
  const out = new BigInt64Array(n);
  kernels.read(at, out);
  return out;
}

/** Whole days of wall-clock counts. */
export function daysAt(at: number, n: number, day: bigint): Int32Array {
  const to = kernels.push(4 * n);
  further.timeDays(at, n, day, to);
  const out = new Int32Array(n);
  kernels.read(to, out);
  return out;
}

/** The days of a Date32 or Datetime column, by the wall clock. */
export const daysOf = (c: FixedColumn): Int32Array =>
  c.type.id === "Date32" ? (c.values as Int32Array) : scratch(() => daysAt(wallOf(c).at, c.length, perDay(c.type)));

/** Days in the kernels' memory as 64-bit counts, with a time of day or without (0). */
export function fromDays(days: Int32Array, day: bigint, clock: number): number {
  const from = kernels.put(days);
  const at = room(days.length);
  further.timeFromDays(from, days.length, day, clock, at);
  return at;
}

/** A 64-bit count as a double: exact below 2^53. */
export const asDouble = (values: BigInt64Array): Float64Array => {
  const words = new Int32Array(values.buffer, values.byteOffset, values.length * 2);
  const out = new Float64Array(values.length);
  for (let i = 0; i < out.length; i++)
    out[i] = (words[2 * i + 1] as number) * 4294967296 + ((words[2 * i] as number) >>> 0);
  return out;
};
