import { type Column, type FixedColumn, fixedColumn, isValid } from "../../../arrow/column.ts";
import { allocate } from "../../../arrow/layout.ts";
import { allNull } from "../../../arrow/take.ts";
import { isFloat } from "../../../arrow/type-info.ts";
import { valueAt } from "../../../arrow/value.ts";
import { PolaroidError } from "../../../core/error.ts";
import type { Accumulator, AccumulatorFactory, AccumulatorInfo } from "../function.ts";
import { columnOfDoubles, doubles } from "./doubles.ts";
import { NO_FLOAT64, type Running, resized, roomFor, trimmed } from "./room.ts";
import { noGroups, slots } from "./slots.ts";

/** The product of what is not null, 1 of nothing. Integers wrap; a Decimal that needs more than 38 digits is an error. */
export const product: AccumulatorFactory = (info) => {
  const from = info.argTypes[0] ?? info.type;
  if (from.id === "Null") return { update: () => undefined, finish: (n) => allNull(info.type, n), bytes: 0 };
  return isFloat(info.type) ? floats(info) : exact(info);
};

function floats({ type }: AccumulatorInfo): Accumulator {
  let state: Float64Array = NO_FLOAT64;
  const ensure = (groups: number): void => {
    state = resized(state, roomFor(state.length, groups), 1, 1);
    self.bytes = state.byteLength;
  };
  const self: Running = {
    bytes: 0,
    update([column], groups, groupCount) {
      ensure(groupCount);
      const c = column as Column;
      const values = doubles(c);
      const at = slots(c, groups, state.length - 1);
      for (let i = 0; i < c.length; i++) {
        const g = at[i] as number;
        state[g] = (state[g] as number) * (values[i] as number);
      }
    },
    finish(groupCount) {
      ensure(groupCount);
      return columnOfDoubles(type, trimmed(state, groupCount), null, 0);
    },
  };
  return self;
}

const LIMIT = 10n ** 38n;

/** A product of two decimals at one's scale, halves to the even digit. */
function toScale(product: bigint, unit: bigint): bigint {
  const whole = product / unit;
  const rest = (product < 0n ? -product : product) - (whole < 0n ? -whole : whole) * unit;
  const up = rest * 2n > unit || (rest * 2n === unit && (whole & 1n) === 1n);
  return up ? whole + (product < 0n ? -1n : 1n) : whole;
}

// Products of integers are rare and soon too large: exact arithmetic, one value at a time.
function exact({ type }: AccumulatorInfo): Accumulator {
  const unit = type.id === "Decimal" ? 10n ** BigInt(type.scale) : 1n;
  const wrap = type.id === "UInt64" ? BigInt.asUintN : BigInt.asIntN;
  const state: bigint[] = [];
  const ensure = (groups: number): void => {
    while (state.length < groups) state.push(unit);
  };
  return {
    update([column], groups, groupCount) {
      ensure(groupCount);
      const c = column as Column;
      const at = groups ?? noGroups(c.length);
      for (let i = 0; i < c.length; i++) {
        if (!isValid(c, i)) continue;
        const g = at[i] as number;
        const v = BigInt(valueAt(c, i) as bigint | number | boolean);
        const next = (state[g] as bigint) * v;
        state[g] = type.id === "Decimal" ? toScale(next, unit) : wrap(64, next);
        if (type.id === "Decimal" && ((state[g] as bigint) >= LIMIT || (state[g] as bigint) <= -LIMIT))
          throw new PolaroidError(
            "OUT_OF_RANGE",
            "a product of Decimal needs more than 38 digits; cast to Float64 first",
          );
      }
    },
    finish(groupCount) {
      ensure(groupCount);
      const out = allocate(type, groupCount) as FixedColumn["values"];
      for (let g = 0; g < groupCount; g++) {
        const v = state[g] as bigint;
        if (type.id === "Decimal") {
          (out as BigInt64Array)[2 * g] = BigInt.asIntN(64, v);
          (out as BigInt64Array)[2 * g + 1] = v >> 64n;
        } else (out as BigInt64Array)[g] = v;
      }
      return fixedColumn(type, groupCount, out);
    },
    get bytes() {
      return state.length * 24;
    },
  };
}
