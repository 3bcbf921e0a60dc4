import type { DataType } from "../../arrow/types.ts";
import { Bool, Utf8 } from "../../arrow/types.ts";
import { alias, call, cast, col, type Expr, lit } from "../../expr/node.ts";
import { supertype } from "../../expr/supertype.ts";
import { explode, filter, select, withColumns } from "../../plan/node.ts";
import { resolveNode } from "../../plan/resolve.ts";
import { columnName } from "../print/column-name.ts";
import type { Ident, Span } from "../syntax/node.ts";
import type { SelectItem } from "../syntax/query.ts";
import type { UnpivotColumn } from "../syntax/table.ts";
import { type Env, typeIn } from "./env.ts";
import { bind } from "./expression.ts";
import { type Column, type Relation, relation } from "./relation.ts";
import { columnsOf, star } from "./star.ts";
import { structOf } from "./struct.ts";

interface Unpivot extends Span {
  readonly includeNulls: boolean;
  readonly values: readonly Ident[];
  readonly names: readonly UnpivotColumn[];
}
interface Side {
  readonly name: string;
  readonly values: readonly Expr[];
}

function sidesOf(from: readonly SelectItem[], env: Env): readonly Side[] {
  return from.flatMap(({ value, alias: as }): Side[] => {
    if (value.kind === "star") return star(value, env).map((i) => ({ name: i.name, values: [i.expr] }));
    if (value.kind === "columns") return columnsOf(value, env).map((c) => ({ name: c.name, values: [col(c.id)] }));
    const all = value.kind === "row" ? value.items : [value];
    const name =
      as?.name ?? all.map((v) => (v.kind === "column" ? (v.path.at(-1) as Ident).name : columnName(v))).join("_");
    return [{ name, values: all.map((v) => bind(v, env)) }];
  });
}

/** Some columns as rows: one a column, with its name and its value. */
export function unpivoted(u: Unpivot, env: Env): Relation {
  const { binder } = env;
  const { source } = binder;
  const [first, more] = u.names;
  if (first === undefined || more !== undefined || first.names.length !== 1)
    throw source.error(u, "unpivot has one column of names here", "NOT_SUPPORTED");
  const sides = sidesOf(first.from, env);
  for (const s of sides)
    if (s.values.length !== u.values.length)
      throw source.error(u, `unpivot gives ${u.values.length} columns, but "${s.name}" has ${s.values.length} values`);
  const types = u.values.map((v, i) =>
    sides
      .map((s) => typeIn(env, s.values[i] as Expr))
      .reduce((a: DataType, b: DataType): DataType => {
        const type = supertype(a, b);
        if (type === null)
          throw source.error(
            v,
            `the columns of unpivot have types that do not meet: ${a.id} and ${b.id}`,
            "TYPE_MISMATCH",
          );
        return type;
      }),
  );
  const id = binder.fresh("pair");
  const there = (s: Side): Expr =>
    u.includeNulls ? lit(true, Bool) : s.values.map((v) => call("isNotNull", [v])).reduce((a, b) => call("or", [a, b]));
  const pair = (s: Side): Expr =>
    structOf([
      { name: "name", value: lit(s.name, Utf8) },
      { name: "there", value: there(s) },
      ...s.values.map((v, i) => ({ name: `v${i}`, value: cast(v, types[i] as DataType) })),
    ]);
  const listed = resolveNode(withColumns(env.rel.plan, [alias(call("concatList", sides.map(pair)), id)]));
  const rows = resolveNode(explode(listed, [id]));
  const part = (name: string): Expr => call("struct.field", [col(id)], { name });
  const kept = resolveNode(filter(rows, part("there")));
  const used = new Set(sides.flatMap((s) => s.values.flatMap((v) => (v.kind === "col" ? [v.name] : []))));
  const keys = env.rel.columns.filter((c) => c.hidden !== true && !used.has(c.id));
  const name = (first.names[0] as Ident).name;
  const own = [name, ...u.values.map((v) => v.name)].map(
    (n): Column => ({ name: n, table: null, id: binder.fresh(n) }),
  );
  const plan = resolveNode(
    select(kept, [
      ...keys.map((k) => col(k.id)),
      ...own.map((c, i) => alias(part(i === 0 ? "name" : `v${i - 1}`), c.id)),
    ]),
  );
  return relation(plan, [...keys, ...own]);
}
