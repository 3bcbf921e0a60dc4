import { type Column, fixedColumn } from "../../../arrow/column.ts";
import { UInt32 } from "../../../arrow/types.ts";
import type { AccumulatorFactory } from "../function.ts";
import { type Grouper, grouper } from "../keys/grouper.ts";
import { DistinctSets } from "./distinct-sets.ts";

/** How many different values a group has; nulls count as one. */
export const nUnique: AccumulatorFactory = ({ type, argTypes }) => {
  const from = argTypes[0] ?? type;
  let values: Grouper | null = null;
  let sets: DistinctSets | null = null;
  const close = (): void => {
    values?.free();
    sets?.free();
    values = null;
    sets = null;
  };
  const add = (c: Column, groups: Int32Array | null, groupCount: number): void => {
    values ??= grouper([from]);
    const ids = values.add([c], c.length);
    if (groups === null) return;
    sets ??= new DistinctSets();
    sets.add(groups, groupCount, ids, values.count);
  };
  return {
    update([column], groups, groupCount) {
      try {
        add(column as Column, groups, groupCount);
      } catch (error) {
        close();
        throw error;
      }
    },
    finish(groupCount) {
      const counts = sets?.counts(groupCount) ?? new Uint32Array(groupCount).fill(values?.count ?? 0);
      close();
      return fixedColumn(UInt32, groupCount, counts);
    },
    close,
    get bytes() {
      return (values?.bytes ?? 0) + (sets?.bytes ?? 0);
    },
  };
};
