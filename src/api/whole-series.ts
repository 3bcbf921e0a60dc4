import type { Column } from "../arrow/column.ts";
import { type DataType, List } from "../arrow/types.ts";
import { valuesOf } from "../arrow/value.ts";
import { alias, call, col, type LiteralValue, lit, type Expr as Node } from "../expr/node.ts";
import { drop, filter, type Plan, withColumns } from "../plan/node.ts";

/** What a Series is here: a name and values. */
interface SeriesLike {
  readonly name: string;
  readonly column: Column;
}
export const isSeriesLike = (v: unknown): v is SeriesLike =>
  typeof v === "object" && v !== null && "column" in v && "name" in v && !("~expr" in v);

/** The values of a Series as an expression with a length of its own. */
export const seriesNode = ({ name, column }: SeriesLike): Node =>
  alias(call("explode", [lit(Object.freeze(valuesOf(column)) as LiteralValue, List(column.type) as DataType)]), name);

const MASK = "__mask";
/** The rows where a column of truth values beside them is true. */
export const masked = (plan: Plan, mask: SeriesLike): Plan =>
  drop(filter(withColumns(plan, [alias(seriesNode(mask), MASK)]), col(MASK)), [MASK]);
