import { create } from "@bufbuild/protobuf";
import type { Expr } from "../../api/expr/expr.ts";
import { col, len } from "../../api/expr/functions.ts";
import { LazyFrame } from "../../api/lazy-frame.ts";
import type { Column } from "../../arrow/column.ts";
import { formatValue } from "../../arrow/format-value.ts";
import { isNumeric, isTemporal, typeName } from "../../arrow/type-info.ts";
import type { DataType } from "../../arrow/types.ts";
import { valueAt } from "../../arrow/value.ts";
import { ColumnStatsSchema, StatsResponseSchema } from "../../proto/polaroid/v1/dataframe_service_pb.ts";
import { bytesOf } from "./handles.ts";
import type { RequestOf, ResponseOf } from "./routes.ts";
import type { Turn } from "./turn.ts";

const isOrdered = (t: DataType): boolean => isNumeric(t) || isTemporal(t) || t.id === "Utf8" || t.id === "Bool";
/** Letters of a least or greatest text that are told. */
const LETTERS = 200;

/** Rows, nulls, least and greatest values of a handle: one query. */
export async function getStats(r: RequestOf<"getStats">, turn: Turn): Promise<ResponseOf<"getStats">> {
  const plan = await turn.settled(turn.handle(r.handle));
  const { fields } = await turn.resolver.schema(plan);
  const asked: Expr[] = [len().alias("rows") as Expr];
  for (const [i, f] of fields.entries()) {
    const c = col(f.name) as Expr;
    asked.push(c.nullCount().alias(`nulls ${i}`) as Expr);
    if (isOrdered(f.type)) asked.push(c.min().alias(`min ${i}`) as Expr, c.max().alias(`max ${i}`) as Expr);
  }
  const query = new LazyFrame(plan).select(...asked);
  const { schema, batches } = await turn.served.queries.collect(await turn.request(query.plan));
  const row = batches.find((b) => b.length > 0);
  const column = (name: string): Column | undefined => row?.columns[schema.index.get(name) ?? -1];
  const count = (name: string): bigint =>
    BigInt(Number(column(name) === undefined ? 0 : valueAt(column(name) as Column, 0)));
  const shown = (name: string): string => {
    const c = column(name);
    return c === undefined || valueAt(c, 0) === null ? "" : formatValue(c, 0, LETTERS);
  };
  return create(StatsResponseSchema, {
    rows: count("rows"),
    bytes: BigInt(plan.kind === "frame" ? bytesOf(plan.frame) : 0),
    columns: fields.map((f, i) =>
      create(ColumnStatsSchema, {
        name: f.name,
        type: typeName(f.type),
        nulls: count(`nulls ${i}`),
        min: shown(`min ${i}`),
        max: shown(`max ${i}`),
      }),
    ),
  });
}
