import type { Column } from "../../../../arrow/column.ts";
import { concatColumns } from "../../../../arrow/concat.ts";
import { takeColumn } from "../../../../arrow/take.ts";
import type { Typed, TypedCall } from "../../../../expr/typed.ts";
import { searched } from "../../aggregates/search.ts";
import { castValue } from "../../cast.ts";
import type { Evaluator } from "../../evaluate.ts";
import { columnIn, isScalar, spread } from "../../value.ts";

// These see whether an argument is one value or a column, so they evaluate their arguments themselves.
export type Form = (e: TypedCall, compile: (e: Typed) => Evaluator) => Evaluator;

const columnsOf = (
  e: TypedCall,
  compile: (e: Typed) => Evaluator,
): ((...batch: Parameters<Evaluator>) => [Column, Column]) => {
  const [a, b] = e.args.map(compile) as [Evaluator, Evaluator];
  return (batch) => {
    const [x, y] = [a(batch), b(batch)];
    return [isScalar(x) && e.args[0]?.shape === "rows" ? spread(x, batch.length) : columnIn(x), columnIn(y)];
  };
};

export const append: Form = (e, compile) => {
  const columns = columnsOf(e, compile);
  return (batch) => concatColumns(e.type, columns(batch));
};

export const extendConstant: Form = (e, compile) => {
  const columns = columnsOf(e, compile);
  const n = Number(e.options.n);
  return (batch) => {
    const [c, value] = columns(batch);
    const one = columnIn(castValue(value, e.type, false));
    return concatColumns(e.type, [c, takeColumn(one, new Int32Array(n))]);
  };
};

export const searchSortedAll: Form = (e, compile) => {
  const columns = columnsOf(e, compile);
  return (batch) => {
    const [c, values] = columns(batch);
    return searched(c, values, e.options);
  };
};
