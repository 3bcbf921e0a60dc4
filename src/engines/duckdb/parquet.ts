import { closeSync, openSync, readSync, statSync } from "node:fs";
import { isFloat, isInteger, isText } from "../../arrow/type-info.ts";
import type { DataType } from "../../arrow/types.ts";
import { exprText } from "../../expr/print.ts";
import { type Typed, type TypedCol, typed } from "../../expr/typed.ts";
import { conjunction, conjuncts } from "../../optimize/conjuncts.ts";
import type { Plan, Scan } from "../../plan/node.ts";
import { schemaOf } from "../../plan/schema.ts";
import { BOUNDS } from "./functions/compare.ts";
import { exactly, identifier, textLiteral } from "./quote.ts";
import { sqlType } from "./types.ts";

/**
 * A column of a file as this engine stores it; null where the two readers may differ: nanoseconds may be an INT96, which
 * DuckDB cuts to microseconds.
 */
function stored(x: string, t: DataType): string | null {
  // Statistics of files may leave NaN out, which DuckDB takes for the greatest number: they say nothing of a computed value.
  if (isFloat(t)) return `-(-CAST(${x} AS ${sqlType(t)}))`;
  if (isInteger(t) || isText(t)) return `CAST(${x} AS ${sqlType(t)})`;
  switch (t.id) {
    case "Bool":
    case "Binary":
    case "Decimal":
    case "Duration":
      return `CAST(${x} AS ${sqlType(t)})`;
    case "Date32":
      return `CAST(${x} - DATE '1970-01-01' AS INTEGER)`;
    case "Time":
      return `epoch_ns(${x})`;
    case "Datetime":
      return t.unit === "ns" ? null : `epoch_${t.unit}(${x})`;
    default:
      return null;
  }
}

const REMOTE = /^[a-z][a-z0-9+.-]+:/i;

/** Whether a path is a local file that is Parquet as it lies there, not compressed or encrypted as a whole. */
function isParquet(path: string): boolean {
  // Stars and brackets are patterns to DuckDB, in names of files too.
  if (path === "" || REMOTE.test(path) || /[*?[\]{}]/.test(path)) return false;
  try {
    if (!statSync(path).isFile()) return false;
    const file = openSync(path, "r");
    try {
      const head = Buffer.alloc(4);
      return readSync(file, head, 0, 4, 0) === 4 && head.toString("latin1") === "PAR1";
    } finally {
      closeSync(file);
    }
  } catch {
    return false;
  }
}

const known = new WeakMap<object, readonly string[] | null>();

/** The local Parquet files of a scan; null where it reads anything else. */
function filesOf({ source, table }: Scan): readonly string[] | null {
  const named = source.locations.length > 0 && !source.locations.includes("-");
  if (!named || table?.files === undefined || (source.format !== "parquet" && source.format !== "auto")) return null;
  if (Object.values(source.options).some((v) => v !== undefined && v !== null && v !== false)) return null;
  let files = known.get(table);
  if (files === undefined) {
    files = table.files.every(isParquet) ? table.files : null;
    known.set(table, files);
  }
  return files;
}

const COMPARED: Readonly<Record<string, string>> = { lt: "<", le: "<=", gt: ">", ge: ">=", eq: "=" };
/** Days that DuckDB has. */
const DAYS = 1_000_000;

const dayOf = (e: Typed | undefined): string | null =>
  e?.kind === "lit" && e.type.id === "Date32" && typeof e.value === "number" && Math.abs(e.value) < DAYS
    ? `DATE '1970-01-01' + ${e.value}`
    : null;

const isDate = (e: Typed | undefined): e is TypedCol => e?.kind === "col" && e.type.id === "Date32";

/** A condition on dates as the file has them, by which DuckDB passes over row groups; days are counts here. */
function ofDates(e: Typed): string | null {
  const [x, a, b] = e.kind === "call" ? (e.args as readonly Typed[]) : [];
  if (e.kind !== "call" || !isDate(x)) return null;
  const [low, high] = [isDate(a) ? exactly(a.name) : dayOf(a), dayOf(b)];
  if (low === null) return null;
  if (e.fn === "isBetween") {
    const [above, below] = BOUNDS[String(e.options["closed"] ?? "both")] as readonly [string, string];
    return high === null ? null : `${exactly(x.name)} ${above} ${low} AND ${exactly(x.name)} ${below} ${high}`;
  }
  return Object.hasOwn(COMPARED, e.fn) ? `${exactly(x.name)} ${COMPARED[e.fn]} ${low}` : null;
}

const datesOf = ({ predicate, limit }: Scan): readonly Typed[] =>
  predicate === null || limit !== null ? [] : conjuncts(typed(predicate)).filter((e) => ofDates(e) !== null);

/** What is left of a condition on a scan where the scan itself has tested the dates. */
export function untested(e: Typed, input: Plan): Typed | null {
  if (input.kind !== "scan" || parquetSql(input) === null) return e;
  const done = new Set(datesOf(input).map(exprText));
  return conjunction(conjuncts(e).filter((c) => !done.has(exprText(c))));
}

/** A scan of local Parquet files as DuckDB reads them itself, out of core; null where our reader must. */
export function parquetSql(p: Plan): string | null {
  const files = p.kind === "scan" ? filesOf(p) : null;
  if (p.kind !== "scan" || p.table === null || files === null) return null;
  const every = p.table.schema.fields.map((f) => f.name.toLowerCase());
  if (new Set(every).size !== every.length || every.includes("file_row_number") || every.includes("file_index"))
    return null;
  const columns: string[] = [];
  for (const f of schemaOf(p).fields) {
    const sql = stored(exactly(f.name), f.type);
    if (sql === null) return null;
    columns.push(`${sql} AS ${identifier(f.name)}`);
  }
  const row = files.length === 1 ? "file_row_number" : "file_index::BIGINT * 1099511627776 + file_row_number";
  const from = `read_parquet([${files.map(textLiteral).join(", ")}], file_row_number = true, hive_partitioning = false)`;
  const dates = datesOf(p).map(ofDates);
  const where = dates.length === 0 ? "" : ` WHERE ${dates.join(" AND ")}`;
  const limit = p.limit === null ? "" : ` LIMIT ${p.limit}`;
  return `(SELECT ${[...columns, `${row} AS rowid`].join(", ")} FROM ${from}${where}${limit})`;
}
