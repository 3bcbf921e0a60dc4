import { type DataType, UInt32 } from "../arrow/types.ts";
import { call, cast, type Expr, lit, type Options } from "./node.ts";
import type { Typed } from "./typed.ts";

const isNull = (x: Expr): Expr => call("isNull", [x]);
const orElse = (x: Expr, value: Expr): Expr => call("coalesce", [x, value]);
const number = (value: 0 | 1, to: DataType): Expr =>
  to.id === "Duration" ? lit(BigInt(value), to) : to.id === "Decimal" ? lit(String(value), to) : cast(lit(value), to);
const logical =
  (none: boolean) =>
  (x: Expr, to: DataType, { ignoreNulls }: Options): Expr =>
    ignoreNulls === false ? cast(x, to) : orElse(cast(x, to), lit(none));
const itself = (x: Expr): Expr => x;
const typed = (x: Expr, to: DataType): Expr => cast(x, to);
const spread = (x: Expr, to: DataType, { ddof }: Options): Expr =>
  Number(ddof ?? 1) > 0 ? lit(null, to) : call("sub", [cast(x, to), cast(x, to)]);
const place = (x: Expr, to: DataType): Expr => call("when", [isNull(x), lit(null, to), lit(0, to)]);
const one = (): Expr => lit(1, UInt32);

/** What an aggregate is of one value, in terms of that value. */
const OF_ONE: Readonly<Record<string, (x: Expr, to: DataType, options: Options) => Expr>> = {
  sum: (x, to) => orElse(cast(x, to), number(0, to)),
  product: (x, to) => orElse(cast(x, to), number(1, to)),
  mean: typed,
  median: typed,
  quantile: typed,
  min: itself,
  max: itself,
  first: itself,
  last: itself,
  count: (x) => cast(call("not", [isNull(x)]), UInt32),
  nullCount: (x) => cast(isNull(x), UInt32),
  len: one,
  nUnique: one,
  std: spread,
  var: spread,
  any: logical(false),
  all: logical(true),
  argMin: place,
  argMax: place,
  item: itself,
  nanMax: itself,
  nanMin: itself,
  bitwiseAnd: itself,
  bitwiseOr: itself,
  bitwiseXor: itself,
};

/** An aggregate of a literal or of another aggregate has one value, however many rows there are; null where it is of rows. */
export function ofOne(fn: string, args: readonly Typed[], to: DataType, options: Options): Expr | null {
  const [x] = args;
  const rule = OF_ONE[fn];
  return x === undefined || x.shape !== "scalar" || rule === undefined ? null : rule(x, to, options);
}
