import { type Column, listColumn } from "../../../arrow/column.ts";
import type { AccumulatorFactory } from "../function.ts";
import { gathered } from "./gathered.ts";

/** All values of a group as one list, in their order. */
export const implode: AccumulatorFactory = ({ type, argTypes }) => {
  const all = gathered(argTypes[0] ?? type, false);
  return {
    update: ([column], groups) => all.add(column as Column, groups),
    finish(groupCount) {
      const { column, starts } = all.finish(groupCount);
      return listColumn(type, groupCount, starts, column);
    },
    get bytes() {
      return all.bytes;
    },
  };
};
