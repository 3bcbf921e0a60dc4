import { names } from "../../arrow/schema.ts";
import type { Plan } from "../../plan/node.ts";
import type { Recursive } from "../../plan/recursive-node.ts";
import type { Compile, PlanRule } from "./plan.ts";
import { identifier, OWN } from "./quote.ts";
import { ROW } from "./row.ts";

const MOST_ROUNDS = 10_000;
const DEPTH = identifier(`${OWN}depth`);
const ENDLESS = `error('POLAROID:LIMIT_EXCEEDED:a recursive query gave rows in more than ${MOST_ROUNDS} rounds and did not end')`;

/** A recursive query as DuckDB has it; one that keeps all rows counts its rounds, so that it comes to an end. */
export const recursiveSql =
  (rule: (p: Plan, row: boolean, compile: Compile) => string): PlanRule<Recursive> =>
  (p, row, outer) => {
    const name = identifier(`${OWN}rows${p.self.id}`);
    const columns = names(p.self.schema).map(identifier).join(", ");
    const relation = (q: Plan, rows: boolean): string =>
      q.kind === "frame" && q.frame.id === p.self.id
        ? `SELECT ${columns}${rows ? `, row_number() OVER () AS ${ROW}` : ""} FROM ${name}`
        : rule(q, rows, { ...outer, relation });
    const counts = !p.distinct;
    const first = `SELECT ${columns}${counts ? `, 0 AS ${DEPTH}` : ""} FROM (${outer.relation(p.input, false)})`;
    const depth = `(SELECT max(${DEPTH}) FROM ${name}) + 1`;
    const limited = `CASE WHEN ${depth} > ${MOST_ROUNDS} THEN ${ENDLESS} ELSE ${depth} END`;
    const next = `SELECT ${columns}${counts ? `, ${limited} AS ${DEPTH}` : ""} FROM (${relation(p.step, false)})`;
    const all = `WITH RECURSIVE ${name} AS (${first} UNION ${counts ? "ALL " : ""}${next}) SELECT ${columns} FROM ${name}`;
    return row ? `SELECT ${columns}, row_number() OVER () AS ${ROW} FROM (${all})` : all;
  };
