import { type Column, type FixedColumn, fixedColumn, isValid, type Numbers } from "../../../../arrow/column.ts";
import { allocate } from "../../../../arrow/layout.ts";
import { isFloat } from "../../../../arrow/type-info.ts";
import { INTEGER_RANGE, type IntegerId } from "../../../../expr/math/ranges.ts";
import type { AccumulatorFactory } from "../../function.ts";
import { ruleOf } from "../../tables.ts";

/** The least or greatest value, NaN where one is. */
export const withNan =
  (fn: "min" | "max"): AccumulatorFactory =>
  (info) => {
    const best = ruleOf("accumulators", fn)(info);
    if (!isFloat(info.type)) return best;
    const found = new Set<number>();
    return {
      update(args, groups, groupCount) {
        best.update(args, groups, groupCount);
        const c = args[0] as Column;
        if (c.layout !== "fixed") return;
        const values = c.values as Numbers;
        for (let i = 0; i < c.length; i++)
          if (values[i] !== values[i] && isValid(c, i)) found.add(groups === null ? 0 : (groups[i] as number));
      },
      finish(groupCount) {
        const c = best.finish(groupCount) as FixedColumn;
        const values = c.values.slice() as Float64Array;
        for (const g of found) values[g] = Number.NaN;
        return fixedColumn(c.type, c.length, values, c.validity, c.nulls);
      },
      close: () => best.close?.(),
      get bytes() {
        return best.bytes + 16 * found.size;
      },
    };
  };

/** The least or greatest value that a type holds, whatever the values are. */
export const bound =
  (upper: boolean): AccumulatorFactory =>
  ({ type }) => ({
    bytes: 0,
    update: () => undefined,
    finish(groupCount) {
      const out = allocate(type, groupCount);
      if (isFloat(type)) (out as Float64Array).fill(upper ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY);
      else {
        const { low, high } = INTEGER_RANGE[type.id as IntegerId];
        const value = upper ? high : low;
        if (out instanceof BigInt64Array || out instanceof BigUint64Array) out.fill(value);
        else (out as Numbers).fill(Number(value));
      }
      return fixedColumn(type, groupCount, out);
    },
  });
