import { type Column, type FixedColumn, fixedColumn, type Values } from "../../arrow/column.ts";
import { moments, momentsColumn } from "../../arrow/time/moments.ts";
import { type Closed, momentsBetween, tooMany } from "../../arrow/time/range.ts";
import { type Scale, type Step, scaleOf, stepOf } from "../../arrow/time/step.ts";
import { wallAt, zoneOf } from "../../arrow/time/zone.ts";
import type { DataType } from "../../arrow/types.ts";
import { PolaroidError } from "../../core/error.ts";
import type { Options } from "../node.ts";

/** The values of one range of the arguments' row i; `room` is how many more may be made. */
export type Span = (row: number, room: number) => Column;
export type Spans = (args: readonly Column[], type: DataType, options: Options) => Span;

const MAKERS: Readonly<Record<string, (n: number) => Values>> = {
  Int8: (n) => new Int8Array(n),
  Int16: (n) => new Int16Array(n),
  Int32: (n) => new Int32Array(n),
  UInt8: (n) => new Uint8Array(n),
  UInt16: (n) => new Uint16Array(n),
  UInt32: (n) => new Uint32Array(n),
  Int64: (n) => new BigInt64Array(n),
  UInt64: (n) => new BigUint64Array(n),
};

function stored(start: bigint, step: bigint, n: number, type: DataType): Column {
  const values = (MAKERS[type.id] as (n: number) => Values)(n);
  if (n > 0) {
    const bits = type.id.endsWith("64") ? 64 : type.id.endsWith("32") ? 32 : type.id.endsWith("16") ? 16 : 8;
    const fits = (v: bigint): boolean =>
      (type.id.startsWith("U") ? BigInt.asUintN(bits, v) : BigInt.asIntN(bits, v)) === v;
    const last = start + step * BigInt(n - 1);
    if (!fits(start) || !fits(last))
      throw new PolaroidError("OUT_OF_RANGE", `intRange: ${fits(start) ? last : start} does not fit ${type.id}`);
  }
  if (values instanceof BigInt64Array || values instanceof BigUint64Array)
    for (let i = 0, v = start; i < n; i++, v += step) values[i] = v;
  else for (let i = 0, v = Number(start), by = Number(step); i < n; i++, v += by) values[i] = v;
  return fixedColumn(type, n, values);
}

export const integers: Spans = (args, type) => {
  const [start, end, by] = args.map((a) => (a as FixedColumn).values as BigInt64Array) as [
    BigInt64Array,
    BigInt64Array,
    BigInt64Array,
  ];
  return (row, room) => {
    const [a, b, step] = [start[row] as bigint, end[row] as bigint, by[row] as bigint];
    if (step === 0n) throw new PolaroidError("INVALID_ARGUMENT", "intRange: the step must not be zero");
    const span = step > 0n ? b - a : a - b;
    const size = step > 0n ? step : -step;
    const n = span <= 0n ? 0n : (span + size - 1n) / size;
    if (n > BigInt(room)) throw tooMany("intRange", n);
    return stored(a, step, Number(n), type);
  };
};

/** Wall clocks as instants of a zone. Throws for those that come twice or never. */
function placed(wall: bigint, type: DataType, scale: Scale): bigint {
  if (type.id !== "Datetime" || type.zone === null) return wall;
  const second = Number(wall / scale.per) - (wall % scale.per < 0n ? 1 : 0);
  const found = wallAt(zoneOf(type.zone), second);
  if (found.kind !== "one")
    throw new PolaroidError(
      "OUT_OF_RANGE",
      `datetimeRange: an end ${found.kind === "twice" ? "comes twice" : "does not exist"} in ${type.zone}; localize it first with dt.replaceTimeZone`,
    );
  return wall - BigInt(found.offset) * scale.per;
}

export const between: Spans = (args, type, options) => {
  const scale = scaleOf(type) as Scale;
  const every: Step = stepOf(String(options.interval), scale, "the interval");
  if (every.months === 0 && every.days === 0 && every.units === 0n)
    throw new PolaroidError(
      "INVALID_ARGUMENT",
      `the interval "${String(options.interval)}" is shorter than the unit of ${type.id}`,
    );
  const closed = (options.closed ?? "both") as Closed;
  const own = (args[0] as Column).type;
  const local = own.id === "Datetime" && own.zone === null;
  const [start, end] = args.map((a) => moments(a as FixedColumn)) as [BigInt64Array, BigInt64Array];
  const at = (v: bigint): bigint => (local ? placed(v, type, scale) : v);
  return (row, room) =>
    momentsColumn(
      momentsBetween(at(start[row] as bigint), at(end[row] as bigint), every, scale, closed, "the range", room),
      type,
    );
};

function positions(start: number, end: number, n: number, closed: Closed, round: (x: number) => number): Float64Array {
  const out = new Float64Array(n);
  if (n === 0) return out;
  const span = round(end - start);
  if (n === 1) {
    out[0] = closed === "none" ? round(round(end + start) * 0.5) : closed === "right" ? end : start;
    return out;
  }
  const step = round(span / (closed === "both" ? n - 1 : closed === "none" ? n + 1 : n));
  const from = closed === "right" || closed === "none" ? round(start + step) : start;
  for (let i = 0; i < n - 1; i++) out[i] = round(round(i * step) + from);
  out[n - 1] = closed === "left" || closed === "none" ? round(end - step) : end;
  return out;
}

export const spaced: Spans = (args, type, options) => {
  const [start, end, count] = args as readonly [FixedColumn, FixedColumn, FixedColumn];
  const closed = (options.closed ?? "both") as Closed;
  const round = type.id === "Float32" ? Math.fround : (x: number): number => x;
  return (row, room) => {
    const n = (count.values as BigInt64Array)[row] as bigint;
    if (n < 0n) throw new PolaroidError("INVALID_ARGUMENT", `linearSpace takes 0 samples or more, got ${n}`);
    if (n > BigInt(room)) throw tooMany("linearSpace", n);
    const x = positions(Number(start.values[row]), Number(end.values[row]), Number(n), closed, round);
    if (type.id === "Float64") return fixedColumn(type, x.length, x);
    if (type.id === "Float32") return fixedColumn(type, x.length, Float32Array.from(x));
    return fixedColumn(
      type,
      x.length,
      BigInt64Array.from(x, (v) => BigInt(Math.trunc(v))),
    );
  };
};
