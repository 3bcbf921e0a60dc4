import { PER_SECOND } from "../../arrow/type-info.ts";
import type { DataType } from "../../arrow/types.ts";
import { textLiteral } from "./quote.ts";

/** Units a second of what counts time; days of a Date32 are told apart by the caller. */
export const perSecond = (t: DataType): number =>
  t.id === "Datetime" || t.id === "Duration" ? PER_SECOND[t.unit] : t.id === "Time" ? 1e9 : 1e6;
export const zoneOf = (t: DataType): string | null => (t.id === "Datetime" ? t.zone : null);

/** Integer division towards minus infinity by a positive constant. */
export const floorBy = (x: string, by: number): string =>
  by === 1 ? x : `((${x} - (((${x}) % ${by}) + ${by}) % ${by}) // ${by})`;
export const restBy = (x: string, by: number): string => `((((${x}) % ${by}) + ${by}) % ${by})`;

/** A count in one unit as a count in another; coarser ones round down. */
export const rescale = (x: string, from: number, to: number): string =>
  to >= from ? `(${x} * ${to / from})` : floorBy(x, from / to);

/** A day or moment as microseconds on its wall clock. */
export function wallMicros(x: string, t: DataType): string {
  if (t.id === "Date32") return `(${x}::BIGINT * 86400000000)`;
  const us = rescale(x, perSecond(t), 1e6);
  const zone = zoneOf(t);
  return zone === null ? us : `epoch_us(timezone(${textLiteral(zone)}, make_timestamp(${us})::TIMESTAMPTZ))`;
}

/** A day or moment as a TIMESTAMP of its wall clock. */
export const wall = (x: string, t: DataType): string => `make_timestamp(${wallMicros(x, t)})`;

/** A moment as a count of its own unit on its wall clock. */
export function wallCount(x: string, t: DataType): string {
  if (t.id === "Time" || zoneOf(t) === null) return x;
  const per = perSecond(t);
  return per <= 1e6
    ? rescale(wallMicros(x, t), 1e6, per)
    : `(${wallMicros(x, t)} * ${per / 1e6} + ${restBy(x, per / 1e6)})`;
}

/** Microseconds of a wall clock back as what a type counts. */
export const fromWall = (us: string, t: DataType): string =>
  t.id === "Date32" ? `CAST(${floorBy(us, 86400000000)} AS INTEGER)` : rescale(us, 1e6, perSecond(t));
