import { type Column, type FixedColumn, fixedColumn } from "../../../arrow/column.ts";
import { allocate } from "../../../arrow/layout.ts";
import { allNull } from "../../../arrow/take.ts";
import type { Accumulator, AccumulatorFactory, AccumulatorInfo } from "../function.ts";
import { best } from "./best.ts";
import { columnOfDoubles, plainNumbers } from "./doubles.ts";
import { NO_FLOAT64, NO_INT32, NO_UINT8, present, type Running, resized, roomFor, trimmed } from "./room.ts";
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
    return isWide(from) ? longs(info, sign) : numbers(info, sign);
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

// `flip` moves unsigned high words into the order of signed ones; `sign` -1 looks for the greatest.
function longInto(
  state: Int32Array,
  seen: Uint8Array,
  values: Int32Array,
  at: Int32Array,
  length: number,
  flip: number,
  sign: number,
): void {
  for (let i = 0; i < length; i++) {
    const g = at[i] as number;
    const low = values[2 * i] as number;
    const high = values[2 * i + 1] as number;
    const d = ((high ^ flip) - ((state[2 * g + 1] as number) ^ flip)) * sign;
    if (d < 0 || seen[g] === 0 || (d === 0 && ((low >>> 0) - ((state[2 * g] as number) >>> 0)) * sign < 0)) {
      state[2 * g] = low;
      state[2 * g + 1] = high;
      seen[g] = 1;
    }
  }
}

function longs({ type }: AccumulatorInfo, sign: 1 | -1): Accumulator {
  const flip = type.id === "UInt64" ? -0x80000000 : 0;
  let state: Int32Array = NO_INT32;
  let seen: Uint8Array = NO_UINT8;
  const ensure = (groups: number): void => {
    const capacity = roomFor(seen.length, groups);
    state = resized(state, capacity, 2);
    seen = resized(seen, capacity);
    self.bytes = state.byteLength + seen.byteLength;
  };
  const self: Running = {
    bytes: 0,
    update([column], groups, groupCount) {
      ensure(groupCount);
      const { values, length } = column as FixedColumn;
      if (groups === null && foldOf(column as FixedColumn) === 64) {
        const found = extremeInteger(column as FixedColumn, sign);
        if (found !== undefined)
          longInto(state, seen, new Int32Array(BigInt64Array.of(BigInt.asIntN(64, found)).buffer), ZERO, 1, flip, sign);
        return;
      }
      const at = slots(column as Column, groups, seen.length - 1);
      longInto(state, seen, new Int32Array(values.buffer, values.byteOffset, length * 2), at, length, flip, sign);
    },
    finish(groupCount) {
      ensure(groupCount);
      const { validity, nulls } = present(seen, groupCount);
      const values = allocate(type, groupCount);
      new Int32Array(values.buffer).set(state.subarray(0, 2 * groupCount));
      return fixedColumn(type, groupCount, values, validity, nulls);
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
