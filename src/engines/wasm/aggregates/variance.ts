import type { Column } from "../../../arrow/column.ts";
import { allNull } from "../../../arrow/take.ts";
import { PolaroidError } from "../../../core/error.ts";
import type { AccumulatorFactory } from "../function.ts";
import { columnOfDoubles, doubles } from "./doubles.ts";
import { NO_FLOAT64, present, type Running, resized, roomFor } from "./room.ts";
import { slots } from "./slots.ts";

// Welford, 1962: state is (count, mean, sum of squared differences) a group.
function fold(state: Float64Array, values: Float64Array, at: Int32Array, length: number): void {
  for (let i = 0; i < length; i++) {
    const p = (at[i] as number) * 3;
    const x = values[i] as number;
    const n = (state[p] as number) + 1;
    const mean = state[p + 1] as number;
    const d = x - mean;
    const next = mean + d / n;
    state[p] = n;
    state[p + 1] = next;
    state[p + 2] = (state[p + 2] as number) + d * (x - next);
  }
}

// One group: two passes over the piece, then Chan's merge.
function merge(state: Float64Array, values: Float64Array, length: number): void {
  if (length === 0) return;
  let sum = 0;
  for (let i = 0; i < length; i++) sum += values[i] as number;
  const mean = sum / length;
  let squares = 0;
  let rest = 0;
  for (let i = 0; i < length; i++) {
    const d = (values[i] as number) - mean;
    squares += d * d;
    rest += d;
  }
  squares -= (rest * rest) / length;
  const before = state[0] as number;
  const n = before + length;
  const d = mean - (state[1] as number);
  state[0] = n;
  state[1] = (state[1] as number) + (d * length) / n;
  state[2] = (state[2] as number) + squares + (before === 0 ? 0 : (d * d * before * length) / n);
}

const of =
  (root: boolean): AccumulatorFactory =>
  ({ type, argTypes, options }) => {
    const ddof = typeof options.ddof === "number" ? options.ddof : 1;
    if (!(ddof >= 0)) throw new PolaroidError("INVALID_ARGUMENT", `ddof must be 0 or more, got ${ddof}`);
    if (argTypes[0]?.id === "Null") return { update: () => undefined, finish: (n) => allNull(type, n), bytes: 0 };
    let state: Float64Array = NO_FLOAT64;
    const ensure = (groups: number): void => {
      state = resized(state, roomFor(state.length / 3, groups), 3);
      self.bytes = state.byteLength;
    };
    const self: Running = {
      bytes: 0,
      update([column], groups, groupCount) {
        ensure(groupCount);
        const c = column as Column;
        if (groups === null && c.validity === null) merge(state, doubles(c), c.length);
        else fold(state, doubles(c), slots(c, groups, state.length / 3 - 1), c.length);
      },
      finish(groupCount) {
        ensure(groupCount);
        const out = new Float64Array(groupCount);
        const enough = new Uint8Array(groupCount);
        for (let g = 0; g < groupCount; g++) {
          const n = state[3 * g] as number;
          if (n <= ddof) continue;
          enough[g] = 1;
          const variance = (state[3 * g + 2] as number) / (n - ddof);
          out[g] = root ? Math.sqrt(variance) : variance;
        }
        const { validity, nulls } = present(enough, groupCount);
        return columnOfDoubles(type, out, validity, nulls);
      },
    };
    return self;
  };

/** The standard deviation; null of no more than `ddof` values. */
export const std: AccumulatorFactory = of(true);
/** The variance; null of no more than `ddof` values. */
export const variance: AccumulatorFactory = of(false);
