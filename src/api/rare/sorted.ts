import type { Column } from "../../arrow/column.ts";
import { settings, textsArgument } from "../../core/argument.ts";
import { PolaroidError } from "../../core/error.ts";
import { call, col, type Expr } from "../../expr/node.ts";
import { SORT } from "../defaults.ts";

/** The places of the rows in order of some columns. */
export function orderOf(by: readonly string[], options: unknown): Expr {
  const { descending, nullsLast } = settings("isSorted", SORT, options);
  if (by.length === 0) throw new PolaroidError("INVALID_ARGUMENT", "isSorted needs to know by which columns");
  const each = (v: boolean | readonly boolean[] | undefined, what: string): readonly boolean[] => {
    if (Array.isArray(v) && v.length !== by.length)
      throw new PolaroidError("INVALID_ARGUMENT", `${what} has ${v.length} entries for ${by.length} columns`);
    return Object.freeze(by.map((_, i) => (Array.isArray(v) ? v[i] === true : v === true)));
  };
  const flags = { descending: each(descending, "descending"), nullsLast: each(nullsLast, "nullsLast") };
  return call("argSortBy", textsArgument(by, "a column of isSorted").map(col), Object.freeze(flags));
}

/** Whether places are those that the rows have already. */
export function inOrder(c: Column): boolean {
  const places = c.layout === "fixed" ? (c.values as ArrayLike<number>) : [];
  for (let i = 0; i < c.length; i++) if (places[i] !== i) return false;
  return true;
}
