import type { Column, FixedColumn } from "../../../arrow/column.ts";
import { allNull } from "../../../arrow/take.ts";
import type { Accumulator, AccumulatorFactory, AccumulatorInfo } from "../function.ts";
import { best } from "./best.ts";
import { columnOfDoubles, plainNumbers } from "./doubles.ts";
import { longExtremes } from "./long-extremes.ts";
import { NO_FLOAT64, NO_UINT8, present, type Running, resized, roomFor, trimmed } from "./room.ts";
import { slots } from "./slots.ts";
import { isWide } from "./sum.ts";
import { extremeDouble, extremeInteger, foldOf } from "./whole-column.ts";

const of =
  (sign: 1 | -1): AccumulatorFactory =>
  (info) => {
    const from = info.argTypes[0] ?? info.type;
    if (from.id === "Null") return { update: () => undefined, finish: (n) => allNull(info.type, n), bytes: 0 };
    if (
      from.id === "Decimal" ||
      from.id === "Utf8" ||
      from.id === "Binary" ||
      from.id === "Categorical" ||
      from.id === "Enum"
    )
      return rows(info, sign);
    return isWide(from) ? longExtremes(info, sign) : numbers(info, sign);
  };

/** The least value; NaN only where nothing else is. */
export const min: AccumulatorFactory = of(1);
/** The greatest value; NaN only where nothing else is. */
export const max: AccumulatorFactory = of(-1);

const ZERO = new Int32Array(1);
const MOST = Number.POSITIVE_INFINITY;
const alone = new Float64Array(1);

function leastInto(state: Float64Array, seen: Uint8Array, values: Float64Array, at: Int32Array, length: number): void {
  for (let i = 0; i < length; i++) {
    const g = at[i] as number;
    const x = values[i] as number;
    const y = state[g] as number;
    // NaN stands for nothing yet, too. A call of isNaN puts each number on the heap where it is not inlined.
    if (x < y || !(y <= MOST)) state[g] = x;
    seen[g] = 1;
  }
}

function greatestInto(
  state: Float64Array,
  seen: Uint8Array,
  values: Float64Array,
  at: Int32Array,
  length: number,
): void {
  for (let i = 0; i < length; i++) {
    const g = at[i] as number;
    const x = values[i] as number;
    const y = state[g] as number;
    if (x > y || !(y <= MOST)) state[g] = x;
    seen[g] = 1;
  }
}

function leastInteger(state: Float64Array, seen: Uint8Array, values: Int32Array, at: Int32Array, length: number): void {
  for (let i = 0; i < length; i++) {
    const g = at[i] as number;
    const x = values[i] as number;
    if (!(x >= (state[g] as number))) state[g] = x;
    seen[g] = 1;
  }
}

function greatestInteger(
  state: Float64Array,
  seen: Uint8Array,
  values: Int32Array,
  at: Int32Array,
  length: number,
): void {
  for (let i = 0; i < length; i++) {
    const g = at[i] as number;
    const x = values[i] as number;
    if (!(x <= (state[g] as number))) state[g] = x;
    seen[g] = 1;
  }
}

function numbers({ type }: AccumulatorInfo, sign: 1 | -1): Accumulator {
  let state: Float64Array = NO_FLOAT64;
  let seen: Uint8Array = NO_UINT8;
  const ensure = (groups: number): void => {
    const capacity = roomFor(seen.length, groups);
    state = resized(state, capacity, 1, Number.NaN);
    seen = resized(seen, capacity);
    self.bytes = state.byteLength + seen.byteLength;
  };
  const self: Running = {
    bytes: 0,
    update([column], groups, groupCount) {
      ensure(groupCount);
      const c = column as Column;
      const fold = groups === null ? foldOf(c as FixedColumn) : null;
      if (fold !== null) {
        const found = fold === "f64" ? extremeDouble(c as FixedColumn, sign) : extremeInteger(c as FixedColumn, sign);
        if (found !== undefined) {
          alone[0] = Number(found);
          (sign === 1 ? leastInto : greatestInto)(state, seen, alone, ZERO, 1);
        }
        return;
      }
      const at = slots(c, groups, seen.length - 1);
      const values = plainNumbers(c);
      if (values instanceof Int32Array)
        (sign === 1 ? leastInteger : greatestInteger)(state, seen, values, at, c.length);
      else (sign === 1 ? leastInto : greatestInto)(state, seen, values, at, c.length);
    },
    finish(groupCount) {
      ensure(groupCount);
      const { validity, nulls } = present(seen, groupCount);
      return columnOfDoubles(type, trimmed(state, groupCount), validity, nulls);
    },
  };
  return self;
}

function rows({ type }: AccumulatorInfo, sign: 1 | -1): Accumulator {
  const kept = best(type, sign);
  return {
    update: ([column], groups, groupCount) => kept.update(column as Column, groups, groupCount),
    finish: (groupCount) => kept.column(groupCount),
    get bytes() {
      return kept.bytes;
    },
  };
}
