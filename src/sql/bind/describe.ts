import { isNumeric } from "../../arrow/type-info.ts";
import { type DataType, Decimal, Float64, Int64, Utf8 } from "../../arrow/types.ts";
import { alias, call, cast, col, type Expr, lit } from "../../expr/node.ts";
import { concat, type Plan, select } from "../../plan/node.ts";
import { resolveNode } from "../../plan/resolve.ts";
import { schemaOf } from "../../plan/schema.ts";
import type { Describe } from "../syntax/statement.ts";
import type { Binder } from "./env.ts";
import { type Column, type Relation, relation } from "./relation.ts";
import { sqlTypeName } from "./sql-name.ts";
import { frameRelation } from "./values.ts";

const text = (
  name: string,
  values: readonly (string | null)[],
): { name: string; type: DataType; values: readonly unknown[] } => ({ name, type: Utf8, values });

/** The names and types of columns as rows. */
export function described(rel: Relation, binder: Binder): Relation {
  const { fields, index } = schemaOf(rel.plan);
  const columns = rel.columns.filter((c) => c.hidden !== true);
  const types = columns.map((c) => sqlTypeName(fields[index.get(c.id) as number]?.type as DataType));
  const none = columns.map(() => null);
  return frameRelation(
    binder,
    [
      text(
        "column_name",
        columns.map((c) => c.name),
      ),
      text("column_type", types),
      text(
        "null",
        columns.map(() => "YES"),
      ),
      text("key", none),
      text("default", none),
      text("extra", none),
    ],
    columns.length,
  );
}

export function tableNames(binder: Binder): Relation {
  const names = [...binder.tables.keys()]
    .filter((k) => k.startsWith("table "))
    .map((k) => k.slice(6))
    .sort();
  return frameRelation(binder, [text("name", names)], names.length);
}

const shown = (x: Expr): Expr => cast(x, Utf8);
/** What there is to say of each column's values: a row a column. */
export function summarized(rel: Relation, binder: Binder): Relation {
  const { fields, index } = schemaOf(rel.plan);
  const columns = rel.columns.filter((c) => c.hidden !== true);
  const names = [
    "column_name",
    "column_type",
    "min",
    "max",
    "approx_unique",
    "avg",
    "std",
    "q25",
    "q50",
    "q75",
    "count",
    "null_percentage",
  ];
  const ids = names.map((n) => binder.fresh(n));
  const none = lit(null, Utf8);
  const plans = columns.map((c): Plan => {
    const x = col(c.id);
    const type = fields[index.get(c.id) as number]?.type as DataType;
    const ordered = type.id !== "List" && type.id !== "Struct" && type.id !== "FixedSizeList";
    const number = (make: (v: Expr) => Expr): Expr => (isNumeric(type) ? shown(make(cast(x, Float64))) : none);
    const quantile = (q: number): Expr =>
      isNumeric(type) ? shown(cast(call("quantile", [x], { q, interpolation: "nearest" }), type)) : none;
    const all = cast(call("len", []), Int64);
    const share = call("div", [
      call("mul", [cast(call("nullCount", [x]), Float64), lit(100, Float64)]),
      cast(all, Float64),
    ]);
    const values = [
      lit(c.name, Utf8),
      lit(sqlTypeName(type), Utf8),
      ordered ? shown(call("min", [x])) : none,
      ordered ? shown(call("max", [x])) : none,
      cast(call("nUnique", [call("dropNulls", [x])]), Int64),
      number((v) => call("mean", [v])),
      number((v) => call("std", [v])),
      quantile(0.25),
      quantile(0.5),
      quantile(0.75),
      all,
      cast(call("round", [share], { decimals: 2 }), Decimal(9, 2) as DataType),
    ];
    return resolveNode(
      select(
        rel.plan,
        values.map((v, i) => alias(v, ids[i] as string)),
      ),
    );
  });
  const plan = plans.length === 1 ? (plans[0] as Plan) : resolveNode(concat(plans, "verticalRelaxed"));
  return relation(
    plan,
    names.map((name, i): Column => ({ name, table: null, id: ids[i] as string })),
  );
}

/** The query of a DESCRIBE, SUMMARIZE or SHOW over its target. */
export const descriptionOf = (d: Describe, target: Relation | null, binder: Binder): Relation =>
  target === null ? tableNames(binder) : d.summarize ? summarized(target, binder) : described(target, binder);
