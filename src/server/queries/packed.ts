import { type Batch, batch } from "../../arrow/batch.ts";
import type { Column } from "../../arrow/column.ts";
import { typeFromJson, typeToJson } from "../../arrow/json.ts";
import { field, type Schema, schema } from "../../arrow/schema.ts";
import { weigh } from "../../arrow/weight.ts";
import { type Frame, frameOf } from "../../plan/node.ts";
import { churnedBy } from "./churn.ts";
import type { PackedFrame, PackedSchema } from "./protocol.ts";

const texts = new WeakMap<Schema, PackedSchema>();
/** Schemas that are kept: most queries are asked again and again. */
const KEPT = 256;
const schemas = new Map<PackedSchema, Schema>();

export function packedSchema(s: Schema): PackedSchema {
  let text = texts.get(s);
  if (text === undefined) {
    text = JSON.stringify(s.fields.map((f) => [f.name, typeToJson(f.type), f.nullable]));
    texts.set(s, text);
  }
  return text;
}

/** The same schema for the same columns. */
export function unpackedSchema(packed: PackedSchema): Schema {
  let found = schemas.get(packed);
  if (found === undefined) {
    const fields = JSON.parse(packed) as [name: string, type: unknown, nullable: boolean][];
    found = schema(fields.map(([name, type, nullable]) => field(name, typeFromJson(type), nullable)));
    if (schemas.size >= KEPT) schemas.delete(schemas.keys().next().value as string);
    schemas.set(packed, found);
  }
  return found;
}

/** Rows whose large buffers are shared already. */
export const packedRows = ({ schema: s, batches }: Pick<Frame, "schema" | "batches">): Omit<PackedFrame, "id"> => ({
  schema: packedSchema(s),
  batches: batches.map(({ columns, length }) => ({ columns, length })),
});

export const packedFrame = (f: Frame): PackedFrame => ({ id: f.id, ...packedRows(f) });

const typed = (c: Column, s: Schema, i: number): Column => ({ ...c, type: s.fields[i]?.type ?? c.type }) as Column;

export function unpackedBatches(batches: PackedFrame["batches"], s: Schema): readonly Batch[] {
  return batches.map(({ columns, length }) =>
    batch(
      s,
      columns.map((c, i) => typed(c, s, i)),
      length,
    ),
  );
}

export function unpackedFrame({ schema: packed, batches }: Omit<PackedFrame, "id">): Frame {
  const s = unpackedSchema(packed);
  const unpacked = unpackedBatches(batches, s);
  weigh(unpacked.flatMap((b) => b.columns));
  churnedBy(unpacked);
  return frameOf(s, unpacked);
}
