import { type Batch, batch } from "../../arrow/batch.ts";
import type { Column } from "../../arrow/column.ts";
import { typeFromJson, typeToJson } from "../../arrow/json.ts";
import { field, type Schema, schema } from "../../arrow/schema.ts";
import { weigh } from "../../arrow/weight.ts";
import { type Frame, frameOf } from "../../plan/node.ts";
import { churnedBy } from "./churn.ts";
import type { PackedFrame, PackedSchema } from "./protocol.ts";

export const packedSchema = (s: Schema): PackedSchema =>
  s.fields.map((f) => [f.name, typeToJson(f.type), f.nullable] as const);

export const unpackedSchema = (packed: PackedSchema): Schema =>
  schema(packed.map(([name, type, nullable]) => field(name, typeFromJson(type), nullable)));

/** A frame whose large buffers are shared already. */
export const packedFrame = (f: Frame): PackedFrame => ({
  id: f.id,
  schema: packedSchema(f.schema),
  batches: f.batches.map(({ columns, length }) => ({ columns, length })),
});

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
