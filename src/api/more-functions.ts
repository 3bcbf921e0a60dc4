import { type DataType, type DType, UInt32, Utf8 } from "../arrow/types.ts";
import { badArgument, checkOptions, settings, textArgument } from "../core/argument.ts";
import { PolaroidError } from "../core/error.ts";
import { call } from "../expr/node.ts";
import { type Input, locate } from "../io/locate.ts";
import { DataFrame } from "./data-frame.ts";
import type { AnyExpr } from "./expr/any.ts";
import { pipedWithDtype } from "./expr/bins.ts";
import { Expr } from "./expr/expr.ts";
import { columnNodes, type IntoExpr } from "./expr/into.ts";
import { mapBatches } from "./expr/top.ts";
import { SCANS } from "./known-options.ts";
import type { DatabaseConnection } from "./rare/database.ts";
import { RARE } from "./rare.ts";
import type { ScanOptions } from "./read.ts";
import type { Series } from "./series.ts";
import { strictly } from "./strict.ts";
import { worldOf } from "./world.ts";

/** The expression that a function makes of several and their types, when the query is planned. @example pipeWithDtype(["a", "b"], ([[a, type], [b]]) => (type.id === "Utf8" ? a : a.add(b))) */
export function pipeWithDtype<const E extends readonly IntoExpr[]>(
  exprs: E,
  f: (pairs: { readonly [I in keyof E]: readonly [Expr<any, any, any>, DataType] }) => IntoExpr,
): Expr<any, any, any> {
  if (!Array.isArray(exprs) || exprs.length === 0)
    throw badArgument("what pipeWithDtype goes over", exprs, "a list of columns");
  if (typeof f !== "function") throw badArgument("what pipeWithDtype is given", f, "a function");
  return pipedWithDtype(columnNodes(exprs), f as never, (node) => new Expr(node));
}
/** What a JavaScript function makes of several columns of each group, as Series: slow, and it never leaves this process. @example df.groupBy("k").agg(mapGroups(["x", "y"], ([x, y]) => x.dot(y), { returnDtype: Float64, returnsScalar: true })) */
export const mapGroups = (
  exprs: readonly IntoExpr[],
  f: (columns: Series[]) => unknown,
  options: { readonly returnDtype: DType; readonly returnsScalar?: boolean },
): Expr<any, any, any> => mapBatches(exprs, f, options);
function sqlExprOf(text: string): Promise<Expr>;
function sqlExprOf(texts: readonly string[]): Promise<Expr[]>;
async function sqlExprOf(given: string | readonly string[]): Promise<Expr | Expr[]> {
  const texts = (Array.isArray(given) ? given : [given]) as readonly string[];
  for (const t of texts) textArgument(t, "the text of sqlExpr");
  const { expressionOf } = await import("../sql/index.ts").catch((cause: unknown) => {
    throw new PolaroidError("IO", "the reader of SQL cannot be loaded; try again", { cause });
  });
  const made = texts.map((t) => new Expr(call("sqlExpr", [], Object.freeze({ f: expressionOf(t) }))));
  return Array.isArray(given) ? made : (made[0] as Expr);
}
/** An expression, or several, of texts of SQL; the reader is loaded first. Errors: `SQL_SYNTAX` with the place. @example df.select(await sqlExpr("max(x) as most")) */
export const sqlExpr: typeof sqlExprOf = strictly("sqlExpr", sqlExprOf);
/** A frame of a table as it was printed, by this library or by Polars; rows and columns that were left out are gone. Errors: `NOT_SUPPORTED` for types that print no value. @example fromRepr(String(df.select("a", "ok"))) */
export function fromRepr(text: string): DataFrame {
  const columns = RARE.code.fromText(text);
  const types = Object.fromEntries(columns.map((c) => [c.name, Utf8]));
  const texts = new DataFrame(Object.fromEntries(columns.map((c) => [c.name, c.values])), {
    schema: types,
  }) as DataFrame;
  return texts.select(...columns.map((c) => (new Expr(c.value) as AnyExpr as Expr).alias(c.name)));
}
const TYPES: { readonly schemaOverrides: Readonly<Record<string, DType>> } = Object.freeze({ schemaOverrides: {} });
/** The rows of a query in SQL that a database answers: over a connection of `@duckdb/node-api`, `node:sqlite` or `better-sqlite3`. @example await readDatabase("select 1 as one", new DatabaseSync(":memory:")) */
export async function readDatabase(
  query: string,
  connection: DatabaseConnection,
  options?: { readonly schemaOverrides?: Readonly<Record<string, DType>> },
): Promise<DataFrame> {
  const { schemaOverrides } = settings("readDatabase", TYPES, options);
  const { queried } = await import("./rare/database.ts");
  const { data, schema } = await queried(textArgument(query, "the query of readDatabase"), connection);
  const types = Object.fromEntries(Object.entries(schemaOverrides).filter(([name]) => Object.hasOwn(data, name)));
  const read: DataFrame = new DataFrame(data, { schema: { ...schema } });
  return Object.keys(types).length === 0 ? read : read.cast(types);
}
/** The type in which rows are numbered. @example getIndexType().id */
export const getIndexType = (): DataType => UInt32;
/** What a Parquet file says of itself beside its rows: names and texts. @example await readParquetMetadata("flights.parquet") */
export async function readParquetMetadata(input: Input, options?: ScanOptions): Promise<Record<string, string>> {
  checkOptions("readParquetMetadata", SCANS["parquet"] as object, options);
  const [place] = await locate(input, worldOf().files, options ?? {});
  if (place === undefined) throw new PolaroidError("NOT_FOUND", "there is no file to read");
  const { readFooter } = await import("../formats/parquet/footer.ts");
  const source = await place.open();
  try {
    return Object.fromEntries((await readFooter(source)).keyValues);
  } finally {
    await source.close();
  }
}
