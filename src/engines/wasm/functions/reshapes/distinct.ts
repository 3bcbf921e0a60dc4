import type { Column } from "../../../../arrow/column.ts";
import { takeColumn } from "../../../../arrow/take.ts";
import type { Whole } from "../../function.ts";
import { firstRows, groupsOf } from "../../order/groups.ts";

export const unique: Whole = ([c]) => {
  const column = c as Column;
  const groups = groupsOf([column], column.length);
  return groups.count === column.length ? column : takeColumn(column, firstRows(groups));
};

export const mode: Whole = ([c]) => {
  const column = c as Column;
  const groups = groupsOf([column], column.length);
  const counts = new Int32Array(groups.count);
  for (let i = 0; i < column.length; i++)
    counts[groups.ids[i] as number] = (counts[groups.ids[i] as number] as number) + 1;
  let most = 0;
  for (let g = 0; g < counts.length; g++) most = Math.max(most, counts[g] as number);
  return takeColumn(
    column,
    firstRows(groups).filter((_, g) => counts[g] === most),
  );
};
