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
/** No other row is away from it; itself it is from itself, which rows tell. */
const away = (_: Expr, to: DataType, { n }: Options): Expr | null => (n === 0 ? null : lit(null, to));
const first = (): Expr => lit(0, UInt32);
const flag = (value: boolean) => (): Expr => lit(value);
const valid = (x: Expr): Expr => cast(call("not", [isNull(x)]), UInt32);

type Rule = (x: Expr, to: DataType, options: Options, further: readonly Expr[]) => Expr | null;

/** What an aggregate or a window is of one value, in terms of that value. */
const OF_ONE: Readonly<Record<string, Rule>> = {
  sum: (x, to) => orElse(cast(x, to), number(0, to)),
  product: (x, to) => orElse(cast(x, to), number(1, to)),
  mean: typed,
  median: typed,
  quantile: typed,
  min: itself,
  max: itself,
  first: itself,
  last: itself,
  count: valid,
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
  implode: (x, to) => (to.id === "List" && to.inner.id !== "List" ? cast(call("concatList", [x]), to) : null),
  shift: (x, to, { n }, [fill]) => (n === 0 ? x : fill === undefined ? lit(null, to) : cast(fill, to)),
  diff: away,
  pctChange: away,
  cumSum: typed,
  cumProd: typed,
  cumMin: itself,
  cumMax: itself,
  cumCount: valid,
  rank: (x, to) => call("when", [isNull(x), lit(null, to), number(1, to)]),
  reverse: itself,
  sort: itself,
  fillNullStrategy: (x, to, { strategy }) =>
    strategy === "zero" || strategy === "one" ? orElse(x, number(strategy === "one" ? 1 : 0, to)) : x,
  rleId: first,
  argSort: first,
  isDuplicated: flag(false),
  isUnique: flag(true),
  isFirstDistinct: flag(true),
  isLastDistinct: flag(true),
};

/** An aggregate or a window of a literal or of an aggregate has one value, however many rows there are; null where it is of rows. */
export function ofOne(fn: string, args: readonly Typed[], to: DataType, options: Options): Expr | null {
  const [x, ...further] = args;
  const rule = OF_ONE[fn];
  return x === undefined || x.shape !== "scalar" || rule === undefined ? null : rule(x, to, options, further);
}
