import { PER_SECOND } from "../type-info.ts";
import type { TimeUnit } from "../types.ts";
import { memo } from "./memo.ts";

/** A zone's offsets from UTC: `offsets[i]` holds from `starts[i - 1]` (seconds of UTC, inclusive) to `starts[i]`. */
export interface Zone {
  readonly name: string;
  readonly starts: Float64Array;
  readonly offsets: Int32Array;
}

const DAY = 86400;
const from = (year: number): number => Date.UTC(year, 0, 1) / 1000;
// What Intl knows of a zone after its last rule change repeats every year; behind 2200 the last offset stays.
const SPANS: readonly (readonly [number, number, number])[] = [
  [from(1800), from(1880), 200 * DAY],
  [from(1880), from(2038), 7 * DAY],
  [from(2038), from(2200), 45 * DAY],
];

/** Reads a zone's offset at an instant (whole seconds) out of Intl. */
function offsetReader(name: string): (second: number) => number {
  const format = new Intl.DateTimeFormat("en-US-u-ca-gregory-nu-latn", {
    timeZone: name,
    hourCycle: "h23",
    era: "short",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  return (second) => {
    // "1/31/2024 A, 23:59:59", in whatever punctuation.
    const [month, day, year, hour, minute, sec] = (format.format(second * 1000).match(/\d+/g) ?? []).map(Number) as [
      number,
      number,
      number,
      number,
      number,
      number,
    ];
    return Date.UTC(year, month - 1, day, hour, minute, sec) / 1000 - second;
  };
}

function build(name: string): Zone {
  const offsetAt = offsetReader(name);
  const starts: number[] = [];
  const first = SPANS[0]?.[0] as number;
  let at = first;
  let offset = offsetAt(at);
  const offsets = [offset];
  for (const [, end, step] of SPANS) {
    while (at < end) {
      const next = Math.min(end, at + step);
      const last = offsetAt(next);
      while (last !== offset) {
        // The first second of another offset than the one in force.
        let low = at;
        let high = next;
        while (high - low > 1) {
          const middle = Math.floor((low + high) / 2);
          if (offsetAt(middle) === offset) low = middle;
          else high = middle;
        }
        offset = offsetAt(high);
        starts.push(high);
        offsets.push(offset);
        at = high;
      }
      at = next;
    }
  }
  return { name, starts: Float64Array.from(starts), offsets: Int32Array.from(offsets) };
}

const FIXED = /^(UTC|GMT|Etc\/(UTC|GMT|Zulu|Universal|UCT|Greenwich)|Zulu|Universal|UCT)$/;
// More than there are zones.
const MOST = 1024;

/** The table of a zone of the IANA data base, compiled once from Intl (tens of milliseconds). */
export const zoneOf: (name: string) => Zone = memo(
  (name) => (FIXED.test(name) ? { name, starts: new Float64Array(0), offsets: new Int32Array(1) } : build(name)),
  MOST,
);

/** The index of the offset in force at a second of UTC. */
function indexAt(zone: Zone, second: number): number {
  let low = 0;
  let high = zone.starts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((zone.starts[middle] as number) <= second) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Seconds east of UTC at a second of UTC. */
export const offsetAt = (zone: Zone, second: number): number =>
  zone.offsets[indexAt(zone, Math.floor(second))] as number;

/** What a wall clock can mean: `pair` has two members where it comes twice (earliest first) or never (`gap`: the offset before, then after). */
export type Wall =
  | { readonly kind: "one"; readonly offset: number }
  | { readonly kind: "twice" | "gap"; readonly pair: readonly [number, number] };

/** The offsets that a second of wall clock can have. */
export function wallAt(zone: Zone, local: number): Wall {
  const { starts, offsets } = zone;
  let i = indexAt(zone, local - 86400 * 1.5);
  for (; i < starts.length; i++) {
    const before = offsets[i] as number;
    const after = offsets[i + 1] as number;
    const start = starts[i] as number;
    // From the smaller to the greater of the two clocks at the change the wall clock repeats or jumps.
    if (local < start + Math.min(before, after)) return { kind: "one", offset: before };
    if (local < start + Math.max(before, after))
      return { kind: after < before ? "twice" : "gap", pair: [before, after] };
    if (start > local + 86400 * 1.5) break;
  }
  return { kind: "one", offset: offsets[i] as number };
}

/** A zone's table in a unit, as kernels take it. */
export interface ZoneTable {
  readonly starts: BigInt64Array;
  readonly offsets: BigInt64Array;
}
const tableOf = memo((key) => {
  const [unit, name] = key.split(" ") as [TimeUnit, string];
  const zone = zoneOf(name);
  const scale = BigInt(PER_SECOND[unit]);
  const scaled = (from: ArrayLike<number>): BigInt64Array => BigInt64Array.from(from, (x) => BigInt(x) * scale);
  return { starts: scaled(zone.starts), offsets: scaled(zone.offsets) };
}, MOST);

export const zoneTable = (name: string, unit: TimeUnit): ZoneTable => tableOf(`${unit} ${name}`);

/** The short name that Intl has for a zone at an instant ("CEST"), else its offset. */
export function zoneAbbreviation(name: string, second: number): string {
  if (name === "UTC") return "UTC";
  const parts = new Intl.DateTimeFormat("en-US", { timeZone: name, timeZoneName: "short" }).formatToParts(
    second * 1000,
  );
  return parts.find((p) => p.type === "timeZoneName")?.value ?? "";
}
