import { fieldOf, names } from "../../arrow/schema.ts";
import type { DataType } from "../../arrow/types.ts";
import type { AggregateName } from "../../expr/functions/aggregates.ts";
import type { TypedCall, TypedCol } from "../../expr/typed.ts";
import type { Explode, Pivot, Unpivot } from "../../plan/node.ts";
import { schemaOf } from "../../plan/schema.ts";
import { AGGREGATES } from "./functions/aggregates.ts";
import { literalSql } from "./literal.ts";
import { identifier, textLiteral } from "./quote.ts";
import type { Relation } from "./relation.ts";
import { ROW } from "./row.ts";
import type { FunctionSql } from "./scope.ts";
import { all, SCOPE } from "./select.ts";
import { sqlType } from "./types.ts";

/** One row an item; null gives one row of null, an empty list none. */
export function explodeSql(p: Explode, row: boolean, relation: Relation): string {
  const s = schemaOf(p.input);
  const sized = (n: string): string => {
    const x = identifier(n);
    return `CASE WHEN ${x} IS NULL THEN CAST([NULL] AS ${sqlType(fieldOf(s, n).type)}) ELSE ${x} END`;
  };
  const [first, ...rest] = p.columns as readonly [string, ...string[]];
  const unequal = rest.map((n) => `len(${sized(n)}) <> len(${sized(first)})`).join(" OR ");
  const check =
    unequal === ""
      ? ""
      : ` WHERE CASE WHEN ${unequal} THEN error('POLAROID:SHAPE_MISMATCH:exploded lists of one row must have one length') ELSE true END`;
  const columns = names(s).map((n) =>
    p.columns.includes(n) ? `unnest(${sized(n)}) AS ${identifier(n)}` : identifier(n),
  );
  const items = `SELECT ${columns.join(", ")}${row ? `, ${ROW} AS __in, generate_subscripts(${sized(first)}, 1) AS __at` : ""} FROM (${relation(p.input, row)})${check}`;
  return row ? `SELECT ${all(p, false)}, row_number() OVER (ORDER BY __in, __at) AS ${ROW} FROM (${items})` : items;
}

export function unpivotSql(p: Unpivot, row: boolean, relation: Relation): string {
  const s = schemaOf(p);
  const value = s.fields[s.fields.length - 1]?.type as DataType;
  const on = p.on ?? names(schemaOf(p.input)).filter((n) => !p.index.includes(n));
  if (on.length === 0)
    return `SELECT ${s.fields.map((f) => `CAST(NULL AS ${sqlType(f.type)}) AS ${identifier(f.name)}`).join(", ")}${row ? `, 0 AS ${ROW}` : ""} WHERE false`;
  const parts = on.map((name, i) => {
    const columns = [
      ...p.index.map(identifier),
      `${textLiteral(name)} AS ${identifier(p.variableName)}`,
      `CAST(${identifier(name)} AS ${sqlType(value)}) AS ${identifier(p.valueName)}`,
    ];
    return `SELECT ${columns.join(", ")}${row ? `, ${i} AS __part, ${ROW} AS __in` : ""} FROM (${relation(p.input, row)})`;
  });
  const rows = parts.join(" UNION ALL ");
  return row ? `SELECT ${all(p, false)}, row_number() OVER (ORDER BY __part, __in) AS ${ROW} FROM (${rows})` : rows;
}

/** One aggregate a cell, over the rows where `on` has the cell's value. */
export function pivotSql(p: Pivot, row: boolean, relation: Relation): string {
  const s = schemaOf(p.input);
  const out = schemaOf(p).fields.slice(p.index.length);
  const on = fieldOf(s, p.on).type;
  const cells = p.values.flatMap((v) => {
    const { type } = fieldOf(s, v);
    const col: TypedCol = { kind: "col", name: v, type, nullable: true, shape: "rows", elementwise: true };
    return p.onValues.map((value) => ({
      col,
      where: `${identifier(p.on)} IS NOT DISTINCT FROM ${literalSql(value, on)}`,
    }));
  });
  const columns = cells.map(({ col, where }, i) => {
    const fn = (p.aggregate ?? "first") as AggregateName;
    const call: TypedCall = {
      kind: "call",
      fn,
      args: [col],
      options: {},
      type: out[i]?.type ?? col.type,
      nullable: true,
      shape: "scalar",
      elementwise: false,
    };
    const cell = (AGGREGATES[fn] as FunctionSql)([identifier(col.name)], call, { ...SCOPE, frame: "group", where });
    const count = `count(*) FILTER (WHERE ${where})`;
    const many =
      p.aggregate === null
        ? ` WHEN ${count} > 1 THEN error('POLAROID:INVALID_ARGUMENT:a cell of the pivot has several values; give an aggregateFunction')`
        : "";
    return `${many === "" ? cell : `CASE${many} ELSE ${cell} END`} AS ${identifier(out[i]?.name ?? "")}`;
  });
  const index = p.index.map(identifier);
  return `SELECT ${[...index, ...columns].join(", ")}${row ? `, min(${ROW}) AS ${ROW}` : ""} FROM (${relation(p.input, true)}) GROUP BY ${index.join(", ")}`;
}
