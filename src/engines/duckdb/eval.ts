import type { TypedEval } from "../../expr/typed.ts";
import type { Scope } from "./scope.ts";

/** Why an expression of lists' items is not written in SQL; undefined where it is. */
export const evalGap = (_: TypedEval): string | undefined => "it is not written in SQL yet";

export const evalSql = (_: TypedEval, __: Scope): string => {
  throw new Error("gaps() names list.eval");
};
