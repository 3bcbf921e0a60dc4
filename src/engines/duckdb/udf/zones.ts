import { formatter } from "../../../arrow/time/format.ts";
import { offsetAt, wallAt, type Zone, zoneOf } from "../../../arrow/time/zone.ts";
import { Int64 } from "../../../arrow/types.ts";
import { PolaroidError } from "../../../core/error.ts";
import { rowwise, type Settings, type Udf } from "./define.ts";

const zoneIn = (s: Settings): Zone => zoneOf(String(s["zone"]));

function refused(local: number, zone: string, twice: boolean): PolaroidError {
  const days = Math.floor(local / 86400);
  const wall = formatter("%Y-%m-%d %H:%M:%S", "naive", null)(days, (local - days * 86400) * 1e9, 0);
  return new PolaroidError(
    "OUT_OF_RANGE",
    twice
      ? `${wall} comes twice in ${zone}; say which with ambiguous: "earliest", "latest" or "null"`
      : `${wall} does not exist in ${zone}; nonExistent: "null" makes such times null`,
  );
}

const YEAR = 366 * 86400;

/** The standard offset in force: the least of those within a year around, since Intl does not tell summer from winter. */
function standard({ starts, offsets }: Zone, second: number): number {
  const above = starts.findIndex((s) => s > second);
  const i = above < 0 ? starts.length : above;
  const own = offsets[i] as number;
  const length = (k: number): number =>
    k <= 0 || k >= starts.length ? Number.POSITIVE_INFINITY : (starts[k] as number) - (starts[k - 1] as number);
  if (length(i) > YEAR) return own;
  const near = [i - 1, i + 1].filter((k) => k >= 0 && k < offsets.length && length(k) < YEAR);
  return Math.min(own, ...near.map((k) => offsets[k] as number));
}

/** Offsets from UTC in seconds. */
export const ZONES: Readonly<Record<string, Udf>> = {
  /** Of a second of UTC. */
  utc_offset: rowwise([Int64], Int64, (s) => {
    const zone = zoneIn(s);
    return (second: bigint) => BigInt(offsetAt(zone, Number(second)));
  }),
  standard_offset: rowwise([Int64], Int64, (s) => {
    const zone = zoneIn(s);
    return (second: bigint) => BigInt(standard(zone, Number(second)));
  }),
  /** Of a second of a wall clock; where it comes twice or never, the offset of the second of UTC behind it decides. */
  wall_offset: rowwise([Int64, Int64], Int64, (s) => {
    const zone = zoneIn(s);
    return (local: bigint, instant: bigint) => {
      const wall = wallAt(zone, Number(local));
      if (wall.kind === "one") return BigInt(wall.offset);
      const own = offsetAt(zone, Number(instant));
      const [before, after] = wall.pair;
      // What falls into a gap lies on the other side of it than the offset it is read with.
      return BigInt(wall.kind === "twice" ? (own === after ? after : before) : own === before ? after : before);
    };
  }),
  /** Of a second of a wall clock, by policies for what comes twice or never. */
  placed_offset: rowwise([Int64], Int64, (s) => {
    const zone = zoneIn(s);
    const { ambiguous = "raise", nonExistent = "raise" } = s;
    return (second: bigint) => {
      const wall = wallAt(zone, Number(second));
      if (wall.kind === "one") return BigInt(wall.offset);
      const policy = wall.kind === "twice" ? ambiguous : nonExistent;
      if (policy === "null") return null;
      if (policy === "raise") throw refused(Number(second), zone.name, wall.kind === "twice");
      return BigInt(wall.pair[policy === "latest" ? 1 : 0]);
    };
  }),
};
