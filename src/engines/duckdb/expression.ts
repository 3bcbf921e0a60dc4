import { sameType } from "../../arrow/type-info.ts";
import { PolaroidError } from "../../core/error.ts";
import { isMissing, type Missing, type Rules } from "../../engine/rules.ts";
import type { FunctionName } from "../../expr/registry.ts";
import { functionOf } from "../../expr/registry.ts";
import type { Typed, TypedCall, TypedOver } from "../../expr/typed.ts";
import { castSql } from "./cast.ts";
import { FUNCTIONS } from "./functions/index.ts";
import { LIST_AGGREGATES } from "./lists.ts";
import { literalSql } from "./literal.ts";
import { identifier } from "./quote.ts";
import { listSql } from "./reshape.ts";
import type { FunctionSql, Scope } from "./scope.ts";
import { isReshape } from "./stage.ts";

const RULES: Rules<FunctionName, FunctionSql> = FUNCTIONS;

function call(e: TypedCall, scope: Scope): string {
  const rule = RULES[e.fn as FunctionName] as FunctionSql | Missing | undefined;
  if (rule === undefined || isMissing(rule)) throw new PolaroidError("INTERNAL", `gaps() did not name ${e.fn}`);
  const first = e.args[0];
  const aggregate = functionOf(e.fn)?.kind === "aggregate";
  const whole = aggregate ? LIST_AGGREGATES[e.fn] : undefined;
  if (
    whole !== undefined &&
    first?.kind === "call" &&
    isReshape(first) &&
    (first.fn !== "filter" || e.fn === "implode")
  )
    return whole(listSql(first, scope), first.type, e.type);
  if (aggregate && first?.kind === "call" && first.fn === "filter") {
    const where = scope.sql(first.args[1] as Typed, scope);
    return rule(
      [scope.sql(first.args[0] as Typed, scope)],
      { ...e, args: [first.args[0] as Typed] },
      { ...scope, where },
    );
  }
  return rule(
    e.args.map((a) => scope.sql(a, scope)),
    e,
    scope,
  );
}

function over(e: TypedOver, scope: Scope): string {
  const keys = e.partitionBy.map((p) => scope.sql(p, scope));
  const row =
    e.orderBy.length === 0
      ? scope.row
      : [
          ...e.orderBy.map(
            (k) =>
              `${scope.sql(k.expr, scope)} ${k.descending ? "DESC" : "ASC"} NULLS ${k.nullsLast ? "LAST" : "FIRST"}`,
          ),
          scope.row,
        ].join(", ");
  return scope.sql(e.input, {
    ...scope,
    frame: "window",
    partition: keys.length === 0 ? "" : `PARTITION BY ${keys.join(", ")}`,
    row,
  });
}

/** An expression as SQL in its scope. */
export function expressionSql(e: Typed, scope: Scope): string {
  switch (e.kind) {
    case "col":
      return identifier(e.name);
    case "lit":
      return literalSql(e.value, e.type);
    case "cast": {
      const x = scope.sql(e.input, scope);
      const sql = sameType(e.input.type, e.to) ? x : castSql(x, e.input.type, e.to, e.strict);
      if (sql === null) throw new PolaroidError("INTERNAL", `gaps() did not name the cast to ${e.to.id}`);
      return sql;
    }
    case "call":
      return call(e, scope);
    case "over":
      return over(e, scope);
  }
}
