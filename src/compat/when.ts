import { when as ours } from "../api/expr/functions.ts";
import { Expr } from "./expr.ts";
import { into, literal } from "./into.ts";
import type { Loose } from "./ours.ts";

/** A condition that waits for its value. */
export interface When {
  then(value: any): Then;
}
/** Conditions and values so far. */
export interface Then {
  when(condition: any): When;
  otherwise(value: any): Expr;
}
const waiting = (w: Loose): When => ({
  then(value) {
    const t = w.then(literal(value)) as Loose;
    return {
      when: (condition) => waiting(t.when(into(condition))),
      otherwise: (other) => new Expr(t.otherwise(literal(other))["~expr"]),
    };
  },
});
/** Chooses values by conditions. */
export const when = (condition: any): When => waiting(ours(into(condition) as never) as unknown as Loose);
