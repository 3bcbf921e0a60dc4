import { PER_SECOND } from "../../arrow/type-info.ts";
import type { DataType } from "../../arrow/types.ts";
import { textLiteral } from "./quote.ts";
import { callUdf, type Settings } from "./udf/define.ts";

/** Units a second of what counts time; days of a Date32 are told apart by the caller. */
export const perSecond = (t: DataType): number =>
  t.id === "Datetime" || t.id === "Duration" ? PER_SECOND[t.unit] : t.id === "Time" ? 1e9 : 1e6;
export const zoneOf = (t: DataType): string | null => (t.id === "Datetime" ? t.zone : null);

/** Integer division towards minus infinity by a positive constant. */
export const floorBy = (x: string, by: number): string => (by === 1 ? x : `((${x} - ${restBy(x, by)}) // ${by})`);
export const restBy = (x: string, by: number | bigint): string => `((((${x}) % ${by}) + ${by}) % ${by})`;

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

/** The day of a wall clock that is counted in the unit of a type. */
export const dayOf = (local: string, t: DataType): string => floorBy(local, 86400 * perSecond(t));

const seconds = (count: string, t: DataType): string => `(${floorBy(count, perSecond(t))})::BIGINT`;

/** A wall clock back as an instant; where the clock comes twice or never, the offset of the instant that it was decides. */
export function backTo(local: string, instant: string, t: DataType): string {
  const zone = zoneOf(t);
  if (zone === null || zone === "UTC") return local;
  const offset = callUdf("wall_offset", [seconds(local, t), seconds(instant, t)], { zone });
  return `(${local} - ${offset} * ${perSecond(t)})`;
}

/** A wall clock put into the zone of a type, by policies for what comes twice or never. */
export function placed(local: string, t: DataType, policies: Settings = {}): string {
  const zone = zoneOf(t);
  if (zone === null || zone === "UTC") return local;
  return `(${local} - ${callUdf("placed_offset", [seconds(local, t)], { zone, ...policies })} * ${perSecond(t)})`;
}

/** The offset of a moment in its zone, in milliseconds. */
export const offsetMillis = (udf: string, x: string, t: DataType): string =>
  `(${callUdf(udf, [seconds(x, t)], { zone: zoneOf(t) ?? "UTC" })} * 1000)`;
