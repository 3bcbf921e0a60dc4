import { type Column, type FixedColumn, fixedColumn } from "../../../arrow/column.ts";
import { allocate } from "../../../arrow/layout.ts";
import { allNull } from "../../../arrow/take.ts";
import { isFloat } from "../../../arrow/type-info.ts";
import type { Accumulator, AccumulatorFactory, AccumulatorInfo } from "../function.ts";
import { sumOfDecimals } from "./decimals.ts";
import { columnOfDoubles, doubles, plainNumbers } from "./doubles.ts";
import { addExact, addIntegers, addOne, addPlain, addRuns, addTo, exactSum } from "./float-sum.ts";
import { NO_FLOAT64, NO_INT32, type Running, resized, roomFor, trimmed } from "./room.ts";
import { runsOf } from "./runs.ts";
import { slots } from "./slots.ts";
import { foldOf, sumDoubles, sumIntegers } from "./whole-column.ts";
import { addBig, addWide, type WideState, WORDS } from "./wide.ts";

/** Whether a type's values take more than 53 bits. */
export const isWide = (c: { readonly id: string }): boolean =>
  ["Int64", "UInt64", "Time", "Datetime", "Duration", "Decimal"].includes(c.id);

/** The sum of what is not null, 0 of nothing. Integers wrap; a Decimal that needs more than 38 digits is an error. */
export const sum: AccumulatorFactory = (info) => {
  const from = info.argTypes[0] ?? info.type;
  if (from.id === "Null") return nothing(info);
  if (from.id === "Decimal") return sumOfDecimals(info);
  return isWide(from) ? wideSums(info) : isFloat(from) ? floatSums(info) : smallSums(info);
};

function nothing({ type }: AccumulatorInfo): Accumulator {
  return {
    update: () => undefined,
    finish: (groupCount) =>
      type.id === "Null" ? allNull(type, groupCount) : fixedColumn(type, groupCount, allocate(type, groupCount)),
    bytes: 0,
  };
}

function floatSums({ type }: AccumulatorInfo): Accumulator {
  let state: Float64Array = NO_FLOAT64;
  const ensure = (groups: number): void => {
    state = resized(state, roomFor(state.length >> 1, groups), 2);
    self.bytes = state.byteLength;
  };
  const self: Running = {
    bytes: 0,
    update([column], groups, groupCount) {
      ensure(groupCount);
      const c = column as Column;
      if (groups === null && foldOf(c as FixedColumn) === "f64")
        sumDoubles(c as FixedColumn, (x) => addOne(state, 0, x));
      else if (groups === null && c.validity === null) addTo(state, 0, doubles(c), c.length);
      else {
        const at = slots(c, groups, (state.length >> 1) - 1);
        const runs = runsOf(at, c.length);
        if (runs === null) addExact(state, doubles(c), at, c.length);
        else addRuns(state, doubles(c), at, runs);
      }
    },
    finish(groupCount) {
      ensure(groupCount);
      return columnOfDoubles(type, exactSum(state, groupCount), null, 0);
    },
  };
  return self;
}

// Integers of up to 32 bits and Bool: exact in doubles for 2^21 rows of the largest; sums of 32 bits are wrapped before that.
const EXACT_ROWS = 2 ** 20;

function smallSums({ type }: AccumulatorInfo): Accumulator {
  let state: Float64Array = NO_FLOAT64;
  let rows = 0;
  const wrap = (): void => {
    rows = 0;
    if (type.id === "Int32") for (let g = 0; g < state.length; g++) state[g] = (state[g] as number) | 0;
    else if (type.id === "UInt32") for (let g = 0; g < state.length; g++) state[g] = (state[g] as number) >>> 0;
  };
  const ensure = (groups: number): void => {
    state = resized(state, roomFor(state.length, groups));
    self.bytes = state.byteLength;
  };
  const self: Running = {
    bytes: 0,
    update([column], groups, groupCount) {
      ensure(groupCount);
      const c = column as Column;
      if (groups === null && foldOf(c as FixedColumn) === 32) {
        const sum = sumIntegers(c as FixedColumn);
        state[0] = (state[0] as number) + Number(type.id === "Int64" ? sum : BigInt.asIntN(32, sum));
        return;
      }
      const values = plainNumbers(c);
      const at = slots(c, groups, state.length - 1);
      for (let from = 0; from < c.length; from += EXACT_ROWS) {
        const length = Math.min(EXACT_ROWS, c.length - from);
        if (rows + length > EXACT_ROWS) wrap();
        if (values instanceof Int32Array) addIntegers(state, values.subarray(from), at.subarray(from), length);
        else addPlain(state, values.subarray(from), at.subarray(from), length);
        rows += length;
      }
    },
    finish(groupCount) {
      ensure(groupCount);
      wrap();
      return columnOfDoubles(type, trimmed(state, groupCount), null, 0);
    },
  };
  return self;
}

function wideSums({ type }: AccumulatorInfo): Accumulator {
  const sums: WideState = { state: NO_INT32 };
  const ensure = (groups: number): void => {
    sums.state = resized(sums.state, roomFor(sums.state.length / WORDS, groups), WORDS);
    self.bytes = sums.state.byteLength;
  };
  const self: Running = {
    bytes: 0,
    update([column], groups, groupCount) {
      ensure(groupCount);
      const c = column as FixedColumn;
      if (groups === null && foldOf(c) === 64) addBig(sums, 0, sumIntegers(c));
      else addWide(sums, c, slots(c, groups, sums.state.length / WORDS - 1));
    },
    finish(groupCount) {
      ensure(groupCount);
      const out = new Int32Array(groupCount * 2);
      for (let g = 0; g < groupCount; g++) {
        out[2 * g] = sums.state[WORDS * g] as number;
        out[2 * g + 1] = sums.state[WORDS * g + 1] as number;
      }
      const values = allocate(type, groupCount);
      return fixedColumn(type, groupCount, new (values.constructor as typeof BigInt64Array)(out.buffer));
    },
  };
  return self;
}
