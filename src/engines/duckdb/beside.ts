import { names } from "../../arrow/schema.ts";
import { outputs } from "../../expr/typed.ts";
import { type Plan, type Select, select, type WithColumns, withColumns } from "../../plan/node.ts";
import { schemaOf } from "../../plan/schema.ts";
import { identifier, textLiteral } from "./quote.ts";
import type { Relation } from "./relation.ts";
import { ROW } from "./row.ts";

const N = "__n";

/** The number of a row that some side of a join by numbers has. */
export const anyNumber = (sides: number): string =>
  sides === 1 ? `t0.${N}` : `coalesce(${Array.from({ length: sides }, (_, i) => `t${i}.${N}`).join(", ")})`;

const MISSING = "__missing";

/**
 * Sides beside each other where no side may have more rows than another. All rows are looked at in a window, which no condition
 * that follows goes below.
 */
export function sameHeights(sides: number, columns: readonly string[], from: string, message: string): string {
  const missing = Array.from({ length: sides }, (_, i) => `t${i}.${N} IS NULL`).join(" OR ");
  const fail = `error(${textLiteral(`POLAROID:SHAPE_MISMATCH:${message}`)})`;
  return `SELECT * EXCLUDE (${MISSING}) FROM (SELECT ${columns.join(", ")}, count(CASE WHEN ${missing} THEN ${fail} END) OVER () AS ${MISSING} FROM ${from}) WHERE ${MISSING} = 0`;
}

/** Relations with row numbers beside each other, joined by the numbers of their rows: t0, t1 and so on. */
export function besideSql(sides: readonly string[]): string {
  const parts = sides.map(
    (from, i) => `(SELECT *, row_number() OVER (ORDER BY ${ROW}) AS ${N} FROM (${from})) AS t${i}`,
  );
  return parts
    .slice(1)
    .reduce((from, part, i) => `${from} FULL JOIN ${part} ON ${anyNumber(i + 1)} = t${i + 1}.${N}`, parts[0] as string);
}

type Made = Select | WithColumns;

/** Whether columns of a length of their own stand beside the rows' columns. */
export function isMixed(p: Plan): boolean {
  if (p.kind !== "select" && p.kind !== "withColumns") return false;
  const shapes = new Set(outputs(p.exprs).map((o) => o.input.shape));
  return shapes.has("free") && (p.kind === "withColumns" || shapes.has("rows"));
}

/** Columns of a length of their own beside others: each is a relation of its own. */
export function mixedSql(p: Made, row: boolean, relation: Relation): string {
  const exprs = outputs(p.exprs);
  const free = exprs.filter((o) => o.input.shape === "free");
  const rest = exprs.filter((o) => o.input.shape !== "free");
  const make = p.kind === "select" ? select : withColumns;
  const sides: Plan[] = [rest.length === 0 ? p.input : make(p.input, rest), ...free.map((o) => select(p.input, [o]))];
  const columns = names(schemaOf(p)).map((n) => {
    const side = free.findIndex((o) => o.name === n) + 1;
    return `t${side}.${identifier(n)} AS ${identifier(n)}`;
  });
  return sameHeights(
    sides.length,
    row ? [...columns, `${anyNumber(sides.length)} AS ${ROW}`] : columns,
    besideSql(sides.map((s) => relation(s, true))),
    `${p.kind}: a column has a length of its own that is not that of the others`,
  );
}
