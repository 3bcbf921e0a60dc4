import type { Column } from "../../../../arrow/column.ts";
import type { AccumulatorFactory, AccumulatorInfo } from "../../function.ts";
import { columnOfDoubles, doubles } from "../doubles.ts";
import { NO_FLOAT64, present, type Running, resized, roomFor } from "../room.ts";
import { noGroups } from "../slots.ts";

// A group's state: rows, the two means, the sums of products of the distances from them (of both, of one, of the other).
const WIDTH = 6;

const bit = (bits: Uint8Array | null, i: number): number =>
  bits === null ? 1 : ((bits[i >> 3] as number) >> (i & 7)) & 1;

// Welford, 1962, for pairs; rows where one of both is null are left out.
function fold(state: Float64Array, a: Column, b: Column, groups: Int32Array): void {
  const [x, y] = [doubles(a), doubles(b)];
  for (let i = 0; i < a.length; i++) {
    if (bit(a.validity, i) === 0 || bit(b.validity, i) === 0) continue;
    const p = (groups[i] as number) * WIDTH;
    const n = (state[p] as number) + 1;
    const d = (x[i] as number) - (state[p + 1] as number);
    const e = (y[i] as number) - (state[p + 2] as number);
    const part = (n - 1) / n;
    state[p] = n;
    state[p + 1] = (state[p + 1] as number) + d / n;
    state[p + 2] = (state[p + 2] as number) + e / n;
    state[p + 3] = (state[p + 3] as number) + d * e * part;
    state[p + 4] = (state[p + 4] as number) + d * d * part;
    state[p + 5] = (state[p + 5] as number) + e * e * part;
  }
}

/** What a group's rows and products (of both, of one, of the other) come to; undefined is null. */
type Value = (n: number, xy: number, xx: number, yy: number) => number | undefined;

/** An aggregate of two columns from their running means and products. */
export const ofPairs =
  (value: (info: AccumulatorInfo) => Value): AccumulatorFactory =>
  (info) => {
    const nothing = info.argTypes.some((t) => t.id === "Null");
    const of = value(info);
    let state: Float64Array = NO_FLOAT64;
    const ensure = (groups: number): void => {
      state = resized(state, roomFor(state.length / WIDTH, groups), WIDTH);
      self.bytes = state.byteLength;
    };
    const self: Running = {
      bytes: 0,
      update([a, b], groups, groupCount) {
        ensure(groupCount);
        if (!nothing) fold(state, a as Column, b as Column, groups ?? noGroups((a as Column).length));
      },
      finish(groupCount) {
        ensure(groupCount);
        const out = new Float64Array(groupCount);
        const known = new Uint8Array(groupCount);
        for (let g = 0; g < groupCount; g++) {
          const [n, , , xy, xx, yy] = state.subarray(g * WIDTH, (g + 1) * WIDTH) as unknown as number[];
          const v = of(n as number, xy as number, xx as number, yy as number);
          if (v === undefined) continue;
          out[g] = v;
          known[g] = 1;
        }
        const { validity, nulls } = present(known, groupCount);
        return columnOfDoubles(info.type, out, validity, nulls);
      },
    };
    return self;
  };
