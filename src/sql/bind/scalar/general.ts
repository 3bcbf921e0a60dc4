import { isFloat } from "../../../arrow/type-info.ts";
import { Float64 } from "../../../arrow/types.ts";
import { call, type Expr, lit } from "../../../expr/node.ts";
import { typeIn } from "../env.ts";
import { compare, logic } from "../operators.ts";
import { shared } from "../shared.ts";
import { sqlTypeName } from "../sql-name.ts";
import { arg, type Given, MANY, type Rules, rule, typeAt, word } from "./rule.ts";

const extreme = (fn: string): Rules[string] =>
  rule(1, MANY, (g) => {
    const times = g.args.find((a) => /^(Date|Time)/.test(typeIn(g.env, a).id));
    const all: readonly Expr[] =
      times === undefined
        ? g.args
        : g.args.map((a) => (a.kind === "lit" && typeof a.value === "string" ? call("coalesce", [a]) : a));
    const floats = all.filter((a) => isFloat(typeIn(g.env, a)));
    if (fn === "minHorizontal" || floats.length === 0) return call(fn, all);
    const parts = floats.map((a) => shared(a, g.env));
    const nan = logic(
      "or",
      parts.map((a) => call("isNan", [a])),
    );
    return call("when", [
      nan,
      lit(Number.NaN, Float64),
      call(
        fn,
        all.map((a) => parts[floats.indexOf(a)] ?? a),
      ),
    ]);
  });
const decided = (g: Given): Expr => call("when", g.args);

export const GENERAL: Rules = {
  coalesce: rule(1, MANY, (g) => call("coalesce", g.args)),
  ifnull: rule(2, 2, (g) => call("coalesce", g.args)),
  nullif: rule(2, 2, (g) => {
    const x = shared(arg(g, 0), g.env);
    return call("when", [compare("=", x, arg(g, 1), g.env), lit(null), x]);
  }),
  if: rule(3, 3, decided),
  greatest: extreme("maxHorizontal"),
  least: extreme("minHorizontal"),
  typeof: rule(1, 1, (g) => word(sqlTypeName(typeAt(g, 0)))),
  error: rule(1, 1, (g) => {
    throw g.env.binder.source.error(g.call, "error() is not supported", "NOT_SUPPORTED");
  }),
};
