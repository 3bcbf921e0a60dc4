import { LazyFrame } from "../../api/lazy-frame.ts";
import { scanCsv, scanIpc, scanNdjson, scanParquet } from "../../api/read.ts";
import { conditionPlan } from "../../api/sql.ts";
import { valueAt } from "../../arrow/value.ts";
import { PolaroidError } from "../../core/error.ts";
import { type Expr, type LiteralValue, lit } from "../../expr/node.ts";
import { filter, type Plan } from "../../plan/node.ts";
import type { SqlParams } from "../../plan/sql-node.ts";
import { sqlText } from "../../plan/sql-node.ts";
import type { Expression } from "../../proto/polaroid/v1/plan_pb.ts";
import { parseExpression } from "../../sql/parse/index.ts";
import { expressionFrom } from "./expressions.ts";
import { objectOf } from "./json.ts";
import { typeFrom } from "./names.ts";
import { fewRows, planOfFrame } from "./resolver.ts";
import type { RequestOf } from "./routes.ts";
import type { Turn } from "./turn.ts";

/** The rows of a plan for which a condition holds: SQL, or an expression; all of them without one. */
export async function filtered(plan: Plan, text: string, expr: Expression | undefined, turn: Turn): Promise<Plan> {
  if (text !== "" && expr !== undefined)
    throw new PolaroidError("INVALID_ARGUMENT", "a condition is SQL or an expression, not both");
  const sql = expr?.form.case === "sql" ? expr.form.value : text;
  if (sql !== "") {
    // What is no SQL is told now, not when the rows are asked for.
    parseExpression(sql);
    return conditionPlan(plan, sql);
  }
  if (expr === undefined) return plan;
  return filter(plan, await expressionFrom(expr, () => turn.resolver.schema(plan)));
}

const TYPED = ["schema", "schemaOverrides"];
/** Options of a scan as JSON; types are said as SQL says them. */
function optionsOf(json: string): object {
  const options: Record<string, unknown> = { ...objectOf(json, "the options") };
  for (const name of TYPED) {
    const given = options[name];
    if (given === undefined) continue;
    const types = objectOf(JSON.stringify(given), `${name} of the options`);
    options[name] = Object.fromEntries(Object.entries(types).map(([c, t]) => [c, typeFrom(String(t))]));
  }
  return options;
}

interface Reading {
  readonly columns: readonly string[];
  readonly predicate: string;
  readonly predicateExpr?: Expression | undefined;
}

async function chosen(frame: LazyFrame, r: Reading, turn: Turn): Promise<Plan> {
  const rows = await filtered(frame.plan, r.predicate, r.predicateExpr, turn);
  return r.columns.length === 0 ? rows : new LazyFrame(rows).select(...r.columns).plan;
}
/** The path as it was said: the thread that reads it finds it below the root again. */
const pathOf = (path: string, turn: Turn): string => {
  if (path === "") throw new PolaroidError("INVALID_ARGUMENT", "the path is empty");
  turn.served.allowed(path);
  return path;
};

export const readParquet = (r: RequestOf<"readParquet">, turn: Turn): Promise<Plan> =>
  chosen(scanParquet(pathOf(r.path, turn)), r, turn);
export const readCsv = (r: RequestOf<"readCsv">, turn: Turn): Promise<Plan> =>
  chosen(scanCsv(pathOf(r.path, turn), optionsOf(r.optionsJson)), r, turn);
export const readNdjson = (r: RequestOf<"readNdjson">, turn: Turn): Promise<Plan> =>
  chosen(scanNdjson(pathOf(r.path, turn), optionsOf(r.optionsJson)), r, turn);
export async function readIpc(r: RequestOf<"readIpc">, turn: Turn): Promise<Plan> {
  const { source } = r;
  if (source.case === undefined) throw new PolaroidError("INVALID_ARGUMENT", "ReadIpc takes a path or bytes");
  const frame =
    source.case === "path"
      ? scanIpc(pathOf(source.value, turn))
      : new LazyFrame(planOfFrame(await turn.resolver.received(source.value)));
  return await chosen(frame, r, turn);
}

/** Values of parameters: one row; columns that are named otherwise than by numbers are `:name`. */
export function parametersOf(bytes: Uint8Array): SqlParams {
  if (bytes.length === 0) return { listed: [], named: {} };
  const { schema, batches, rows } = fewRows(bytes);
  const row = batches.find((b) => b.length > 0);
  if (row === undefined || rows !== 1)
    throw new PolaroidError("INVALID_ARGUMENT", `the parameters have ${rows} rows; they are one row`);
  const values = row.columns.map((c): Expr => lit(valueAt(c, 0) as LiteralValue, c.type));
  if (schema.fields.every((f) => /^\$?\d*$/.test(f.name))) return { listed: values, named: {} };
  return {
    listed: [],
    named: Object.fromEntries(schema.fields.map((f, i) => [f.name.replace(/^[:$]/, ""), values[i] as Expr])),
  };
}

/** A query in SQL over the server's tables, files, and handles that the request names. */
export function sqlQuery(r: RequestOf<"scanSql"> | RequestOf<"sql">, turn: Turn): Promise<Plan> {
  if (r.query.trim() === "") throw new PolaroidError("INVALID_ARGUMENT", "the query is empty");
  const tables = Object.entries(r.tables);
  return turn.resolver.sql(
    sqlText({
      text: r.query,
      form: "query",
      names: tables.map(([name]) => `table ${name.toLowerCase()}`),
      inputs: tables.map(([, id]) => turn.handle(id)),
      params: parametersOf(r.parameters),
      ...turn.resolver.reader,
      translator: null,
      bound: false,
    }),
  );
}
