import { type Column, type FixedColumn, fixedColumn } from "../../../arrow/column.ts";
import { allNull } from "../../../arrow/take.ts";
import { isTemporal } from "../../../arrow/type-info.ts";
import { PolaroidError } from "../../../core/error.ts";
import type { AccumulatorFactory, AccumulatorInfo } from "../function.ts";
import { columnOfDoubles, doubles } from "./doubles.ts";
import { gathered } from "./gathered.ts";
import { present } from "./room.ts";
import { select } from "./select.ts";

type Interpolation = "nearest" | "lower" | "higher" | "midpoint" | "linear";
const INTERPOLATIONS: ReadonlySet<unknown> = new Set(["nearest", "lower", "higher", "midpoint", "linear"]);
const DAY_US = 86_400_000_000;

/** The two neighbours of a quantile among `n` sorted values and how far it lies between them. */
function between(n: number, q: number, how: Interpolation): readonly [number, number, number] {
  const at = (n - 1) * q;
  const low = Math.floor(at);
  const high = Math.ceil(at);
  if (how === "nearest") return [Math.round(at), Math.round(at), 0];
  if (how === "lower") return [low, low, 0];
  if (how === "higher") return [high, high, 0];
  return [low, high, how === "midpoint" && low !== high ? 0.5 : at - low];
}

/** The least of what selecting the i-th value left behind it: all that is no less, NaN last. */
function next(values: Float64Array, i: number): number {
  let least = values[i + 1] as number;
  for (let p = i + 2; p < values.length; p++) if ((values[p] as number) < least) least = values[p] as number;
  return least;
}

function doubleQuantile(values: Float64Array, q: number, how: Interpolation): number {
  const [i, j, part] = between(values.length, q, how);
  const a = select(values, i);
  if (i === j) return a;
  const b = next(values, i);
  if (a === b || part === 0) return a;
  return how === "midpoint" ? (a + b) / 2 : a + (b - a) * part;
}

// Exact where a double would lose the last digits of a time; a fraction is cut towards zero.
function longQuantile(values: BigInt64Array, q: number, how: Interpolation): bigint {
  const [i, j, part] = between(values.length, q, how);
  values.sort();
  const [a, b] = [values[i] as bigint, values[j] as bigint];
  if (a === b || part === 0) return a;
  if (how === "midpoint" || part === 0.5) return (a + b) / 2n;
  const d = Number(b - a) * part;
  const whole = Math.floor(d);
  const out = a + BigInt(whole);
  return out < 0n && d > whole ? out + 1n : out;
}

function quantiles(info: AccumulatorInfo, q: number, how: Interpolation): ReturnType<AccumulatorFactory> {
  const { type } = info;
  const from = info.argTypes[0] ?? type;
  if (from.id === "Null") return { update: () => undefined, finish: (n) => allNull(type, n), bytes: 0 };
  const all = gathered(from, true);
  const exact = isTemporal(type) && from.id !== "Date32";
  const unit = from.id === "Date32" ? DAY_US : 1;
  return {
    update: ([column], groups) => all.add(column as Column, groups),
    finish(groupCount) {
      const { column, starts, own } = all.finish(groupCount);
      const sizes = new Int32Array(groupCount);
      for (let g = 0; g < groupCount; g++) sizes[g] = (starts[g + 1] as number) - (starts[g] as number);
      const { validity, nulls } = present(sizes, groupCount);
      if (exact) {
        const given = (column as FixedColumn).values as BigInt64Array;
        const values = own ? given : given.slice();
        const out = new BigInt64Array(groupCount);
        for (let g = 0; g < groupCount; g++)
          if (sizes[g] !== 0) out[g] = longQuantile(values.subarray(starts[g], starts[g + 1]), q, how);
        return fixedColumn(type, groupCount, out, validity, nulls);
      }
      const given = doubles(column);
      const values = own ? given : given.slice();
      const out = new Float64Array(groupCount);
      for (let g = 0; g < groupCount; g++)
        if (sizes[g] !== 0) out[g] = doubleQuantile(values.subarray(starts[g], starts[g + 1]), q, how) * unit;
      return columnOfDoubles(type, out, validity, nulls);
    },
    get bytes() {
      return all.bytes;
    },
  };
}

/** The middle value, or the mean of the two middle ones. */
export const median: AccumulatorFactory = (info) => quantiles(info, 0.5, "linear");

/** The value at a share `q` of the sorted values; NaN comes last. */
export const quantile: AccumulatorFactory = (info) => {
  const { q, interpolation = "nearest" } = info.options;
  if (typeof q !== "number" || !(q >= 0 && q <= 1))
    throw new PolaroidError("INVALID_ARGUMENT", `a quantile lies between 0 and 1, got ${String(q)}`);
  if (!INTERPOLATIONS.has(interpolation))
    throw new PolaroidError(
      "INVALID_ARGUMENT",
      `quantile: there is no interpolation "${String(interpolation)}"; choose ${[...INTERPOLATIONS].join(", ")}`,
    );
  return quantiles(info, q, interpolation as Interpolation);
};
