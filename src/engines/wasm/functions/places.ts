import type { Column } from "../../../arrow/column.ts";
import type { DataType } from "../../../arrow/types.ts";
import type { Rules } from "../../../engine/rules.ts";
import type { PlaceName } from "../../../expr/functions/places.ts";
import type { Whole } from "../function.ts";
import { ruleOf } from "../tables.ts";
import { qcut } from "./places/qcut.ts";
import { argSort, argSortBy, isLastDistinct } from "./places/sorted.ts";
import { type Segmented, whole } from "./windows/segmented.ts";

/** The same buffers under the types that they are stored as. */
function stored(c: Column, type: DataType): Column {
  if (c.layout === "list")
    return { ...c, type, child: stored(c.child, type.id === "List" ? type.inner : c.child.type) };
  return { ...c, type } as Column;
}

const toPhysical: Whole = (args, info) => {
  const c = args[0] as Column;
  return c.layout === "dict" ? ruleOf("whole", "cat.physical")(args, info) : stored(c, info.type);
};

/** Windows over stretches of rows, as `over` needs them. */
export const PLACED: Readonly<Record<"argSort" | "isLastDistinct", Segmented>> = { argSort, isLastDistinct };

/** How this engine tells the places of values among others. */
export const PLACES: Rules<PlaceName, Whole> = {
  argSort: whole(argSort),
  argSortBy,
  isLastDistinct: whole(isLastDistinct),
  qcut,
  toPhysical,
};
