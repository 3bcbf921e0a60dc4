import { type Field, field, fieldOf, type Schema, sameSchema, schema, schemaText } from "../arrow/schema.ts";
import { type DataType, Datetime } from "../arrow/types.ts";
import { PolaroidError } from "../core/error.ts";
import { type Output, outputs } from "../expr/typed.ts";
import { asofColumns, whereColumns } from "./beside.ts";
import { schemaOf } from "./schema.ts";
import type { GroupByDynamic, MergeSorted, Rolling, TimePlan, Upsample } from "./time-node.ts";

type CoreTime = Exclude<TimePlan["kind"], "setSorted" | "resampleOhlcv">;
type Table = { readonly [K in CoreTime]: (p: Extract<TimePlan, { kind: K }>) => Schema };

const fieldFor = (o: Output): Field => field(o.name, o.input.type, o.input.nullable);
const indexField = (p: GroupByDynamic | Rolling): Field => {
  const [o] = outputs([p.index]) as readonly [Output];
  return field(o.name, o.input.type, false);
};

export const LOWER = "_lower_boundary";
export const UPPER = "_upper_boundary";
/** Windows over dates may begin within a day. */
export const boundaryType = (t: DataType): DataType => (t.id === "Date32" ? Datetime("us") : t);

function dynamic(p: GroupByDynamic): Schema {
  const index = indexField(p);
  const bounds = p.options.includeBoundaries
    ? [LOWER, UPPER].map((name) => field(name, boundaryType(index.type), false))
    : [];
  return schema([...outputs(p.keys).map(fieldFor), ...bounds, index, ...outputs(p.aggs).map(fieldFor)]);
}

const rolled = (p: Rolling): Schema =>
  schema([...outputs(p.keys).map(fieldFor), indexField(p), ...outputs(p.aggs).map(fieldFor)]);

function upsampled(p: Upsample): Schema {
  const s = schemaOf(p.input);
  return schema(
    s.fields.map((f) =>
      f.name === p.time ? field(f.name, f.type, false) : p.by.includes(f.name) ? f : field(f.name, f.type, true),
    ),
  );
}

function merged(p: MergeSorted): Schema {
  const [a, b] = [schemaOf(p.left), schemaOf(p.right)];
  if (!sameSchema(a, b))
    throw new PolaroidError(
      "SCHEMA_MISMATCH",
      `mergeSorted takes frames of the same columns; the left has (${schemaText(a)}), the right (${schemaText(b)})`,
    );
  for (const k of p.keys) fieldOf(a, k);
  return schema(a.fields.map((f, i) => field(f.name, f.type, f.nullable || (b.fields[i]?.nullable ?? true))));
}

/** The schemas of time series' nodes. */
export const TIME_SCHEMAS: Table = {
  joinAsof: (p) => schema(asofColumns(p).map((c) => c.field)),
  joinWhere: (p) => schema(whereColumns(p).map((c) => c.field)),
  groupByDynamic: dynamic,
  rolling: rolled,
  upsample: upsampled,
  mergeSorted: merged,
};
