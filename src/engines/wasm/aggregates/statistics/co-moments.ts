import { type Column, isValid } from "../../../../arrow/column.ts";
import type { AccumulatorFactory, AccumulatorInfo } from "../../function.ts";
import { columnOfDoubles, doubles } from "../doubles.ts";
import { NO_FLOAT64, present, type Running, resized, roomFor } from "../room.ts";
import { noGroups } from "../slots.ts";
import { centred, MOST_EXACT, magnitude, sumPairs } from "./pair-sums.ts";

// A group's state: rows, the two means, the sums of products of the distances from them (of both, of one, of the other).
// As long as they are exact, there are sums in their place.
const WIDTH = 6;

// Welford, 1962, for pairs; rows where one of both is null are left out.
function fold(state: Float64Array, a: Column, b: Column, groups: Int32Array): void {
  const [x, y] = [doubles(a), doubles(b)];
  const whole = a.validity === null && b.validity === null;
  for (let i = 0; i < a.length; i++) {
    if (!whole && !(isValid(a, i) && isValid(b, i))) continue;
    const p = (groups[i] as number) * WIDTH;
    const n = (state[p] as number) + 1;
    const share = 1 / n;
    const part = 1 - share;
    const d = (x[i] as number) - (state[p + 1] as number);
    const e = (y[i] as number) - (state[p + 2] as number);
    state[p] = n;
    state[p + 1] = (state[p + 1] as number) + d * share;
    state[p + 2] = (state[p + 2] as number) + e * share;
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
    let exact = true;
    let most = 0;
    let rows = 0;
    const ensure = (groups: number): void => {
      state = resized(state, roomFor(state.length / WIDTH, groups), WIDTH);
      self.bytes = state.byteLength;
    };
    /** Whether sums stay exact with these rows, too. */
    const staysExact = (a: Column, b: Column): boolean => {
      most = Math.max(most, magnitude(a), magnitude(b));
      rows += a.length;
      return most * most * rows <= MOST_EXACT;
    };
    const self: Running = {
      bytes: 0,
      update([a, b], groups, groupCount) {
        ensure(groupCount);
        if (nothing) return;
        const [x, y] = [a as Column, b as Column];
        const at = groups ?? noGroups(x.length);
        if (exact && !staysExact(x, y)) {
          exact = false;
          centred(state);
        }
        if (exact) sumPairs(state, x, y, at);
        else fold(state, x, y, at);
      },
      finish(groupCount) {
        ensure(groupCount);
        if (exact) centred(state);
        exact = false;
        const out = new Float64Array(groupCount);
        const known = new Uint8Array(groupCount);
        for (let g = 0, p = 0; g < groupCount; g++, p += WIDTH) {
          const v = of(state[p] as number, state[p + 3] as number, state[p + 4] as number, state[p + 5] as number);
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
