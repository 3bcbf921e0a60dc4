import { batch } from "../../arrow/batch.ts";
import { columnFrom } from "../../arrow/build.ts";
import { field, schema } from "../../arrow/schema.ts";
import { type DataType, Int32, Null, Utf8 } from "../../arrow/types.ts";
import { alias, cast, col, type Expr, type Lit } from "../../expr/node.ts";
import { supertype } from "../../expr/supertype.ts";
import { concat, frame, frameOf, type Plan, select, withColumns } from "../../plan/node.ts";
import { resolveNode } from "../../plan/resolve.ts";
import type { Expr as Ast } from "../syntax/expr.ts";
import type { Values } from "../syntax/query.ts";
import { converted } from "./convert.ts";
import { type Binder, type Env, typeIn } from "./env.ts";
import { bindValue } from "./expression.ts";
import { type Column, type Relation, relation } from "./relation.ts";
import type { Scope } from "./scope.ts";

/** Columns in memory. */
export const frameRelation = (
  binder: Binder,
  columns: readonly { readonly name: string; readonly type: DataType; readonly values: readonly unknown[] }[],
  rows: number,
): Relation => {
  const own = columns.map((c): Column => ({ name: c.name, table: null, id: binder.fresh(c.name) }));
  const s = schema(columns.map((c, i) => field((own[i] as Column).id, c.type)));
  const plan = frame(
    frameOf(s, [
      batch(
        s,
        columns.map((c) => columnFrom(c.values, c.type)),
        rows,
      ),
    ]),
  );
  return relation(plan, own);
};

/** One row without columns of its own. */
export function oneRow(binder: Binder): Relation {
  const { plan, columns } = frameRelation(binder, [{ name: "row", type: Int32, values: [0] }], 1);
  return relation(
    plan,
    columns.map((c) => ({ ...c, hidden: true })),
  );
}

const PLAIN = new Set(["Int32", "Int64", "Float64", "Utf8", "Bool", "Null"]);
const isLit = (e: Expr): e is Lit => e.kind === "lit" && !Array.isArray(e.value) && !(e.value instanceof Uint8Array);

/** The type of a column of literals; null where they have none in common. */
function typeOf(column: readonly Lit[]): DataType | null {
  let type: DataType = Null;
  for (const { type: t } of column) {
    const next: DataType | null = t === null ? type : supertype(type, t);
    if (next === null) return null;
    type = next;
  }
  return type;
}

/** Rows of literals as one frame; null where they are more than that. */
function written(binder: Binder, rows: readonly (readonly Expr[])[], names: readonly Column[]): Plan | null {
  if (!rows.every((r) => r.every(isLit))) return null;
  const types = names.map((_, i) => typeOf(rows.map((r) => r[i] as Lit)));
  if (types.some((t) => t === null || (!PLAIN.has(t.id) && t.id !== "Decimal"))) return null;
  const made = frameRelation(
    binder,
    names.map((c, i) => {
      const type = types[i] as DataType;
      const values = rows.map((r) => (r[i] as Lit).value);
      if (type.id === "Int64")
        return { name: c.name, type, values: values.map((v) => (v === null ? null : BigInt(v as number))) };
      if (type.id === "Float64")
        return { name: c.name, type, values: values.map((v) => (v === null ? null : Number(v))) };
      if (type.id === "Decimal")
        return { name: c.name, type: Utf8, values: values.map((v) => (v === null ? null : String(v))) };
      return { name: c.name, type, values };
    }),
    rows.length,
  );
  return resolveNode(
    select(
      made.plan,
      made.columns.map((c, i) => alias(cast(col(c.id), types[i] as DataType), (names[i] as Column).id)),
    ),
  );
}

/** Texts that are written out, among values of another type, as that type. */
function typed(rows: readonly (readonly Expr[])[], body: Values, env: Env): readonly (readonly Expr[])[] {
  const isText = (e: Expr): boolean => e.kind === "lit" && e.type?.id === "Utf8";
  const to = (rows[0] ?? []).map((_, i): DataType | null => {
    const column = rows.map((r) => r[i] as Expr);
    if (!column.some(isText) || column.every(isText)) return null;
    const types = column.filter((e) => !isText(e)).map((e) => typeIn(env, e));
    const type = types.reduce<DataType | null>((a, b) => (a === null ? null : supertype(a, b)), Null);
    return type === null || type.id === "Null" || type.id === "Utf8" ? null : type;
  });
  if (to.every((t) => t === null)) return rows;
  return rows.map((row, r) =>
    row.map((e, i) => {
      const type = to[i];
      return type == null || !isText(e) ? e : converted(e, type, true, env, (body.rows[r] as readonly Ast[])[i] as Ast);
    }),
  );
}

export function rowsOf(body: Values, binder: Binder, scope: Scope, values: Relation | null): Relation {
  const base = values ?? oneRow(binder);
  const env: Env = {
    binder,
    scope: { ...scope, columns: [] },
    rel: base,
    group: null,
    clause: "VALUES",
    windows: false,
    lambda: null,
  };
  const width = body.rows[0]?.length ?? 0;
  const outputs = Array.from(
    { length: width },
    (_, i): Column => ({ name: `col${i}`, table: null, id: binder.fresh(`col${i}`) }),
  );
  const given = body.rows.map((row) => {
    if (row.length !== width)
      throw binder.source.error(
        row[0] ?? body,
        `all rows of VALUES have as many values as the first: ${width}, not ${row.length}`,
      );
    return row.map((e) => bindValue(e, env));
  });
  const rows = typed(given, body, env);
  const plain = values === null ? written(binder, rows, outputs) : null;
  if (plain !== null) return relation(plain, outputs);
  const own = (values?.columns ?? []).map((c) => col(c.id));
  const plans = rows.map((row) => {
    const exprs = row.map((e, i) => alias(e, (outputs[i] as Column).id));
    return resolveNode(
      select(resolveNode(withColumns(env.rel.plan, exprs)), [...outputs.map((o) => col(o.id)), ...own]),
    );
  });
  return relation(plans.length === 1 ? (plans[0] as Plan) : resolveNode(concat(plans, "verticalRelaxed")), outputs);
}
