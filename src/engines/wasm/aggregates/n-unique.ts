import { type Column, fixedColumn } from "../../../arrow/column.ts";
import { Int32, UInt32 } from "../../../arrow/types.ts";
import type { AccumulatorFactory } from "../function.ts";
import { type Grouper, grouper } from "../keys/grouper.ts";

/** How many different values a group has; nulls count as one. */
export const nUnique: AccumulatorFactory = ({ type, argTypes }) => {
  const from = argTypes[0] ?? type;
  let alone: Grouper | null = null;
  let pairs: Grouper | null = null;
  let counts = new Uint32Array(1);
  const ensure = (groups: number): void => {
    if (groups <= counts.length) return;
    const more = new Uint32Array(Math.max(groups, counts.length * 2));
    more.set(counts);
    counts = more;
  };
  const close = (): void => {
    alone?.free();
    pairs?.free();
    alone = null;
    pairs = null;
  };
  const add = (c: Column, groups: Int32Array | null): void => {
    if (groups === null) {
      alone ??= grouper([from]);
      alone.add([c], c.length);
      counts[0] = alone.count;
      return;
    }
    pairs ??= grouper([Int32, from]);
    const before = pairs.count;
    const ids = pairs.add([fixedColumn(Int32, c.length, groups), c], c.length);
    let next = before;
    for (let i = 0; next < pairs.count; i++) {
      if (ids[i] !== next) continue;
      const g = groups[i] as number;
      counts[g] = (counts[g] as number) + 1;
      next++;
    }
  };
  return {
    update([column], groups, groupCount) {
      ensure(groupCount);
      try {
        add(column as Column, groups);
      } catch (error) {
        close();
        throw error;
      }
    },
    finish(groupCount) {
      ensure(groupCount);
      close();
      return fixedColumn(UInt32, groupCount, counts.slice(0, groupCount));
    },
    close,
    get bytes() {
      return counts.byteLength + (alone?.bytes ?? 0) + (pairs?.bytes ?? 0);
    },
  };
};
