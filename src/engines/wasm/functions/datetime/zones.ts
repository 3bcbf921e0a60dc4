import { bothValid } from "../../../../arrow/bitmap.ts";
import { type Column, type FixedColumn, fixedColumn, isValid } from "../../../../arrow/column.ts";
import { formatter } from "../../../../arrow/time/format.ts";
import { type Zone, zoneOf } from "../../../../arrow/time/zone.ts";
import { PER_SECOND } from "../../../../arrow/type-info.ts";
import type { DataType, Datetime } from "../../../../arrow/types.ts";
import { PolaroidError } from "../../../../core/error.ts";
import { further } from "../../../../kernels/further.ts";
import { kernels } from "../../../../kernels/memory.ts";
import type { Elementwise } from "../../function.ts";
import { isScalar, scalar, spread, type Value } from "../../value.ts";
import { Marks } from "../strings/rows.ts";
import {
  asDouble,
  daysAt,
  fromDays,
  perDay,
  perSecond,
  room,
  scratch,
  toInstants,
  unary,
  unitOf,
  values64,
  wallOf,
} from "./clock.ts";

const TWICE = 1;

/** The wall clock of a row as text, for messages. */
function shown(local: bigint, t: DataType): string {
  const per = BigInt(PER_SECOND[unitOf(t)]);
  const day = per * 86400n;
  const days = local / day - (local % day < 0n ? 1n : 0n);
  return formatter("%Y-%m-%d %H:%M:%S", "naive", null)(
    Number(days),
    Number(((local - days * day) / per) * 1_000_000_000n),
    0,
  );
}

/** Wall clocks in a zone as instants, by a policy for those that come twice or never. Call within `scratch`. */
export function located(
  local: number,
  c: Column,
  zone: string,
  unit: DataType,
  ambiguous: string,
  nonExistent: string,
  type: DataType,
): Column {
  const n = c.length;
  const { at, status, odd } = toInstants(local, n, zone, unitOf(unit), 0, ambiguous === "latest");
  const values = values64(at, n);
  if (odd === 0) return fixedColumn(type, n, values, c.validity, c.nulls);
  const states = kernels.u8.slice(status, status + n);
  const marks = new Marks(c);
  for (let i = 0; i < n; i++) {
    if (states[i] === 0 || !isValid(c, i)) continue;
    const policy = states[i] === TWICE ? ambiguous : nonExistent;
    if (policy === "null") marks.clear(i);
    else if (policy === "raise") {
      const wall = shown(values64(local + 8 * i, 1)[0] as bigint, unit);
      throw new PolaroidError(
        "OUT_OF_RANGE",
        states[i] === TWICE
          ? `${wall} comes twice in ${zone}; say which with ambiguous: "earliest", "latest" or "null"`
          : `${wall} does not exist in ${zone}; nonExistent: "null" makes such times null`,
      );
    }
  }
  return fixedColumn(type, n, values, marks.nulls === 0 ? null : marks.bits, marks.nulls);
}

/** The same instant; without a zone it counts as UTC. */
export const convertTimeZone: Elementwise = unary((c, { type }) =>
  fixedColumn(type, c.length, c.values, c.validity, c.nulls),
);

export const replaceTimeZone: Elementwise = unary((c, { type, options }) =>
  scratch(() => {
    const zone = type.id === "Datetime" ? type.zone : null;
    const { at } = wallOf(c);
    if (zone === null) return fixedColumn(type, c.length, values64(at, c.length), c.validity, c.nulls);
    return located(
      at,
      c,
      zone,
      c.type,
      String(options.ambiguous ?? "raise"),
      String(options.nonExistent ?? "raise"),
      type,
    );
  }),
);

const YEAR = 366 * 86400;

/** The standard offset in force: the least of those within a year around, since Intl does not tell summer from winter. */
function standard(zone: Zone, i: number): number {
  const { starts, offsets } = zone;
  const own = offsets[i] as number;
  const length = (k: number): number =>
    k <= 0 || k >= starts.length ? Number.POSITIVE_INFINITY : (starts[k] as number) - (starts[k - 1] as number);
  if (length(i) > YEAR) return own;
  let least = own;
  for (const k of [i - 1, i + 1])
    if (k >= 0 && k < offsets.length && length(k) < YEAR) least = Math.min(least, offsets[k] as number);
  return least;
}

const offsetPart = (part: (base: number, offset: number) => number): Elementwise =>
  unary((c, { type }) => {
    const zone = zoneOf((c.type as Datetime).zone ?? "UTC");
    const seconds = asDouble(
      scratch(() => {
        const [src, to] = [kernels.put(c.values as BigInt64Array), room(c.length)];
        further.timeDivide(src, c.length, perSecond(c.type), to);
        return values64(to, c.length);
      }),
    );
    const out = new BigInt64Array(c.length);
    for (let i = 0; i < out.length; i++) {
      let k = 0;
      for (let high = zone.starts.length; k < high; ) {
        const middle = (k + high) >> 1;
        if ((zone.starts[middle] as number) <= (seconds[i] as number)) k = middle + 1;
        else high = middle;
      }
      out[i] = BigInt(part(standard(zone, k), zone.offsets[k] as number) * 1000);
    }
    return fixedColumn(type, c.length, out, c.validity, c.nulls);
  });
export const baseUtcOffset: Elementwise = offsetPart((base) => base);
export const dstOffset: Elementwise = offsetPart((base, offset) => offset - base);

/** A day and a time of day. */
export const combine: Elementwise = (args, { type, length }) => {
  const [day, clock] = args as readonly [Value, Value];
  const both = isScalar(day) && isScalar(clock);
  const n = both ? 1 : length;
  const [d, t] = [spread(day, n) as FixedColumn, spread(clock, n) as FixedColumn];
  const out = scratch(() => {
    const days = d.type.id === "Date32" ? (d.values as Int32Array) : daysAt(wallOf(d).at, n, perDay(d.type));
    const [from, time] = [kernels.put(t.values as BigInt64Array), room(n)];
    further.timeDivide(from, n, 1_000_000_000n / perSecond(type), time);
    const at = fromDays(days, perDay(type), time);
    const base = fixedColumn(type, n, new BigInt64Array(0), ...valid(d, t, n));
    const zone = type.id === "Datetime" ? type.zone : null;
    return zone === null ? { ...base, values: values64(at, n) } : located(at, base, zone, type, "raise", "raise", type);
  });
  return both ? scalar(out) : out;
};

function valid(a: Column, b: Column, n: number): [Column["validity"], number] {
  const { validity, nulls } = bothValid(a.validity, b.validity, n);
  return [validity, nulls];
}
