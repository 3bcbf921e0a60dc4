import { type Batch, batch } from "../batch.ts";
import { field, type Schema, schema } from "../schema.ts";
import { type Codecs, decompressBuffer } from "./compression.ts";
import { Cursor, type Dictionaries } from "./cursor.ts";
import { decodeColumn } from "./decode-column.ts";
import { corrupt } from "./flat-reader.ts";
import type { BatchHeader, WireField } from "./wire.ts";

/** The schema that these fields make here; a column of nulls alone is always nullable. */
export const schemaOf = (fields: readonly WireField[]): Schema =>
  schema(fields.map((f) => field(f.name, f.type, f.nullable || f.type.id === "Null")));

/** Gives the buffers of a body that lies in memory, decompressed. */
export function bufferReader(
  header: BatchHeader,
  body: Uint8Array,
  codecs: Codecs | undefined,
): (buffer: number) => Uint8Array {
  return (i) => {
    const start = header.buffers[2 * i] as number;
    const end = start + (header.buffers[2 * i + 1] as number);
    if (end > body.length) throw corrupt("a buffer lies outside of its message");
    return unpack(header, body.subarray(start, end), codecs);
  };
}

export const unpack = (header: BatchHeader, bytes: Uint8Array, codecs: Codecs | undefined): Uint8Array =>
  header.codec === "none" ? bytes : decompressBuffer(bytes, header.codec, codecs);

/** Decodes the wanted fields of a record batch, in the order of `wanted`. */
export function decodeBatch(
  fields: readonly WireField[],
  wanted: readonly number[],
  target: Schema,
  header: BatchHeader,
  bytes: (buffer: number) => Uint8Array,
  dictionaries: Dictionaries,
): Batch {
  const cursor = new Cursor(header, bytes, dictionaries);
  const places = new Map(wanted.map((f, i) => [f, i]));
  const columns = new Array(wanted.length);
  for (let f = 0; f < fields.length; f++) {
    const wire = fields[f] as WireField;
    const place = places.get(f);
    if (place === undefined) {
      cursor.skip(wire);
      continue;
    }
    const column = decodeColumn(wire, cursor);
    if (column.length !== header.length)
      throw corrupt(`${wire.path} has ${column.length} rows in a batch of ${header.length}`);
    if (column.nulls > 0 && !wire.nullable && column.layout !== "null")
      throw corrupt(`${wire.path} is declared without nulls but holds ${column.nulls}`);
    columns[place] = column;
  }
  return batch(target, columns, header.length);
}

/** The buffers [start, end) of each wanted field, in the order of the fields. */
export function bufferRanges(
  fields: readonly WireField[],
  wanted: readonly number[],
  header: BatchHeader,
): readonly (readonly [number, number])[] {
  const cursor = new Cursor(header, () => new Uint8Array(0), {
    use: () => {
      throw corrupt("no dictionary is read here");
    },
  });
  const set = new Set(wanted);
  const out: [number, number][] = [];
  for (let f = 0; f < fields.length; f++) {
    const start = cursor.buffers;
    cursor.skip(fields[f] as WireField);
    if (cursor.buffers * 2 > header.buffers.length) throw corrupt(`${fields[f]?.path} misses a buffer`);
    if (set.has(f)) out.push([start, cursor.buffers]);
  }
  return out;
}
